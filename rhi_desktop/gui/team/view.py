"""The screen of the team, and the way from its first page to its forms and back."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from rhi_desktop.domain.errors import RhiError
from rhi_desktop.gui.editing import EditPage, EditWords, Work
from rhi_desktop.gui.jobs import Err, Ok, Result
from rhi_desktop.gui.team.forms import HubForm, JoinForm
from rhi_desktop.gui.team.home import Home
from rhi_desktop.gui.team.invite_form import InviteForm
from rhi_desktop.gui.team.runner import Seen
from rhi_desktop.gui.team.shown import Shown, TeamParts, named, read_team
from rhi_desktop.gui.team.small_pages import ConfirmPage, InvitedPage
from rhi_desktop.services.ports import RecoverySheet
from rhi_desktop.services.syncing.team import Invited, Newcomer, Quarantined, TeamDevice, TeamMember

_HUB = "One moment…"
_JOIN = EditWords("Ask to join", "Leave", _HUB, "You have not asked yet.", hub=True)
_FOUND = EditWords("Set up the team", "Leave", _HUB, "The team is not set up yet.", hub=True)
_RECOVER = EditWords("Come back as coordinator", "Leave", _HUB, "You have not come back yet.", hub=True)
_INVITE = EditWords("Make the invitation", "Leave", _HUB, "The invitation is not made yet.", hub=True)
_DECLINED = (
    "{name} was turned away. If both of you read the codes right, somebody may have exchanged the invitation on its "
    "way: send the next one by another way, and tell your IT desk."
)
_CANNOT_RECALL = (
    "What the laptop already holds cannot be recalled. It gets nothing new from now on, and locks when it next reaches "
    "the hub. What it has not sent by then is still accepted, and kept aside for you to look at."
)
_IF_LOST = "If it was lost or stolen, tell your data protection officer: its passphrase is what protects it then."
_LEFT_OUT = "What it holds does not come onto the record, and cannot be brought back from here."


KeepSheet: TypeAlias = Callable[[RecoverySheet, Callable[[], None]], QWidget]
"""Returns a page that shows a recovery sheet, and calls once somebody has it on paper."""


class TeamView(QWidget):
    """`changed` after something was done, so that others look again; `exchange_asked` to send and receive now."""

    changed = Signal()
    exchange_asked = Signal()
    conflicts_asked = Signal()

    def __init__(self, parts: TeamParts, keep: KeepSheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._team, self._naming, self._jobs = parts.team, parts.naming, parts.jobs
        self._keep = keep
        self._shown: Shown | None = None
        self._told, self._offline = "", False
        self._laid_out: tuple[Shown, str, bool] | None = None
        self.home = Home(parts.clock, parts.device)
        self.join_form, self.invite_form = JoinForm(), InviteForm()
        self.found_form, self.recover_form = HubForm(recovers=False), HubForm(recovers=True)
        jobs = parts.jobs
        self.join = EditPage(self.join_form, self.join_form, jobs, _JOIN)
        self.found = EditPage(self.found_form, self.found_form, jobs, _FOUND)
        self.recover = EditPage(self.recover_form, self.recover_form, jobs, _RECOVER)
        self.invite = EditPage(self.invite_form, self.invite_form, jobs, _INVITE)
        self.invited, self.confirm = InvitedPage(), ConfirmPage()
        self._sheet: QWidget | None = None
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self.home)
        for page in (self.join, self.found, self.recover, self.invite, self.invited, self.confirm):
            self._pages.addWidget(page)
            page.left.connect(self.go_home)
        self._join_pages()
        self._join_asks()

    @property
    def holds(self) -> bool:
        """Whether a recovery sheet is shown that may not be on paper yet."""
        return self._sheet is not None

    def see(self, seen: Seen) -> None:
        """Follow the exchange: read anew where something has changed."""
        if self._shown is None or seen.running:
            return
        if (seen.status, seen.offline) != (self._shown.status, self._offline):
            self._offline = seen.offline
            self.refresh()

    def refresh(self) -> None:
        """Read everything anew; a form that is being filled in stays."""
        self._jobs.background(partial(read_team, self._team), self._read)

    def go_home(self) -> None:
        """Show the first page."""
        self._pages.setCurrentWidget(self.home)
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads from a form back to the first page; not from a sheet that nobody has on paper yet."""
        shown = self._pages.currentWidget()
        if event.key() == Qt.Key.Key_Escape and isinstance(shown, EditPage):
            shown.leave()
        elif event.key() == Qt.Key.Key_Escape and shown in (self.invited, self.confirm):
            self.go_home()
        else:
            super().keyPressEvent(event)

    def _read(self, result: Result[Shown]) -> None:
        read = _value(result)
        self._jobs.store(partial(named, read, self._naming), self._named)
        if read.coordinates:
            self._jobs.background(lambda: (self._team.newcomers(), self._team.members()), self._asked_newcomers)

    def _named(self, result: Result[Shown]) -> None:
        read, before = _value(result), self._shown
        if before is not None and read.coordinates:
            read = replace(read, newcomers=before.newcomers, unasked=before.unasked)
        self._show(read)

    def _asked_newcomers(self, result: Result[tuple[tuple[Newcomer, ...], tuple[TeamMember, ...]]]) -> None:
        """Take in who waits, and the members once more: the hub has told when their laptops were last in contact."""
        shown = self._shown
        if shown is None or not shown.coordinates:
            return
        if isinstance(result, Ok):
            newcomers, members = result.value
            self._show(replace(shown, newcomers=newcomers, members=members, unasked=""))
        else:
            self._show(replace(shown, newcomers=(), unasked=_sentence(result.error)))

    def _show(self, shown: Shown) -> None:
        laid_out = (shown, self._told, self._offline)
        if laid_out != self._laid_out:
            self._shown, self._laid_out = shown, laid_out
            self.home.show_team(shown, self._told, offline=self._offline)

    def _join_pages(self) -> None:
        self.join.done.connect(self._changed)
        self.recover.done.connect(self._changed)
        self.found.made.connect(self._show_sheet)
        self.invite.made.connect(self._show_invited)

    def _join_asks(self) -> None:
        asks, team = self.home.asks, self._team
        asks.join.connect(self._ask_join)
        asks.found.connect(self._ask_found)
        asks.recover.connect(self._ask_recover)
        asks.invite.connect(self._ask_invite)
        asks.exchange.connect(self.exchange_asked)
        asks.conflicts.connect(self.conflicts_asked)
        asks.approved.connect(self._approve)
        asks.declined.connect(self._decline)
        asks.retried.connect(lambda number: self._do(partial(team.retry, number), "It is sent now.", send=True))
        asks.withdrawn.connect(lambda number: self._do(partial(team.withdraw, number), "It stays on this laptop."))
        asks.taken_in.connect(lambda one: self._do(partial(team.take_in, one), "It is on the record."))
        asks.dismissed.connect(lambda alarm: self._do(partial(team.dismiss, alarm), ""))
        asks.removed.connect(self._ask_remove)
        asks.left_out.connect(self._ask_leave_out)

    def _ask_join(self) -> None:
        self.join_form.clear()
        self._edit(self.join, "Join a team", lambda: partial(self._team.join, self.join_form.text()))
        self.join_form.invitation.setFocus()

    def _ask_found(self) -> None:
        form = self.found_form
        form.clear()
        self._edit(self.found, "Set up a team", lambda: partial(self._team.found, form.typed()[0], form.typed()[2]))
        form.hub.setFocus()

    def _ask_recover(self) -> None:
        form = self.recover_form
        form.clear()
        heading = "The organisation’s recovery sheet"
        self._edit(self.recover, heading, lambda: partial(self._team.recover, *form.typed()))
        form.hub.setFocus()

    def _ask_invite(self) -> None:
        members = self._shown.members if self._shown is not None else ()
        self.invite_form.show_members(one for one in members if one.active)
        self._edit(self.invite, "Invite", lambda: partial(self._team.invite, *self.invite_form.invited()))
        self.invite_form.name.setFocus()

    def _approve(self, one: Newcomer) -> None:
        self._do(partial(self._team.approve, one.device), f"{one.name} is in the team.", send=True)

    def _decline(self, one: Newcomer) -> None:
        self._do(partial(self._team.decline, one.device), _DECLINED.format(name=one.name))

    def _ask_remove(self, member: TeamMember, device: TeamDevice) -> None:
        told = f"{member.name}’s laptop is taken out."
        act = partial(self._do, partial(self._team.revoke, device.device), told, send=True)
        self.confirm.ask(
            f"Take {member.name}’s laptop out of the team?", (_CANNOT_RECALL, _IF_LOST), "Take it out", act
        )
        self._pages.setCurrentWidget(self.confirm)

    def _ask_leave_out(self, one: Quarantined) -> None:
        act = partial(self._do, partial(self._team.leave_out, one.envelope), "It is left out.")
        self.confirm.ask(f"Leave out what came from {one.name}?", (_LEFT_OUT,), "Leave it out", act)
        self._pages.setCurrentWidget(self.confirm)

    def _edit(self, page: EditPage, heading: str, prepare: Callable[[], Work]) -> None:
        self._told = ""
        page.begin(heading, prepare)
        self._pages.setCurrentWidget(page)

    def _show_sheet(self, sheet: RecoverySheet) -> None:
        self._sheet = self._keep(sheet, self._kept)
        self._pages.addWidget(self._sheet)
        self._pages.setCurrentWidget(self._sheet)

    def _kept(self) -> None:
        if self._sheet is not None:
            self._pages.setCurrentWidget(self.home)  # before the sheet goes, so that the keyboard stays here
            self._pages.removeWidget(self._sheet)
            self._sheet.deleteLater()
            self._sheet = None
        self._changed()

    def _show_invited(self, invited: Invited) -> None:
        self.invited.show_invited(self.invite_form.invited()[0], invited)
        self._pages.setCurrentWidget(self.invited)

    def _do(self, job: Callable[[], None], told: str, *, send: bool = False) -> None:
        """Do something in the background and say `told` then; with `send` an exchange carries it on at once."""
        self._pages.setCurrentWidget(self.home)
        self._say(_HUB)
        self._jobs.background(job, partial(self._did, told, send))

    def _did(self, told: str, send: bool, result: Result[None]) -> None:
        self._say(told if isinstance(result, Ok) else _sentence(result.error))
        self._changed()
        if send and isinstance(result, Ok):
            self.exchange_asked.emit()

    def _say(self, words: str) -> None:
        self._told = words
        if self._shown is not None:
            self._show(self._shown)

    def _changed(self) -> None:
        self.changed.emit()
        self.go_home()


def _value(result: Result[Shown]) -> Shown:
    if isinstance(result, Err):
        raise result.error
    return result.value


def _sentence(error: Exception) -> str:
    if not isinstance(error, RhiError):
        raise error
    return str(error)
