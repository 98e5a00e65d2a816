from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from rhi_desktop.gui.interview.timeline.panel import TimeLine
from rhi_desktop.gui.interview.timeline.strip import LEAST, Strip
from tests.gui.executors import ManualJobs
from tests.gui.interview.held import hold
from tests.gui.interview.test_interview_view import Bench

AWAY = Path(__file__).with_name("away.md")
PLACE = "/data/whereabouts/places/place"
EPISODE = {"missing_since": "2026-11-23T21:00Z", "returned": "2026-11-25T10:30Z"}


def open_on(qtbot: QtBot, jobs: ManualJobs, folder: Path, *episodes: dict[str, str]) -> Bench:
    bench = Bench(qtbot, jobs, hold(folder, AWAY, episodes))
    bench.view.go_to_section("/data/whereabouts")
    bench.settle()
    return bench


@pytest.fixture
def bench(qtbot: QtBot, jobs: ManualJobs, tmp_path: Path) -> Iterator[Bench]:
    bench = open_on(qtbot, jobs, tmp_path, EPISODE)
    yield bench
    bench.settle()
    bench.held.store.close()


def panel(bench: Bench) -> TimeLine:
    cards = bench.view.frame.page.nearest_cards()
    assert cards is not None
    found = cards.findChild(TimeLine)
    assert isinstance(found, TimeLine)
    return found


def strip(bench: Bench) -> Strip:
    return panel(bench).strips[0]


def pieces(bench: Bench) -> list[str]:
    return [piece.accessibleName() for piece in strip(bench).pieces]


def place(bench: Bench, number: int, **answers: str) -> None:
    """Write a place down; times are `dayThour:minute` of November 2026."""
    answering = bench.view.answering
    assert answering is not None
    while answering.session.repeats(PLACE) < number:
        answering.add(PLACE)
    for name, value in answers.items():
        moment = f"2026-11-{value}:00.000+00:00" if name in {"from_", "to"} else value
        answering.answer(f"{PLACE}[{number}]/place_{name.strip('_')}", moment)
    bench.settle()


def press(piece: QPushButton, key: Qt.Key) -> None:
    QTest.keyClick(piece, key)


def test_before_any_place_is_known_the_whole_time_away_is_one_gap(bench: Bench) -> None:
    assert pieces(bench) == ["Mon 21:00 to Wed 10:30: not known yet. Add a place here"]
    assert (
        panel(bench).words == "Mon 21:00 to Wed 10:30: not known yet (1 day 13 hours).\nWithout a time so far: Place 1."
    )


def test_a_place_stands_on_the_line_as_soon_as_it_has_its_times(bench: Bench) -> None:
    place(bench, 1, name="Kay’s flat", from_="23T22:10", to="24T03:00", slept="yes")
    assert pieces(bench) == [
        "Mon 21:00 to 22:10: not known yet. Add a place here",
        "Kay’s flat: Mon 22:10 to Tue 03:00, slept there",
        "Tue 03:00 to Wed 10:30: not known yet. Add a place here",
    ]
    assert strip(bench).accessibleName().startswith("Away Mon 21:00 to Wed 10:30, 1 day 13 hours. Mon 21:00 to 22:10")


def test_bars_lie_where_their_time_is_and_the_shortest_can_still_be_hit(bench: Bench) -> None:
    place(bench, 1, name="A", from_="23T21:00", to="24T15:45")
    place(bench, 2, name="B", from_="24T15:45", to="24T15:50")
    first, second = strip(bench).pieces[:2]
    assert (first.x(), abs(first.width() - strip(bench).width() / 2) <= 1) == (0, True)
    assert (second.x(), second.width()) == (first.width(), LEAST)


def test_a_bar_opens_its_card(bench: Bench) -> None:
    place(bench, 1, name="A", from_="23T21:00", to="23T23:00")
    place(bench, 2, name="B", from_="24T01:00")
    bar = next(piece for piece in strip(bench).pieces if piece.accessibleName().startswith("B"))
    bar.click()
    assert f"{PLACE}[2]/place_name" in bench.shown()
    assert f"{PLACE}[1]/place_name" not in bench.shown()


