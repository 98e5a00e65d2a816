"""What rows add to a child or an episode that is on record; what is on record is never overwritten."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from rhi_desktop.domain.bodies import from_body, to_body
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.episode import CareStatus, Episode
from rhi_desktop.domain.folding import folded_words
from rhi_desktop.domain.records import Json
from rhi_desktop.services.intake.alike import Identity
from rhi_desktop.services.intake.moments import before, finer, same_time

_WORDS = {
    "born": "date of birth",
    "reference": "council’s reference",
    "police_reference": "police reference",
    "nhs_number": "NHS number",
    "missing_since": "time of going missing",
    "found": "time of being found",
    "returned": "time of return",
    "kind": "kind of episode",
    "found_at": "place where found",
    "returned_how": "way back",
    "police_check_on": "date of the police check",
}
_LONG_TEXTS = frozenset({"circumstances", "address"})
"""Texts that every message words anew: another wording is no contradiction."""


@dataclass(slots=True)
class Additions:
    """What is added, in words, and what contradicts the record."""

    adds: list[str] = field(default_factory=list)
    contradictions: list[str] = field(default_factory=list)

    def missing(self, name: str, kept: object, new: object) -> bool:
        """Whether a field is to be set: it is empty on record. Another value on record is told as a contradiction."""
        if not new:
            return False
        if not kept:
            self.adds.append(f"the {word_of(name)}")
            return True
        if name not in _LONG_TEXTS and str(kept).casefold() != str(new).casefold():
            self.contradictions.append(f"The record says something else under “{word_of(name)}”; it is kept.")
        return False


def word_of(name: str) -> str:
    """Return a field's name in words."""
    return _WORDS.get(name, name.replace("_", " "))


def completed_episode(
    episode: Episode, times: Mapping[str, str], reference: str, fields: Mapping[str, str], status: Mapping[str, str]
) -> tuple[Episode, Additions]:
    """Return an episode with what is new about it."""
    told = Additions()
    changed: dict[str, Json] = {}
    for name, new in times.items():
        kept = str(getattr(episode, name))
        if kept and new and same_time(kept, new):
            if finer(kept, new) != kept:
                told.adds.append(f"the exact {word_of(name)}")
                changed[name] = new
        elif told.missing(name, kept, new):
            changed[name] = new
    for name, text in {**fields, "police_reference": reference}.items():
        if name == "kind" and episode.kind == text:
            continue
        if told.missing(name, getattr(episode, name), text):
            changed[name] = text
    care = {name: text for name, text in status.items() if told.missing(name, getattr(episode.status, name), text)}
    if care:
        changed["status"] = {**to_body(episode.status), **care}
    completed = from_body({**to_body(episode), **changed}, Episode)
    if _in_order(completed):
        return completed, told
    told.contradictions.append(
        "With these times the child would be found or back before going missing; nothing is added."
    )
    told.adds.clear()
    return episode, told


def completed_child(child: Child, identity: Identity, name: str, fields: Mapping[str, Json]) -> tuple[Child, Additions]:
    """Return a child with what is new about them: references, date of birth, spellings, alerts."""
    told = Additions()
    known: dict[str, Json] = {
        "born": identity.born,
        "reference": identity.reference,
        "police_reference": identity.police_person,
        "nhs_number": identity.nhs_number,
    }
    texts = {key: value for key, value in fields.items() if key not in {"alerts", "other_names"}}
    changed = {key: value for key, value in {**known, **texts}.items() if told.missing(key, getattr(child, key), value)}
    names = _new_names(child, (name, *_strings(fields.get("other_names"))))
    if names:
        told.adds.append("another spelling of the name")
        changed["other_names"] = [*child.other_names, *names]
    alerts = tuple(one for one in _strings(fields.get("alerts")) if not _among(one, child.alerts))
    if alerts:
        told.adds.append("an alert")
        changed["alerts"] = [*child.alerts, *alerts]
    return from_body({**to_body(child), **changed}, Child), told


def new_child(name: str, identity: Identity, fields: Mapping[str, Json]) -> Child:
    """Return a child as rows describe them."""
    return completed_child(Child(name=name), identity, name, fields)[0]


def new_episode(
    times: Mapping[str, str], reference: str, fields: Mapping[str, str], status: Mapping[str, str]
) -> Episode:
    """Return an episode as rows describe it; its child is still to be set."""
    care = CareStatus(**status)
    body: dict[str, Json] = dict(to_body(Episode(child="", police_reference=reference, status=care)))
    body.update(times)
    body.update(fields)
    return from_body(body, Episode)


def _new_names(child: Child, names: Iterable[str]) -> tuple[str, ...]:
    known = [child.name, child.preferred_name, *child.other_names]
    new: list[str] = []
    for name in names:
        if name and not _among(name, (*known, *new)):
            new.append(name)
    return tuple(new)


def _among(text: str, others: Iterable[str]) -> bool:
    return folded_words(text) in [folded_words(other) for other in others]


def _strings(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _in_order(episode: Episode) -> bool:
    times = [one for one in (episode.missing_since, episode.found, episode.returned) if one]
    return not any(before(later, earlier) for earlier, later in pairwise(times))
