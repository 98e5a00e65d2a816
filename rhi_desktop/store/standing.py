"""Where a record stands: its heads, and the body that they make together."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import cast

import msgspec
from sqlalchemy import Connection, select

from rhi_desktop.domain.merging import Conflict, Merged, Version, common_ancestor, merge
from rhi_desktop.domain.records import Body, Kind, Revision, canonical_json, instant_text, read_revision, token_of
from rhi_desktop.store import tables
from rhi_desktop.store.rows import among


@dataclass(frozen=True, slots=True)
class Standing:
    """A record as its revisions leave it. `head` is the newest of its `heads`; `known` whether it has a row already.

    `merged` is the canonical JSON of `body` where it is none of the heads' own, and empty otherwise.
    """

    record: str
    kind: Kind
    head: str
    heads: tuple[str, ...]
    at: str
    author: str
    body: Body
    created: int
    count: int
    clashes: int = 0
    merged: bytes = b""
    known: bool = False

    @property
    def fields(self) -> dict[str, str | int | bytes]:
        """The row of table `record`."""
        return {
            "id": self.record,
            "kind": self.kind.value,
            "head": self.head,
            "token": token_of(self.heads),
            "at": self.at,
            "author": self.author,
            "revisions": self.count,
            "created": self.created,
            "clashes": self.clashes,
            "merged": self.merged,
        }


def body_of(content: bytes, merged: bytes) -> Body:
    """Return the body of a record from its head's bytes, and what was kept of a merge."""
    if merged:
        return cast("Body", msgspec.json.decode(merged))
    return read_revision(content).body


def sole(revision: Revision, revision_id: str, *, created: int, count: int) -> Standing:
    """Return the standing of a record of which one revision replaces all others."""
    return Standing(
        revision.record, revision.kind, revision_id, (revision_id,), instant_text(revision.at), revision.author,
        revision.body, created, count, known=count > 1,
    )  # fmt: skip


def version_of(revision: Revision, revision_id: str) -> Version:
    """Return what merging looks at."""
    return Version(revision_id, instant_text(revision.at), revision.author, revision.device, revision.body)


def merged(stand: Mapping[str, Revision], base: Body | None, *, created: int, count: int, known: bool) -> Standing:
    """Return the standing of a record from the revisions that stand and their common ancestor's body."""
    newest = max(stand, key=lambda one: (stand[one].at, one))
    head = stand[newest]
    together = Merged(head.body, ()) if len(stand) == 1 else merge(base, [version_of(r, i) for i, r in stand.items()])
    kept = b"" if together.body == head.body else canonical_json(dict(together.body))
    return Standing(
        head.record, head.kind, newest, tuple(sorted(stand)), instant_text(head.at), head.author, together.body,
        created, count, len(together.clashes), kept, known,
    )  # fmt: skip


def standings(connection: Connection, records: Collection[str]) -> tuple[Standing, ...]:
    """Return where these records stand, from their revisions alone; one without revisions is left out."""
    known = set(connection.scalars(select(tables.record.c.id).where(among(tables.record.c.id, records))))
    return tuple(
        merged(heads(history), base_of(history), created=created, count=len(history), known=record in known)
        for record, (created, history) in histories(connection, records).items()
    )


def conflicts(connection: Connection) -> tuple[Conflict, ...]:
    """Return the records in which somebody has to choose, the one that was changed last first."""
    record = tables.record.c
    clashing = select(record.id).where(record.clashes > 0).order_by(record.at.desc(), record.id)
    found = list(connection.scalars(clashing))
    known = histories(connection, found)
    return tuple(_conflict(one, known[one][1]) for one in found)


def _conflict(record: str, history: Mapping[str, Revision]) -> Conflict:
    stand = heads(history)
    versions = tuple(version_of(revision, one) for one, revision in sorted(stand.items()))
    return Conflict(record, next(iter(stand.values())).kind, token_of(stand), versions, base_of(history))


def histories(connection: Connection, records: Collection[str]) -> dict[str, tuple[int, dict[str, Revision]]]:
    """Return the revisions of these records by id, each with the number of its first; taken away ones are left out."""
    columns = tables.revision.c
    kept = select(columns.number, columns.id, columns.record, columns.content)
    kept = kept.where(among(columns.record, records), columns.content != b"").order_by(columns.number)
    found: dict[str, tuple[int, dict[str, Revision]]] = {}
    for row in connection.execute(kept):
        _, history = found.setdefault(row.record, (row.number, {}))
        history[row.id] = read_revision(row.content)
    return found


def heads(history: Mapping[str, Revision]) -> dict[str, Revision]:
    """Return the revisions of a record that no other replaces. One may have come before the one that it replaces."""
    replaced = {parent for revision in history.values() for parent in revision.parents}
    return {one: revision for one, revision in history.items() if one not in replaced}


def oldest_first(history: Mapping[str, Revision]) -> tuple[Revision, ...]:
    """Return revisions so that none stands before one that it replaces, else by when they were made."""
    waiting = {one: {parent for parent in revision.parents if parent in history} for one, revision in history.items()}
    found: list[Revision] = []
    while waiting:
        ready = [one for one, parents in waiting.items() if not parents & waiting.keys()]
        following = min(ready, key=lambda one: (history[one].at, one))
        del waiting[following]
        found.append(history[following])
    return tuple(found)


def base_of(history: Mapping[str, Revision]) -> Body | None:
    """Return the body of the nearest revision that all heads come of, None where there is none here."""
    nearest = common_ancestor(heads(history), {one: revision.parents for one, revision in history.items()})
    return history[nearest].body if nearest is not None and nearest in history else None
