"""The keys of the interview window: everything in it can be done without a mouse."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.gui.interview.frame import Frame


class Keyed(Protocol):
    """What the keys of the window do."""

    frame: Frame

    def go_next(self) -> None: ...
    def go_back(self) -> None: ...
    def flush(self) -> None: ...
    def leave(self) -> None: ...
    def add_card(self) -> None: ...


def bind_keys(window: QWidget, keyed: Keyed) -> None:
    """Make the keys work wherever the keyboard is in the window."""
    acts: dict[str, Callable[[], None]] = {
        "Ctrl+PgDown": keyed.go_next,
        "Ctrl+PgUp": keyed.go_back,
        "F2": lambda: _prompt(keyed.frame),
        "Alt+D": lambda: _mark(keyed.frame, AnswerState.DECLINED),
        "Alt+K": lambda: _mark(keyed.frame, AnswerState.NOT_KNOWN),
        "Alt+N": lambda: _mark(keyed.frame, AnswerState.NOT_ASKED),
        "Ctrl+Shift+A": keyed.add_card,
        "F6": keyed.frame.turn_to_sections,
        "Ctrl+S": keyed.flush,
        "Esc": keyed.leave,
    }
    for key, act in acts.items():
        shortcut = QShortcut(QKeySequence(key), window)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)


def _mark(frame: Frame, state: AnswerState) -> None:
    if frame.page.current is not None:
        frame.page.current.mark(state)


def _prompt(frame: Frame) -> None:
    if frame.page.current is not None:
        frame.page.current.toggle_prompt()
