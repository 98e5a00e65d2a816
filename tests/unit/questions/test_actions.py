"""Values that the form itself sets: defaults, triggers, metadata, counted repeats, languages."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.questions.definition import Form, QuestionType
from rhi_desktop.questions.session import Session, UnknownPath
from tests.unit.questions.forms import NOW, form_of, start

TABLE = """
| survey |
| | type | name | label | hint | guidance_hint | calculation | default | trigger | repeat_count | MORE |
| | start | began | | | | | | | | | | | | |
| | end | ended | | | | | | | | | | | | |
| | username | user | | | | | | | | | | | | |
| | date | day | Day | | | | today() | | | | | place.day | Day | |
| | text | fixed | Fixed | A hint | Say it | | as given | | | | | | | |
| | text | reason | Reason | | | | | | | | | | | |
| | calculate | changed | | | | concat('now ', ${reason}) | | ${reason} | | | | | | |
| | text | stamped | Stamped | | | | | ${reason} | | ${fixed} != '' | | | | |
| | integer | how_many | How many | | | | | | | | | | | |
| | begin repeat | place | Places | | | | | | ${how_many} | | | place | | |
| | integer | number | Number | | | | position(..) | | | | | | | |
| | end repeat | | | | | | | | | | | | | |
| | begin repeat | free | Free | | | | | | | | | | | |
| | integer | at | At | | | | position(..) | | | | | | | |
| | text | typed | Typed | | | | | | | | | | | |
| | calculate | heard | | | | concat('heard ', ${typed}) | | ${typed} | | | | | | |
| | end repeat | | | | | | | | | | | | | |
| | range | scale | Scale | | | | | | | | start=1 end=5 step=1 | | | |
| | acknowledge | agreed | Agreed | | | | | | | | | | | |
| | note | told | You said ${reason} | | | | | | | | | | | |
| | text | locked | Locked | | | | | | | | | | | yes |
| | decimal | weight | Weight | | | | | | | | | | | |
| settings |
| | form_id | version | form_title | namespaces |
| | tried | 7 | Tried out | rhi="https://rhi-desktop.org/xforms" |
"""
MORE = "relevant | parameters | bind::rhi:concept | bind::rhi:print | readonly"


@pytest.fixture(scope="module")
def form() -> Form:
    return form_of(TABLE.replace("MORE", MORE))


@pytest.fixture
def session(form: Form) -> Session:
    return start(form)


def test_a_form_knows_its_name_version_and_concepts(form: Form) -> None:
    assert (form.form_id, form.version, form.title) == ("tried", "7", "Tried out")
    assert form.definitions["/data/day"].concept == "place.day"
    assert form.definitions["/data/day"].print_label == "Day"
    assert form.definitions["/data/place"].concept == "place"
    assert len(form.digest) == 64


def test_defaults_are_there_at_the_start(session: Session) -> None:
    values = session.values()
    assert values["/data/day"] == "2026-11-25"
    assert values["/data/fixed"] == "as given"
    assert values["/data/free[1]/at"] == "1"
    assert session.node("/data/fixed").state is AnswerState.ANSWERED


def test_today_is_the_day_of_the_zone_and_not_of_greenwich(form: Form) -> None:
    late = datetime(2026, 11, 25, 23, 30, tzinfo=UTC)
    session = Session.start(form, clock=lambda: late, zone=timezone(timedelta(hours=1)))
    assert session.values()["/data/day"] == "2026-11-26"
    assert session.values()["/data/began"] == "2026-11-26T00:30:00.000+01:00"


def test_nothing_tells_who_sits_at_the_desk(session: Session) -> None:
    assert session.values()["/data/user"] == ""


def test_a_default_is_not_set_again_after_it_was_cleared_and_restored(form: Form, session: Session) -> None:
    session.set("/data/fixed", "")
    again = Session.restore(form, session.entries(), clock=lambda: NOW, zone=UTC)
    assert again.values()["/data/fixed"] == ""


def test_what_a_person_wrote_over_a_calculation_outlives_a_restore() -> None:
    form = form_of(
        "| survey |\n| | type | name | label | calculation |\n| | text | given | Given | |\n"
        "| | text | own | Own | concat('worked out from ', ${given}) |\n| | calculate | id | | uuid() |\n"
        "| | calculate | sum | | concat(${own}, '!') |\n"
    )
    session = start(form)
    session.set("/data/given", "a")
    session.set("/data/own", "mine")
    again = Session.restore(form, session.entries(), clock=lambda: NOW, zone=UTC)
    assert again.values() == session.values()
    again.set("/data/given", "b")
    assert again.values()["/data/sum"] == "worked out from b!"


def test_a_new_instance_gets_its_dynamic_defaults(session: Session) -> None:
    session.add("/data/free")
    assert session.values()["/data/free[2]/at"] == "2"
    assert session.values()["/data/free[1]/at"] == "1"


def test_a_trigger_runs_when_its_question_changes_and_only_then(session: Session) -> None:
    assert session.values()["/data/changed"] == ""
    session.set("/data/reason", "argument")
    assert session.values()["/data/changed"] == "now argument"
    session.set("/data/fixed", "other")
    assert session.values()["/data/changed"] == "now argument"


def test_a_trigger_without_a_value_clears_its_target(session: Session) -> None:
    session.set("/data/stamped", "mine")
    session.set("/data/reason", "argument")
    assert session.values()["/data/stamped"] == ""


def test_a_trigger_in_a_repeat_keeps_to_its_instance_also_after_another_was_taken_out(session: Session) -> None:
    session.add("/data/free")
    session.set("/data/free[2]/typed", "two")
    assert session.values()["/data/free[1]/heard"] == ""
    session.remove("/data/free[1]")
    session.set("/data/free[1]/typed", "still")
    assert session.values()["/data/free[1]/heard"] == "heard still"


def test_a_counted_repeat_follows_its_number_and_keeps_what_stays(session: Session) -> None:
    assert session.repeats("/data/place") == 0
    session.set("/data/how_many", "3")
    assert [session.values()[f"/data/place[{at}]/number"] for at in (1, 2, 3)] == ["1", "2", "3"]
    session.set("/data/place[1]/number", "11")
    changes = session.set("/data/how_many", "1")
    assert len(changes.delta.removed) == 2
    assert session.values()["/data/place[1]/number"] == "11"
    session.set("/data/how_many", "")
    assert session.repeats("/data/place") == 1


@pytest.mark.parametrize(("wanted", "made"), [("-2", 0), ("2147483647", 1000)])
def test_a_count_out_of_all_measure_is_held(session: Session, wanted: str, made: int) -> None:
    session.set("/data/how_many", wanted)
    assert session.repeats("/data/place") == made


def test_the_instances_of_a_counted_repeat_are_not_for_people_to_add(session: Session) -> None:
    session.set("/data/how_many", "1")
    with pytest.raises(UnknownPath, match="fixes how many /data/place there are"):
        session.add("/data/place")
    with pytest.raises(UnknownPath, match="fixes how many"):
        session.remove("/data/place[1]")


@pytest.mark.parametrize(
    ("path", "typed", "kept"),
    [
        ("agreed", "yes", "OK"),
        ("agreed", "", ""),
        ("weight", "2", "2.0"),
        ("weight", ".50", "0.5"),
        ("scale", "3", "3"),
    ],
)
def test_an_answer_is_kept_as_the_standard_writes_it(session: Session, path: str, typed: str, kept: str) -> None:
    session.set(f"/data/{path}", typed)
    assert session.values()[f"/data/{path}"] == kept


@pytest.mark.parametrize(
    ("path", "text"), [("day", "2026-02-30"), ("day", "soon"), ("weight", "2,5"), ("scale", "x"), ("scale", "6")]
)
def test_what_does_not_fit_the_type_is_kept_and_faulted(session: Session, path: str, text: str) -> None:
    session.set(f"/data/{path}", text)
    node = session.node(f"/data/{path}")
    assert node.value == text
    assert node.violation is not None
    assert node.violation.kind == "type"


def test_words_around_a_question_are_told_apart(session: Session) -> None:
    node = session.node("/data/fixed")
    assert (node.label, node.hint, node.guidance) == ("Fixed", "A hint", "Say it")
    session.set("/data/reason", "it <was> & is")
    assert session.node("/data/told").label == "You said it <was> & is"
    assert session.node("/data/told").definition.type is QuestionType.NOTE  # type: ignore[union-attr]
    assert session.node("/data/locked").readonly is True


def test_a_session_speaks_each_language_and_falls_back_to_the_default() -> None:
    form = form_of(
        "| survey |\n"
        "| | type | name | label::English (en) | label::Polski (pl) | required | required_message::Polski (pl) |\n"
        "| | select_one l | q | Pick | Wybierz | yes | Proszę |\n| | text | t | Only English | | | |\n"
        "| choices |\n| | list_name | name | label::English (en) | label::Polski (pl) |\n| | l | x | Ex | Iks |\n"
        "| settings |\n| | default_language |\n| | English (en) |\n"
    )
    session = start(form)
    assert form.languages == ("English (en)", "Polski (pl)")
    assert session.language == "English (en)"
    session.language = "Polski (pl)"
    node = session.node("/data/q")
    assert (node.label, node.choices[0].label) == ("Wybierz", "Iks")
    assert node.violation is not None
    assert node.violation.message == "Proszę"
    assert session.node("/data/t").label in {"Only English", "-"}
    with pytest.raises(UnknownPath):
        session.language = "Klingon"


SHUFFLED = """
| survey |
| | type | name | label | parameters |
| | text | seed | Seed | |
| | select_multiple l | fixed | F | randomize=true, seed=42 |
| | select_multiple l | asked | A | randomize=true, seed=${seed} |
| | select_multiple l | free | R | randomize=true |
| choices |
| | list_name | name | label |
| | l | a | A |
| | l | b | B |
| | l | c | C |
| | l | d | D |
| | l | e | E |
"""


def _offered(session: Session, path: str) -> str:
    return "".join(choice.value for choice in session.node(path).choices)


def test_a_seed_gives_the_order_that_the_peer_gives() -> None:
    session = start(form_of(SHUFFLED))
    orders = [_offered(session, "/data/fixed")]
    for seed in ("7", "-7", "2.9", "word"):
        session.set("/data/seed", seed)
        orders.append(_offered(session, "/data/asked"))
    assert orders == ["aecbd", "dbaec", "adceb", "ecadb", "aebdc"]


def test_an_order_without_a_seed_stays_while_a_session_lasts() -> None:
    session = start(form_of(SHUFFLED))
    assert len({_offered(session, "/data/free") for _ in range(5)}) == 1
    assert sorted(_offered(session, "/data/free")) == list("abcde")
