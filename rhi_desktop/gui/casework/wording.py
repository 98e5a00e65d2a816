"""How the facts of a case are said in one line."""

from collections.abc import Iterable
from datetime import datetime

from rhi_desktop.domain.care import without_address
from rhi_desktop.domain.checks import age
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.code_lists import CodeLists
from rhi_desktop.domain.durations import duration, duration_words
from rhi_desktop.domain.episode import CareStatus, Episode
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.moments import LONDON, Moment
from rhi_desktop.domain.nhs_number import nhs_words
from rhi_desktop.gui.cards import Line

_PLANS = {"yes": "child protection plan", "no": "no child protection plan"}
_DECIDED = "This is what was decided, not what the times say:"


def episode_words(episode: Episode, between: str = ", ") -> str:
    """Return what an episode was, and from when to when; `between` may break the line."""
    kind = "Away without authorisation" if episode.kind == "away" else "Missing"
    since = f"since {Moment.parse(episode.missing_since).spoken}" if episode.missing_since else "from an unknown time"
    back = f"returned {Moment.parse(episode.returned).spoken}" if episode.returned else "no return recorded"
    return f"{kind} {since}{between}{back}"


def recorded_words(revisions: int, at: datetime) -> str:
    """Return when a record was made, or how often and when it was changed since."""
    if revisions == 1:
        return f"Recorded {Moment.at(at).spoken}"
    times = "once" if revisions == 2 else "twice" if revisions == 3 else f"{revisions - 1} times"
    return f"Changed {times}, last on {Moment.at(at).spoken}"


def episode_lines(episode: Filed[Episode], child: Child, lists: CodeLists) -> list[Line]:
    """Return what is known of an episode, its duration and night among it."""
    value = episode.value
    lines: list[Line] = [(episode_words(value), "section")]
    if duration(value).least is not None or value.overnight:
        lines.append((duration_words(value), "body"))
    reasons = [text for text in (value.minutes_reason, value.overnight_reason) if text]
    if reasons and (value.minutes is not None or value.overnight):
        lines.append((f"{_DECIDED} {'; '.join(dict.fromkeys(reasons))}", "muted"))
    lines += [
        (words, "muted") for words in (_places(without_address(child, value), lists), _police(value, lists)) if words
    ]
    status = status_words(value.status, lists)
    lines.append((f"At the time: {status}" if status else "", "muted"))
    lines.append((value.circumstances, "body"))
    lines.append((recorded_words(episode.revisions, episode.at), "caption"))
    return lines


def status_words(status: CareStatus, lists: CodeLists) -> str:
    """Return how a child was cared for, empty where nothing is recorded."""
    said = (
        lists["case_status"].label(status.case_status),
        lists["legal_status"].label(status.legal_status),
        lists["placement"].label(status.placement),
        _PLANS.get(status.protection_plan, ""),
    )
    return " · ".join(one for one in said if one)


def child_words(child: Child, now: datetime, lists: CodeLists) -> tuple[str, str, str]:
    """Return what is known of a child in three lines: who, by which numbers, with whom. Addresses are not in it."""
    years = age(child, now.astimezone(LONDON).date())
    born = "date of birth not recorded" if years is None else f"born {Moment.parse(child.born).spoken[4:]}"
    who = (
        f"known as {child.called}" if child.called != child.name else "",
        f"{years} years old" if years is not None else "",
        born,
        child.reference,
        lists["sex"].label(child.sex),
        child.gender,
        lists["ethnicity"].label(child.ethnicity),
        f"speaks {child.first_language}" if child.first_language else "",
        "an interpreter is needed" if child.interpreter else "",
        *(lists["disability"].label(one) for one in child.disabilities),
    )
    numbers = _named(
        ("also called", ", ".join(child.other_names)),
        ("NHS number", nhs_words(child.nhs_number)),
        ("pupil number", child.pupil_number),
        ("police reference", child.police_reference),
    )
    people = _named(
        ("with", child.carer),
        ("social worker", child.social_worker),
        ("school", child.school),
        ("responsible authority", child.responsible_authority),
        ("lives in", child.host_authority),
    )
    return " · ".join(one for one in who if one), _sentence(numbers), _sentence(people)


def _places(episode: Episode, lists: CodeLists) -> str:
    place = lists["place"]
    left = _place(place.label(episode.missing_from_kind), episode.missing_from, episode.missing_from_postcode)
    found = _place(place.label(episode.found_kind), episode.found_at, episode.found_postcode)
    when = Moment.parse(episode.found).spoken if episode.found else ""
    return _sentence(
        _named(
            ("from", left),
            ("last seen by", episode.last_seen_by),
            ("reported by", episode.reported_by),
            ("found", when),
            ("found at", found),
            ("came back:", lists["returned_how"].label(episode.returned_how)),
        )
    )


def _police(episode: Episode, lists: CodeLists) -> str:
    when = Moment.parse(episode.police_check_on).spoken if episode.police_check_on else ""
    check = ", ".join(one for one in (when, episode.police_check) if one)
    return _sentence(
        _named(
            ("police reference", episode.police_reference),
            ("recorded by the police as", episode.police_category),
            ("police risk:", lists["police_risk"].label(episode.police_risk)),
            ("police check:", check),
        )
    )


def _place(kind: str, name: str, postcode: str) -> str:
    where = ", ".join(one for one in (name, postcode) if one)
    return f"{where} ({kind[0].lower()}{kind[1:]})" if kind and where else kind or where


def _named(*facts: tuple[str, str]) -> Iterable[str]:
    return (f"{words} {value}" for words, value in facts if value)


def _sentence(facts: Iterable[str]) -> str:
    words = " · ".join(facts)
    return words[:1].upper() + words[1:]
