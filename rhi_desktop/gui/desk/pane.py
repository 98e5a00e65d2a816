"""The one decision about what is chosen on the desk."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rhi_desktop.domain.code_lists import CodeList
from rhi_desktop.domain.counted import counted
from rhi_desktop.domain.moments import Moment
from rhi_desktop.gui.cards import button
from rhi_desktop.gui.desk.people import GiveChoice
from rhi_desktop.gui.desk.telling import ToldForm
from rhi_desktop.gui.forms import say
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.scrolled import Scrolled
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.desk_lists import Decision, DeskItem, Overview
from rhi_desktop.services.desk_rows import Step

_ACTS = {
    Decision.TELL: "Put on record who was told",
    Decision.ALLOCATE: "Give",
    Decision.REVIEW: "Review the interview",
    Decision.SIGN_OFF: "Sign off: the work is done",
    Decision.CHOOSE: "Choose what is to stay",
    Decision.OPEN: "Open the referral",
}
_URGENT = "If the child is in danger now, call 999 first. Speak to a person: a message may lie unread until morning."
_SEVERAL = "They are given together. What somebody changes meanwhile stays as it is."
AT_ONCE = 500
"""So many rows can be given at once."""
_NOTHING = "Choose a row to decide on it."


class DecisionPane(QWidget):
    """Shows what is chosen, why it stands where it does, and what is to be done.

    `given`, `told` and `decided` ask for it to be done; `left` goes back to the list; `all_asked` chooses all rows.
    """

    given = Signal()
    told = Signal()
    decided = Signal(object)
    referral_asked = Signal(str)
    reading_asked = Signal(str)
    child_asked = Signal(str)
    all_asked = Signal()
    left = Signal()

    def __init__(self, recipients: CodeList, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[DeskItem, ...] = ()
        self._giving = False
        self.give, self.tell_form = GiveChoice(), ToldForm(recipients, now)
        self._title, self._reference = label("", "section"), label("", "muted")
        self._status, self._reason = label("", "body"), label("", "body")
        self._urgent = label(_URGENT, "notice")
        self.said = label("", "error")
        self.act = button("", "primary", self.decide)
        self.back = button("Back to the list", "quiet", self.left.emit)
        self.every = button("", "", self.all_asked.emit)
        self.regive = button("Give to somebody else…", "link", self._begin_giving)
        self.open = button("Open the referral", "link", lambda: self.referral_asked.emit(self._first.row.work.referral))
        self.read = button("Read the interview", "link", lambda: self.reading_asked.emit(self._first.row.interview))
        self.child = button("Open the child", "link", lambda: self.child_asked.emit(self._first.row.work.child))
        self._lay_out()
        self.give.picked.connect(self.decide)
        self.show_items((), Overview({}), None)

    def show_items(self, items: Sequence[DeskItem], overview: Overview, now: datetime | None, listed: int = 0) -> None:
        """Show what is chosen out of `listed` rows; a form that is being filled in for the same rows stays as it is."""
        same = [one.row.work.referral for one in items] == [one.row.work.referral for one in self._items]
        self._items = tuple(items)
        if not same:
            self._giving = False
            self.give.clear()
            say(self.said, "")
            if now is not None:
                self.tell_form.begin(Moment.at(now))
        self.every.setText(f"Choose all {listed:,}")
        self.every.setVisible(1 < listed <= AT_ONCE and len(items) == 1 and self.decision is Decision.ALLOCATE)
        self.give.show_people(overview.people, items, overview.own)
        self._show(now)

    @property
    def items(self) -> tuple[DeskItem, ...]:
        """What is chosen."""
        return self._items

    @property
    def decision(self) -> Decision:
        """What is to be done with what is chosen; several rows can only be given."""
        if len(self._items) > 1 or self._giving:
            return Decision.ALLOCATE
        return self._first.decision if self._items else Decision.OPEN

    def begin(self) -> None:
        """Go to the decision by the keyboard: into its form, or do it where there is nothing to fill in."""
        if not self._items:
            return
        if self.decision is Decision.ALLOCATE:
            self.give.focus()
        elif self.decision is Decision.TELL:
            self.tell_form.recipient.setFocus()
        elif self.decision is Decision.SIGN_OFF:
            self.act.setFocus()
        else:
            self.decide()

    def decide(self) -> None:
        """Ask for the decision to be carried out, once what it takes is there."""
        if not self._items:
            return
        say(self.said, "")
        if self.decision is Decision.ALLOCATE:
            if self.give.ready():
                self.given.emit()
        elif self.decision is Decision.TELL:
            if self.tell_form.ready():
                self.told.emit()
        else:
            self.decided.emit(self._first)

    def end_giving(self) -> None:
        """Ask no more to whom work is to go that somebody has already."""
        if self._giving:
            self._giving = False
            self.give.clear()
            self._show(None)

    def tell(self, words: str) -> None:
        """Say what went wrong."""
        say(self.said, words)

    @property
    def _first(self) -> DeskItem:
        return self._items[0]

    def _begin_giving(self) -> None:
        self._giving = True
        self._show(None)
        self.give.focus()

    def _show(self, now: datetime | None) -> None:
        one = self._first if len(self._items) == 1 else None
        self._title.setText(one.row.work.called if one else counted(len(self._items), "referral"))
        say(self._reference, one.row.work.reference if one else "")
        if now is not None or one is None:
            say(self._status, f"{one.status(now)}. {one.holder}".strip(". ") if one and now else "")
            say(self._reason, one.reason(now) if one and now else _SEVERAL if self._items else "")
        decision = self.decision
        if not self._items:
            self._title.setText(_NOTHING)
        self._urgent.setVisible(bool(self._items) and decision is Decision.TELL)
        self.give.setVisible(bool(self._items) and decision is Decision.ALLOCATE)
        self.tell_form.setVisible(bool(self._items) and decision is Decision.TELL)
        self.act.setVisible(bool(self._items))
        self.act.setText(_ACTS[decision])
        self.open.setVisible(one is not None and decision is not Decision.OPEN)
        self.read.setVisible(one is not None and bool(one.row.interview))
        self.child.setVisible(one is not None)
        movable = one is not None and one.team and bool(one.row.worker) and one.row.step is not Step.DONE
        self.regive.setVisible(movable and decision is not Decision.ALLOCATE)

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        for widget in (self._title, self._reference, self._status, self._reason, self._urgent):
            column.addWidget(widget)
        column.addWidget(self.give)
        column.addWidget(self.tell_form)
        column.addWidget(self.said)
        column.addWidget(self.act)
        column.addSpacing(SPACE[1])
        for more in (self.every, self.regive, self.open, self.read, self.child, self.back):
            column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scrolled(content))
