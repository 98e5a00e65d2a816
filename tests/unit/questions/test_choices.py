"""Rankings, choices written into the body, and choices that move."""

import pytest

from rhi_desktop.questions.session import Session
from rhi_desktop.questions.xform import read_form
from tests.unit.questions.forms import form_of, start, xform_of

TABLE = """
| survey |
| | type | name | label | choice_filter | relevant | required | constraint |
| | select_one side | side | Side | | | | |
| | rank l | order | Order | side = ${side} or side = 'both' | | | selected-at(., 0) != 'c' |
| | select_multiple l | many | Many | side = ${side} or side = 'both' | | yes | |
| | text | why | Why | | selected(${many}, 'a') | | |
| choices |
| | list_name | name | label | side |
| | side | left | Left | |
| | side | right | Right | |
| | l | a | Aye | left |
| | l | b | Bee | both |
| | l | c | Sea | both |
| | l | d | Dee | right |
"""


@pytest.fixture
def session() -> Session:
    session = start(form_of(TABLE))
    session.set("/data/side", "left")
    return session


def test_a_ranking_keeps_its_own_order(session: Session) -> None:
    session.set("/data/order", "b a c")
    assert session.values()["/data/order"] == "b a c"
    assert session.violations("/data/order") == ()
    session.set("/data/order", "c a b")
    assert [found.kind for found in session.violations("/data/order")] == ["constraint"]


def test_a_ranking_takes_new_choices_at_its_end_and_loses_those_that_went(session: Session) -> None:
    session.set("/data/order", "b a c")
    changes = session.set("/data/side", "right")
    assert session.values()["/data/order"] == "b c d"
    assert "/data/order" in changes.changed


def test_a_ranking_that_was_not_made_stays_blank(session: Session) -> None:
    session.set("/data/side", "right")
    assert session.values()["/data/order"] == ""


def test_what_depends_on_a_choice_follows_when_the_filter_takes_it_away(session: Session) -> None:
    session.set("/data/many", "a")
    assert session.relevant()["/data/why"] is True
    session.set("/data/side", "right")
    assert session.relevant()["/data/why"] is False
    assert [found.path for found in session.violations()] == ["/data/many"]
    assert "<many/>" in session.instance()


def test_a_record_holds_only_the_choices_that_are_offered(session: Session) -> None:
    session.set("/data/many", "a b")
    session.set("/data/side", "right")
    kept = {entry.key: entry.value for entry in session.entries()}
    filed = {entry.key: entry.value for entry in session.entries(relevant_only=True)}
    assert kept["/data/many"] == "a b"
    assert filed["/data/many"] == "b"


def test_choices_written_into_the_body_are_read_like_those_of_a_list() -> None:
    text = xform_of("| survey |\n| | type | name | label |\n| | text | a | A |\n").decode("utf-8")
    control = """<select ref="/data/a"><label>A</label>
      <item><label>One <output value="1 + 1"/></label><value>one</value></item>
      <item><label>Two</label><value>two</value></item></select>"""
    begin, end = text.index("<input"), text.index("</input>") + len("</input>")
    session = start(read_form((text[:begin] + control + text[end:]).encode("utf-8")))
    assert [(choice.value, choice.label) for choice in session.node("/data/a").choices] == [
        ("one", "One 2"),
        ("two", "Two"),
    ]
    session.set("/data/a", "two three one")
    assert session.values()["/data/a"] == "one two"
