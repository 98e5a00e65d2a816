import pytest

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.questions.answers import NotText
from rhi_desktop.questions.definition import Form
from rhi_desktop.questions.session import Session, UnknownPath, Violation
from tests.unit.questions.forms import FAMILY, form_of, start


@pytest.fixture(scope="module")
def family() -> Form:
    return form_of(FAMILY)


@pytest.fixture
def session(family: Form) -> Session:
    session = start(family)
    session.set("/data/asked", "yes")
    return session


def test_a_required_question_is_missed_until_it_is_answered(family: Form) -> None:
    session = start(family)
    assert [(found.path, found.kind) for found in session.violations()] == [("/data/asked", "required")]
    session.set("/data/asked", "no")
    assert session.violations() == ()


@pytest.mark.parametrize("state", [AnswerState.DECLINED, AnswerState.NOT_KNOWN])
def test_a_refusal_settles_a_required_question_and_leaves_no_value(session: Session, state: AnswerState) -> None:
    session.set("/data/person/name", "Robin Example")
    session.set_state("/data/person/name", state)
    node = session.node("/data/person/name")
    assert (node.value, node.state, node.violation) == ("", state, None)


def test_not_asked_does_not_settle_a_required_question(session: Session) -> None:
    session.set_state("/data/person/name", AnswerState.NOT_ASKED)
    assert [found.path for found in session.violations()] == ["/data/person[1]/name"]


def test_what_is_not_relevant_is_blank_left_out_and_kept(session: Session) -> None:
    session.set("/data/person/name", "Robin Example")
    changes = session.set("/data/asked", "no")
    assert session.relevant()["/data/person[1]/name"] is False
    assert session.values()["/data/person[1]/name"] == session.values()["/data/names"] == ""
    assert "Robin" not in session.instance()
    assert {"/data/names", "/data/person[1]", "/data/person[1]/name"} <= changes.changed
    session.set("/data/asked", "yes")
    assert session.values()["/data/names"] == "Robin Example"


def test_a_broken_constraint_says_what_the_form_says(session: Session) -> None:
    session.set("/data/person/age", "120")
    broken = Violation("/data/person[1]/age", "constraint", "Between 0 and 119.")
    assert session.violations("/data/person[1]/age") == (broken,)
    assert session.node("/data/person/age").violation == broken


def test_letters_for_a_whole_number_are_kept_and_faulted(session: Session) -> None:
    session.set("/data/person/age", "twelve")
    node = session.node("/data/person/age")
    assert node.value == "twelve"
    assert node.violation == Violation("/data/person[1]/age", "type", "Please give a whole number, in figures.")


@pytest.mark.parametrize(("typed", "kept"), [("007", "7"), ("+5", "5"), ("-3", "-3"), ("2147483648", "2147483648")])
def test_whole_numbers_are_kept_as_their_type_writes_them(session: Session, typed: str, kept: str) -> None:
    session.set("/data/person/age", typed)
    assert session.values()["/data/person[1]/age"] == kept


def test_choices_are_kept_in_the_order_of_the_form_and_strangers_dropped(session: Session) -> None:
    session.set("/data/colours", "green pink red")
    assert session.values()["/data/colours"] == "red green"


def test_a_choice_that_the_filter_takes_away_is_blank_until_it_returns(session: Session) -> None:
    session.set("/data/person/country", "north")
    assert [choice.label for choice in session.node("/data/person/town").choices] == ["Oslo"]
    session.set("/data/person/town", "oslo")
    changes = session.set("/data/person/country", "south")
    assert session.values()["/data/person[1]/town"] == ""
    assert "/data/person[1]/town" in changes.changed
    session.set("/data/person/country", "north")
    assert session.values()["/data/person[1]/town"] == "oslo"


def test_choices_can_be_the_answers_of_a_repeat(session: Session) -> None:
    session.set("/data/person/name", "Robin Example")
    assert session.node("/data/eldest").choices == ()
    changes = session.set("/data/person/age", "14")
    assert [choice.value for choice in session.node("/data/eldest").choices] == ["Robin Example"]
    assert "/data/eldest" in changes.changed


def test_labels_say_what_was_answered(session: Session) -> None:
    changes = session.set("/data/person/name", "Robin Example")
    assert session.node("/data/person/age").label == "Age of Robin Example"
    assert "/data/person[1]/age" in changes.changed


def test_an_instance_is_added_at_the_end_and_taken_out_with_all_in_it(session: Session) -> None:
    session.set("/data/person/name", "Robin Example")
    added = session.add("/data/person")
    assert added.added == "/data/person[2]"
    session.set("/data/person[2]/name", "Sasha Invented")
    assert session.values()["/data/person[2]/place"] == "2"
    key = session.node("/data/person[1]").key
    changes = session.remove("/data/person[1]")
    assert changes.delta.removed == (key,)
    assert session.values()["/data/names"] == "Sasha Invented"
    assert session.values()["/data/person[1]/place"] == "1"
    assert session.repeats("/data/person") == 1


def test_keys_of_instances_are_never_used_again(session: Session) -> None:
    session.add("/data/person")
    last = session.node("/data/person[2]").key
    session.remove("/data/person[2]")
    session.add("/data/person")
    assert session.node("/data/person[2]").key != last


def test_a_comparison_with_all_instances_follows_each_of_them(session: Session) -> None:
    session.add("/data/person")
    session.set("/data/person[1]/age", "10")
    session.set("/data/person[2]/age", "12")
    assert session.values()["/data/person[1]/older"] == "1"
    session.set("/data/person[2]/age", "9")
    assert [session.values()[f"/data/person[{at}]/older"] for at in (1, 2)] == ["0", "1"]


def test_nested_instances_add_up_by_themselves(session: Session) -> None:
    session.set("/data/person/age", "14")
    session.add("/data/person[1]/visit")
    session.set("/data/person[1]/visit[1]/nights", "2")
    session.set("/data/person[1]/visit[2]/nights", "3")
    assert session.values()["/data/person[1]/visit[1]/so_far"] == "5"


@pytest.mark.parametrize("path", ["/data/nobody", "/data/person[9]/name", "/other/asked", "", "/data/person[x]"])
def test_a_path_that_does_not_exist_is_named(session: Session, path: str) -> None:
    with pytest.raises(UnknownPath):
        session.node(path)


def test_what_does_not_repeat_cannot_be_added_or_taken_out(session: Session) -> None:
    with pytest.raises(UnknownPath):
        session.add("/data/asked")
    with pytest.raises(UnknownPath):
        session.remove("/data/asked")


@pytest.mark.parametrize("text", ["a" * 100_000, "مرحبا يا صديقي", "😀👩‍👧", "<&>\"'", "first\nsecond\ttabbed"])
def test_long_foreign_and_odd_texts_come_back_whole(session: Session, text: str) -> None:
    session.set("/data/person/name", text)
    assert session.values()["/data/person[1]/name"] == text


@pytest.mark.parametrize("text", ["a\0b", "\x1b", "\ud800", "￾"])
def test_signs_that_cannot_be_saved_are_refused_and_change_nothing(session: Session, text: str) -> None:
    session.set("/data/person/name", "Robin Example")
    with pytest.raises(NotText):
        session.set("/data/person/name", text)
    assert session.values()["/data/person[1]/name"] == "Robin Example"


def test_the_first_change_of_a_session_reports_only_what_it_changed(family: Form) -> None:
    session = start(family)
    changes = session.set("/data/colours", "red")
    assert changes.changed == {"/data/colours"}
    assert [entry.key for entry in changes.delta.saved] == ["/data/colours"]
