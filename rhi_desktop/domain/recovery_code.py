"""The recovery code: 160 random bits, printed in groups that can be read over a telephone.

Eight groups of five: four symbols of Crockford's base 32 (no I, L, O, U) and a check symbol. The check is a
weighted sum over GF(32), so that it notices every single wrong symbol, every swap of two neighbours and
every group in the wrong place, and the person is told which group to look at.
"""

import secrets

from rhi_desktop.domain.errors import WrongCode

GROUPS = 8
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
_COMPARE = "Compare it with the sheet."
_DATA = 4
_BITS = 160
_SYMBOLS = GROUPS * (_DATA + 1)
_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive over GF(2)


def new_code() -> str:
    """Return a fresh code as it is printed: `7K3QX-…`, eight groups."""
    return _printed(secrets.randbits(_BITS))


def new_workspace_id() -> str:
    """Return a short identifier without meaning, to tell one recovery sheet from another: `7K3Q-X2ZD`."""
    symbols = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return f"{symbols[:4]}-{symbols[4:]}"


def code_bytes(typed: str) -> bytes:
    """Return the 20 bytes of a typed code; case, spaces, dashes and O/0, I/L/1 do not matter.

    Raises WrongCode, naming the group that cannot be right.
    """
    symbols = "".join(typed.upper().translate(_ALIKE).split())
    symbols = "".join(symbol for symbol in symbols if symbol.isalnum())
    if len(symbols) != _SYMBOLS:
        count = f"The recovery code has {_SYMBOLS} letters and digits; {len(symbols)} were typed."
        count = f"{count} {_COMPARE}"
        raise WrongCode(count)
    number = 0
    for index in range(GROUPS):
        group = symbols[index * (_DATA + 1) : (index + 1) * (_DATA + 1)]
        values = [_ALPHABET.find(symbol) for symbol in group]
        if -1 in values or values.pop() != _check(values, index):
            slip = f"Group {index + 1} of the recovery code does not read right. {_COMPARE}"
            raise WrongCode(slip, index + 1)
        for value in values:
            number = number << 5 | value
    return number.to_bytes(_BITS // 8, "big")


def _printed(number: int) -> str:
    groups = []
    for index in range(GROUPS):
        shift = _BITS - 5 * _DATA * (index + 1)
        values = [number >> (shift + 5 * place) & 31 for place in reversed(range(_DATA))]
        groups.append("".join(_ALPHABET[value] for value in [*values, _check(values, index)]))
    return "-".join(groups)


def _check(values: list[int], group: int) -> int:
    total = group + 1
    for value in values:
        total = _double(total) ^ value
    return _double(total)


def _double(value: int) -> int:
    value <<= 1
    return value ^ _POLYNOMIAL if value & 32 else value
