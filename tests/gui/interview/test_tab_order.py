from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.executors import ManualJobs
from tests.gui.interview.held import PERSON, SETTING, hold
from tests.gui.interview.test_interview_view import Bench


def stops(bench: Bench, count: int) -> list[QWidget]:
    """Press Tab as often, and return where that leads."""
    passed = []
    for _ in range(count):
        bench.press(Qt.Key.Key_Tab)
        passed.append(bench.focus())
    return passed


def test_a_question_that_appears_is_the_next_stop(qtbot: QtBot, jobs: ManualJobs, tmp_path: Path) -> None:
    bench = Bench(qtbot, jobs, hold(tmp_path))
    assert bench.view.answering is not None
    bench.view.answering.answer(f"{SETTING}/alone", "no")
    bench.settle()
    bench.block(f"{SETTING}/alone").take_focus()
    assert bench.block(f"{SETTING}/company").isAncestorOf(stops(bench, 1)[0])
    bench.settle()
    bench.held.store.close()


def test_cards_come_before_the_button_that_adds_one(qtbot: QtBot, jobs: ManualJobs, tmp_path: Path) -> None:
    bench = Bench(qtbot, jobs, hold(tmp_path))
    bench.view.go_to_section("/data/people")
    bench.view.add_card()
    bench.settle()
    bench.block(f"{PERSON}[2]/name").take_focus()
    names = [stop.text() for stop in stops(bench, 2) if isinstance(stop, QPushButton)]
    assert names == ["Add person"]
    bench.press(Qt.Key.Key_Backtab)
    bench.settle()
    bench.held.store.close()
