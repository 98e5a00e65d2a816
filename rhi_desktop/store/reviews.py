"""Reviews in the store (`services.reviewing.ports`): those that are being written, and what waits for one."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Select, delete, exists, func, select
from sqlalchemy.dialects.sqlite import insert

from rhi_desktop.domain.records import Kind, instant_text
from rhi_desktop.services.reviewing.ports import KeptDraft, WaitingRow
from rhi_desktop.store import tables
from rhi_desktop.store.rows import among
from rhi_desktop.store.storable import check_text
from rhi_desktop.store.transactions import reading, writing

_DRAFT = tables.review_draft.c
_INTERVIEW = tables.interview_row.c
_REVIEW = tables.review_row.c


class SqlReviews:
    """Reviews, for one member on one device."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._clock = clock

    def waiting(self, *, limit: int) -> tuple[WaitingRow, ...]:
        """Return interviews that wait for a verdict, the longest waiting first."""
        given = exists().where(_REVIEW.interview == _INTERVIEW.interview, _REVIEW.version == _INTERVIEW.version)
        return self._rows(_interviews().where(~given).limit(limit))

    def rows(self, interviews: Sequence[str]) -> tuple[WaitingRow, ...]:
        """Return these interviews."""
        return self._rows(_interviews().where(among(_INTERVIEW.interview, list(interviews))))

    def submitted_between(self, since: str, until: str) -> tuple[str, ...]:
        """Return the interviews whose newest version was submitted in between."""
        found = select(_INTERVIEW.interview).where(_INTERVIEW.submitted >= since, _INTERVIEW.submitted < until)
        with reading(self._engine) as connection:
            return tuple(connection.scalars(found))

    def keep(self, interview: str, kind: Kind, draft: KeptDraft) -> None:
        """Keep a review that is being written. Raises UnstorableText."""
        check_text(draft.content)
        row = {"interview": interview, "kind": kind.value, "version": draft.version, "content": draft.content,
               "saved": instant_text(self._clock())}  # fmt: skip
        kept = insert(tables.review_draft).values(row)
        changed = {name: kept.excluded[name] for name in ("version", "content", "saved")}
        with writing(self._engine) as connection:
            connection.execute(kept.on_conflict_do_update(index_elements=["interview", "kind"], set_=changed))

    def kept(self, interview: str, kind: Kind) -> KeptDraft | None:
        """Return the review that is being written here."""
        asked = select(_DRAFT.version, _DRAFT.content).where(_DRAFT.interview == interview, _DRAFT.kind == kind.value)
        with reading(self._engine) as connection:
            row = connection.execute(asked).one_or_none()
        return KeptDraft(row.version, row.content) if row is not None else None

    def drop(self, interview: str, kind: Kind) -> None:
        """Delete a review that is being written."""
        with writing(self._engine) as connection:
            connection.execute(delete(tables.review_draft).filter_by(interview=interview, kind=kind.value))

    def _rows(self, query: "Select[Any]") -> tuple[WaitingRow, ...]:
        with reading(self._engine) as connection:
            return tuple(WaitingRow(*row) for row in connection.execute(query))


def _interviews() -> "Select[Any]":
    child = tables.child_row.c
    joined = tables.interview_row.outerjoin(tables.child_row, child.child == _INTERVIEW.child)
    columns = (
        _INTERVIEW.interview, _INTERVIEW.child, func.coalesce(child.called, ""), _INTERVIEW.worker,
        _INTERVIEW.version, _INTERVIEW.submitted, _INTERVIEW.outcome,
    )  # fmt: skip
    return select(*columns).select_from(joined).order_by(_INTERVIEW.submitted, _INTERVIEW.interview)
