"""The code that two people compare when a device is let in: it covers all that the hub could exchange on the way."""

import hashlib
from typing import Final

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUPS: Final = 4
_SYMBOLS: Final = 5
_CONTEXT: Final = "rhi/comparison/v1"


def comparison_code(root_key: str, *, device: str, member: str, signing_key: str, sealing_key: str) -> str:
    """Return four groups of five symbols, 100 bits: the same on both screens where nobody has meddled."""
    said = f"{_CONTEXT}\n{root_key}\n{device}\n{member}\n{signing_key}\n{sealing_key}".encode("ascii")
    number = int.from_bytes(hashlib.sha256(said).digest(), "big")
    symbols = [_ALPHABET[(number >> 5 * place) & 31] for place in range(_GROUPS * _SYMBOLS)]
    return "-".join("".join(symbols[start : start + _SYMBOLS]) for start in range(0, len(symbols), _SYMBOLS))
