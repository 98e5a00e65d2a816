"""What becomes of the answers of a draft when the questions change."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rhi_desktop.domain.answers import AnswerState, Entry
from rhi_desktop.questions.comparing import compare
from rhi_desktop.questions.definition import Form
from rhi_desktop.questions.session import Session
from rhi_desktop.services.moving import Move, Point, plan_move, rekeyed
from tests.builders import Clock
from tests.unit.questions.forms import form_of

HEAD = "| survey |\n| | type | name | label | relevant | required | constraint | bind::rhi:concept |"
CHOICES = """| choices |
| | list_name | name | label |
| | place | home | Home |
| | place | park | Park |
| settings |
| | form_id | form_title | version | namespaces |
| | f | Form | 1 | rhi="https://rhi-desktop.org/xforms" |
"""
OLD = """| | begin group | first | First part | | | | |
| | text | why | Why? | | | | |
| | select_one place | where | Where? | | | | |
| | select_multiple place | all | Where else? | | | | |
| | end group | first | | | | | |
| | begin repeat | person | People | | | | |
| | text | called | Called? | | | | |
| | text | more | More? | | | | |
| | end repeat | person | | | | | |"""


def form(rows: str, choices: str = CHOICES) -> Form:
    return form_of(f"{HEAD}\n{rows}\n{choices}")


def filled(old: Form) -> tuple[Entry, ...]:
    """Fill everything in, with two people of whom the first was taken out again."""
    session = Session.start(old, clock=Clock())
    session.set("/data/first/why", "It was loud.")
    session.set("/data/first/where", "park")
    session.set("/data/first/all", "home park")
    session.add("/data/person")
    session.set("/data/person[2]/called", "Sasha Invented")
    session.set_state("/data/person[2]/more", AnswerState.DECLINED)
    session.remove("/data/person[1]")
    return session.entries()


def moved(rows: str, choices: str = CHOICES) -> tuple[Move, Session, tuple[Entry, ...]]:
    """Move the filled draft; return what is said, the session that one then works in, and all that is kept."""
    old, new = form(OLD), form(rows, choices)
    saved = filled(old)
    move = plan_move(saved, old, new, compare(old, new).pairs, Clock())
    held = after(saved, old, new)
    return move, Session.restore(new, held, clock=Clock()), held


def after(saved: tuple[Entry, ...], old: Form, new: Form) -> tuple[Entry, ...]:
    """Return what the store holds once a draft was moved."""
    move = plan_move(saved, old, new, compare(old, new).pairs, Clock())
    held = {entry.key: entry for entry in saved}
    for gone in move.delta.removed:
        held = {key: entry for key, entry in held.items() if key != gone and not key.startswith(f"{gone}/")}
    return tuple({**held, **{entry.key: entry for entry in move.delta.saved}}.values())


ROWS = OLD.split("\n")
QUESTIONS = (1, 2, 3, 6, 7)


@settings(max_examples=40, deadline=None)
@given(st.sets(st.sampled_from(QUESTIONS)), st.booleans(), st.booleans(), st.permutations(["first", "person"]))
def test_a_draft_that_is_moved_and_moved_back_is_as_it_was(
    dropped: set[int], rename: bool, put_in: bool, order: list[str]
) -> None:
    parts = {"first": [0, 1, 2, 3, 4], "person": [5, 6, 7, 8]}
    kept = {name: [ROWS[at] for at in rows if at not in dropped] for name, rows in parts.items()}
    rows = "\n".join(row for name in order for row in kept[name])
    rows = rows.replace("| person |", "| friend |") if rename else rows
    wrapped = f"| | begin group | all | All | | | | |\n{rows}\n| | end group | all | | | | | |"
    extra = "\n| | text | spare | Spare? | | | | |"
    old, new = form(OLD), form((wrapped if put_in else rows) + extra)
    saved = filled(old)
    there = after(saved, old, new)
    assert words(there) == words(saved)
    back = after(there, new, old)
    assert {e.key: e for e in Session.restore(old, back, clock=Clock()).entries()} == {e.key: e for e in saved}


def words(entries: tuple[Entry, ...]) -> set[str]:
    return {entry.value for entry in entries if entry.value}


def test_the_same_questions_keep_everything() -> None:
    move, _, _ = moved(OLD)
    assert (move.kept, move.hidden, move.attention) == (5, (), ())
    assert move.delta.removed == ()


def test_an_answer_whose_question_is_gone_is_hidden_and_kept() -> None:
    move, session, held = moved(OLD.replace("| | text | why | Why? | | | | |\n", ""))
    assert move.hidden == (Point("First part", "Why?", "The question is gone."),)
    assert move.kept == 4
    assert "It was loud." in words(held)
    assert [entry.value for entry in session.unplaced] == ["It was loud."]


def test_it_comes_back_with_the_question() -> None:
    old, without = form(OLD), form(OLD.replace("| | text | why | Why? | | | | |\n", ""))
    _, _, held = moved(OLD.replace("| | text | why | Why? | | | | |\n", ""))
    again = plan_move(held, without, old, compare(without, old).pairs, Clock())
    session = Session.restore(old, {e.key: e for e in (*held, *again.delta.saved)}.values(), clock=Clock())
    assert session.node("/data/first/why").value == "It was loud."


def test_an_answer_that_is_not_asked_for_any_more_is_hidden_and_kept() -> None:
    rows = OLD.replace("| why | Why? | |", "| why | Why? | ${where} = 'home' |")
    move, session, held = moved(rows)
    assert move.hidden == (Point("First part", "Why?", "The question is not asked, given the other answers."),)
    assert "It was loud." in words(held)
    session.set("/data/first/where", "home")
    assert session.node("/data/first/why").value == "It was loud."


def test_a_choice_that_is_no_longer_offered_needs_attention_and_is_kept() -> None:
    move, _, held = moved(OLD, CHOICES.replace("park | Park", "inn | Inn"))
    assert {(point.label, point.why) for point in move.attention} == {
        ("Where?", "No longer offered: “Park”."),
        ("Where else?", "No longer offered: “Park”."),
    }
    assert {"park", "home park"} <= words(held)


def test_an_answer_of_another_kind_needs_attention() -> None:
    move, _, held = moved(OLD.replace("| text | why", "| integer | why"))
    assert [point.label for point in move.attention] == ["Why?"]
    assert move.attention[0].why.startswith("The answer does not fit any more: ")
    assert "It was loud." in words(held)


def test_a_new_question_that_has_to_be_answered_needs_attention() -> None:
    move, _, _ = moved(OLD + "\n| | text | new | Anything else? | | yes | | |")
    assert move.attention == (Point("Form", "Anything else?", "It has to be answered now."),)
    assert move.kept == 5


def test_answers_go_along_with_a_question_that_moved_and_with_a_repeat_that_was_put_into_a_section() -> None:
    rows = OLD.replace("| | text | why | Why? | | | | |\n", "")
    person = rows[rows.index("| | begin repeat") :]
    rows = rows.replace(person, "")
    last = ("| | begin group | last | Last | | | | |", "| | text | why | Why? | | | | |", person)
    rows += "\n".join([*last, "| | end group | last | | | | | |"])
    move, session, held = moved(rows)
    assert (move.kept, move.hidden, move.attention) == (5, (), ())
    assert session.node("/data/last/why").value == "It was loud."
    assert session.node("/data/last/person[1]/called").value == "Sasha Invented"
    assert session.node("/data/last/person[1]").key == "/data/last/person{2}"
    assert session.unplaced == ()
    assert not any(entry.key.startswith("/data/person") for entry in held)


def test_what_lies_in_a_repeat_that_moved_and_is_gone_itself_is_kept_too() -> None:
    rows = OLD.replace("| | text | called | Called? | | | | |\n", "").replace("| person |", "| friend |")
    move, session, held = moved(rows)
    assert [point.label for point in move.hidden] == ["Called?"]
    assert "Sasha Invented" in words(held)
    assert session.repeats("/data/friend") == 1
    assert session.node("/data/friend[1]/more").state is AnswerState.DECLINED


def test_a_question_that_leaves_its_repeat_has_no_place_for_many_answers() -> None:
    new = form(
        OLD.replace("| | end repeat | person | | | | | |", "").replace(
            "| | text | called", "| | end repeat | person | | | | | |\n| | text | called"
        )
    )
    pairs = compare(form(OLD), new).pairs
    assert pairs["/data/person/called"] == "/data/called"
    assert rekeyed("/data/person{2}/called", new, pairs) == "/data/person{2}/called"
