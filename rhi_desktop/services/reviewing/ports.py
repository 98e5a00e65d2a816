"""What reviewing asks of the store."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from rhi_desktop.domain.records import Kind


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """An interview whose newest version has no verdict. `submitted` is an instant, `worker` a member or empty."""

    interview: str
    child: str
    called: str
    worker: str
    version: int
    submitted: str
    outcome: str


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A review that is being written, as it was kept: JSON, and of which version of the interview it is."""

    version: int
    content: str


class ReviewStore(Protocol):
    """Reviews in the store. Each call is one durable transaction."""

    def waiting(self, *, limit: int) -> tuple[WaitingRow, ...]:
        """Return interviews that wait for a verdict, the longest waiting first."""
        ...

    def submitted_between(self, since: str, until: str) -> tuple[str, ...]:
        """Return the interviews whose newest version was submitted from one instant up to before another."""
        ...

    def rows(self, interviews: Sequence[str]) -> tuple[WaitingRow, ...]:
        """Return these interviews, whatever their state, the longest waiting first."""
        ...

    def keep(self, interview: str, kind: Kind, draft: KeptDraft) -> None:
        """Keep a review that is being written, in place of the one before."""
        ...

    def kept(self, interview: str, kind: Kind) -> KeptDraft | None:
        """Return the review of an interview that is being written here, None where there is none."""
        ...

    def drop(self, interview: str, kind: Kind) -> None:
        """Delete a review that is being written; nothing happens where there is none."""
        ...
