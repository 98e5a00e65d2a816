"""The keys of the conversation: a hand on the keyboard, the eyes on the child."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from rhi_desktop.gui.interview.conversation_topics import KEYS

OF_FORM = "DKN"
"""Letters that the form binds with Alt as well; the window hands them on."""


class Talks(Protocol):
    """What the keys of the conversation do."""

    def file(self, key: str) -> None: ...
    def mark(self) -> None: ...
    def undo(self) -> None: ...


def bind_conversation_keys(window: QWidget, talk: Talks) -> None:
    """Alt and a key file, F4 marks own words, Ctrl+Z takes back (in the line, typing first)."""
    acts: dict[str, Callable[[], None]] = {f"Alt+{key}": partial(talk.file, key) for key in KEYS if key not in OF_FORM}
    acts["F4"] = talk.mark
    acts["Ctrl+Z"] = talk.undo
    for key, act in acts.items():
        shortcut = QShortcut(QKeySequence(key), window)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
