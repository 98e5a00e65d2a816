"""A window on an interview under way, a store behind it, and hands on the keyboard."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.domain.jotting import Jotting
from rhi_desktop.gui.interview.view import InterviewView
from tests.gui.executors import ManualJobs
from tests.gui.interview.held import Held

KEY = Qt.Key
CONTROL, ALT, SHIFT = (getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("Control", "Alt", "Shift"))
PLAIN = Qt.KeyboardModifier.NoModifier


class TalkBench:
    """One interview on the screen. `jottings` and `kept` read the store, not the window."""

    def __init__(self, qtbot: QtBot, jobs: ManualJobs, held: Held, folder: Path) -> None:
        self.qtbot, self.held, self.jobs, self.folder = qtbot, held, jobs, folder
        self.view = InterviewView(held.interviewing, jobs)
        qtbot.addWidget(self.view)
        self.view.resize(1270, 700)
        self.view.show()
        self.open()

    def open(self) -> None:
        """Open the draft, as when one comes back to it."""
        self.writing = self.held.begin()
        self.view.write(self.writing)
        self.settle()

    def settle(self) -> None:
        """Let everything that was begun come to its end."""
        self.jobs.drain()
        QApplication.processEvents()

    def focus(self) -> QWidget:
        """Return the widget with the keyboard."""
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(self.focus(), key, modifiers)
        self.settle()

    def type(self, words: str) -> None:
        """Type words where the keyboard is."""
        QTest.keyClicks(self.focus(), words)

    def jot(self, words: str, key: Qt.Key = KEY.Key_Return, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """Type a jotting and end it with a key."""
        self.type(words)
        self.press(key, modifiers)

    def jottings(self) -> list[Jotting]:
        """Return what the store holds."""
        return list(self.held.store.jottings(self.writing.draft.interview))

    def texts(self) -> list[str]:
        """Return the words of the jottings in the store."""
        return [one.text for one in self.jottings()]

    def kept(self, path: str) -> tuple[str, AnswerState]:
        """Return what the store holds of an answer."""
        return self.held.kept(self.writing.draft.interview).get(path, ("", AnswerState.NOT_ASKED))
