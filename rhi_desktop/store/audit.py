"""The log of accesses: each entry holds the hash of the one before, and the end is signed."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Engine, insert, select

from rhi_desktop.domain.records import canonical_json, instant_text, parse_instant
from rhi_desktop.services.ports import AuditAct, AuditEntry
from rhi_desktop.store import tables
from rhi_desktop.store.chains import Chain, Tail, read_tail, write_tail
from rhi_desktop.store.identity import Identity
from rhi_desktop.store.storable import check_text
from rhi_desktop.store.transactions import reading, writing

_AUDIT = tables.audit.c


class SqlAudit:
    """The audit log in the store (`ports.Audit`)."""

    def __init__(self, engine: Engine, identity: Identity, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._identity = identity
        self._clock = clock

    def note(self, act: AuditAct, subject: str = "") -> None:
        """Append an act by this member, now."""
        check_text(subject)
        with writing(self._engine) as connection:
            tail = read_tail(connection, Chain.AUDIT)
            content = canonical_json(
                {
                    "number": tail.count + 1,
                    "previous": tail.tip,
                    "at": instant_text(self._clock()),
                    "member": self._identity.member,
                    "device": self._identity.device,
                    "act": act.value,
                    "subject": subject,
                }
            )
            entry = Tail(Chain.AUDIT, tail.count + 1, entry_id(content))
            connection.execute(
                insert(tables.audit).values(number=entry.count, id=entry.tip, subject=subject, content=content)
            )
            write_tail(connection, entry, self._identity)

    def entries(self, subject: str = "", *, limit: int = 200) -> tuple[AuditEntry, ...]:
        """Return the newest entries, newest first; of one record where `subject` is given."""
        newest = select(_AUDIT.content).order_by(_AUDIT.number.desc()).limit(limit)
        if subject:
            newest = newest.where(_AUDIT.subject == subject)
        with reading(self._engine) as connection:
            return tuple(map(_entry, connection.scalars(newest)))


def entry_id(content: bytes) -> str:
    """Return the hash by which the next entry knows this one."""
    return hashlib.sha256(content).hexdigest()


def _entry(content: bytes) -> AuditEntry:
    raw: dict[str, Any] = msgspec.json.decode(content)
    return AuditEntry(parse_instant(raw["at"]), raw["member"], AuditAct(raw["act"]), raw["subject"])
