"""Places on the screen: the table, the map and the register, by keyboard; a list of coordinates that has bad rows."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rhi_desktop.domain.interview import Coded
from rhi_desktop.gui.pattern.places_page import PlacesPage
from rhi_desktop.gui.pattern.reasons_page import ReasonsPage
from rhi_desktop.gui.pattern.view import PatternView
from rhi_desktop.services.question_sets import QuestionSets
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import NOON, Clock, a_change, a_child, a_referral, an_episode, an_interview
from tests.gui import keyboard
from tests.gui.executors import ManualJobs
from tests.gui.on_screen import on_screen, settle
from tests.gui.pictures import LAPTOP
from tests.gui.real_desks import shipped_form
from tests.gui.records import BESIDE_RAIL
from tests.gui.walkers import cut_off, unnamed
from tests.oversight import some_oversight
from tests.store.engines import with_tables


class Shown:
    """A child who went missing twice from the arcade and was found in the park."""

    def __init__(self, folder: Path, jobs: ManualJobs) -> None:
        self.jobs = jobs
        clock = Clock(NOON + timedelta(days=10))
        self.store = SqlStore.found(with_tables(folder / "store.db"), "Sam Invented", clock)
        QuestionSets(self.store, self.store.member).install(shipped_form())
        child = a_change(a_child())
        episodes = [
            a_change(an_episode(child.record, missing_from=name, found_at="A park"))
            for name in ("The arcade", "Penny Falls")
        ]
        referral = a_change(a_referral(child.record))
        codes = (Coded("reason.push", "bullying"), Coded("outcome", "accepted"))
        talk = an_interview(referral.record, child.record, held="2026-11-25T10:00Z", coded=codes)
        self.store.commit([child, *episodes, referral, a_change(talk)])
        of = some_oversight(self.store, clock)
        self.places = of.places
        self.page = PlacesPage(of.places, of.spreadsheets, of.figures, of.exporting, jobs)
        self.reasons = ReasonsPage(of.reasons, of.figures, of.exporting, jobs)
        self.view = PatternView({"Places": self.page, "Reasons": self.reasons})

    def settle(self) -> None:
        """Do the work that waits."""
        settle(self.jobs)

    def cells(self) -> list[tuple[str, str, str]]:
        """What the table says of each place: name, missing from, found."""
        rows = self.page.list.rows
        return [tuple(rows.index(at, n).data() for n in (0, 2, 3)) for at in range(rows.rowCount())]


@pytest.fixture
def shown(qtbot: QtBot, dressed: QApplication, jobs: ManualJobs, tmp_path: Path) -> Iterator[Shown]:
    made = Shown(tmp_path, jobs)
    with on_screen(qtbot, made.view, made.view.refresh, jobs, made.store):
        yield made


def test_a_place_that_was_written_in_two_ways_is_joined_from_the_form(shown: Shown, qtbot: QtBot) -> None:
    assert shown.cells() == [("A park", "0", "2"), ("Penny Falls", "1", "0"), ("The arcade", "1", "0")]
    shown.page.list.setCurrentIndex(shown.page.list.rows.index(2, 0))
    shown.page.form.others.setFocus()
    keyboard.write("Penny Falls")
    shown.page.form.easting.setText("450,000")
    shown.page.form.keep.click()
    shown.settle()
    assert "both easting and northing" in shown.page.told.text()
    assert shown.page.form.others.text() == "Penny Falls"
    shown.page.form.northing.setText("390000")
    shown.page.form.keep.click()
    shown.settle()
    assert shown.cells() == [("A park", "0", "2"), ("The arcade", "2", "0")]
    assert shown.page.words.text().endswith("2 places, 1 of them on the map.")
    with qtbot.waitSignal(shown.page.map.chosen):
        shown.page.map.setFocus()
        keyboard.press(Qt.Key.Key_Right)
    assert shown.page.form.easting.text() == "450000"


def test_a_list_says_what_it_would_do_before_it_does_it(shown: Shown, tmp_path: Path) -> None:
    file = tmp_path / "coordinates.csv"
    file.write_text("place,easting,northing\nThe arcade,450000,390000\nA park,here,there\n", encoding="utf-8")
    shown.page.bring_from(file)
    shown.settle()
    assert shown.page.told.text().splitlines() == [
        "1 new place, 0 with other coordinates, 0 as they are. 1 row cannot be taken.",
        "Row 3, easting: There is no number here.",
    ]
    assert shown.places.register() == ()
    shown.page.take.click()
    shown.settle()
    assert [one.value.easting for one in shown.places.register()] == [450_000]
    assert shown.page.take.isHidden()


def test_a_list_that_is_none_says_so(shown: Shown, tmp_path: Path) -> None:
    file = tmp_path / "coordinates.csv"
    file.write_text("colour\nblue\n", encoding="utf-8")
    shown.page.bring_from(file)
    shown.settle()
    assert shown.page.told.text().startswith("The first row should name the columns")


def test_the_reasons_are_in_the_table_and_in_words_as_in_the_bars(shown: Shown) -> None:
    shown.view.tabs.setCurrentIndex(1)
    shown.settle()
    assert shown.reasons.words.text().startswith("1 interview was held; in 1 of them reasons were given. Bullying")
    shown.reasons.period.before.click()
    shown.settle()
    assert shown.reasons.words.text() == "No interview was held in this period."
    assert shown.reasons.list.isHidden()


@pytest.mark.parametrize("size", [LAPTOP, BESIDE_RAIL], ids=["laptop", "doubled"])
@pytest.mark.parametrize("tab", [0, 1], ids=["places", "reasons"])
def test_nothing_is_cut_off_and_every_control_has_a_name(shown: Shown, size: QSize, tab: int) -> None:
    shown.view.tabs.setCurrentIndex(tab)
    shown.view.resize(size)
    shown.settle()
    assert shown.view.size() == size
    assert cut_off(shown.view) == []
    assert unnamed(shown.view) == []
