"""The rules of a service, seen and changed on the screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from rhi_desktop.domain.rules import Rules
from rhi_desktop.gui.casework.rules_view import RulesView
from rhi_desktop.services.rulebook import Rulebook
from tests.builders import Clock
from tests.checking import some_rulebook
from tests.gui import keyboard
from tests.gui.executors import ManualJobs
from tests.gui.pictures import LAPTOP
from tests.gui.records import BESIDE_RAIL, open_office
from tests.gui.walkers import cut_off, unnamed


@pytest.fixture
def rulebook(tmp_path: Path) -> Iterator[Rulebook]:
    office = open_office(tmp_path)
    yield some_rulebook(office.store, Clock())
    office.store.close()


@pytest.fixture
def view(rulebook: Rulebook, jobs: ManualJobs, qtbot: QtBot) -> RulesView:
    made = RulesView(rulebook, jobs)
    qtbot.addWidget(made)
    made.resize(LAPTOP)
    keyboard.show(made)
    made.refresh()
    jobs.drain()
    return made


def words(view: RulesView) -> list[str]:
    return [one.text() for one in view.findChildren(QLabel) if one.isVisible()]


def save(jobs: ManualJobs) -> None:
    keyboard.control(Qt.Key.Key_S)
    jobs.drain()


def test_what_is_shown_and_saved_unchanged_means_the_same(
    view: RulesView, rulebook: Rulebook, jobs: ManualJobs
) -> None:
    save(jobs)
    assert rulebook.rules().in_force() == Rules().in_force()
    assert rulebook.rules().clocks == Rules().clocks
    assert rulebook.rules().triage == Rules().triage


def test_a_change_is_kept_and_leads_back(view: RulesView, rulebook: Rulebook, jobs: ManualJobs, qtbot: QtBot) -> None:
    row = view.form.thresholds["strategy_30"]
    row.count.setText("4")
    row.span.setText("60")
    view.form.thresholds["address_30"].on.setChecked(False)
    view.form.thresholds["exploitation_3_months"].span.setText("6")
    view.form.triage["red_over"].setText("3")
    view.form.clocks["scotland_held"].setChecked(True)
    view.form.days_off.setText("24/12/2026, 31 Dec 2026")
    with qtbot.waitSignal(view.back):
        save(jobs)
    kept = rulebook.rules()
    changed = {one.name: one for one in kept.in_force()}
    assert (changed["strategy_30"].count, changed["strategy_30"].days) == (4, 60)
    assert not changed["address_30"].on
    assert (changed["exploitation_3_months"].months, changed["exploitation_3_months"].days) == (6, 0)
    assert kept.triage.red_over == 3
    assert "scotland_held" in kept.clocks
    assert kept.days_off == ("2026-12-24", "2026-12-31")


@pytest.mark.parametrize("typed", ["", "many", "-1", "2.5"])
def test_what_is_no_number_is_said_and_nothing_is_kept(
    view: RulesView, rulebook: Rulebook, jobs: ManualJobs, typed: str
) -> None:
    view.form.thresholds["repeat"].count.setText(typed)
    save(jobs)
    assert any("Please give a whole number." in one for one in words(view))
    assert rulebook.rules() == Rules()


def test_what_is_no_day_or_contradicts_itself_is_said(view: RulesView, rulebook: Rulebook, jobs: ManualJobs) -> None:
    view.form.days_off.setText("Christmas Eve")
    save(jobs)
    assert any(one.startswith("Please give each day") for one in words(view))
    view.form.days_off.setText("")
    view.form.triage["green_below"].setText("9")
    save(jobs)
    assert any("overlap" in one for one in words(view))
    assert rulebook.rules() == Rules()


@pytest.mark.parametrize("size", [LAPTOP, BESIDE_RAIL], ids=["laptop", "doubled"])
def test_the_rules_fit_and_everything_in_them_has_a_name(view: RulesView, size: QSize) -> None:
    view.resize(size)
    QApplication.processEvents()
    assert view.size() == size
    assert (cut_off(view), unnamed(view)) == ([], [])
    assert [one.horizontalScrollBar().maximum() for one in view.findChildren(QScrollArea)] == [0]
