"""A disclosure: to whom, what, when."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from rhi_desktop.domain.checks import Problem
from rhi_desktop.domain.code_lists import CodeList
from rhi_desktop.domain.moments import LONDON, Moment
from rhi_desktop.domain.sharing import Sharing
from rhi_desktop.gui.casework.code_box import CodeBox
from rhi_desktop.gui.fields import Fields
from rhi_desktop.gui.moment_field import MomentField

WHAT = (
    ("urgent", "Urgent information"),
    ("record", "The record of the interview"),
    ("intelligence", "Information for the police"),
)


class SharingForm(QWidget):
    """Fields for one disclosure; it was made now unless one says otherwise."""

    def __init__(self, recipients: CodeList, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._child, self._by = "", ""
        self.recipient = CodeBox(recipients, now().astimezone(LONDON).date())
        self.who = QLineEdit(placeholderText="Name and role")
        self.what = QComboBox()
        self.what.addItems([words for _, words in WHAT])
        self.at = MomentField("When", now)
        self.notes = QLineEdit(placeholderText="What was asked for or agreed")
        self._fields = Fields()
        add = self._fields.add
        add("recipient", "Who was told", self.recipient)
        add("who", "Who exactly", self.who, beside=True)
        add("what", "What they were given", self.what)
        add("at", "When", self.at, beside=True)
        add("notes", "Notes", self.notes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._fields)

    def clear(self, child: str, by: str) -> None:
        """Begin a disclosure about a child, made by the person `by`."""
        self._child, self._by = child, by
        self.recipient.setCurrentIndex(0)
        self.who.clear()
        self.what.setCurrentIndex(0)
        self.at.set_moment(Moment.at(self._now()).text)
        self.notes.clear()
        self._fields.tell(())

    def sharing(self) -> Sharing:
        """Return what the fields hold."""
        return Sharing(
            child=self._child,
            referral="",
            at=self.at.text(),
            recipient=self.recipient.code(),
            what=WHAT[self.what.currentIndex()][0],
            who=self.who.text().strip(),
            by=self._by,
            notes=self.notes.text().strip(),
        )

    def wrong(self) -> QWidget | None:
        """Word what is wrong under the fields; return the first field to mend, None where all is well."""
        unread = self.at.problem() or ("" if self.at.text() else "Please give the day.")
        self.at.leave_words_to(unread)
        wanted = (
            ("recipient", "Please say who was told.", not self.recipient.code()),
            ("at", unread, bool(unread)),
        )
        return self._fields.tell(Problem(field, words) for field, words, missing in wanted if missing)
