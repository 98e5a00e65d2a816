"""Identifiers of records: UUIDv7 (RFC 9562, section 5.7), so that ids sort by the time they were made.

What every laptop of a team makes for itself under one name has an id that comes of the name (UUIDv5, section 5.5).
"""

import secrets
import uuid
from datetime import datetime

_NAMED = uuid.UUID("5f0e5d0a-9f0c-5b52-8d0d-7a3c1c7f4e11")
_VERSION_7 = 0x7 << 76
_VARIANT = 0b10 << 62


def new_record_id(now: datetime) -> str:
    """Return a fresh UUIDv7 for the aware instant `now`, in its canonical text form."""
    milliseconds = int(now.timestamp() * 1000)
    high = (milliseconds << 80) | _VERSION_7 | (secrets.randbits(12) << 64)
    return str(uuid.UUID(int=high | _VARIANT | secrets.randbits(62)))


def named_record_id(kind: str, name: str) -> str:
    """Return the id of the record of a kind with this name: the same on every laptop."""
    return str(uuid.uuid5(_NAMED, f"{kind}/{name}"))


def made_after(record: str, at: datetime) -> bool:
    """Whether an id of `new_record_id` was made after an instant, by the clock of the laptop that made it."""
    return int(record.replace("-", "")[:12], 16) > int(at.timestamp() * 1000)
