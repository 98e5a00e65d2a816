"""A referral's row on the worklist, from all that has come of it. Pure: both a commit and a rebuild use it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from rhi_desktop.domain.deadline import deadline_of
from rhi_desktop.domain.records import Body, parse_instant
from rhi_desktop.domain.referral import TriageLevel
from rhi_desktop.services.desk_rows import Step
from rhi_desktop.services.offers import TOOK_PLACE, later
from rhi_desktop.services.ports import WorkState
from rhi_desktop.store.desk_rows import Account, desk_fields, sent_back
from rhi_desktop.store.projection import Fields, moment, text

_CLOCK_RUNS, _NO_RETURN, _SUBMITTED = range(3)
_PRIORITY: Final = {TriageLevel.RED.value: 0, TriageLevel.AMBER.value: 1, "": 2, TriageLevel.GREEN.value: 3}
_LAST: Final = 4


@dataclass(frozen=True, slots=True)
class Work:
    """How far the interview on a referral has come: its newest draft or submitted interview.

    `saved` is when a draft was saved last, or when an interview was sent back.
    """

    state: WorkState = WorkState.NEW
    interview: str = ""
    saved: str = ""
    submitted: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Offers:
    """How often the interview was offered, and what the newest attempt came to."""

    attempts: int = 0
    last_result: str = ""
    last_at: str = ""


def offers_of(attempts: Iterable[tuple[str, int, str]]) -> Offers:
    """Return the offers out of each attempt's time, age (`created`) and result."""
    made = sorted(attempts)
    return Offers(len(made), made[-1][2], made[-1][0]) if made else Offers()


def referral_fields(
    referral: Body, child: Mapping[str, str | int] | None, work: Work, offers: Offers, account: Account
) -> Fields:
    """Return the row of a referral, without its id; a missing child leaves its columns empty.

    Where no interview was held and the offer was made again since that was submitted, the work is new again.
    """
    if work.state is WorkState.SUBMITTED and work.outcome not in TOOK_PLACE and later(offers.last_at, work.submitted):
        work = Work()
    returned, received = text(referral, "returned"), text(referral, "received")
    triage = text(_part(referral, "triage"), "level")
    on_desk = desk_fields(referral, account, offers.last_at)
    back = sent_back(account) if on_desk["step"] != Step.DONE.value else ""
    if work.state is WorkState.SUBMITTED and back:
        work = replace(work, state=WorkState.RETURNED, saved=back)
    section, due = place(returned, received, work)
    episodes = referral.get("episodes")
    return {
        "child": text(referral, "child"),
        "called": child["called"] if child else "",
        "reference": child["reference"] if child else "",
        "alerts": child["alerts"] if child else "[]",
        "episodes": json.dumps(episodes if isinstance(episodes, list) else []),
        "returned": returned,
        "received": received,
        "triage": triage,
        "meeting": text(_part(referral, "arrangement"), "at"),
        "attempts": offers.attempts,
        "last_result": offers.last_result,
        "state": work.state.value,
        "interview": work.interview,
        "saved": work.saved,
        "submitted": work.submitted,
        "outcome": work.outcome,
        "priority": _LAST if work.state is WorkState.SUBMITTED else _PRIORITY.get(triage, _PRIORITY[""]),
        "section": section,
        "due": due,
        **on_desk,
    }


def place(returned: str, received: str, work: Work) -> tuple[int, int]:
    """Return where a referral stands on the worklist, to be sorted upwards.

    Open work by its deadline, what was sent back by when that was; then what has no return time, the longest waiting
    first; then what is submitted, the newest first. Seconds since 1970.
    """
    if work.state is WorkState.RETURNED:
        return _CLOCK_RUNS, int(parse_instant(work.saved).timestamp())
    if work.state is WorkState.SUBMITTED:
        return _SUBMITTED, -int(parse_instant(work.submitted).timestamp())
    latest = deadline_of(moment(returned)).latest
    if latest is not None:
        return _CLOCK_RUNS, int(latest.timestamp())
    waiting = deadline_of(moment(received)).latest
    return _NO_RETURN, int(waiting.timestamp()) if waiting else 0


def _part(body: Body, field: str) -> Body:
    value = body.get(field)
    return value if isinstance(value, dict) else {}
