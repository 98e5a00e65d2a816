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


EXPRESSIONS = {
    "/data/c >= true()": "boolean(node-set) is true in XPath 1.0, 3.4; both peers turn the node's text into a number",
    "/data/t >= true()": "the same",
    "true() >= /data/c": "the same",
    "format-date(date('2026-03-04') + 1, '%Y-%m-%d')": "blank in the engine; openrosa-xpath-evaluator agrees with us",
    "-(-3)": "openrosa-xpath-evaluator cannot parse it; the engine agrees with us",
}
"""Single expressions on which we differ from one of the two peers."""


def unfit_for_second(expression: str) -> bool:
    """Tell what openrosa-xpath-evaluator cannot do: predicates and axes under jsdom, substring() from before 1."""
    return "[" in expression or "::" in expression or expression.startswith("substring(")


def excused(path: str, ours: str | None, peers: str | None) -> bool:
    """Tell whether a difference of values is one of the known ones."""
    return any(one.covers(path, ours or "", peers or "") for one in DEVIATIONS)
