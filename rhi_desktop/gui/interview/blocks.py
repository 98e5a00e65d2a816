"""The questions of a page or of an open card, in order; what is not relevant costs nothing until it is."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from rhi_desktop.gui.interview.answering import Answering
from rhi_desktop.gui.interview.body import Body
from rhi_desktop.gui.interview.card_list import CardList
from rhi_desktop.gui.interview.pages import Item, shown
from rhi_desktop.gui.interview.question_block import QuestionBlock
from rhi_desktop.gui.interview.specialised import adorned
from rhi_desktop.questions.definition import Question, Repeat

SPACING, CLOSE = 12, 3


class Blocks(Body):
    """Widgets for items: made when an item is first shown, then only shown, hidden and refreshed."""

    def __init__(self, answering: Answering, items: tuple[Item, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._answering = answering
        self._items = items
        self._widgets: list[QWidget | None] = [None] * len(items)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(CLOSE if any(map(_is_indicator, items)) else SPACING)
        for at, item in enumerate(items):
            if shown(answering.session, item):
                self._make(at)

    def refresh(self, changed: frozenset[str]) -> None:
        """Take over what differs now, and nothing else."""
        for at, item in enumerate(self._items):
            widget = self._widgets[at]
            if isinstance(item.definition, Repeat):
                self._set_shown(at, shown=shown(self._answering.session, item))
                if isinstance(self._widgets[at], CardList):
                    self._card_list(at).refresh(changed)
            elif item.path in changed:
                node = self._answering.node(item.path)
                if isinstance(widget, QuestionBlock) and node.relevant:
                    widget.refresh(node)
                elif isinstance(widget, QLabel):
                    widget.setText(node.label)
                self._set_shown(at, shown=node.relevant)

    def reshape(self, repeat: str) -> None:
        """Follow a repeat whose instances came or went, here or in a card below."""
        for widget in self._widgets:
            if isinstance(widget, CardList):
                widget.reshape(repeat)

    def questions(self) -> Iterator[QuestionBlock]:
        """Yield the questions that are shown, in order, open cards included."""
        for widget in self._widgets:
            if isinstance(widget, QuestionBlock) and not widget.isHidden():
                yield widget
            elif isinstance(widget, CardList) and not widget.isHidden():
                yield from widget.questions()

    def card_lists(self) -> Iterator[CardList]:
        """Yield the lists of cards that are shown, outer before inner."""
        for widget in self._widgets:
            if isinstance(widget, CardList) and not widget.isHidden():
                yield widget
                yield from widget.inner_lists()

    def reveal(self, path: str) -> QuestionBlock | None:
        """Return the block of a question, opening the card that it lies in."""
        for block in self.questions():
            if block.path == path:
                return block
        for widget in self._widgets:
            if isinstance(widget, CardList) and (found := widget.reveal(path)) is not None:
                return found
        return None

    def _card_list(self, at: int) -> CardList:
        widget = self._widgets[at]
        if not isinstance(widget, CardList):
            raise TypeError(self._items[at].path)
        return widget

    def _set_shown(self, at: int, *, shown: bool) -> None:
        widget = self._widgets[at]
        if widget is None:
            if shown:
                self._make(at)
        elif widget.isHidden() is shown:
            widget.setVisible(shown)

    def _make(self, at: int) -> None:
        item = self._items[at]
        widget = self._widget(item)
        before = sum(made is not None for made in self._widgets[:at])
        self._widgets[at] = widget
        self._layout.insertWidget(before, widget)
        widget.show()

    def _widget(self, item: Item) -> QWidget:
        if isinstance(item.definition, Question):
            return QuestionBlock(self._answering, item.path, self)
        if isinstance(item.definition, Repeat):
            return adorned(self._answering, item, CardList(self._answering, item, self, Blocks))
        heading = QLabel(self._answering.node(item.path).label, self, wordWrap=True)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setProperty("role", "section")
        return heading


def _is_indicator(item: Item) -> bool:
    return isinstance(item.definition, Question) and "indicator" in item.definition.appearance.split()
