"""A child's episodes on a line of time: which are on it, where they stand, what is said of them."""

from datetime import date

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rhi_desktop.domain.episode import Episode
from rhi_desktop.gui.episode_line import EpisodeLine, Span, spans, told

TODAY = date(2026, 11, 28)
MISSING = Span(date(2026, 11, 1), date(2026, 11, 10), open=False)
AWAY = Span(date(2026, 11, 20), date(2026, 11, 20), open=False, away=True)


def test_spans_stand_in_order_with_their_kind_and_an_episode_without_dates_is_left_out() -> None:
    episodes = [
        Episode(child="c", missing_since="2026-11-23T21:00Z", returned="2026-11-24T18:30Z", kind="away"),
        Episode(child="c"),
        Episode(child="c", missing_since="2026-11-01"),
    ]
    assert spans(episodes) == (
        Span(date(2026, 11, 1), date(2026, 11, 1), open=True),
        Span(date(2026, 11, 23), date(2026, 11, 24), open=False, away=True),
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ((), "No episode with a date is recorded."),
        ((AWAY,), "Once away, from 20 Nov 2026 to 20 Nov 2026."),
        (
            (MISSING, AWAY),
            (
                "Once missing and once away, from 1 Nov 2026 to 20 Nov 2026, the last two 10 days apart, "
                "over 10 days at the longest."
            ),
        ),
        (
            (Span(date(2026, 11, 1), date(2026, 11, 1), open=True), Span(date(2026, 11, 2), date(2026, 11, 2), False)),
            (
                "Twice missing, from 1 Nov 2026 to 2 Nov 2026, the last two 1 day apart. "
                "No return is recorded for 1 of them."
            ),
        ),
    ],
)
def test_what_the_line_shows_is_said_in_words(line: tuple[Span, ...], words: str) -> None:
    assert told(line) == words


def colours(line: EpisodeLine, day: int, lane: int) -> set[int]:
    """The colours of a lane on a day of November."""
    picture = line.grab().toImage()
    left, right = (line.day_at(date(2026, 11, one)) for one in (day, day + 1))
    return {picture.pixel(x, lane * 24 + 6) for x in range(round(left) + 3, round(right) - 2)}


@pytest.fixture
def line(qtbot: QtBot, dressed: QApplication) -> EpisodeLine:
    made = EpisodeLine((MISSING, AWAY), TODAY)
    qtbot.addWidget(made)
    made.resize(800, made.sizeHint().height())
    made.show()
    return made


def test_each_kind_has_a_lane_and_fills_its_days_and_no_others(line: EpisodeLine) -> None:
    ground = colours(line, 15, 0)
    assert len(ground) == 1
    assert colours(line, 5, 0) != ground
    assert colours(line, 11, 0) == ground
    assert colours(line, 5, 1) == ground
    assert len(colours(line, 20, 1)) > 1, "away is hatched: it is told apart without colour"
    assert colours(line, 21, 1) == ground


def test_the_pointer_is_told_which_episode_it_rests_on(line: EpisodeLine) -> None:
    at = QPointF(line.day_at(date(2026, 11, 5)), 10)
    assert line.words_at(at) == "Missing, 1 Nov 2026 to 10 Nov 2026"
    assert line.words_at(QPointF(line.day_at(date(2026, 11, 15)), 10)) == told((MISSING, AWAY))
