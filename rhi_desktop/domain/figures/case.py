"""What figures are made from: one episode, with the child as they were and what became of the offer."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from rhi_desktop.domain.deadline import met
from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.working_days import WorkingDays

LOOKED_AFTER = frozenset({"looked_after_here", "looked_after_other"})
HELD = frozenset({"", "held", "partly"})
"""Outcomes of an interview that took place; the first of programs that asked for none."""
SAID_NO = frozenset({"declined_child", "declined_adult"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A submitted interview on the referral. `held` is `Moment.text` or empty, `submitted` and `approved` instants.

    `declined` holds the codes of the reasons for a no. `exploitation` says that an indicator was suspected or known,
    None where the interview was written by a program that kept no codes.
    """

    interview: str
    outcome: str
    held: str
    submitted: str
    approved: str = ""
    declined: tuple[str, ...] = ()
    exploitation: bool | None = None

    @property
    def took_place(self) -> bool:
        """Whether the child was talked with."""
        return self.outcome in HELD


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An attempt that reached somebody who answers. `at` is `Moment.text`, `result` a code of `attempt_result`."""

    at: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One episode. Codes are those of the lists, empty where not recorded; days are those of a London clock.

    `previous` is the day on which the child's episode before began, `recent` how many of their episodes began in the 90
    days up to this one, itself included. `referral` is empty where nobody asked for an interview; `talks` and `offers`
    are those on it, the offers in the order in which they were recorded.
    """

    episode: str
    child: str
    called: str = ""
    kind: str = "missing"
    began: date | None = None
    missing_since: str = ""
    found: str = ""
    returned: str = ""
    case_status: str = ""
    placement: str = ""
    responsible: str = ""
    host: str = ""
    sex: str = ""
    ethnicity: str = ""
    born: date | None = None
    previous: date | None = None
    recent: int = 1
    referral: str = ""
    received: str = ""
    triage: str = ""
    offers: tuple[Offer, ...] = field(default=())
    talks: tuple[Talk, ...] = field(default=())

    @property
    def ended(self) -> date | None:
        """The day of the return; where that is not recorded, of being found."""
        text = self.returned or self.found
        return Moment.parse(text).day if text else None

    @property
    def happened(self) -> tuple[str, ...]:
        """When something happened about it, as it was written, from the first to the last; days may be a day out."""
        told = [self.began.isoformat() if self.began is not None else "", self.received]
        told += [one.at for one in self.offers]
        told += [text for one in self.talks for text in (one.held, one.submitted, one.approved)]
        return tuple(sorted(text for text in told if text))

    @property
    def looked_after(self) -> bool:
        """Whether the child was looked after, here or by another authority, when the episode began."""
        return self.case_status in LOOKED_AFTER

    @property
    def age(self) -> int | None:
        """The child's age in years when the episode began, None where either day is not known."""
        on = self.began or self.ended
        if on is None or self.born is None:
            return None
        return on.year - self.born.year - ((on.month, on.day) < (self.born.month, self.born.day))

    @property
    def hours(self) -> float | None:
        """For how many hours the child was away, None where an end of it is known by the day alone or not at all."""
        begin, end = _moment(self.missing_since), _moment(self.found or self.returned)
        if begin is None or end is None or begin.instant is None or end.instant is None:
            return None
        return (end.instant - begin.instant).total_seconds() / 3600


class Judged(NamedTuple):
    """A case with what follows from it, worked out once; a tuple, because thousands are made for a scorecard.

    `talk` is the first interview that took place; `refusal` the newest record that the answer was no, where none did.
    `offered` is when the interview was first offered (`Moment.text`), “yes” where that is known without a time.
    `accepted`: the child, or an adult for them, agreed; an interview that took place was agreed to. `declined`: the
    answer was no, of the record, else of the newest answer, and no interview took place. `in_72_hours` and
    `in_working_days` say whether it was held in time after the return, None where that cannot be told.
    """

    case: Case
    ended: date | None
    talk: Talk | None
    refusal: Talk | None
    offered: str
    accepted: bool
    declined: bool
    in_72_hours: bool | None
    in_working_days: bool | None


def judge(case: Case, days: WorkingDays) -> Judged:
    """Work out what follows from a case. `days` are the working days of its service."""
    talk = min([one for one in case.talks if one.took_place], key=_first, default=None)
    refusal = None
    if talk is None:
        said = [one for one in case.talks if one.outcome in SAID_NO]
        refusal = max(said, key=lambda one: one.submitted, default=None)
    newest = max(reversed(case.offers), key=lambda one: one.at, default=None)  # of one time that recorded last
    said_no = refusal is not None or (newest is not None and newest.result == "said_no")
    returned, held = _moment(case.returned), _moment(talk.held) if talk is not None else None
    return Judged(
        case=case,
        ended=returned.day if returned is not None else case.ended,
        talk=talk,
        refusal=refusal,
        offered=_offered(case, talk, refusal),
        accepted=talk is not None or any(one.result == "agreed" for one in case.offers),
        declined=talk is None and said_no,
        in_72_hours=met(returned, held),
        in_working_days=None if returned is None or held is None else held.day <= days.after(returned.day, 3),
    )


def _first(talk: Talk) -> tuple[str, str]:
    return talk.held or talk.submitted, talk.submitted


def _offered(case: Case, talk: Talk | None, refusal: Talk | None) -> str:
    first = min([one.at for one in case.offers], default="")
    if first:
        return first
    if talk is not None:
        return talk.held or "yes"
    return "yes" if refusal is not None else ""


def _moment(text: str) -> Moment | None:
    return Moment.parse(text) if text else None
