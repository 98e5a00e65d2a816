"""What every answer field is: a widget that shows an answer as an XForms string and says when it changes."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rhi_desktop.questions.session import Node


class Field(QWidget):
    """One answer. `typing`: text is under way; `chosen`: a whole answer was given.

    `value()` is what is there now, as typed where it cannot be read yet: words are never thrown away.
    """

    typing = Signal()
    chosen = Signal()

    def value(self) -> str:
        """Return the answer as an XForms string; empty for none."""
        raise NotImplementedError

    def show_node(self, node: Node) -> None:
        """Show the node's answer and choices; what is shown already is left alone, the cursor with it."""
        raise NotImplementedError

    def entry(self) -> QWidget:
        """Return the widget that takes the keyboard first."""
        raise NotImplementedError

    @property
    def says_hint(self) -> bool:
        """Whether the field itself says what the question's hint says."""
        return False

    def name_for(self, label: str, description: str) -> None:
        """Give the field its accessible name and description."""
        self.entry().setAccessibleName(label)
        self.entry().setAccessibleDescription(description)

    def forget(self) -> None:
        """Let go of copies of the answer, such as an undo stack."""
