"""Who was told: what goes into the log of what was shared about a child."""

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from rhi_desktop.domain.checks import Problem
from rhi_desktop.domain.code_lists import CodeList
from rhi_desktop.domain.moments import Moment
from rhi_desktop.gui.fields import Fields

_NOBODY = "Please say who was told."


class ToldForm(QWidget):
    """To whom, by name, and what they said they would do."""

    def __init__(self, recipients: CodeList) -> None:
        super().__init__()
        self._recipients = recipients
        self.recipient, self.who, self.what = QComboBox(), QLineEdit(), QLineEdit()
        self._fields = Fields()
        self._fields.add("recipient", "Who was told", self.recipient)
        self._fields.add("who", "Name and role", self.who)
        self._fields.add("what", "What they will do", self.what)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._fields)

    def begin(self, at: Moment) -> None:
        """Show an empty form with those who can be told at a moment."""
        self.recipient.clear()
        self.recipient.addItem("", "")
        for code in self._recipients.offered(at.day):
            self.recipient.addItem(code.label, code.code)
        self.who.clear()
        self.what.clear()
        self._fields.tell(())

    @property
    def code(self) -> str:
        """The code of who was told."""
        return str(self.recipient.currentData() or "")

    def ready(self) -> bool:
        """Whether it says who was told; else ask for it."""
        wrong = self._fields.tell([] if self.code else [Problem("recipient", _NOBODY)])
        if wrong is not None:
            wrong.setFocus()
        return wrong is None
