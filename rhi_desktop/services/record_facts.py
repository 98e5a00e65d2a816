"""The head of a record: who it is about, when they were away, and how they were cared for then.

An address is never in it: records are read by people from whom it may have to be kept (domain reference, section 8).
"""

from collections.abc import Iterator

from rhi_desktop.domain.care import without_address
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.code_lists import CodeLists
from rhi_desktop.domain.deadline import met
from rhi_desktop.domain.durations import duration, duration_words
from rhi_desktop.domain.episode import CareStatus, Episode
from rhi_desktop.domain.interview import Interview
from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.records import parse_instant
from rhi_desktop.services.document import Line

NOT_RECORDED = "Not recorded"
_IN_TIME = {True: "Yes", False: "No", None: "Cannot be told: times are missing"}


def facts(
    child: Child, interview: Interview, episodes: tuple[Episode, ...], author: str, lists: CodeLists
) -> Iterator[Line]:
    """Yield the lines of the head, the alerts last."""
    yield Line("Child", child.name if child.called == child.name else f"{child.name} (known as {child.called})")
    yield Line("Date of birth", Moment.parse(child.born).spoken_day if child.born else NOT_RECORDED)
    yield Line("Reference", child.reference or NOT_RECORDED)
    yield Line("Interview held", _moment(interview.held))
    yield Line("Interviewer", author)
    yield Line("Submitted", Moment.at(parse_instant(interview.submitted)).spoken)
    yield from _person(child, lists)
    for episode in episodes:
        yield from _away(without_address(child, episode))
    if interview.held:
        yield Line("Within 72 hours of return", _IN_TIME[_met(episodes, interview)])
    if episodes:
        yield from _care(episodes[-1].status, lists)
    yield from (Line("Alert", alert) for alert in child.alerts)


def _person(child: Child, lists: CodeLists) -> Iterator[Line]:
    language = child.first_language + (", interpreter needed" if child.interpreter else "")
    known = (
        ("Sex", lists["sex"].label(child.sex)),
        ("Ethnicity", lists["ethnicity"].label(child.ethnicity)),
        ("First language", language.removeprefix(", ")),
        ("Communication needs", child.needs),
        ("School", child.school),
    )
    yield from (Line(label, text) for label, text in known if text)


def _away(episode: Episode) -> Iterator[Line]:
    since = f"since {_moment(episode.missing_since)}"
    places = [
        f"from {episode.missing_from}" if episode.missing_from else "",
        f"found {_moment(episode.found)}" if episode.found else "",
        f"at {episode.found_at}" if episode.found_at else "",
        f"police reference {episode.police_reference}" if episode.police_reference else "",
    ]
    kind = "Away without authorisation" if episode.kind == "away" else "Missing"
    yield Line(kind, ", ".join([since, *(place for place in places if place)]))
    yield Line("Returned", _moment(episode.returned))
    if duration(episode).least is not None:
        yield Line("Duration", duration_words(episode))


def _care(status: CareStatus, lists: CodeLists) -> Iterator[Line]:
    plan = {"yes": "Yes", "no": "No"}.get(status.protection_plan, status.protection_plan)
    known = (
        ("Case status then", lists["case_status"].label(status.case_status)),
        ("Legal status then", lists["legal_status"].label(status.legal_status)),
        ("Placement then", lists["placement"].label(status.placement)),
        ("Protection plan then", plan),
        ("Responsible authority", status.responsible_authority),
        ("Host authority", status.host_authority),
        ("Social worker", status.social_worker),
    )
    yield from (Line(label, text) for label, text in known if text)


def _met(episodes: tuple[Episode, ...], interview: Interview) -> bool | None:
    """Whether it was held in time after the last return."""
    returns = [moment for episode in episodes if (moment := episode.returned_moment) is not None]
    last = max(returns, key=lambda moment: (moment.day, moment.text), default=None)
    return met(last, Moment.parse(interview.held))


def _moment(text: str) -> str:
    return Moment.parse(text).spoken if text else NOT_RECORDED
