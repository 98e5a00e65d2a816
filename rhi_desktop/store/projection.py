"""From the body of a record to the rows that screens and searches read. Pure: both a commit and a rebuild use it.

What one record alone decides is here; a referral's place on the worklist takes several (see `worklist`).
"""

import json
from collections.abc import Iterator
from typing import Final, TypeAlias

from sqlalchemy import Table

from rhi_desktop.domain.bodies import from_body
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.duplicate import Duplicate
from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.folding import fold
from rhi_desktop.domain.interview import MentionKind
from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.recognising import key_of
from rhi_desktop.domain.records import Body, Kind
from rhi_desktop.services.coding import RAISED
from rhi_desktop.services.desk_rows import Risk
from rhi_desktop.services.immediate import DECISION
from rhi_desktop.services.urgent_sharing import URGENT
from rhi_desktop.store import desk_tables, duplicate_tables, pattern_tables, search_tables, tables
from rhi_desktop.store.search_text import entry_number, words

Fields: TypeAlias = dict[str, str | int]

_LINKS: Final[dict[Kind, tuple[str, ...]]] = {
    Kind.EPISODE: ("child",),
    Kind.REFERRAL: ("child", "episodes", "worker"),
    Kind.INTERVIEW: ("referral", "child", "episodes", "question_set"),
    Kind.ACTION: ("child", "interview"),
    Kind.ATTEMPT: ("child", "referral"),
    Kind.SHARING: ("child", "referral", "interview"),
    Kind.REVIEW: ("child", "referral", "interview", "rubric", "worker"),
    Kind.SECOND_REVIEW: ("interview", "rubric"),
    Kind.SUPERVISION: ("worker",),
    Kind.DUPLICATE: ("child", "other"),
}
_EXPLOITATION: Final = ("indicator.cse.", "indicator.cce.", "indicator.any.")
_SEEN: Final = frozenset({"suspected", "known_now"})
_OPEN: Final = {"": Risk.UNDECIDED, "told": Risk.TOLD}
"""By what was decided: “they knew already” and “nobody needs to be told” leave nothing open."""
_WHY: Final = frozenset({"reason.push", "reason.pull", "reason.neither"})
_MENTIONED: Final = frozenset(MentionKind)

OWN: Final[dict[Kind, tuple[Table, ...]]] = {
    Kind.CHILD: (tables.child_row, tables.search_word),
    Kind.EPISODE: (tables.episode_row,),
    Kind.INTERVIEW: (
        tables.interview_row,
        pattern_tables.reason_row,
        tables.mention,
        desk_tables.risk_row,
        search_tables.search_entry,
    ),
    Kind.ATTEMPT: (tables.attempt_row,),
    Kind.REVIEW: (tables.review_row,),
    Kind.SHARING: (desk_tables.told_row,),
    Kind.DUPLICATE: (duplicate_tables.duplicate_row,),
}
"""The tables, besides `link`, in which a record of a kind has rows that come of it alone."""

OWNER: Final = {
    tables.link: tables.link.c.record,
    tables.child_row: tables.child_row.c.child,
    tables.search_word: tables.search_word.c.child,
    tables.episode_row: tables.episode_row.c.episode,
    tables.interview_row: tables.interview_row.c.interview,
    tables.mention: tables.mention.c.interview,
    tables.attempt_row: tables.attempt_row.c.attempt,
    pattern_tables.reason_row: pattern_tables.reason_row.c.interview,
    tables.review_row: tables.review_row.c.review,
    desk_tables.risk_row: desk_tables.risk_row.c.interview,
    desk_tables.told_row: desk_tables.told_row.c.sharing,
    duplicate_tables.duplicate_row: duplicate_tables.duplicate_row.c.duplicate,
    search_tables.search_entry: search_tables.search_entry.c.interview,
}
"""The column of each of these tables that holds the id of the record a row comes of."""


def own_rows(record: str, kind: Kind, body: Body, created: int) -> Iterator[tuple[Table, Fields]]:
    """Yield the rows that come of one record alone, whose first revision has the number `created`."""
    for subject in sorted(_subjects(kind, body)):
        yield tables.link, {"subject": subject, "kind": kind.value, "record": record}
    if kind is Kind.CHILD:
        yield from _child(record, body)
    elif kind is Kind.EPISODE:
        yield tables.episode_row, _episode(record, body)
    elif kind is Kind.INTERVIEW:
        named = ("referral", "child", "worker", "submitted", "outcome", "held")
        about: Fields = {name: text(body, name) for name in named}
        yield tables.interview_row, {
            "interview": record, **about, **_coded(body), "version": number(body, "version"), "created": created,
        }  # fmt: skip
        yield from _reasons(record, body)
        yield search_tables.search_entry, {
            "number": entry_number(text(body, "submitted"), created), "interview": record,
        }  # fmt: skip
        yield from _mentions(record, body)
        yield from _risk(record, body)
    elif kind is Kind.ATTEMPT:
        made: Fields = {name: text(body, name) for name in ("referral", "at", "result", "to")}
        yield tables.attempt_row, {"attempt": record, **made, "created": created}
    elif kind is Kind.REVIEW:
        about = {name: text(body, name) for name in ("interview", "worker", "reviewer", "at", "verdict")}
        yield tables.review_row, {"review": record, **about, "version": number(body, "version")}
    elif kind is Kind.SHARING and text(body, "what") == URGENT:
        yield desk_tables.told_row, {"sharing": record, "referral": text(body, "referral"), "at": text(body, "at")}
    elif kind is Kind.DUPLICATE and (said := from_body(body, Duplicate)).holds:
        yield duplicate_tables.duplicate_row, {"duplicate": record, "child": said.child, "other": said.other}


