"""An action: what, who, by when; and later what came of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from rhi_desktop.domain.action import Action
from rhi_desktop.domain.checks import Problem
from rhi_desktop.domain.code_lists import CodeList
from rhi_desktop.domain.moments import LONDON
from rhi_desktop.gui.casework.code_box import CodeBox
from rhi_desktop.gui.fields import Fields
from rhi_desktop.gui.moment_field import MomentField

STATUSES = (("open", "Still to be done"), ("done", "Done"), ("dropped", "Not done, and will not be"))
_OUTCOME_HIGH = 72


class ActionForm(QWidget):
    """Fields for an action; a new one has no outcome yet."""

    def __init__(self, kinds: CodeList, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before = Action(child="", interview="", what="")
        self.what = QLineEdit(placeholderText="What will be done")
        self.kind = CodeBox(kinds, now().astimezone(LONDON).date())
        self.who = QLineEdit(placeholderText="Name and role")
        self.due = MomentField("By when", now)
        self.due.time.hide()
        self.status = QComboBox()
        self.status.addItems([words for _, words in STATUSES])
        self.outcome = QPlainTextEdit(placeholderText="What came of it for the child")
        self.outcome.setTabChangesFocus(True)
        self.outcome.setFixedHeight(_OUTCOME_HIGH)
        self._fields = Fields()
        add = self._fields.add
        add("what", "What", self.what)
        add("kind", "What kind of action", self.kind)
        add("who", "Who will do it", self.who, beside=True)
        add("due", "By when", self.due)
        add("status", "How it stands", self.status, beside=True)
        add("outcome", "What came of it", self.outcome)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._fields)

    def show_action(self, action: Action) -> None:
        """Fill the fields."""
        self._before = action
        self.what.setText(action.what)
        self.kind.choose(action.kind)
        self.who.setText(action.who)
        self.due.set_moment(action.due)
        codes = [code for code, _ in STATUSES]
        self.status.setCurrentIndex(codes.index(action.status) if action.status in codes else 0)
        self.outcome.setPlainText(action.outcome)
        self._fields.tell(())

    def action(self) -> Action:
        """Return what the fields hold."""
        moment = self.due.moment()
        return replace(
            self._before,
            what=self.what.text().strip(),
            kind=self.kind.code(),
            who=self.who.text().strip(),
            due=moment.day.isoformat() if moment is not None else "",
            status=STATUSES[self.status.currentIndex()][0],
            outcome=self.outcome.toPlainText().strip(),
        )

    def wrong(self) -> QWidget | None:
        """Word what is wrong under the fields; return the first field to mend, None where all is well."""
        action, unread = self.action(), self.due.problem()
        self.due.leave_words_to(unread)
        wanted = (
            ("what", "Please say what is to be done.", not action.what),
            ("who", "Please say who will do it.", not action.who),
            ("due", unread, bool(unread)),
            ("outcome", "Please say in a few words what came of it.", action.status != "open" and not action.outcome),
        )
        return self._fields.tell(Problem(field, words) for field, words, missing in wanted if missing)
