"""What each revision of a child or an episode changed, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.records import Body, Json, Revision

LABELS = {
    "name": "Full name",
    "preferred_name": "Preferred name",
    "born": "Date of birth",
    "reference": "Reference",
    "sex": "Sex",
    "ethnicity": "Ethnicity",
    "first_language": "First language",
    "interpreter": "Interpreter needed",
    "needs": "Communication needs",
    "responsible_authority": "Responsible authority",
    "alerts": "Alerts",
    "kind": "What it was",
    "missing_since": "Missing since",
    "missing_from": "Missing from",
    "found": "Found",
    "found_at": "Found where",
    "returned": "Returned",
    "returned_how": "How the child came back",
    "police_reference": "Police reference",
    "police_risk": "Police risk",
    "circumstances": "Circumstances",
}
_TIMES = {"born", "missing_since", "found", "returned"}
_KINDS = {"missing": "Missing", "away": "Away without authorisation"}
_NOTHING = "not recorded"


@dataclass(frozen=True, slots=True)
class Step:
    """One revision: when it was made, and a line for each field that it set or changed."""

    heading: str
    lines: tuple[str, ...]


def steps(revisions: Sequence[Revision]) -> tuple[Step, ...]:
    """Return the steps of a record's revisions (oldest first), the newest on top."""
    told = [_first(revisions[0])] if revisions else []
    told += [_later(before, after) for before, after in pairwise(revisions)]
    return tuple(reversed(told))


def _first(revision: Revision) -> Step:
    lines = (f"{words}: {_said(name, revision.body[name])}" for name, words in _known(revision.body))
    return Step(
        f"First recorded {Moment.at(revision.at).spoken}", tuple(line for line in lines if _NOTHING not in line)
    )


def _later(before: Revision, after: Revision) -> Step:
    lines = []
    for name, words in _known(after.body):
        old, new = _said(name, before.body.get(name)), _said(name, after.body[name])
        if old != new:
            lines.append(f"{words}: {new} (before: {old})")
    return Step(f"Changed {Moment.at(after.at).spoken}", tuple(lines) or ("Nothing was changed.",))


def _known(body: Body) -> list[tuple[str, str]]:
    return [(name, words) for name, words in LABELS.items() if name in body]


def _said(name: str, value: Json) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(str(one) for one in value) or _NOTHING
    text = "" if value is None else str(value)
    if name in _TIMES and text:
        return Moment.parse(text).spoken
    return (_KINDS.get(text, text) if name == "kind" else text) or _NOTHING