def test_a_gap_is_filled_by_keyboard_with_a_place_that_has_its_times(bench: Bench) -> None:
    place(bench, 1, name="A", from_="23T21:00", to="24T03:00")
    place(bench, 2, name="B", from_="24T08:00", to="25T10:30")
    first = strip(bench).pieces[0]
    first.setFocus()
    press(first, Qt.Key.Key_Right)
    bench.press(Qt.Key.Key_Space)
    assert bench.kept(f"{PLACE}{{4}}/place_from")[0] == "2026-11-24T03:00:00.000+00:00"
    assert bench.kept(f"{PLACE}{{4}}/place_to")[0] == "2026-11-24T08:00:00.000+00:00"
    assert bench.block(f"{PLACE}[3]/place_name").isAncestorOf(bench.focus())
    assert not [words for words in pieces(bench) if "not known" in words]


def test_the_line_is_one_stop_of_the_tab_key(bench: Bench) -> None:
    for number in range(1, 6):
        place(bench, number, name="A", from_=f"24T0{number}:00", to=f"24T0{number}:40")
    stops = [piece for piece in strip(bench).pieces if piece.focusPolicy() == Qt.FocusPolicy.StrongFocus]
    assert len(strip(bench).pieces) == 11
    assert len(stops) == 1


def test_what_cannot_be_is_asked_about_beneath(bench: Bench) -> None:
    place(bench, 1, name="Park", from_="23T21:00", to="24T03:00")
    place(bench, 2, name="Bridge", from_="24T02:00", to="24T04:00")
    place(bench, 3, name="Shop", from_="24T12:00", to="24T10:00")
    place(bench, 4, name="School", from_="27T09:00")
    words = panel(bench).words.split("\n")
    assert "Park (1) and Bridge (2): both at Tue 02:00 to 03:00. Is that right?" in words
    assert "Shop (3) ends before it begins. Please check its times." in words
    assert "Outside of the time away: School (4)." in words


def test_a_removed_place_leaves_the_line_and_undo_brings_it_back(bench: Bench) -> None:
    place(bench, 1, name="A", from_="23T21:00", to="24T03:00")
    place(bench, 2, name="B", from_="24T08:00", to="25T10:30")
    cards = bench.view.frame.page.nearest_cards()
    assert cards is not None
    before = pieces(bench)
    cards._remove(cards.cards()[0].key)
    assert "A: Mon 21:00 to Tue 03:00" not in pieces(bench)
    cards.undo()
    assert pieces(bench) == before


def test_twenty_places_at_once_are_all_there(bench: Bench) -> None:
    for number in range(1, 21):
        place(bench, number, name=f"Place with a long name, number {number}", from_="24T01:00", to="24T09:00")
    bars = [piece for piece in strip(bench).pieces if "number" in piece.accessibleName()]
    assert len({bar.y() for bar in bars}) == 20
    assert max(bar.geometry().bottom() for bar in bars) < strip(bench).height()


def test_each_episode_has_its_own_line(qtbot: QtBot, jobs: ManualJobs, tmp_path: Path) -> None:
    later = {"missing_since": "2026-11-27", "returned": "2026-11-28"}
    bench = open_on(qtbot, jobs, tmp_path, later, EPISODE)
    assert [one.accessibleName().partition(".")[0] for one in panel(bench).strips] == [
        "Away Mon 21:00 to Wed 10:30, 1 day 13 hours",
        "Away Fri 27 Nov to Sat 28 Nov",
    ]
    bench.held.store.close()


def test_without_times_there_is_no_line_but_a_word_on_how_it_comes(
    qtbot: QtBot, jobs: ManualJobs, tmp_path: Path
) -> None:
    bench = open_on(qtbot, jobs, tmp_path)
    assert panel(bench).strips == ()
    assert "As soon as a place has a time" in panel(bench).words
    place(bench, 1, name="A", from_="23T21:00", to="24T03:00")
    assert pieces(bench) == ["A: Mon 21:00 to Tue 03:00"]
    bench.held.store.close()