def text(body: Body, field: str) -> str:
    """Return a text field of a body, empty where it is missing."""
    value = body.get(field, "")
    return value if isinstance(value, str) else ""


def number(body: Body, field: str) -> int:
    """Return a whole number of a body, 1 where it is missing: what is counted begins there."""
    value = body.get(field, 1)
    return value if isinstance(value, int) else 1


def moment(written: str) -> Moment | None:
    """Read a moment; what nobody can read is as good as not recorded, and must not stop a rebuild."""
    try:
        return Moment.parse(written) if written else None
    except ValueError:
        return None


def _subjects(kind: Kind, body: Body) -> frozenset[str]:
    """Return the ids of the records that a body names."""
    found: set[str] = set()
    for field in _LINKS.get(kind, ()):
        value = body.get(field)
        found.update(str(item) for item in (value if isinstance(value, list) else [value]) if item)
    return frozenset(found)


def _child(record: str, body: Body) -> Iterator[tuple[Table, Fields]]:
    child = from_body(body, Child)
    yield (
        tables.child_row,
        {
            "child": record,
            "name": child.name,
            "called": child.called,
            "preferred_name": child.preferred_name,
            "other_names": json.dumps(child.other_names, ensure_ascii=False),
            "born": child.born,
            "reference": child.reference,
            "police_reference": child.police_reference,
            "nhs_number": child.nhs_number,
            "alerts": json.dumps(child.alerts, ensure_ascii=False),
            "sex": child.sex,
            "ethnicity": child.ethnicity,
            "sort_name": fold(child.name),
        },
    )
    references = (child.reference, child.police_reference, child.nhs_number, child.nhs_number.replace(" ", ""))
    for word in sorted(words(child.name, child.preferred_name, *child.other_names, *references)):
        yield tables.search_word, {"word": word, "child": record}


def _episode(record: str, body: Body) -> Fields:
    episode = from_body(body, Episode)
    known = filter(None, map(moment, (episode.missing_since, episode.found, episode.returned)))
    first = next(known, None)
    end = next(filter(None, map(moment, (episode.returned, episode.found))), None)
    return {
        "episode": record,
        "child": episode.child,
        "kind": episode.kind,
        "missing_since": episode.missing_since,
        "found": episode.found,
        "returned": episode.returned,
        "police_reference": episode.police_reference,
        "day": first.day.isoformat() if first else "",
        "missing_from": episode.missing_from,
        "place": key_of(MentionKind.PLACE, episode.missing_from),
        "postcode": key_of(MentionKind.POSTCODE, episode.missing_from_postcode),
        "found_at": episode.found_at,
        "found_postcode": key_of(MentionKind.POSTCODE, episode.found_postcode),
        "ended": end.day.isoformat() if end else "",
        "case_status": episode.status.case_status,
        "placement": episode.status.placement,
        "responsible": episode.status.responsible_authority,
        "host": episode.status.host_authority,
    }


def _codes(body: Body) -> list[tuple[str, str]]:
    kept = body.get("coded")
    some = [one for one in kept if isinstance(one, dict)] if isinstance(kept, list) else []
    return [(text(one, "concept"), text(one, "value")) for one in some]


def _coded(body: Body) -> Fields:
    """Return what figures ask of the choices that were made."""
    codes = _codes(body)
    known = any(concept.startswith(_EXPLOITATION) and value in _SEEN for concept, value in codes)
    declined = " ".join(value for concept, value in codes if concept == "decline.reason")
    return {"declined": declined, "exploitation": "" if not codes else "yes" if known else "no"}


def _risk(record: str, body: Body) -> Iterator[tuple[Table, Fields]]:
    codes = dict(_codes(body))
    if codes.get(RAISED) and (risk := _OPEN.get(codes.get(DECISION, ""))):
        yield desk_tables.risk_row, {"interview": record, "risk": risk}


def _reasons(record: str, body: Body) -> Iterator[tuple[Table, Fields]]:
    """Yield the reasons that were given, with the month in which the interview was held."""
    held = moment(text(body, "held"))
    month = held.day.strftime("%Y-%m") if held is not None else ""
    for concept, value in sorted({(concept, value) for concept, value in _codes(body) if concept in _WHY}):
        yield pattern_tables.reason_row, {"interview": record, "concept": concept, "value": value, "month": month}


def _mentions(record: str, body: Body) -> Iterator[tuple[Table, Fields]]:
    kept = body.get("mentions")
    named = [one for one in kept if isinstance(one, dict)] if isinstance(kept, list) else []
    for number, one in enumerate(named):
        kind = text(one, "kind")
        key = key_of(MentionKind(kind), text(one, "text")) if kind in _MENTIONED else ""
        if key:
            about: Fields = {"interview": record, "number": number, "kind": kind, "key": key, "text": text(one, "text")}
            child, submitted = text(body, "child"), text(body, "submitted")
            yield tables.mention, {**about, "card": text(one, "key"), "child": child, "submitted": submitted}
