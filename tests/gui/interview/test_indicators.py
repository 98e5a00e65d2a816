from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from rhi_desktop.domain.answers import AnswerState
from tests.gui.executors import ManualJobs
from tests.gui.interview.held import hold
from tests.gui.interview.test_interview_view import Bench
from tests.gui.pictures import DOUBLED

HARM = "/data/signs/harm"


@pytest.fixture
def bench(qtbot: QtBot, jobs: ManualJobs, tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(qtbot, jobs, hold(tmp_path, Path(__file__).with_name("away.md")))
    bench.view.go_to_section("/data/signs")
    bench.view.go_next()
    bench.settle()
    yield bench
    bench.settle()
    bench.held.store.close()


def test_the_states_stand_beside_the_words_so_that_many_fit_a_page(bench: Bench) -> None:
    blocks = [bench.block(f"{HARM}/{name}") for name in ("moved", "owes")]
    for block in blocks:
        assert block.height() <= 52
        assert block.field.mapTo(block, QPoint(0, 0)).x() > block._label.geometry().right()
    assert blocks[1].y() - blocks[0].geometry().bottom() <= 5


def test_on_a_small_screen_the_states_stand_beneath_the_words(bench: Bench) -> None:
    bench.view.resize(DOUBLED.width() - 100, DOUBLED.height())
    bench.settle()
    block = bench.block(f"{HARM}/moved")
    assert block.field.mapTo(block, QPoint(0, 0)).y() >= block._label.geometry().bottom()
    assert block.field.geometry().right() <= block.width()


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        (Qt.Key.Key_2, ("no", AnswerState.ANSWERED)),
        (Qt.Key.Key_3, ("suspected", AnswerState.ANSWERED)),
        (Qt.Key.Key_5, ("known_past", AnswerState.ANSWERED)),
        (Qt.Key.Key_6, ("", AnswerState.NOT_ASKED)),
    ],
)
def test_a_state_is_one_key(bench: Bench, key: Qt.Key, answer: tuple[str, AnswerState]) -> None:
    bench.block(f"{HARM}/moved").take_focus()
    bench.press(key)
    assert bench.kept(f"{HARM}/moved") == answer
    bench.press(Qt.Key.Key_1)
    assert bench.kept(f"{HARM}/moved") == ("", AnswerState.NOT_ASKED)


def test_evidence_source_and_time_follow_their_sign_and_belong_to_it(bench: Bench) -> None:
    bench.block(f"{HARM}/moved").take_focus()
    bench.press(Qt.Key.Key_3)
    names = [path.rpartition("/")[2] for path in bench.shown()]
    assert names == ["moved", "moved_evidence", "moved_source", "moved_when", "owes"]
    words = bench.block(f"{HARM}/moved")._label
    for name in names[1:4]:
        inner = bench.block(f"{HARM}/{name}")
        assert inner._label.mapToGlobal(QPoint(0, 0)).x() > words.mapToGlobal(QPoint(0, 0)).x()
    bench.press(Qt.Key.Key_Tab)
    assert bench.block(f"{HARM}/moved_evidence").isAncestorOf(bench.focus())


def test_nothing_on_the_page_counts_or_adds_up(bench: Bench) -> None:
    for name in ("moved", "owes"):
        bench.block(f"{HARM}/{name}").take_focus()
        bench.press(Qt.Key.Key_4)
    page = bench.view.frame.page
    said = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    said += [button.text() for button in page.findChildren(QPushButton) if button.isVisible()]
    assert len(said) > 10
    assert not [words for words in said if any(letter.isdigit() for letter in words)]
