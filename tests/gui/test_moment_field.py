"""A date and a time as people type them."""

import pytest
from pytestqt.qtbot import QtBot

from rhi_desktop.gui.moment_field import MomentField
from tests.builders import NOON
from tests.gui.executors import ManualJobs


@pytest.fixture
def field(jobs: ManualJobs, qtbot: QtBot) -> MomentField:
    field = MomentField("Returned", lambda: NOON)
    qtbot.addWidget(field)
    return field


def typed(field: MomentField, day: str, clock: str) -> str:
    """Type, leave the fields, and return the words below."""
    field.day.setText(day)
    field.time.setText(clock)
    field.time.editingFinished.emit()
    return field._words.text()


@pytest.mark.parametrize(
    ("day", "clock", "stored", "words"),
    [
        ("24/11/26", "14:05", "2026-11-24T14:05Z", "Tue 24 Nov 2026, 14:05"),
        ("24 Nov 2026", "2.05pm", "2026-11-24T14:05Z", "Tue 24 Nov 2026, 14:05"),
        ("1/7", "00:30", "2026-06-30T23:30Z", "Wed 1 Jul 2026, 00:30"),
        ("yesterday", "", "2026-11-24", "Tue 24 Nov 2026, time not known"),
        ("", "", "", ""),
    ],
)
def test_what_is_typed_is_read_and_shown_back_in_words(
    field: MomentField, day: str, clock: str, stored: str, words: str
) -> None:
    assert typed(field, day, clock) == words
    assert field.text() == stored
    assert field.problem() == ""


@pytest.mark.parametrize(
    ("day", "clock", "words"),
    [
        ("soon", "14:05", "Please give the day like 24/11/2026"),
        ("31/2/26", "", "There is no 31 February in 2026."),
        ("29 Feb 2013", "", "There is no 29 February in 2013."),
        ("32/1/26", "", "Please give the day like 24/11/2026"),
        ("24/11", "25:00", "Please give the time like 14:05"),
        ("", "14:05", "Please give the day as well."),
        ("29/3/26", "1.30am", "The clocks went forward then"),
    ],
)
def test_what_cannot_be_read_is_worded_and_stays_as_typed(field: MomentField, day: str, clock: str, words: str) -> None:
    assert typed(field, day, clock).startswith(words)
    assert field.problem().startswith(words)
    assert field.text() == ""
    assert (field.day.text(), field.time.text()) == (day, clock)


def test_nothing_is_said_while_typing(field: MomentField) -> None:
    field.day.setText("31/2")
    assert not field._words.isVisibleTo(field)


def test_an_hour_that_the_clock_shows_twice_is_told(field: MomentField) -> None:
    words = typed(field, "25/10/2026", "1:30")
    assert words == "Sun 25 Oct 2026, 01:30 (the clocks went back that night; the earlier of the two is meant)"
    assert field.text() == "2026-10-25T00:30Z"


@pytest.mark.parametrize("stored", ["2026-10-25T01:30Z", "2026-10-25T00:30Z", "2026-11-24", ""])
def test_what_was_recorded_and_is_not_touched_stays_to_the_instant(field: MomentField, stored: str) -> None:
    field.set_moment(stored)
    assert field.text() == stored
