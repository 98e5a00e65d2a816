"""The keys of the interview window: everything in it can be done without a mouse."""

from collections.abc import Callable
from functools import partial
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
    def turn_over(self) -> None: ...
    def place_jotting(self) -> None: ...


def bind_keys(window: QWidget, keyed: Keyed) -> None:
    """Make the keys work wherever the keyboard is in the window: each has its like in the conversation."""
    frame = keyed.frame
    acts: dict[str, tuple[Callable[[], None], Callable[[], None]]] = {
        "Ctrl+PgDown": (keyed.go_next, lambda: frame.conversation.step(1)),
        "Ctrl+PgUp": (keyed.go_back, lambda: frame.conversation.step(-1)),
        "F2": (lambda: _prompt(frame), frame.conversation.toggle_guidance),
        "F5": (keyed.turn_over, keyed.turn_over),
        "F6": (frame.turn_to_sections, frame.conversation.turn_to_topics),
        "F7": (frame.turn_to_jottings, _nothing),
        "F8": (frame.header.languages.turn, frame.header.languages.turn),
        "Ctrl+J": (keyed.place_jotting, _nothing),
        "Ctrl+Shift+A": (keyed.add_card, _nothing),
        "Ctrl+S": (keyed.flush, keyed.flush),
        "Esc": (keyed.leave, frame.conversation.escape),
    }
    for key, (in_form, in_talk) in acts.items():
        _bind(window, key, partial(_either, frame, in_form, in_talk))
    states = {"D": AnswerState.DECLINED, "K": AnswerState.NOT_KNOWN, "N": AnswerState.NOT_ASKED}
    for letter, state in states.items():
        _bind(
            window,
            f"Alt+{letter}",
            partial(_either, frame, partial(_mark, frame, state), partial(frame.conversation.file, letter)),
        )


def _bind(window: QWidget, key: str, act: Callable[[], None]) -> None:
    shortcut = QShortcut(QKeySequence(key), window)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(act)


def _either(frame: Frame, in_form: Callable[[], None], in_talk: Callable[[], None]) -> None:
    (in_talk if frame.talking else in_form)()


def _nothing() -> None:
    """A key of the form that means nothing in the conversation."""


def _mark(frame: Frame, state: AnswerState) -> None:
    if frame.page.current is not None:
        frame.page.current.mark(state)


def _prompt(frame: Frame) -> None:
    if frame.page.current is not None:
        frame.page.current.toggle_prompt()
