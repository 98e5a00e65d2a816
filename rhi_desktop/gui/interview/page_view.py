"""The page on which the worker writes: one column of questions that scrolls, and stays put while it changes."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from rhi_desktop.gui.interview.answering import Answering
from rhi_desktop.gui.interview.blocks import Blocks
from rhi_desktop.gui.interview.card import Card
from rhi_desktop.gui.interview.card_list import CardList
from rhi_desktop.gui.interview.pages import Page, items
from rhi_desktop.gui.interview.question_block import QuestionBlock
from rhi_desktop.gui.interview.tab_order import follow_the_eye

WIDEST = 760
_MARGIN = 24


class PageView(QScrollArea):
    """Shows one page at a time. What appears or goes above the current question does not move it on the screen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._answering: Answering | None = None
        self._blocks: Blocks | None = None
        self._current: QuestionBlock | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("role", "page")
        self._canvas = QWidget(self)
        self._canvas.setProperty("role", "canvas")
        self._row = QHBoxLayout()
        self._row.addStretch(1)
        layout = QVBoxLayout(self._canvas)
        layout.setContentsMargins(_MARGIN, 8, _MARGIN, _MARGIN)
        layout.addLayout(self._row)
        layout.addStretch(1)
        self.setWidget(self._canvas)
        self._order = QTimer(self, singleShot=True, interval=0)
        self._order.timeout.connect(lambda: follow_the_eye(self._canvas))
        self._canvas.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that something came, went or moved on the page."""
        if watched is self._canvas and event.type() == QEvent.Type.LayoutRequest:
            self._order.start()
        return super().eventFilter(watched, event)

    @property
    def current(self) -> QuestionBlock | None:
        """The question that the keyboard is in, or was in last."""
        current = self._current
        return current if current is not None and any(block is current for block in self.questions()) else None

    def show_page(self, answering: Answering, page: Page) -> None:
        """Put a page on the screen, from its top; the page before is flushed and let go."""
        self.clear()
        self._answering = answering
        self._blocks = Blocks(answering, items(answering.session, page), self._canvas)
        self._blocks.setMaximumWidth(WIDEST)
        self._blocks.resize(min(WIDEST, self.viewport().width() - 2 * _MARGIN), self._blocks.height())
        self._row.insertWidget(0, self._blocks, 100)
        self._blocks.show()
        self._settle()
        self.verticalScrollBar().setValue(0)

    def clear(self) -> None:
        """Hand on what is being typed, clear undo stacks, and take the page away."""
        self.flush()
        for block in self.questions():
            block.forget()
        self._current = None
        old, self._blocks = self._blocks, None
        if old is not None:
            if old.isAncestorOf(QApplication.focusWidget() or self):
                self._canvas.setFocus()  # or the keyboard passes through the sections, which are drawn anew for it
            old.let_go()
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()

    def flush(self) -> None:
        """Hand on what is being typed."""
        for block in self.questions():
            block.flush()

    def questions(self) -> Iterator[QuestionBlock]:
        """Yield the questions that are shown."""
        yield from () if self._blocks is None else tuple(self._blocks.questions())

    def refresh(self, changed: frozenset[str]) -> None:
        """Take over what differs now, without moving the current question or the keyboard."""
        if self._blocks is None:
            return
        anchor = self.current
        before = self._height_of(anchor)
        self._blocks.refresh(changed)
        self._hold(anchor, before)
        if anchor is not None and self.current is None:
            self._focus_after(anchor)

    def reshape(self, repeat: str) -> None:
        """Follow a repeat whose instances came or went."""
        if self._blocks is not None:
            self._blocks.reshape(repeat)

    def focus_first(self) -> None:
        """Put the keyboard into the first question that takes an answer, else onto the first card."""
        first = self._first()
        if first is None:
            self.complete()
            first = self._first()
        cards = () if self._blocks is None else (card for one in self._blocks.card_lists() for card in one.cards())
        folded = next(iter(cards), None)
        if first is not None:
            first.take_focus()
        elif folded is not None:
            folded.take_focus()

    def complete(self) -> None:
        """Make what of the page has not been made yet."""
        if self._blocks is not None:
            self._blocks.complete()

    def reveal(self, path: str) -> bool:
        """Put the keyboard into a question, opening its card; False where it is not on this page."""
        self.complete()
        block = None if self._blocks is None else self._blocks.reveal(path)
        if block is None:
            return False
        block.take_focus()
        self._settle()
        self.ensureWidgetVisible(block, 0, 40)
        return True

    def tell_problems(self) -> list[QuestionBlock]:
        """Word what is wrong under each question; return those with something typed that cannot stay."""
        return [] if self._blocks is None else self._blocks.tell_problems()

    def nearest_cards(self) -> CardList | None:
        """Return the list of cards the keyboard is in, else the first on the page."""
        self.complete()
        if self._blocks is None:
            return None
        lists = tuple(self._blocks.card_lists())
        focused = QApplication.focusWidget()
        around = [one for one in lists if focused is not None and one.isAncestorOf(focused)]
        return around[-1] if around else next(iter(lists), None)

    def show_card(self, card: Card) -> None:
        """Scroll to a card that was added."""
        self._settle()
        self.ensureWidgetVisible(card, 0, 24)

    def _first(self) -> QuestionBlock | None:
        return next((block for block in self.questions() if block.takes_answer), None)

    def _height_of(self, block: QuestionBlock | None) -> int | None:
        return None if block is None else block.mapTo(self.viewport(), QPoint(0, 0)).y()

    def _hold(self, anchor: QuestionBlock | None, before: int | None) -> None:
        self._settle()
        after = self._height_of(anchor)
        if before is not None and after is not None and after != before:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + after - before)

    def _settle(self) -> None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def _focus_after(self, anchor: QuestionBlock) -> None:
        below = [b for b in self.questions() if b.takes_answer and b.y() >= anchor.y()]
        if below:
            below[0].take_focus()
        else:
            self.focus_first()

    def _follow_focus(self, left: QWidget | None, now: QWidget | None) -> None:
        behind = _block_around(left)
        if behind is not None and self.isAncestorOf(behind):
            behind.flush()
        block = _block_around(now)
        if block is None or block is self._current or not self.isAncestorOf(block):
            return
        before = self.current
        if before is not None:
            before.set_current(current=False)
        self._current = block
        block.set_current(current=True)


def beside(column: QWidget) -> QHBoxLayout:
    """Return a row with a column of limited width at its left; the row asks for the height at that width."""
    row = QHBoxLayout()
    row.addWidget(column, 100)
    row.addStretch(1)
    return row


def _block_around(widget: QWidget | None) -> QuestionBlock | None:
    while widget is not None and not isinstance(widget, QuestionBlock):
        widget = widget.parentWidget()
    return widget
