"""Following up: what was agreed for a child and what came of it, and who has been told what."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QStackedLayout, QVBoxLayout, QWidget

from rhi_desktop.domain.action import Action
from rhi_desktop.domain.code_lists import CodeLists
from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.people import Member
from rhi_desktop.domain.sharing import Sharing
from rhi_desktop.gui.cards import Line, button, card
from rhi_desktop.gui.casework.action_form import STATUSES, ActionForm
from rhi_desktop.gui.casework.sharing_form import WHAT, SharingForm
from rhi_desktop.gui.editing import EditPage
from rhi_desktop.gui.jobs import Err, Jobs, Result
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.scrolled import Scrolled
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.actions import OPEN, Actions, late
from rhi_desktop.services.sharings import Sharings

_NO_ACTIONS = "Nothing was agreed yet. What is agreed in an interview appears here once it is submitted."
_NOBODY_TOLD = "Nobody has been told anything yet, as far as is recorded here."


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What is shown of one child."""

    called: str
    actions: tuple[Filed[Action], ...]
    sharings: tuple[Filed[Sharing], ...]


class FollowUpView(QWidget):
    """Lists actions and disclosures of one child, and takes new ones."""

    back = Signal()

    def __init__(self, actions: Actions, sharings: Sharings, lists: CodeLists, member: Member, jobs: Jobs) -> None:
        super().__init__()
        self._actions, self._sharings, self._lists = actions, sharings, lists
        self._member, self._jobs = member, jobs
        self._child, self._called = "", ""
        self._shown: QWidget | None = None
        self._action_form = ActionForm(lists["action"], sharings.now)
        self._sharing_form = SharingForm(lists["recipient"], sharings.now)
        self._edit_action = EditPage(self._action_form, self._action_form, jobs)
        self._edit_sharing = EditPage(self._sharing_form, self._sharing_form, jobs)
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._pages = QStackedLayout(self)
        for page in (self._list, self._edit_action, self._edit_sharing):
            self._pages.addWidget(page)
        for edit in (self._edit_action, self._edit_sharing):
            edit.done.connect(self.refresh)
            edit.left.connect(lambda: self._pages.setCurrentWidget(self._list))

    def show_child(self, child: str, called: str) -> None:
        """Show what is to be followed up for a child who is called so."""
        self._child, self._called = child, called
        self.refresh()

    def refresh(self) -> None:
        """Read the lists anew."""
        if self._child:
            self._jobs.store(partial(self._read, self._child, self._called), partial(self._opened, self._child))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads from a form back to the lists, and from the lists to where one was."""
        shown = self._pages.currentWidget()
        if event.key() == Qt.Key.Key_Escape and isinstance(shown, EditPage):
            shown.leave()
            return
        super().keyPressEvent(event)

    def _read(self, child: str, called: str) -> FollowUp:
        return FollowUp(called, self._actions.of_child(child), self._sharings.of_child(child))

    def _opened(self, child: str, result: Result[FollowUp]) -> None:
        if child != self._child:
            return
        if isinstance(result, Err):
            if not isinstance(result.error, RhiError):
                raise result.error
            self._put([label(str(result.error), "notice")])
            return
        followed = result.value
        add = button("Add an action", "primary", self.add_action)
        tell = button("Record who was told", "", self.add_sharing)
        self._put(
            [
                label(f"Following up for {followed.called}", "title"),
                label("Actions", "section"),
                *([self._action_card(one) for one in followed.actions] or [label(_NO_ACTIONS, "muted")]),
                add,
                label("Who was told what", "section"),
                *([self._sharing_card(one.value) for one in followed.sharings] or [label(_NOBODY_TOLD, "muted")]),
                tell,
            ]
        )
        self._pages.setCurrentWidget(self._list)
        add.setFocus()

    def add_action(self) -> None:
        """Take a new action."""
        form = self._action_form
        form.show_action(Action(child=self._child, interview="", what=""))
        self._edit_action.begin("Add an action", lambda: partial(self._actions.add, form.action()))
        self._pages.setCurrentWidget(self._edit_action)
        form.what.setFocus()

    def amend_action(self, action: Filed[Action]) -> None:
        """Change an action, or say what came of it."""
        form = self._action_form
        form.show_action(action.value)
        self._edit_action.begin(
            "What came of it", lambda: partial(self._actions.amend, action.id, action.head, form.action())
        )
        self._pages.setCurrentWidget(self._edit_action)
        form.status.setFocus()

    def add_sharing(self) -> None:
        """Record that somebody was told."""
        form = self._sharing_form
        form.clear(self._child, self._member.name)
        self._edit_sharing.begin("Record who was told", lambda: partial(self._sharings.note, form.sharing()))
        self._pages.setCurrentWidget(self._edit_sharing)
        form.recipient.setFocus()

    def _action_card(self, action: Filed[Action]) -> QWidget:
        value = action.value
        is_late = late(value, self._actions.today())
        status = f"Due {Moment.parse(value.due).spoken}" if value.due else "No day set"
        tone = "urgent" if is_late else "info"
        if value.status != OPEN:
            ended = f" {Moment.parse(value.ended).spoken}" if value.ended else ""
            status, tone = f"{dict(STATUSES)[value.status]}{ended}", "good" if value.status == "done" else "neutral"
        kind = self._lists["action"].label(value.kind)
        lines: list[Line] = [
            (value.what, "section"),
            (f"Late: {status[0].lower()}{status[1:]}" if is_late else status, f"chip:{tone}"),
            (" · ".join(part for part in (value.who, kind) if part), "muted"),
            (value.outcome, "body"),
        ]
        amend = partial(self.amend_action, action)
        return card(lines, [button("What came of it", "", amend, named=f"What came of: {value.what}")])

    def _sharing_card(self, sharing: Sharing) -> QWidget:
        told = self._lists["recipient"].label(sharing.recipient)
        lines: list[Line] = [
            (f"{told}: {sharing.who}" if sharing.who else told, "section"),
            (f"{dict(WHAT).get(sharing.what, sharing.what)}, {Moment.parse(sharing.at).spoken}", "muted"),
            (f"By {sharing.by}" if sharing.by else "", "muted"),
            (sharing.notes, "body"),
        ]
        return card(lines, [])

    def _put(self, widgets: Sequence[QWidget]) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        column.addWidget(button("Back", "link", self.back.emit))
        for widget in widgets:
            left = Qt.AlignmentFlag.AlignLeft if isinstance(widget, QPushButton) else Qt.AlignmentFlag(0)
            column.addWidget(widget, 0, left)
        if self._shown is not None:
            self._column.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = Scrolled(content)
        self._column.addWidget(self._shown)
