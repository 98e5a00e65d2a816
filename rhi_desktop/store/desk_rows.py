"""Where a referral stands on the coordinator's desk. Pure: both a commit and a rebuild use it."""

from dataclasses import dataclass

from rhi_desktop.domain.deadline import deadline_of
from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.records import Body, parse_instant
from rhi_desktop.domain.review import ReviewState, state_of
from rhi_desktop.services.desk_rows import Risk, Step
from rhi_desktop.services.offers import TOOK_PLACE, later
from rhi_desktop.store.projection import Fields, moment, text

_STEPS = {
    ReviewState.WAITING: Step.REVIEW,
    ReviewState.RETURNED: Step.RETURNED,
    ReviewState.URGENT: Step.RETURNED,
    ReviewState.APPROVED: Step.SIGN_OFF,
}


@dataclass(frozen=True, slots=True)
class Account:
    """The newest interview that was submitted on a referral, if any, and what was said of this version of it.

    `risk` is what its answers leave open (`Risk`), empty where they raise none; `verdicts` have the instant of each.
    `told` are the moments (`Moment.text`) at which something urgent about the referral was passed on.
    """

    interview: str = ""
    version: int = 0
    submitted: str = ""
    outcome: str = ""
    risk: str = ""
    verdicts: tuple[tuple[str, str], ...] = ()
    told: tuple[str, ...] = ()


def desk_fields(referral: Body, account: Account, last_offer: str) -> Fields:
    """Return a referral's columns of the desk; `last_offer` is the moment of the newest attempt, or empty."""
    step, risk, since = _step(referral, account, last_offer)
    return {
        "worker": text(referral, "worker"),
        "latest": account.interview,
        "version": account.version,
        "step": step.value,
        "breach": _breach(referral, step, since),
        "since": since,
        "risk": risk,
    }


def sent_back(account: Account) -> str:
    """Return the instant at which the newest version was sent back to its worker, empty where it was not."""
    state = state_of(verdict for verdict, _ in account.verdicts)
    return max(at for _, at in account.verdicts) if _STEPS[state] is Step.RETURNED else ""


def _step(referral: Body, account: Account, last_offer: str) -> tuple[Step, str, str]:
    """Return the step, the risk and the instant since which it waits.

    Where no interview was held and the offer was made again since, the work on it is new again; a risk stays.
    """
    if signed_off := text(referral, "signed_off"):
        return Step.DONE, "", signed_off
    risk, since = _risk(account)
    if risk:
        return Step.RISK, risk, since
    if not account.interview or (account.outcome not in TOOK_PLACE and later(last_offer, account.submitted)):
        return (Step.CLOCK if moment(text(referral, "returned")) else Step.UNDATED), "", ""
    step = _STEPS[state_of(verdict for verdict, _ in account.verdicts)]
    return step, "", max((at for _, at in account.verdicts), default=account.submitted)


def _risk(account: Account) -> tuple[str, str]:
    """Return the risk that is unanswered, and since when."""
    urgent = max((at for verdict, at in account.verdicts if verdict == ReviewState.URGENT), default="")
    if urgent and not any(_not_before(told, urgent) for told in account.told):
        return Risk.REVIEWER, urgent
    return (account.risk, account.submitted) if account.risk and not account.told else ("", "")


def _not_before(told: str, instant: str) -> bool:
    """Whether something was told at an instant or later, as far as it was noted: to the minute, or to the day."""
    said, asked = moment(told), parse_instant(instant)
    if said is None:
        return False
    if said.instant is None:
        return said.day >= Moment.at(asked).day
    return said.instant >= asked.replace(second=0, microsecond=0)


def _breach(referral: Body, step: Step, since: str) -> int:
    """Return what the rows of a step are sorted by, in seconds since 1970, the newest first of what is done."""
    if since:
        seconds = int(parse_instant(since).timestamp())
        return -seconds if step is Step.DONE else seconds
    latest = deadline_of(moment(text(referral, "returned")) or moment(text(referral, "received"))).latest
    return int(latest.timestamp()) if latest else 0
