"""One point of the rubric: what it asks for, what the program noticed, a mark and a comment."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from rhi_desktop.domain.review import Mark, Score
from rhi_desktop.gui.cards import button
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.reviewing.wording import MARKS, NAMED
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.reviewing.prompts import Prompt
from rhi_desktop.services.reviewing.rubric import Point

_KEYS = dict(zip((Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4), Mark, strict=True))


class PointRow(QFrame):
    """`scored` says that mark or comment changed; `place_asked` carries the key of the question that a prompt means.

    With the keyboard on a mark, 1 to 4 choose one and the arrows go along them.
    """

    scored = Signal()
    place_asked = Signal(str)

    def __init__(self, point: Point, prompts: tuple[Prompt, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.point = point
        self.setProperty("role", "card")
        self.marks = {mark: self._button(mark) for mark in Mark}
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self.comment = QLineEdit(placeholderText="Comment")
        self.comment.setAccessibleName(f"Comment on point {point.number}")
        self.comment.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        self.comment.editingFinished.connect(self.scored)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[1], SPACE[0], SPACE[1], SPACE[0])
        column.setSpacing(SPACE[0])
        column.addWidget(label(f"{point.number}  {point.title}", "field"))
        if point.help:
            column.addWidget(label(point.help, "muted"))
        for prompt in prompts:
            column.addLayout(self._prompt(prompt))
        row = QHBoxLayout()
        row.setSpacing(SPACE[0])
        for one in self.marks.values():
            row.addWidget(one, 1)
        column.addLayout(row)
        column.addWidget(self.comment)

    def show_score(self, score: Score | None) -> None:
        """Show the mark and comment that a point has."""
        for mark, one in self.marks.items():
            one.setChecked(score is not None and score.mark is mark)
        self.comment.setText(score.comment if score is not None else "")

    @property
    def mark(self) -> Mark | None:
        """The mark that is chosen, None where there is none."""
        return next((mark for mark, one in self.marks.items() if one.isChecked()), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a mark by its number."""
        mark = _KEYS.get(Qt.Key(event.key()))
        if mark is not None and not self.comment.hasFocus():
            self.marks[mark].setFocus()
            self._choose(mark)
            return
        super().keyPressEvent(event)

    def _button(self, mark: Mark) -> QPushButton:
        made = QPushButton(MARKS[mark], autoDefault=False)
        made.setCheckable(True)
        made.setProperty("role", "segment")
        made.setProperty("compact", True)
        made.setToolTip(NAMED[mark])
        made.setAccessibleName(f"Point {self.point.number}: {NAMED[mark]}")
        made.clicked.connect(partial(self._choose, mark))
        return made

    def _choose(self, chosen: Mark, _checked: bool = False) -> None:
        for mark, one in self.marks.items():
            one.setChecked(mark is chosen)
        self.scored.emit()

    def _prompt(self, prompt: Prompt) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(label(f"Noticed: {prompt.sentence}", "caption"), 1)
        if prompt.key:
            ask = partial(self.place_asked.emit, prompt.key)
            row.addWidget(button("Show", "link", ask, named=f"Show where: {prompt.sentence}"))
        return row
