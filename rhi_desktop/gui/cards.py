"""Cards: some lines about one thing, chips that stand out, and what can be done with it."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rhi_desktop.gui.labels import label
from rhi_desktop.gui.theme import SPACE

Line = tuple[str, str]
"""Words and their role; the role of a chip is `chip:` and its tone."""
LONG_CHIP = 48
"""Chips do not wrap: what is longer becomes a notice."""


def card(lines: Iterable[Line], buttons: Iterable[QPushButton]) -> QFrame:
    """Return a card; lines without words are left out."""
    frame = QFrame()
    frame.setProperty("role", "card")
    row = QHBoxLayout(frame)
    row.setSpacing(SPACE[3])
    words = QVBoxLayout()
    words.setSpacing(SPACE[0])
    for text, role in lines:
        if len(text) > LONG_CHIP and role.startswith("chip:"):
            words.addWidget(label(text, "notice"))
        elif text and role.startswith("chip:"):
            words.addWidget(chip(text, role.removeprefix("chip:")), 0, Qt.AlignmentFlag.AlignLeft)
        elif text:
            words.addWidget(label(text, role))
    words.addStretch(1)
    row.addLayout(words, 1)
    acts = QVBoxLayout()
    acts.setSpacing(SPACE[0])
    for one in buttons:
        acts.addWidget(one)
    acts.addStretch(1)
    row.addLayout(acts)
    return frame


def chip(text: str, tone: str) -> QWidget:
    """Return a small label with a ground; `tone` is one of the style sheet's."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", "chip")
    made.setProperty("tone", tone)
    return made


def button(words: str, role: str, act: Callable[[], object], *, named: str = "") -> QPushButton:
    """Return a button; `named` is what a screen reader says where the words alone would not tell it from others."""
    made = QPushButton(words)
    if role:
        made.setProperty("role", role)
    if named:
        made.setAccessibleName(named)
    made.clicked.connect(lambda _checked: act())
    return made
