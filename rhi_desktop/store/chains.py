"""The two hash chains of a device, revisions and accesses, and the signed end of each."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from rhi_desktop.domain.records import GENESIS, canonical_json
from rhi_desktop.store import tables
from rhi_desktop.store.identity import Identity, signed_by


class Chain(StrEnum):
    """Which chain."""

    REVISIONS = "revisions"
    AUDIT = "audit"


@dataclass(frozen=True, slots=True)
class Tail:
    """The end of a chain: how many links it has, and the id of the newest (`GENESIS` before the first)."""

    chain: Chain
    count: int = 0
    tip: str = GENESIS

    def message(self, device: str) -> bytes:
        """Return the bytes that the device signs."""
        return canonical_json({"tail": self.chain.value, "device": device, "count": self.count, "tip": self.tip})


def read_tail(connection: Connection, chain: Chain) -> Tail:
    """Return the end of a chain as it was last written."""
    row = connection.execute(select(tables.tail.c.links, tables.tail.c.tip).filter_by(chain=chain)).one_or_none()
    return Tail(chain) if row is None else Tail(chain, row.links, row.tip)


def write_tail(connection: Connection, tail: Tail, identity: Identity) -> None:
    """Sign and keep the new end of a chain."""
    signature = identity.sign(tail.message(identity.device))
    statement = insert(tables.tail).values(chain=tail.chain, links=tail.count, tip=tail.tip, signature=signature)
    changed = {"links": tail.count, "tip": tail.tip, "signature": signature}
    connection.execute(statement.on_conflict_do_update(index_elements=["chain"], set_=changed))


def tail_holds(connection: Connection, tail: Tail, identity: Identity) -> bool:
    """Whether `tail`, counted from the links themselves, is what the device signed as the end of the chain."""
    row = connection.execute(select(tables.tail).filter_by(chain=tail.chain)).one_or_none()
    if row is None:
        return tail.count == 0
    kept = Tail(tail.chain, row.links, row.tip)
    return kept == tail and signed_by(identity.signing_public, row.signature, kept.message(identity.device))
