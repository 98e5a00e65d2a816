"""What the questions of a page or of an open card can do, so that cards may hold questions and questions cards."""

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QWidget

from rhi_desktop.gui.interview.answering import Answering
from rhi_desktop.gui.interview.pages import Item
from rhi_desktop.gui.interview.question_block import QuestionBlock


class Body(QWidget):
    """A column of questions."""

    def complete(self) -> None:
        """Make what has not been made yet."""
        raise NotImplementedError

    def let_go(self) -> None:
        """Make nothing more: the page or card goes away."""
        raise NotImplementedError

    def refresh(self, changed: frozenset[str]) -> None:
        """Take over what differs now, and nothing else."""
        raise NotImplementedError

    def reshape(self, repeat: str) -> None:
        """Follow a repeat whose instances came or went."""
        raise NotImplementedError

    def questions(self) -> Iterator[QuestionBlock]:
        """Yield the questions that are shown, in order, open cards included."""
        raise NotImplementedError

    def reveal(self, path: str) -> QuestionBlock | None:
        """Return the block of a question, opening the card that it lies in."""
        raise NotImplementedError


MakeBody = Callable[[Answering, tuple[Item, ...], QWidget], Body]
