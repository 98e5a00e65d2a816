"""The questions of a page or of an open card, in order; what is not relevant costs nothing until it is.

What lies below the fold is made right after the first of it has been painted: turning a page waits for nothing that
cannot be seen.
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from rhi_desktop.gui.interview.answering import Answering
from rhi_desktop.gui.interview.body import Body
from rhi_desktop.gui.interview.card_list import CardList
from rhi_desktop.gui.interview.pages import Item, shown
from rhi_desktop.gui.interview.question_block import QuestionBlock
from rhi_desktop.gui.interview.specialised import adorned
from rhi_desktop.questions.definition import Question, QuestionType, Repeat
from rhi_desktop.questions.node import Node

SPACING, CLOSE = 12, 3
_HEAD_AND_FOOT = 130
_LEAST_HIGH, _OPTION_HIGH = 108, 28
_LEAST_HEIGHTS = {"indicator": 46, "multiline": 148, "scale": 150}


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
        self._reached = 0
        self._off: set[int] = set()
        self._telling = False
        self._go_on = QTimer(self, singleShot=True, interval=0)
        self._go_on.timeout.connect(self.complete)
        self._make_until(parent.window().height() - _HEAD_AND_FOOT)
        if self._reached < len(items):
            self._go_on.start()

    def complete(self) -> None:
        """Make what has not been made yet, here and in open cards."""
        self._go_on.stop()
        self._make_until(None)
        for widget in self._widgets:
            if isinstance(widget, CardList):
                widget.complete()

    def let_go(self) -> None:
        """Make nothing more, here and in open cards: paths may lead elsewhere by the time it would be made."""
        self._go_on.stop()
        for widget in self._widgets:
            if isinstance(widget, CardList):
                widget.let_go()

    def tell_problems(self) -> list[QuestionBlock]:
        """Word what is wrong, also under what is made later; return the questions that have something wrong."""
        self._telling = True
        return [block for block in self.questions() if block.tell_problem()]

    def refresh(self, changed: frozenset[str]) -> None:
        """Take over what differs now, and nothing else."""
        for at, item in enumerate(self._items[: self._reached]):
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
                    widget.setText(_heading(node))
                self._set_shown(at, shown=node.relevant)

    def reshape(self, repeat: str) -> None:
        """Follow a repeat whose instances came or went, here or in a card below."""
        for widget in self._widgets:
            if isinstance(widget, CardList):
                widget.reshape(repeat)

    def questions(self) -> Iterator[QuestionBlock]:
        """Yield the questions that are shown, in order, open cards included."""
        for widget in self._on():
            if isinstance(widget, QuestionBlock):
                yield widget
            elif isinstance(widget, CardList):
                yield from widget.questions()

    def card_lists(self) -> Iterator[CardList]:
        """Yield the lists of cards that are shown, outer before inner."""
        for widget in self._on():
            if isinstance(widget, CardList):
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

    def _make_until(self, height: int | None) -> None:
        """Make the items that come next, as many as surely fill the height; all where there is none."""
        high = 0
        while self._reached < len(self._items) and (height is None or high < height):
            at, item = self._reached, self._items[self._reached]
            self._reached += 1
            if shown(self._answering.session, item):
                self._make(at)
                high += _least_height(item)

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
        elif shown is (at in self._off):
            self._off ^= {at}
            widget.setVisible(shown)

    def _on(self) -> Iterator[QWidget]:
        """Yield what is shown; a widget that its parent has not shown yet says of itself that it is hidden."""
        for at, widget in enumerate(self._widgets):
            if widget is not None and at not in self._off:
                yield widget

    def _make(self, at: int) -> None:
        item = self._items[at]
        widget = self._widget(item)
        before = sum(made is not None for made in self._widgets[:at])
        self._widgets[at] = widget
        self._layout.insertWidget(before, widget)
        if self.isVisible():
            widget.show()  # else it comes with its parent, laid out once and at its own width
        if self._telling and isinstance(widget, QuestionBlock):
            widget.tell_problem()

    def _widget(self, item: Item) -> QWidget:
        if isinstance(item.definition, Question):
            return QuestionBlock(self._answering, item.path, self)
        if isinstance(item.definition, Repeat):
            return adorned(self._answering, item, CardList(self._answering, item, self, Blocks))
        heading = QLabel(_heading(self._answering.node(item.path)), self, wordWrap=True)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setProperty("role", "section")
        return heading


def _is_indicator(item: Item) -> bool:
    return isinstance(item.definition, Question) and "indicator" in item.definition.appearance.split()


def _least_height(item: Item) -> int:
    """Return the least height that an item takes, as far as its kind tells."""
    definition = item.definition
    if not isinstance(definition, Question) or definition.type is QuestionType.NOTE:
        return _LEAST_HEIGHTS["indicator"]
    return next((high for style, high in _LEAST_HEIGHTS.items() if style in definition.appearance.split()), _LEAST_HIGH)


def _heading(node: Node) -> str:
    return "\n".join(filter(None, (node.label, node.second.label)))
