"""Who was told: what goes into the log of what was shared about a child."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from rhi_desktop.domain.checks import Problem
from rhi_desktop.domain.code_lists import CodeList
from rhi_desktop.domain.moments import Moment
from rhi_desktop.gui.fields import Fields
from rhi_desktop.gui.moment_field import MomentField
from rhi_desktop.services.deciding import Told

_NOBODY = "Please say who was told."
_NO_DAY = "Please say on which day."


class ToldForm(QWidget):
    """To whom, by name, and what they said they would do."""

    def __init__(self, recipients: CodeList, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._recipients = recipients
        self.recipient, self.who, self.what = QComboBox(), QLineEdit(), QLineEdit()
        self.at = MomentField("When", now)
        self._fields = Fields()
        self._fields.add("recipient", "Who was told", self.recipient)
        self._fields.add("who", "Name and role", self.who)
        self._fields.add("at", "When", self.at)
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
        self.at.set_moment(at.text)
        self.who.clear()
        self.what.clear()
        self._fields.tell(())

    def told(self) -> Told:
        """Return what the fields hold."""
        return Told(self._code, self.at.text(), self.who.text().strip(), self.what.text().strip())

    @property
    def _code(self) -> str:
        return str(self.recipient.currentData() or "")

    def ready(self) -> bool:
        """Whether it says who was told and when; else ask for it."""
        when = self.at.problem() or ("" if self.at.text() else _NO_DAY)
        self.at.leave_words_to(when)
        asked = (("recipient", "" if self._code else _NOBODY), ("at", when))
        wrong = self._fields.tell(Problem(field, sentence) for field, sentence in asked if sentence)
        if wrong is not None:
            wrong.setFocus()
        return wrong is None
