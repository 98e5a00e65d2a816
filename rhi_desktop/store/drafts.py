"""Interviews that are being written: every change is on the disk before the call returns."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Engine, and_, delete, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from rhi_desktop.domain.answers import AnswerState, Delta, Entry
from rhi_desktop.domain.errors import DraftMissing, RhiError
from rhi_desktop.domain.interview import Draft
from rhi_desktop.domain.records import instant_text
from rhi_desktop.store import current, tables
from rhi_desktop.store.storable import check_text
from rhi_desktop.store.transactions import reading, writing

_DRAFT = tables.draft.c
_ENTRY = tables.draft_entry.c


class DraftExists(RhiError):
    """The referral already has an interview that is being written."""

    def __init__(self) -> None:
        super().__init__("An interview on this referral is already being written. Open that one.")


class SqlDrafts:
    """Drafts in the store (`ports.Drafts`)."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin(self, draft: Draft, entries: Iterable[Entry]) -> None:
        """Keep a new draft. Raises DraftExists where its referral has one, UnstorableText."""
        kept = tuple(entries)
        _check(kept)
        check_text(*asdict(draft).values())
        with writing(self._engine) as connection:
            taken = or_(_DRAFT.interview == draft.interview, _DRAFT.referral == draft.referral)
            if connection.execute(select(_DRAFT.interview).where(taken)).first():
                raise DraftExists
            connection.execute(insert(tables.draft).values(asdict(draft)))
            _put(connection, draft.interview, kept)
            current.refresh_referrals(connection, [draft.referral])

    def save(self, interview: str, delta: Delta, at: datetime) -> None:
        """Remove and upsert entries. Raises DraftMissing, UnstorableText."""
        _check(delta.saved)
        check_text(*delta.removed)
        saved = instant_text(at)
        with writing(self._engine) as connection:
            _note(connection, interview, saved=saved)
            _take(connection, interview, delta)

    def turn_to(self, interview: str, page: str) -> None:
        """Remember the page. Raises DraftMissing."""
        check_text(page)
        with writing(self._engine) as connection:
            _note(connection, interview, page=page)

    def rebind(self, interview: str, question_set: str, digest: str, delta: Delta, at: datetime) -> None:
        """Move a draft to another question set. Raises DraftMissing, UnstorableText."""
        _check(delta.saved)
        check_text(question_set, digest, *delta.removed)
        with writing(self._engine) as connection:
            _note(connection, interview, question_set=question_set, digest=digest, saved=instant_text(at))
            _take(connection, interview, delta)

    def read(self, interview: str) -> tuple[Draft, tuple[Entry, ...]]:
        """Return a draft and its entries, in the order in which they were first saved. Raises DraftMissing."""
        with reading(self._engine) as connection:
            row = connection.execute(select(tables.draft).where(_DRAFT.interview == interview)).mappings().one_or_none()
            if row is None:
                raise DraftMissing
            columns = select(_ENTRY.key, _ENTRY.value, _ENTRY.state).where(_ENTRY.interview == interview)
            entries = connection.execute(columns.order_by(_ENTRY.number))
            return Draft(**row), tuple(Entry(e.key, e.value, AnswerState(e.state)) for e in entries)

    def open_drafts(self) -> tuple[Draft, ...]:
        """Return all drafts, the last saved first."""
        with reading(self._engine) as connection:
            newest = select(tables.draft).order_by(_DRAFT.saved.desc(), _DRAFT.interview.desc())
            return tuple(Draft(**row) for row in connection.execute(newest).mappings())

    def discard(self, interview: str) -> None:
        """Delete a draft with its entries. Raises DraftMissing."""
        with writing(self._engine) as connection:
            current.refresh_referrals(connection, [delete_draft(connection, interview)])


def delete_draft(connection: Connection, interview: str) -> str:
    """Delete a draft inside the caller's transaction; return its referral. Raises DraftMissing."""
    row = connection.execute(select(_DRAFT.referral).where(_DRAFT.interview == interview)).one_or_none()
    if row is None:
        raise DraftMissing
    connection.execute(delete(tables.draft).where(_DRAFT.interview == interview))
    return str(row.referral)


def note_saved(connection: Connection, interview: str, at: str) -> None:
    """Note that something of a draft was saved at an instant, unless something was later. Raises DraftMissing."""
    saved = connection.scalar(select(_DRAFT.saved).where(_DRAFT.interview == interview))
    if saved is None:
        raise DraftMissing
    if saved < at:
        _note(connection, interview, saved=at)


def _note(connection: Connection, interview: str, **values: str) -> None:
    """Change fields of a draft, and what its referral shows of them. Raises DraftMissing."""
    noted = update(tables.draft).where(_DRAFT.interview == interview).values(values)
    if connection.execute(noted).rowcount != 1:
        raise DraftMissing
    if saved := values.get("saved"):
        rows = tables.referral_row
        referral = select(_DRAFT.referral).where(_DRAFT.interview == interview).scalar_subquery()
        connection.execute(update(rows).where(rows.c.referral == referral).values(saved=saved))


def _take(connection: Connection, interview: str, delta: Delta) -> None:
    for key in delta.removed:
        connection.execute(delete(tables.draft_entry).where(_ENTRY.interview == interview, _under(key)))
    _put(connection, interview, delta.saved)


def _under(key: str) -> ColumnElement[bool]:
    """The key itself and every key below it: `/` is followed by `0` in code point order, so `{1}` spares `{12}`."""
    return or_(_ENTRY.key == key, and_(_ENTRY.key >= f"{key}/", _ENTRY.key < f"{key}0"))


def _put(connection: Connection, interview: str, entries: Iterable[Entry]) -> None:
    rows = [{"interview": interview, "key": e.key, "value": e.value, "state": e.state.value} for e in entries]
    if not rows:
        return
    statement = insert(tables.draft_entry)
    changed = {"value": statement.excluded.value, "state": statement.excluded.state}
    connection.execute(statement.on_conflict_do_update(index_elements=["interview", "key"], set_=changed), rows)


def _check(entries: Iterable[Entry]) -> None:
    for entry in entries:
        check_text(entry.key, entry.value)
