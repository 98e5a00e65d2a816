"""One try at making the offer: when, how, to whom, and what came of it. A few seconds for a call without an answer."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from rhi_desktop.domain.attempt import Attempt
from rhi_desktop.domain.checks import Problem
from rhi_desktop.domain.code_lists import CodeLists
from rhi_desktop.domain.moments import LONDON, Moment
from rhi_desktop.gui.casework.code_box import CodeBox
from rhi_desktop.gui.casework.tick_box import TickBox
from rhi_desktop.gui.fields import Fields
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.moment_field import MomentField
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.offers import SAID_NO

_HIGH = 64
_NO_DAY = "Please give the day on which it was."
_TO_COME = "This is still to come. Please check the date and the time."
_NO_RESULT = "Please say what came of it."
_NO_REASON = "Please choose the reason that was given, or “No reason given”."
_OPEN = "A no is the child’s right. Say that the door stays open, and who they can ask for later."


class AttemptForm(QWidget):
    """Fields for an attempt. What is asked about a no is there only where the answer was no."""

    def __init__(self, now: Callable[[], datetime], lists: CodeLists, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._before = Attempt(child="", referral="", at="")
        today = now().astimezone(LONDON).date()
        self.at = MomentField("When it was", now)
        self.method = CodeBox(lists["contact_method"], today)
        self.to = CodeBox(lists["contact_person"], today)
        self.result = CodeBox(lists["attempt_result"], today)
        self.reason = CodeBox(lists["decline_reason"], today)
        self.declined_by = CodeBox(lists["contact_person"], today)
        self.words = _text("child")
        self.door_open = TickBox("The child was told that they can change their mind later")
        self.carer = _text()
        self.notes = _text()
        self._fields, self._no = Fields(), Fields()
        self._fields.add("at", "When it was", self.at)
        self._fields.add("method", "How", self.method)
        self._fields.add("to", "Who was spoken to", self.to, beside=True)
        self._fields.add("result", "What came of it", self.result)
        self._no.add_wide(label(_OPEN, "notice"))
        self._no.add("reason", "Reason that was given", self.reason)
        self._no.add("declined_by", "Whose answer it was", self.declined_by, beside=True)
        self._no.add("words", "What was said, word for word", self.words)
        self._no.add_wide(self.door_open)
        self._no.add("carer", "What a parent or carer told instead", self.carer)
        after = Fields()
        after.add("notes", "Notes", self.notes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        for part in (self._fields, self._no, after):
            column.addWidget(part)
        self.result.currentIndexChanged.connect(self._switch)
        self._switch()

    def show_attempt(self, attempt: Attempt) -> None:
        """Fill the fields; an attempt without its time was made now, unless one says otherwise."""
        self._before = attempt
        self.at.set_moment(attempt.at or Moment.at(self._now()).text)
        self.method.choose(attempt.method)
        self.to.choose(attempt.to)
        self.result.choose(attempt.result)
        self.reason.choose(attempt.reason)
        self.declined_by.choose(attempt.declined_by)
        self.words.setPlainText(attempt.words)
        self.door_open.setChecked(attempt.door_open)
        self.carer.setPlainText(attempt.carer_information)
        self.notes.setPlainText(attempt.notes)
        for fields in (self._fields, self._no):
            fields.tell(())
        self._switch()

    def attempt(self) -> Attempt:
        """Return what the fields hold; what is asked about a no is empty where the answer was another one."""
        no = self.result.code() == SAID_NO
        return replace(
            self._before,
            at=self.at.text(),
            method=self.method.code(),
            to=self.to.code(),
            result=self.result.code(),
            reason=self.reason.code() if no else "",
            declined_by=self.declined_by.code() if no else "",
            words=self.words.toPlainText().strip() if no else "",
            door_open=no and self.door_open.isChecked(),
            carer_information=self.carer.toPlainText().strip() if no else "",
            notes=self.notes.toPlainText().strip(),
        )

    def wrong(self) -> QWidget | None:
        """Word what is wrong under the fields; return the first field to mend, None where all is well."""
        when = self.at.problem() or ("" if self.at.text() else _NO_DAY) or self._to_come()
        self.at.leave_words_to(when)
        problems = [Problem("at", when)] if when else []
        problems += [] if self.result.code() else [Problem("result", _NO_RESULT)]
        first = self._fields.tell(problems)
        missing = self.result.code() == SAID_NO and not self.reason.code()
        reason = self._no.tell([Problem("reason", _NO_REASON)] if missing else [])
        return first or reason

    def _to_come(self) -> str:
        at, now = self.at.moment(), Moment.at(self._now())
        if at is None:
            return ""
        later = at.instant > now.instant if at.instant and now.instant else at.day > now.day
        return _TO_COME if later else ""

    def _switch(self) -> None:
        no = self.result.code() == SAID_NO
        self._no.setVisible(no)
        if no and not self.declined_by.code() and self.to.code() in {"child", "parent", "carer"}:
            self.declined_by.choose(self.to.code())


def _text(voice: str = "") -> QPlainTextEdit:
    field = QPlainTextEdit()
    field.setTabChangesFocus(True)
    field.setFixedHeight(_HIGH)
    if voice:
        field.setProperty("voice", voice)
    return field
