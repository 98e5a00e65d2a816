"""The head of the interview: where one is, and the way out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from rhi_desktop.gui.interview.languages import LanguageButton


class Header(QWidget):
    """Section and page in words; on a narrow window also the way to the sections."""

    sections_asked = Signal()
    leave_asked = Signal()
    talk_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._where = QLabel(self, wordWrap=True)
        self._where.setProperty("role", "muted")
        self._title = QLabel(self, wordWrap=True)
        self._title.setProperty("role", "title")
        self.sections = QPushButton("Sections", self, autoDefault=False)
        self.sections.setToolTip("Sections (F6)")
        self.sections.clicked.connect(self.sections_asked)
        talk = QPushButton("Conversation", self, autoDefault=False)
        talk.setToolTip("The quiet screen for the talk itself (F5)")
        talk.clicked.connect(self.talk_asked)
        self.languages = LanguageButton(self)
        self._language = QLabel(self, wordWrap=True)
        self._language.setProperty("role", "caption")
        self._language.hide()
        close = QPushButton("Save and close", self, autoDefault=False)
        close.setProperty("role", "quiet")
        close.setToolTip("Save and go back to the worklist (Esc)")
        close.clicked.connect(self.leave_asked)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._where)
        words.addWidget(self._title)
        ways = QHBoxLayout()
        ways.setSpacing(12)
        for way in (self.sections, talk, self.languages):
            ways.addWidget(way)
        ways.addStretch(1)
        ways.addWidget(close)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.addLayout(words, 1)
        self._beside.addLayout(ways)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 16, 8)
        column.setSpacing(0)
        column.addLayout(self._beside)
        column.addWidget(self._language)
        for label in (self._where, self._title, self._language):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, where: str, title: str) -> None:
        """Show where one is."""
        self._where.setText(where)
        self._title.setText(title)

    def tell_language(self) -> None:
        """Say which language stands beneath the first, and who has checked it."""
        self._language.setText(self.languages.status)
        self._language.setVisible(bool(self.languages.status))

    def set_narrow(self, *, narrow: bool, low: bool) -> None:
        """Fit a narrow or a low window: where it is narrow the buttons stand below the title."""
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._beside.setDirection(below if narrow else beside)
        self._beside.setSpacing(4 if narrow else 12)
        self.sections.setVisible(narrow)
        self._where.setVisible(not low)


class NoticeBar(QFrame):
    """One calm sentence above the page, with something to do about it; put away by its own button."""

    acted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._words = QLabel(self, wordWrap=True)
        self._act = QPushButton(self, autoDefault=False)
        self._act.setProperty("role", "quiet")
        self._close = QPushButton("Close", self, autoDefault=False)
        self._close.setProperty("role", "quiet")
        self._close.setAccessibleName("Close this notice")
        self._close.clicked.connect(self.hide)
        self._act.clicked.connect(self._do)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._act)
        layout.addWidget(self._close)
        self.hide()

    def say(self, words: str, act: str = "") -> None:
        """Show a sentence; `act` is the label of what can be done."""
        self._words.setText(words)
        self._act.setText(act)
        self._act.setVisible(bool(act))
        self.show()

    @property
    def words(self) -> str:
        """What the bar says; empty while it is put away."""
        return "" if self.isHidden() else self._words.text()

    def _do(self) -> None:
        self.hide()
        self.acted.emit()
