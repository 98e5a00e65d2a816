"""What a draft holds beside its answers: jottings, and reasons for submitting in spite of warnings.

Each change is on the disk before the call returns; all of it goes with the draft.
"""

from dataclasses import asdict

from sqlalchemy import Connection, Engine, delete, select
from sqlalchemy.dialects.sqlite import insert

from rhi_desktop.domain.errors import DraftMissing
from rhi_desktop.domain.interview import Override
from rhi_desktop.domain.jotting import Jotting
from rhi_desktop.domain.records import parse_instant
from rhi_desktop.store import tables
from rhi_desktop.store.drafts import note_saved
from rhi_desktop.store.storable import check_text
from rhi_desktop.store.transactions import reading, writing

_JOTTING = tables.jotting.c
_REASON = tables.draft_reason.c


class SqlJottings:
    """Jottings and reasons in the store (part of `ports.Drafts`)."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def jottings(self, interview: str) -> tuple[Jotting, ...]:
        """Return a draft's jottings, in the order in which they were first kept; none where there is no draft."""
        kept = select(tables.jotting).where(_JOTTING.interview == interview).order_by(_JOTTING.number)
        with reading(self._engine) as connection:
            return tuple(
                Jotting(
                    id=row.id,
                    text=row.text,
                    at=row.at,
                    own_words=bool(row.own_words),
                    topic=row.topic,
                    placed=row.placed,
                    set_aside=row.set_aside,
                )
                for row in connection.execute(kept)
            )

    def jot(self, interview: str, jotting: Jotting) -> None:
        """Keep a jotting in place of the one with its id. Raises DraftMissing, UnstorableText.

        ValueError where `at` is no instant: the store would not pass its check any more.
        """
        parse_instant(jotting.at)
        fields = {**asdict(jotting), "own_words": int(jotting.own_words)}
        check_text(*(text for text in fields.values() if isinstance(text, str)))
        statement = insert(tables.jotting).values(interview=interview, **fields)
        changed = {name: value for name, value in fields.items() if name != "id"}
        with writing(self._engine) as connection:
            note_saved(connection, interview, jotting.at)
            connection.execute(statement.on_conflict_do_update(index_elements=["interview", "id"], set_=changed))

    def drop_jotting(self, interview: str, jotting: str) -> None:
        """Delete a jotting; nothing happens where there is none. Raises DraftMissing."""
        with writing(self._engine) as connection:
            _require_draft(connection, interview)
            kept = delete(tables.jotting).where(_JOTTING.interview == interview, _JOTTING.id == jotting)
            connection.execute(kept)

    def reasons(self, interview: str) -> tuple[Override, ...]:
        """Return the reasons by path and kind; none where there is no draft."""
        kept = select(_REASON.path, _REASON.kind, _REASON.reason).where(_REASON.interview == interview)
        with reading(self._engine) as connection:
            return tuple(Override(*row) for row in connection.execute(kept.order_by(_REASON.path, _REASON.kind)))

    def give_reason(self, interview: str, override: Override) -> None:
        """Keep a reason; one of spaces alone takes it back. Raises DraftMissing, UnstorableText."""
        check_text(override.path, override.kind, override.reason)
        with writing(self._engine) as connection:
            _require_draft(connection, interview)
            if not override.reason.strip():
                one = (_REASON.interview == interview, _REASON.path == override.path, _REASON.kind == override.kind)
                connection.execute(delete(tables.draft_reason).where(*one))
                return
            statement = insert(tables.draft_reason).values(interview=interview, **asdict(override))
            key = ["interview", "path", "kind"]
            connection.execute(statement.on_conflict_do_update(index_elements=key, set_={"reason": override.reason}))


def _require_draft(connection: Connection, interview: str) -> None:
    draft = tables.draft.c
    if connection.execute(select(draft.interview).where(draft.interview == interview)).first() is None:
        raise DraftMissing
