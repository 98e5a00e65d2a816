"""From the body of a record to the rows that screens and searches read. Pure: both a commit and a rebuild use it."""

import json
from dataclasses import asdict, dataclass
from typing import Final

from rhi_desktop.domain.bodies import from_body
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.deadline import deadline_of
from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.records import Body, Kind, parse_instant
from rhi_desktop.services.ports import WorkState
from rhi_desktop.store.search_text import fold, words

_LINKS: Final[dict[Kind, tuple[str, ...]]] = {
    Kind.EPISODE: ("child",),
    Kind.REFERRAL: ("child", "episodes", "worker"),
    Kind.INTERVIEW: ("referral", "child", "episodes", "question_set"),
    Kind.ACTION: ("child", "interview"),
    Kind.ATTEMPT: ("child", "referral"),
    Kind.SHARING: ("child", "referral", "interview"),
}

_CLOCK_RUNS, _NO_RETURN, _SUBMITTED = range(3)


@dataclass(frozen=True, slots=True)
class ChildFields:
    """A row of `child_row`, without the record's id."""

    name: str
    called: str
    born: str
    reference: str
    alerts: str
    sort_name: str


@dataclass(frozen=True, slots=True)
class Work:
    """How far the interview on a referral has come: its newest draft or submitted interview."""

    state: WorkState = WorkState.NEW
    interview: str = ""
    saved: str = ""
    submitted: str = ""


def subjects(kind: Kind, body: Body) -> frozenset[str]:
    """Return the ids of the records that a body names."""
    found: set[str] = set()
    for field in _LINKS.get(kind, ()):
        value = body.get(field)
        found.update(str(item) for item in (value if isinstance(value, list) else [value]) if item)
    return frozenset(found)


def child_fields(body: Body) -> ChildFields:
    """Return the row of a child."""
    child = from_body(body, Child)
    alerts = json.dumps(child.alerts, ensure_ascii=False)
    return ChildFields(child.name, child.called, child.born, child.reference, alerts, fold(child.name))


def child_words(body: Body) -> frozenset[str]:
    """Return the words that a child is found by."""
    child = from_body(body, Child)
    return words(child.name, child.preferred_name, child.reference)


def referral_fields(referral: Body, child: ChildFields | None, work: Work) -> dict[str, str | int]:
    """Return the row of a referral on the worklist, without its id; a missing child leaves its columns empty."""
    returned, received = text(referral, "returned"), text(referral, "received")
    section, due = place(returned, received, work)
    return {
        "child": text(referral, "child"),
        "called": child.called if child else "",
        "reference": child.reference if child else "",
        "alerts": child.alerts if child else "[]",
        "returned": returned,
        "received": received,
        **asdict(work),
        "section": section,
        "due": due,
    }


def place(returned: str, received: str, work: Work) -> tuple[int, int]:
    """Return where a referral stands on the worklist, to be sorted upwards.

    Open work by its deadline; then what has no return time, the longest waiting first; then what is
    submitted, the newest first. Seconds since 1970.
    """
    if work.state is WorkState.SUBMITTED:
        return _SUBMITTED, -int(parse_instant(work.submitted).timestamp())
    latest = deadline_of(_moment(returned)).latest
    if latest is not None:
        return _CLOCK_RUNS, int(latest.timestamp())
    waiting = deadline_of(_moment(received)).latest
    return _NO_RETURN, int(waiting.timestamp()) if waiting else 0


def text(body: Body, field: str) -> str:
    """Return a text field of a body, empty where it is missing."""
    value = body.get(field, "")
    return value if isinstance(value, str) else ""


def _moment(written: str) -> Moment | None:
    """Read a moment; what nobody can read is as good as not recorded, and must not stop a rebuild."""
    try:
        return Moment.parse(written) if written else None
    except ValueError:
        return None
