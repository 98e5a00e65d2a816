"""Where the peer deviates from the specifications in a way that we do not follow: kept few, each with its reason."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Deviation:
    """One way in which a value may differ: `(path, ours, the peer's) -> whether it is this one`."""

    what: str
    reason: str
    covers: Callable[[str, str, str], bool]


DEVIATIONS = (
    Deviation(
        "identifiers made up for each instance",
        "instanceID is random on both sides",
        lambda path, ours, peers: path.endswith("instanceID") and bool(ours) and bool(peers),
    ),
)

KEPT_OUT = {
    "removing an instance of a repeat that has a `trigger` in it": (
        "the peer registers the trigger under the instance's first position, and no longer fires it when an instance"
        " before it was removed; ours goes on to fire it, as the specification has it"
    ),
    "format-date with %a": "blank in the peer; the specification has the short name of the weekday there",
}
"""Faults of the peer that the forms and steps avoid, since all that depends on them differs as well."""


def excused(path: str, ours: str | None, peers: str | None) -> bool:
    """Tell whether a difference of values is one of the known ones."""
    return any(one.covers(path, ours or "", peers or "") for one in DEVIATIONS)
