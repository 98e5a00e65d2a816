"""Where the peer deviates from the specifications, or they leave it free: kept few, each with its reason."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Deviation:
    """One way in which a value may differ: `(path, ours, the peer's) -> whether it is this one`."""

    what: str
    reason: str
    covers: Callable[[str, str, str], bool]


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


DEVIATIONS = (
    Deviation(
        "identifiers made up for each instance",
        "instanceID is random on both sides",
        lambda path, ours, peers: path.endswith("instanceID") and bool(ours) and bool(peers),
    ),
    Deviation(
        "how a number is written",
        "XPath 1.0, 4.2, knows no exponents, which the peer writes for very large and small numbers; and it writes a"
        " decimal answer of 3 as 3.0, where we keep what was typed",
        lambda _path, ours, peers: _number(ours) == _number(peers),
    ),
    Deviation(
        "the sum of no nodes",
        "0 in XPath 1.0, 4.4, in JavaRosa and in openrosa-xpath-evaluator; the peer says that it is not a number",
        lambda _path, ours, peers: ours == "0" and peers == "",
    ),
    Deviation(
        "NaN within a text",
        "string(number('')) is NaN in XPath 1.0, 4.2, and in openrosa-xpath-evaluator; blank in the peer",
        lambda _path, ours, peers: "NaN" in ours and ours.replace("NaN", "") == peers,
    ),
    Deviation(
        "a date that is none",
        "date('') is blank in JavaRosa; the peer writes JavaScript's words for it",
        lambda _path, ours, peers: ours == "" and bool(re.fullmatch("Invalid Date", peers)),
    ),
)
"""Beside these, two faults of the peer are kept out of the forms, since all that depends on them differs as well:

- `a or b` and `a and b` give the peer's last operand instead of a truth where it is written out as text;
- a dynamic default of a question that is not relevant at the start is never set by the peer
  (the specification has it set before anything is computed, getodk/xforms-spec#250);
- a `trigger` inside a repeat no longer fires in the peer once an instance before it was removed;
- format-date(.., '%a') is blank in the peer; the specification has the short name of the weekday there.
"""


def excused(path: str, ours: str | None, peers: str | None) -> bool:
    """Tell whether a difference of values is one of the known ones."""
    return any(one.covers(path, ours or "", peers or "") for one in DEVIATIONS)
