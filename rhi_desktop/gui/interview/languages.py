"""A second language beneath the first: the button that chooses it, and the lines that show it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QWidget

from rhi_desktop.gui.interview.wording import reads_from_right
from rhi_desktop.services.translations import Translation

NONE = "The first language alone"


class SecondLine(QLabel):
    """A line in the second language, at the right where its script begins there; hidden while it says nothing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.setProperty("role", "second")
        self.hide()

    def say(self, words: str) -> None:
        """Show words, or nothing."""
        if words == self.text():
            return
        right = reads_from_right(words)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight)
        self.setText(words)
        self.setVisible(bool(words))
        around = self.parentWidget()
        if around is not None:
            around.updateGeometry()


class LanguageButton(QPushButton):
    """Chooses the second language of this interview; hidden where the questions are in one language alone."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Languages", parent, autoDefault=False)
        self.setToolTip("A second language beneath the first (F8 turns it on or off)")
        self._offered: tuple[Translation, ...] = ()
        self._current = self._last = self._missing = ""
        self.menu_ = QMenu(self)
        self.menu_.setAccessibleName("Second language")
        self.menu_.aboutToShow.connect(self._fill)
        self.setMenu(self.menu_)
        self.hide()

    def offer(self, translations: tuple[Translation, ...], current: str, *, missing: str = "") -> None:
        """Offer the languages that the questions have; `missing` is one that is wanted and that they do not have."""
        self._offered, self._missing = translations, missing
        self._last = current or (translations[0].language if translations else "")
        self.setVisible(bool(translations))
        self._point_at(current)

    def turn(self) -> None:
        """Turn the second language off, or on again."""
        if self._offered:
            self.choose("" if self._current else self._last)

    def choose(self, language: str) -> None:
        """Choose a language; none where it is empty."""
        self._last = language or self._last
        self._point_at(language)
        self.chosen.emit(language)

    @property
    def status(self) -> str:
        """What is to be known of the translation that is shown, or is missing; empty where there is nothing to say."""
        shown = next((one for one in self._offered if one.language == self._current), None)
        if shown is not None:
            return f"{shown.name}: {shown.status[0].lower()}{shown.status[1:]}"
        return f"These questions are not in this language: {self._missing}." if self._missing else ""

    def _point_at(self, language: str) -> None:
        self._current = language
        self.setAccessibleDescription(f"Second language: {language or 'none'}. {self.status}".strip())

    def _fill(self) -> None:
        self.menu_.clear()
        for language, words in (
            ("", NONE),
            *((one.language, f"{one.language}. {one.status}") for one in self._offered),
        ):
            act = QAction(words, self.menu_, checkable=True, checked=language == self._current)
            act.triggered.connect(lambda _checked=False, choice=language: self.choose(choice))
            self.menu_.addAction(act)
