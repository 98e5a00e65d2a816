"""Postcodes: only their shape is known here, not which of them exist."""

import re

_WHOLE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})|(GIR)(0AA)")
_OUTWARD = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?")


def postcode_text(text: str) -> str:
    """Return a postcode in capitals with its one space; what is no postcode comes back without outer spaces."""
    plain = "".join(text.split()).upper()
    found = _WHOLE.fullmatch(plain)
    if found:
        return f"{found[1] or found[3]} {found[2] or found[4]}"
    return plain if _OUTWARD.fullmatch(plain) else text.strip()


def is_postcode(text: str) -> bool:
    """Whether it has the shape of a British postcode, or of the first half of one."""
    plain = "".join(text.split()).upper()
    return bool(_WHOLE.fullmatch(plain) or _OUTWARD.fullmatch(plain))
