"""Small parts of the screen."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rhi_desktop.gui.labels import label
from rhi_desktop.gui.theme import SPACE


def act(words: str, key: str, does: Callable[[], object], role: str = "", named: str = "") -> QPushButton:
    """Return a button that is found again by its `key`.

    `named` is what a screen reader says where the words alone would not tell it from others.
    """
    made = QPushButton(words, autoDefault=False)
    made.setObjectName(key)
    if role:
        made.setProperty("role", role)
    made.setAccessibleName(named or words)
    made.clicked.connect(lambda _checked: does())
    return made


def card(lines: Iterable[tuple[str, str]], acts: Iterable[QPushButton], tone: str = "", chip: str = "") -> QFrame:
    """Return a card with lines (words and role), a chip where there is one, and what can be done below."""
    frame = QFrame()
    frame.setProperty("role", "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE[0])
    for words, role in lines:
        column.addWidget(label(words, role))
    if chip:
        made = QLabel(chip)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setProperty("role", "chip")
        made.setProperty("tone", tone)
        column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
    row = QHBoxLayout()
    row.setContentsMargins(0, SPACE[1], 0, 0)
    row.setSpacing(SPACE[1])
    for one in acts:
        row.addWidget(one)
    row.addStretch(1)
    if row.count() > 1:
        column.addLayout(row)
    return frame


def column() -> tuple[QWidget, QVBoxLayout]:
    """Return a column to be filled."""
    body = QWidget()
    layout = QVBoxLayout(body)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(SPACE[2])
    return body, layout
