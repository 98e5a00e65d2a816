"""A whole interview by keyboard alone: the real windows, engine, question set and encrypted store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.domain.records import Kind
from rhi_desktop.gui.interview.question_block import QuestionBlock
from rhi_desktop.gui.interview.view import InterviewView
from rhi_desktop.services.desk import Desk
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import Clock
from tests.gui import keyboard
from tests.gui.executors import ManualJobs
from tests.gui.real_desks import desk_over, founded

ALT, CONTROL, SHIFT = (getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("Alt", "Control", "Shift"))
WORDS = "I wanted some quiet."
MOST_STOPS = 120


class Hands:
    """Ten fingers and no mouse."""

    def __init__(self, view: InterviewView, jobs: ManualJobs) -> None:
        self.view = view
        self.jobs = jobs

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key, and let what it does come to its end."""
        keyboard.press(key, modifiers)
        self.jobs.drain()

    def current(self) -> QuestionBlock | None:
        """Return the question that the keyboard is in."""
        here: QWidget | None = keyboard.focused()
        while here is not None and not isinstance(here, QuestionBlock):
            here = here.parentWidget()
        return here

    def on_this_page(self, name: str) -> QuestionBlock | None:
        """Return the question `name` where the page shows it."""
        return next((b for b in self.view.frame.page.questions() if b.path.endswith(f"/{name}")), None)

    def tab_to(self, widget: QWidget) -> None:
        """Press Tab until the keyboard is there."""
        for _ in range(MOST_STOPS):
            if keyboard.focused() is widget:
                return
            self.press(Qt.Key.Key_Tab)
        pytest.fail(f"Tab never came to {widget.accessibleName()}")

    def say_not_known_to_the_rest(self) -> None:
        """Go through the page by Tab and mark what has no answer, until the keyboard leaves the page."""
        seen: set[str] = set()
        for _ in range(MOST_STOPS):
            block = self.current()
            if block is None and seen:
                return
            if block is not None and block.path not in seen:
                seen.add(block.path)
                node = self.view.node(block.path)
                if node.state is AnswerState.NOT_ASKED:
                    self.press(Qt.Key.Key_K, ALT)
                    assert self.view.node(block.path).state is AnswerState.NOT_KNOWN
            self.press(Qt.Key.Key_Tab)
        pytest.fail("Tab never left the page")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    made = founded(tmp_path, Clock())
    yield made
    made.close()


@pytest.fixture
def desk(store: SqlStore) -> Desk:
    return desk_over(store, Clock())


@pytest.fixture
def hands(qtbot: QtBot, jobs: ManualJobs, desk: Desk, store: SqlStore) -> Hands:
    view = InterviewView(desk.interviewing, jobs)
    qtbot.addWidget(view)
    view.resize(1266, 738)
    keyboard.show(view)
    referral = store.every(Kind.REFERRAL)[0].id
    view.write(desk.interviewing.start(referral))
    jobs.drain()
    return Hands(view, jobs)


def through_all_pages(hands: Hands) -> int:
    """Fill every page and turn to the next, until the check; return how many pages there were."""
    pages = 0
    while not hands.view.frame.checking:
        hands.say_not_known_to_the_rest()
        hands.press(Qt.Key.Key_PageDown, CONTROL)
        pages += 1
        assert pages < 100
    return pages


def submit(qtbot: QtBot, hands: Hands) -> str:
    """Tab to Submit, giving a reason where one is asked for, and press it."""
    for line in hands.view.frame.check.findChildren(QLineEdit):
        hands.tab_to(line)
        keyboard.write("Robin was tired")
    button = next(b for b in hands.view.frame.check.findChildren(QPushButton) if b.text().startswith("Submit"))
    hands.tab_to(button)
    with qtbot.waitSignal(hands.view.submitted) as told:
        hands.press(Qt.Key.Key_Space)
    return str(told.args[0])


def test_a_held_interview_is_written_and_submitted_without_a_mouse(qtbot: QtBot, hands: Hands, desk: Desk) -> None:
    hands.press(Qt.Key.Key_Space)
    assert through_all_pages(hands) > 30
    interview = submit(qtbot, hands)
    read = desk.interviewing.read(interview)
    assert read.interview.value.outcome == "held"
    states = [answer.state for answer in read.interview.value.answers]
    assert states.count(AnswerState.NOT_KNOWN) > 100


def test_a_no_is_recorded_in_few_pages_with_the_childs_words(qtbot: QtBot, hands: Hands, desk: Desk) -> None:
    hands.press(Qt.Key.Key_T)
    hands.press(Qt.Key.Key_Space)
    while (words := hands.on_this_page("declined_words")) is None:
        hands.say_not_known_to_the_rest()
        hands.press(Qt.Key.Key_PageDown, CONTROL)
    hands.tab_to(words.field.entry())
    keyboard.write(WORDS)
    hands.press(Qt.Key.Key_S, CONTROL)
    assert through_all_pages(hands) < 12
    read = desk.interviewing.read(submit(qtbot, hands))
    assert WORDS in [answer.value for answer in read.interview.value.answers]
    assert QApplication.focusWidget() is not None


def test_every_stop_of_a_page_has_a_name_to_be_read_aloud(hands: Hands) -> None:
    named: list[str] = []
    for widget in keyboard.tab_stops(hands.view):
        assert widget.accessibleName() or widget.property("text"), type(widget).__name__
        named.append(widget.accessibleName())
    assert "Interview held" in named


def test_sections_are_reached_and_left_by_one_key(hands: Hands) -> None:
    hands.press(Qt.Key.Key_Space)
    hands.press(Qt.Key.Key_F6)
    assert keyboard.focused() is hands.view.frame.sections
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    block = hands.current()
    assert block is not None
    assert block.path.startswith("/data/start/")
