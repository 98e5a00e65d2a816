"""Identifiers of records: UUIDv7 (RFC 9562, section 5.7), so that ids sort by the time they were made."""

import secrets
import uuid
from datetime import datetime

_VERSION_7 = 0x7 << 76
_VARIANT = 0b10 << 62


def new_record_id(now: datetime) -> str:
    """Return a fresh UUIDv7 for the aware instant `now`, in its canonical text form."""
    milliseconds = int(now.timestamp() * 1000)
    high = (milliseconds << 80) | _VERSION_7 | (secrets.randbits(12) << 64)
    return str(uuid.UUID(int=high | _VARIANT | secrets.randbits(62)))
