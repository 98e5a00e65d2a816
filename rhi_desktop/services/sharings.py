"""What was told about a child, to whom and when. Urgent information never waits for an interview or its review."""

from collections.abc import Callable
from datetime import datetime

from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.ids import new_record_id
from rhi_desktop.domain.records import Change, Kind
from rhi_desktop.domain.sharing import Sharing
from rhi_desktop.services.filing import filed
from rhi_desktop.services.ports import Records


class SharingUnclear(RhiError):
    """A disclosure does not say to whom."""


class Sharings:
    """The log of disclosures about a child. Calls read the store: give them to its lane."""

    def __init__(self, records: Records, clock: Callable[[], datetime]) -> None:
        self._records = records
        self._clock = clock

    def now(self) -> datetime:
        """Return the instant that a new entry begins with."""
        return self._clock()

    def of_child(self, child: str) -> tuple[Filed[Sharing], ...]:
        """Return what was shared about a child, newest first."""
        return tuple(filed(record, Sharing) for record in self._records.linked(Kind.SHARING, child))

    def note(self, sharing: Sharing) -> Filed[Sharing]:
        """Put a disclosure on record. Raises SharingUnclear where it does not say to whom or what."""
        if not sharing.recipient or not sharing.what:
            raise SharingUnclear("Please say who was told, and what they were given.")
        change = Change(new_record_id(self._clock()), Kind.SHARING, to_body(sharing))
        return filed(self._records.commit([change])[0], Sharing)
