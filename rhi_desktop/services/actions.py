"""What somebody is to do for a child, and what came of it later."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from rhi_desktop.domain.action import Action
from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.ids import new_record_id
from rhi_desktop.domain.moments import LONDON
from rhi_desktop.domain.records import Change, Kind
from rhi_desktop.services.filing import filed
from rhi_desktop.services.ports import Records

OPEN, DONE, DROPPED = "open", "done", "dropped"


class ActionUnclear(RhiError):
    """An action says too little to be followed up."""


class Actions:
    """The actions about a child. Calls read the store: give them to its lane."""

    def __init__(self, records: Records, clock: Callable[[], datetime]) -> None:
        self._records = records
        self._clock = clock

    def today(self) -> date:
        """Return today on a London clock."""
        return self._clock().astimezone(LONDON).date()

    def of_child(self, child: str) -> tuple[Filed[Action], ...]:
        """Return a child's actions: open ones first, the soonest due on top, then the others, newest first."""
        found = [filed(record, Action) for record in self._records.linked(Kind.ACTION, child)]
        open_ones = [one for one in found if one.value.status == OPEN]
        open_ones.sort(key=lambda one: one.value.due or "9999")
        return (*open_ones, *(one for one in found if one.value.status != OPEN))

    def add(self, action: Action) -> Filed[Action]:
        """Put an action on record. Raises ActionUnclear where it does not say what and who."""
        _check(action)
        change = Change(new_record_id(self._clock()), Kind.ACTION, to_body(action))
        return filed(self._records.commit([change])[0], Action)

    def amend(self, action: str, head: str, value: Action) -> Filed[Action]:
        """Change an action as it was seen at revision `head`. Raises RecordChanged, ActionUnclear."""
        _check(value)
        ended = "" if value.status == OPEN else value.ended or self.today().isoformat()
        change = Change(action, Kind.ACTION, to_body(replace(value, ended=ended)), (head,))
        return filed(self._records.commit([change])[0], Action)


def late(action: Action, today: date) -> bool:
    """Whether an open action is past its day."""
    return action.status == OPEN and bool(action.due) and action.due < today.isoformat()


def _check(action: Action) -> None:
    if not action.what.strip() or not action.who.strip():
        raise ActionUnclear("Please say what is to be done and who will do it.")
    if action.status != OPEN and not action.outcome.strip():
        raise ActionUnclear("Please say what came of it, in a few words.")
