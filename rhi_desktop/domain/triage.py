"""Triage: which referral is looked at first. It sets the order of work and never takes the offer away.

The levels follow Streetwise (domain reference 5.9): green below two episodes and with few factors, red above two, with
a serious factor or with five absences, amber for what lies between, exactly two episodes among it. The offer is made
whatever the level (Department for Education 2014, paragraph 31).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rhi_desktop.domain.care import ELSEWHERE
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.referral import TriageLevel
from rhi_desktop.domain.thresholds import day_of

STATUTORY = "Department for Education 2014, paragraph 34; Birmingham Safeguarding Children Board"
RECORD = "From the record"
_DAY = timedelta(hours=24)
_YOUNG = 13


@dataclass(frozen=True, slots=True)
class Factor:
    """Something that makes an interview more pressing. `serious` alone makes a referral red.

    `statutory` ones are those for which the guidance calls the interview especially important.
    """

    code: str
    words: str
    serious: bool = False
    statutory: bool = False


FACTORS = (
    Factor("repeat", "Has been reported missing on two or more occasions", statutory=True),
    Factor("often_away", "Is often away from home or placement without authorisation", statutory=True),
    Factor("hurt", "Has been hurt or harmed while missing", True, True),
    Factor(
        "exploitation",
        "Is at known or suspected risk of sexual exploitation or trafficking",
        serious=True,
        statutory=True,
    ),
    Factor("crime", "Is at known or suspected risk of being drawn into crime or drugs", True, True),
    Factor("contact", "Has contact with people who are a risk to children", True, True),
    Factor("offence", "Is believed to have been drawn into crime while missing", statutory=True),
    Factor("high_risk", "The police graded the risk as high", serious=True),
    Factor("young", "Is 12 or younger", serious=True),
    Factor("long", "Was missing for 24 hours or more"),
    Factor("plan", "Has a child protection plan"),
    Factor("in_care", "Is in care"),
    Factor("placed_far", "Was placed here by another authority"),
    Factor("unaccompanied", "Came to this country unaccompanied"),
)
_BY_CODE = {factor.code: factor for factor in FACTORS}


@dataclass(frozen=True, slots=True)
class TriageRules:
    """The numbers of the rules. Episodes count for `days` back from the newest one; 0: all on record.

    Red above `red_over` episodes or at `red_away` times away; green below `green_below` episodes with fewer than
    `few` factors.
    """

    red_over: int = 2
    red_away: int = 5
    green_below: int = 2
    few: int = 2
    days: int = 365


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the rules say, and why; `factors` are the codes that were taken into account."""

    level: TriageLevel
    rules: tuple[str, ...]
    factors: tuple[str, ...] = ()


def counted(episodes: Iterable[Episode], days: int) -> tuple[int, int]:
    """Return how often the child was missing and how often away, in the days up to the newest episode."""
    dated = [(day, episode.kind) for episode in episodes if (day := day_of(episode)) is not None]
    last = max((day for day, _ in dated), default=date.min)
    kinds = [kind for day, kind in dated if not days or day >= last - timedelta(days=days)]
    away = kinds.count("away")
    return len(kinds) - away, away


def established(
    child: Child, episodes: Sequence[Episode], about: Sequence[Episode], rules: TriageRules
) -> tuple[str, ...]:
    """Return the codes of the factors that the record itself shows; `about` are the episodes of the referral."""
    missing, away = counted(episodes, 0)
    facts = {
        "repeat": missing >= 2,
        "often_away": away >= rules.red_away,
        "high_risk": any(episode.police_risk.casefold() == "high" for episode in about),
        "young": any(_age_then(child, episode) < _YOUNG for episode in about),
        "long": any(_long(episode) for episode in about),
        "plan": any(one.status.protection_plan == "yes" or one.status.case_status == "cp" for one in about),
        "in_care": any(in_care(episode) for episode in about),
        "placed_far": child.placed_by_another or any(one.status.case_status == ELSEWHERE for one in about),
        "unaccompanied": child.unaccompanied,
    }
    return tuple(code for code, true in facts.items() if true)


def in_care(episode: Episode) -> bool:
    """Whether the child was in care when the episode began."""
    status = episode.status
    return bool(status.placement or status.legal_status or status.case_status.startswith("looked_after"))


def assess(missing: int, away: int, factors: Iterable[str], rules: TriageRules) -> Assessment:
    """Return the level with each rule that led to it, in words."""
    present = [_BY_CODE[code] for code in dict.fromkeys(factors) if code in _BY_CODE]
    codes = tuple(factor.code for factor in present)
    red = [f"{factor.words}." for factor in present if factor.serious]
    if missing > rules.red_over:
        red.insert(0, f"{_times(missing)} missing, which is more than {rules.red_over}.")
    if away >= rules.red_away:
        red.append(f"{_times(away)} away without authorisation, which is {rules.red_away} or more.")
    if red:
        return Assessment(TriageLevel.RED, tuple(red), codes)
    others = [factor for factor in present if factor.code != "repeat"]
    amber = [f"{_times(missing)} missing: more information is needed."] if missing >= rules.green_below else []
    if len(others) >= rules.few:
        amber.append(f"{len(others)} factors to look at: {'; '.join(factor.words.lower() for factor in others)}.")
    if amber:
        return Assessment(TriageLevel.AMBER, tuple(amber), codes)
    few = f"fewer than {rules.few} factors"
    return Assessment(TriageLevel.GREEN, (f"{_times(missing)} missing, and {few} to look at.",), codes)


def factor(code: str) -> Factor | None:
    """Return a factor by its code, None for one that is not known any more."""
    return _BY_CODE.get(code)


def _times(count: int) -> str:
    return {0: "Not once", 1: "Once", 2: "Twice"}.get(count, f"{count} times")


def _age_then(child: Child, episode: Episode) -> int:
    day = day_of(episode)
    if not child.born or day is None:
        return _YOUNG
    born = date.fromisoformat(child.born)
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _long(episode: Episode) -> bool:
    ended = episode.found or episode.returned
    if not episode.missing_since or not ended:
        return False
    since, end = Moment.parse(episode.missing_since), Moment.parse(ended)
    if since.instant is not None and end.instant is not None:
        return end.instant - since.instant >= _DAY
    return (end.day - since.day).days >= 2
