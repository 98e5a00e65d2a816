"""The first page of the team: by itself, waiting, or in a team."""

from collections.abc import Callable, Iterable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from rhi_desktop.domain.counted import counted
from rhi_desktop.domain.moments import LONDON
from rhi_desktop.gui.cards import button
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.scrolled import Scrolled
from rhi_desktop.gui.team import sections
from rhi_desktop.gui.team.asks import Asks
from rhi_desktop.gui.team.codes import code_label
from rhi_desktop.gui.team.members import member_cards
from rhi_desktop.gui.team.shown import Shown
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.syncing.team import Standing, SyncStatus
from rhi_desktop.services.syncing.words import FORKED, PENDING, REVOKED, role_words, status_words

_WHAT = (
    "This laptop works by itself. In a team, interviews are sent to a coordinator and work comes to the worker, "
    "through a hub that passes on sealed envelopes and cannot read them. Without a network everything goes on as "
    "before, and is sent later."
)
_JOIN = "Your coordinator has sent you an invitation."
_FOUND = "You are the first: your IT desk has given you the address of a hub and a code."
_RECOVER = "Every coordinator’s laptop is lost, and you have the printed sheet."
_RING = "Ring your coordinator, and read this code to them:"
_THEN = (
    "They see a code as well. Where the two are the same they let you in, and what concerns you begins to come. "
    "Where they differ somebody may be interfering: do not go on, and ask for a new invitation."
)
_CONFLICTS = "Two people changed the same thing. Please choose what holds."
_HELD = "They are kept, and taken in as soon as they can be read. If this stays, update the program."


class Home(QWidget):
    """Lays out how things stand. What can be done is asked for through `asks`."""

    def __init__(self, clock: Callable[[], datetime], device: str) -> None:
        super().__init__()
        self.asks = Asks(self)
        self._clock = clock
        self._device = device
        self._offline = False
        self._shown: Scrolled | None = None
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)

    def show_team(self, shown: Shown, told: str = "", *, offline: bool = False) -> None:
        """Lay everything out anew, the keyboard where it was; `told` is what came of the last thing asked for."""
        self._offline = offline
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        column.addWidget(label("Team", "title"))
        if told:
            column.addWidget(label(told, "notice"))
        lay_out = {
            Standing.ALONE: self._alone,
            Standing.PENDING: self._pending,
            Standing.ACTIVE: self._active,
            Standing.FORKED: self._forked,
            Standing.REVOKED: self._revoked,
        }
        lay_out[shown.status.standing](shown, column)
        self._put(content)

    def _alone(self, _shown: Shown, column: QVBoxLayout) -> None:
        column.addWidget(label(_WHAT))
        column.addSpacing(SPACE[1])
        for words, act, role, asked in (
            (_JOIN, "Join a team", "primary", self.asks.join),
            (_FOUND, "Set up a team", "", self.asks.found),
            (_RECOVER, "I have the organisation’s recovery sheet", "", self.asks.recover),
        ):
            column.addWidget(label(words, "field"))
            column.addWidget(button(act, role, asked.emit), 0, Qt.AlignmentFlag.AlignLeft)
            column.addSpacing(SPACE[1])

    def _pending(self, shown: Shown, column: QVBoxLayout) -> None:
        column.addWidget(label(PENDING))
        column.addWidget(label(_RING, "field"))
        column.addWidget(code_label(shown.code))
        column.addWidget(label(_THEN))
        self._trouble(shown.status, column)
        ask = button("Ask whether I am let in", "primary", self.asks.exchange.emit)
        other = button("Use another invitation", "quiet", self.asks.join.emit)
        column.addLayout(_row(ask, other))

    def _forked(self, _shown: Shown, column: QVBoxLayout) -> None:
        column.addWidget(label(FORKED, "notice"))

    def _revoked(self, _shown: Shown, column: QVBoxLayout) -> None:
        column.addWidget(label(REVOKED))

    def _active(self, shown: Shown, column: QVBoxLayout) -> None:
        status = shown.status
        now = self._clock()
        column.addWidget(
            label(f"{role_words(status.role)} · {status_words(status, now, offline=self._offline)}", "muted")
        )
        self._trouble(status, column)
        if status.at_hub:
            at_hub = f"{counted(status.at_hub, 'interview')} at the hub, not yet received by a coordinator."
            column.addWidget(label(at_hub, "muted"))
        acts = [button("Send and receive now", "", self.asks.exchange.emit)]
        if shown.coordinates:
            acts.insert(0, button("Invite somebody", "primary", self.asks.invite.emit))
        column.addLayout(_row(*acts))
        if shown.coordinates:
            waiting = sections.newcomer_cards(shown, self.asks)
            if shown.unasked:
                waiting = [label(f"Whether somebody waits is not known. {shown.unasked}", "muted")]
            _add(column, "Waiting to be let in", waiting)
        _add(column, "Alarms", sections.alarm_cards(shown, self.asks))
        _add(column, "Changed by two people", self._conflicts(status))
        _add(column, "Refused", sections.refusal_cards(shown, self.asks))
        _add(column, "Kept aside", sections.quarantine_cards(shown, self.asks))
        if status.held:
            held = f"{counted(status.held, 'message')} came that cannot be read yet. {_HELD}"
            _add(column, "Not read yet", [label(held)])
        today = now.astimezone(LONDON).date()
        _add(column, "Members", member_cards(shown, self._device, today, self.asks))
        _add(column, "Cases that left laptops", sections.departure_cards(shown))

    def _conflicts(self, status: SyncStatus) -> list[QWidget]:
        if not status.conflicts:
            return []
        words = f"Look at {counted(status.conflicts, 'record')}"
        return [label(_CONFLICTS), button(words, "", self.asks.conflicts.emit)]

    def _trouble(self, status: SyncStatus, column: QVBoxLayout) -> None:
        if status.trouble:
            column.addWidget(label(status.trouble, "notice"))

    def _put(self, content: QWidget) -> None:
        before, at = self._shown, _keyboard(self.window())
        held = before is not None and at is not None and before.isAncestorOf(at)
        name, down = at.accessibleName() or _words(at) if at is not None and held else "", 0
        if before is not None:
            down = before.verticalScrollBar().value()
            self._whole.removeWidget(before)
            before.hide()
            before.deleteLater()
        self._shown = Scrolled(content)
        self._whole.addWidget(self._shown)
        self._shown.show()
        if held or at is None or not at.isVisible():
            _focus(content, name)
        self._whole.activate()
        self._shown.verticalScrollBar().setValue(down)


def _keyboard(window: QWidget) -> QWidget | None:
    """Return what has the keyboard in a window, or will have it when somebody comes back to that window."""
    return window.focusWidget()


def _focus(content: QWidget, name: str) -> None:
    """Put the keyboard on the button with this name, else on the first one."""
    buttons = content.findChildren(QPushButton)
    found = next((one for one in buttons if name and name in (one.accessibleName(), one.text())), None)
    first = found or next(iter(buttons), None)
    if first is not None:
        first.setFocus(Qt.FocusReason.OtherFocusReason)


def _words(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QPushButton) else ""


def _row(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(SPACE[1])
    for one in buttons:
        row.addWidget(one)
    row.addStretch(1)
    return row


def _add(column: QVBoxLayout, heading: str, widgets: Iterable[QWidget]) -> None:
    found = list(widgets)
    if not found:
        return
    column.addSpacing(SPACE[2])
    column.addWidget(label(heading, "section"))
    for widget in found:
        if isinstance(widget, QPushButton):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            column.addWidget(widget)
