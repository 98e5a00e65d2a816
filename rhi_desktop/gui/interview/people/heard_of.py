"""Beneath each person's card: perhaps heard of before. Quiet, a suggestion, and never a link by itself."""

from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rhi_desktop.domain.interview import Mention
from rhi_desktop.gui.interview.answering import Answering
from rhi_desktop.gui.interview.card import Card
from rhi_desktop.gui.interview.card_list import CardList
from rhi_desktop.gui.interview.people.recogniser import Recogniser
from rhi_desktop.gui.interview.people.wording import perhaps
from rhi_desktop.services.mentions import mentions
from rhi_desktop.services.recognising import Heard, marks

ASK_AFTER_MS = 800
_UNDER_THE_WORDS = 46


class HeardOf(QFrame):
    """The suggestions for one person."""

    opened = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[QWidget] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(_UNDER_THE_WORDS, 4, 0, 0)
        self._layout.setSpacing(0)
        self.hide()

    @property
    def words(self) -> tuple[str, ...]:
        """What is suggested."""
        return tuple(label.text() for row in self._rows for label in row.findChildren(QLabel))

    def show_heard(self, heard: tuple[Heard, ...], child: str) -> None:
        """Show the suggestions, none of them chosen."""
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = [self._row(one, child) for one in heard]
        for row in self._rows:
            self._layout.addWidget(row)
            row.show()
        self.setVisible(bool(self._rows))

    def _row(self, heard: Heard, child: str) -> QWidget:
        row = QWidget(self)
        words = perhaps(heard, child=child)
        label = QLabel(words, row, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        label.setProperty("role", "muted")
        look = QPushButton("Look at it", row, autoDefault=False)
        look.setProperty("role", "link")
        look.setAccessibleName(f"Look at the earlier interview. {words}")
        look.clicked.connect(partial(self.opened.emit, heard.interview))
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(label, 1)
        layout.addWidget(look, 0, Qt.AlignmentFlag.AlignTop)
        return row


class People(QObject):
    """Follows the cards of the people, and asks about each whose names, numbers or vehicle are others now."""

    def __init__(self, answering: Answering, cards: CardList, recogniser: Recogniser) -> None:
        super().__init__(cards)
        self._answering = answering
        self._cards = cards
        self._recogniser = recogniser
        self._asked: dict[str, tuple[Mention, ...]] = {}
        self._notes: dict[str, HeardOf] = {}
        self._wait = QTimer(self, singleShot=True, interval=ASK_AFTER_MS)
        self._wait.timeout.connect(self.ask)
        cards.told.connect(self._wait.start)
        self.ask()

    def ask(self) -> None:
        """Ask about whoever differs from what was asked last."""
        self._wait.stop()
        here = {card.key for card in self._cards.cards()}
        for gone in self._asked.keys() - here:
            del self._asked[gone]
            self._notes.pop(gone, None)
        for card in self._cards.cards():
            named = mentions(self._answering.session, card.path)
            if named == self._asked.get(card.key, ()):
                continue
            self._asked[card.key] = named
            if marks(named):
                self._recogniser.ask(named, partial(self._tell, card.key, named))
            else:
                self._tell(card.key, named, ())

    def _tell(self, key: str, named: tuple[Mention, ...], heard: tuple[Heard, ...]) -> None:
        card = next((card for card in self._cards.cards() if card.key == key), None)
        if card is None or self._asked.get(key) != named:
            return
        if heard or key in self._notes:
            self._note(card).show_heard(heard, self._answering.writing.draft.child)

    def _note(self, card: Card) -> HeardOf:
        if card.key not in self._notes:
            note = self._notes[card.key] = HeardOf(card)
            note.opened.connect(self._recogniser.reading_asked)
            card.add_note(note)
        return self._notes[card.key]
