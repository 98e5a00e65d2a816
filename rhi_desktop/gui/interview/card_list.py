"""The instances of a repeat as cards: add, open, remove, undo; never a dialog."""

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rhi_desktop.gui.interview.answering import Answering
from rhi_desktop.gui.interview.body import MakeBody
from rhi_desktop.gui.interview.card import Card
from rhi_desktop.gui.interview.pages import Item
from rhi_desktop.gui.interview.question_block import QuestionBlock
from rhi_desktop.gui.interview.summaries import PLACE, in_time_order
from rhi_desktop.questions.definition import Question, Repeat
from rhi_desktop.questions.session import Node
from rhi_desktop.services.findings import questions_under


class CardList(QWidget):
    """All instances of one repeat. One card is open at a time; cards keep their widgets while others come and go.

    `told`: what the cards say differs now, or there are others.
    """

    reached = Signal(object)
    told = Signal()

    def __init__(self, answering: Answering, item: Item, parent: QWidget, make_body: MakeBody) -> None:
        super().__init__(parent)
        self.path = item.path
        self._answering = answering
        self._make_body = make_body
        self._cards: dict[str, Card] = {}
        self._above = 0
        self._kind = self._name(item)
        self._concept = item.definition.concept
        self._undo = self._undo_bar()
        self._add = QPushButton(f"Add {self._kind.lower()}", self, autoDefault=False)
        self._add.setToolTip(f"Add {self._kind.lower()} (Ctrl+Shift+A)")
        self._add.clicked.connect(self.add)
        self._fixed = isinstance(item.definition, Repeat) and item.definition.fixed
        self._add.setHidden(self._fixed)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._layout.addWidget(self._undo)
        self._layout.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self._reconcile()
        self._open_first_empty()

    def add(self) -> None:
        """Add an instance, open it, and put the keyboard into its first question."""
        if self._fixed:
            return
        self._answering.add(self.path)
        if self._cards:
            card = list(self._cards.values())[-1]
            self.open(card.key)
            self.reached.emit(card)

    def add_with(self, values: Mapping[str, Callable[[Question], str]]) -> None:
        """Add an instance in which the questions with these concepts are answered already."""
        before = set(self._cards)
        self.add()
        added = next((card for key, card in self._cards.items() if key not in before), None)
        if added is None:
            return
        for node in tuple(questions_under(self._answering.session, added.path)):
            value, question = values.get(node.definition.concept or ""), node.definition
            if value is not None and isinstance(question, Question):
                self._answering.answer(node.path, value(question))

    def crown(self, widget: QWidget) -> None:
        """Put something above the cards."""
        self._layout.insertWidget(0, widget)
        self._above = 1

    def open(self, key: str) -> None:
        """Open one card and fold the others."""
        for card in self._cards.values():
            if card.key != key:
                card.fold()
        self._cards[key].open()
        self._cards[key].take_focus()

    def refresh(self, changed: frozenset[str]) -> None:
        """Take over what differs now in the cards."""
        for card in self._cards.values():
            below = f"{card.path}/"
            touched = any(path.startswith(below) for path in changed)
            if touched and card.body is not None:
                card.body.refresh(changed)
            if touched:
                card.tell()
        if any(path.startswith(f"{self.path}[") for path in changed):
            self.told.emit()

    def reshape(self, repeat: str) -> None:
        """Follow instances that came or went."""
        if repeat == self.path:
            self._reconcile()
            return
        for card in self._cards.values():
            if card.body is not None and repeat.startswith(f"{card.path}/"):
                card.body.reshape(repeat)

    def complete(self) -> None:
        """Make all questions of the open card."""
        for card in self._cards.values():
            if card.body is not None:
                card.body.complete()

    def let_go(self) -> None:
        """Make nothing more in the open card."""
        for card in self._cards.values():
            if card.body is not None:
                card.body.let_go()

    def questions(self) -> Iterator[QuestionBlock]:
        """Yield the shown questions of the open card."""
        for card in self._cards.values():
            yield from card.questions()

    def inner_lists(self) -> Iterator["CardList"]:
        """Yield the lists of cards inside the open card."""
        for card in self._cards.values():
            if card.body is not None:
                yield from card.body.findChildren(CardList)

    def reveal(self, path: str) -> QuestionBlock | None:
        """Open the card that a question lies in, and return its block."""
        for card in self._cards.values():
            if path.startswith(f"{card.path}/"):
                self.open(card.key)
                return None if card.body is None else card.body.reveal(path)
        return None

    def cards(self) -> tuple[Card, ...]:
        """Return the cards in their order."""
        return tuple(self._cards.values())

    def undo(self) -> None:
        """Put back the instance that was removed last."""
        self._answering.undo()
        if self._cards:
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, key: str) -> None:
        card = self._cards[key]
        card.flush()
        self._answering.remove(card.path)
        self._undo.show()
        self._undo_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _reconcile(self) -> None:
        session = self._answering.session
        nodes = self._in_order(
            tuple(session.node(f"{self.path}[{n}]") for n in range(1, session.repeats(self.path) + 1))
        )
        kept = {node.key for node in nodes}
        for key in [key for key in self._cards if key not in kept]:
            gone = self._cards.pop(key)
            if gone.body is not None:
                gone.body.let_go()
            gone.hide()
            gone.deleteLater()
        before, self._cards = self._cards, {}
        for number, node in enumerate(nodes, 1):
            card = before.get(node.key) or self._new_card(node.key)
            self._cards[node.key] = card
            if self._layout.indexOf(card) != number + self._above:
                self._layout.insertWidget(number + self._above, card)
                if self.isVisible():
                    card.show()
            if card.path != node.path or card.number != number:
                card.stand_at(node.path, number)
        removed = self._answering.removed
        self._undo.setVisible(removed is not None and removed.repeat == self.path)
        self.told.emit()

    def _in_order(self, nodes: tuple[Node, ...]) -> tuple[Node, ...]:
        """Places stand in time order when the page is opened; then nothing moves under the worker's hands."""
        if self._concept != PLACE:
            return nodes
        if not self._cards:
            return in_time_order(self._answering.session, nodes)
        order = {key: at for at, key in enumerate(self._cards)}
        return tuple(sorted(nodes, key=lambda node: order.get(node.key, len(order))))

    def _new_card(self, key: str) -> Card:
        card = Card(self._answering, key, self._kind, self._make_body, self)
        card.fix(fixed=self._fixed)
        card.opened.connect(self.open)
        card.removed.connect(self._remove)
        return card

    def _open_first_empty(self) -> None:
        if len(self._cards) == 1:
            next(iter(self._cards.values())).open()

    def _name(self, item: Item) -> str:
        session = self._answering.session
        label = session.node(f"{self.path}[1]").label if session.repeats(self.path) else ""
        return label or item.definition.name.replace("_", " ").capitalize()

    def _undo_bar(self) -> QFrame:
        bar = QFrame(self)
        bar.setProperty("role", "notice")
        words = QLabel(f"{self._kind} removed.", bar)
        self._undo_button = QPushButton("Undo", bar, autoDefault=False)
        self._undo_button.setProperty("role", "quiet")
        self._undo_button.clicked.connect(self.undo)
        layout = QHBoxLayout(bar)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(words)
        layout.addWidget(self._undo_button)
        layout.addStretch(1)
        bar.hide()
        return bar
