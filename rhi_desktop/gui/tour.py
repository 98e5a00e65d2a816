"""A way through the practice workspace, one step at a time, above the screens."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from rhi_desktop.gui.labels import label


class Tour(QFrame):
    """Says what to try next. It can be put away, and nothing depends on it."""

    def __init__(self, steps: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._steps = tuple(steps)
        self._at = 0
        self._title, self._words = label("", "section"), label("", "body")
        self.before, self.after, self.away = (_quiet(words) for words in ("Back", "Next step", "Put away"))
        self.away.setAccessibleName("Put the practice steps away")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(words, 1)
        for button in (self.before, self.after, self.away):
            row.addWidget(button)
        self.before.clicked.connect(lambda: self._go(-1))
        self.after.clicked.connect(lambda: self._go(1))
        self.away.clicked.connect(self.hide)
        self._go(0)

    def _go(self, by: int) -> None:
        self._at = min(max(self._at + by, 0), len(self._steps) - 1)
        title, words = self._steps[self._at]
        self._title.setText(f"{self._at + 1} of {len(self._steps)}: {title}")
        self._words.setText(words)
        self.before.setEnabled(self._at > 0)
        self.after.setEnabled(self._at < len(self._steps) - 1)


def _quiet(words: str) -> QPushButton:
    made = QPushButton(words, autoDefault=False)
    made.setProperty("role", "quiet")
    return made
