"""The clocks of a return interview. They disagree, so each is computed from stored moments and shown with its words.

Sources: domain reference, section 5, table. Hours are elapsed hours; calendar and working days count from the day
after the first, and end with their last day. Where only a date is known, a clock says so and is never counted down.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from rhi_desktop.domain.deadline import WINDOW, deadline_of, met
from rhi_desktop.domain.moments import LONDON, Moment
from rhi_desktop.domain.working_days import WorkingDays

_INSTANT = timedelta(microseconds=1)
_DAY = timedelta(days=1)


class Start(StrEnum):
    """From when a clock runs."""

    RETURNED = "returned"
    FOUND = "found"


class Goal(StrEnum):
    """What has to happen before a clock runs out."""

    CONTACTED = "contacted"
    OFFERED = "offered"
    ARRANGED = "arranged"
    HELD = "held"


class Measure(StrEnum):
    """How a clock counts."""

    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"


class State(StrEnum):
    """How a clock stands; shown in words and by shape, never by colour alone."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    MET = "met"
    NOT_MET = "not_met"
    INDETERMINATE = "indeterminate"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Rule:
    """A clock: its words and their source, what it runs from and to. `in_care`: it is for children in care alone."""

    name: str
    title: str
    definition: str
    source: str
    start: Start
    goals: tuple[Goal, ...]
    measure: Measure = Measure.HOURS
    length: int = 72
    in_care: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the clocks are computed from, None where it is not recorded.

    `contacted` is the first time that anybody was spoken with about an interview, `offered` the first time that it
    was put to the child or to a parent or carer, `arranged` the first agreement to meet, `held` the start of the
    interview (never its write-up). `ended` says that the offer ended without an interview; a later one may follow.
    """

    found: Moment | None = None
    returned: Moment | None = None
    contacted: Moment | None = None
    offered: Moment | None = None
    arranged: Moment | None = None
    held: Moment | None = None
    ended: bool = False
    in_care: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """A rule as it stands. `due` is the last instant in time; it is a day alone where `exact` is false."""

    rule: Rule
    state: State
    start: Moment | None
    due: datetime | None
    exact: bool
    sentence: str


PRIMARY = "dfe_carried_out"
SCOTLAND = frozenset({"scotland_arranged", "scotland_held"})

RULES = (
    Rule(
        PRIMARY,
        "Carried out within 72 hours of return",
        "From the child’s return to their home or care setting to the start of the interview. Weekends count.",
        "Department for Education 2014, paragraph 32",
        Start.RETURNED,
        (Goal.HELD,),
    ),
    Rule(
        "dfe_offered_and_provided",
        "Offered and provided within 72 hours of return",
        "Both the offer to the child and the interview itself, from the child’s return.",
        "Department for Education 2014, flowchart",
        Start.RETURNED,
        (Goal.OFFERED, Goal.HELD),
    ),
    Rule(
        "birmingham_contact",
        "Contact made within 72 hours of return",
        "The first time that somebody was spoken with to arrange the interview. A message or a letter without a "
        "reply does not count.",
        "Birmingham Safeguarding Children Board procedures",
        Start.RETURNED,
        (Goal.CONTACTED,),
    ),
    Rule(
        "birmingham_placement",
        "Carried out within 72 hours of return to the placement",
        "For a child in care: from their return to where they are placed to the start of the interview.",
        "Birmingham children’s social care procedures",
        Start.RETURNED,
        (Goal.HELD,),
        in_care=True,
    ),
    Rule(
        "croydon_located",
        "Completed within 72 hours of being found",
        "From when the child was found, which may be before they were back, to the start of the interview.",
        "Croydon, report on missing children",
        Start.FOUND,
        (Goal.HELD,),
    ),
    Rule(
        "rotherham_days",
        "Within 3 days of being found",
        "The day on which the child was found is day 0; the interview is held by the end of day 3.",
        "Rotherham 2015",
        Start.FOUND,
        (Goal.HELD,),
        Measure.DAYS,
        3,
    ),
    Rule(
        "rotherham_working_days",
        "Within 3 working days of return",
        "The day of return is day 0; the interview is held by the end of the third working day. Saturdays, Sundays "
        "and bank holidays of England and Wales do not count.",
        "Rotherham 2019",
        Start.RETURNED,
        (Goal.HELD,),
        Measure.WORKING_DAYS,
        3,
    ),
    Rule(
        "nyas_offer",
        "Offer to meet within 3 days of return",
        "The day of return is day 0; the child is offered a meeting by the end of day 3.",
        "National Youth Advocacy Service",
        Start.RETURNED,
        (Goal.OFFERED,),
        Measure.DAYS,
        3,
    ),
    Rule(
        "scotland_arranged",
        "Arranged within 72 hours of return",
        "From the child’s return to the first agreement to meet.",
        "National Missing Persons Framework for Scotland",
        Start.RETURNED,
        (Goal.ARRANGED,),
    ),
    Rule(
        "scotland_held",
        "Held within a week of return",
        "The day of return is day 0; the interview is held by the end of day 7.",
        "National Missing Persons Framework for Scotland",
        Start.RETURNED,
        (Goal.HELD,),
        Measure.DAYS,
        7,
    ),
)


def clocks(facts: Facts, shown: frozenset[str], days: WorkingDays, now: datetime) -> tuple[Clock, ...]:
    """Return the clocks whose names are in `shown`, as they stand at `now`, the primary one first."""
    wanted = (rule for rule in RULES if rule.name in shown and (facts.in_care or not rule.in_care))
    return tuple(clock(rule, facts, days, now) for rule in wanted)


def clock(rule: Rule, facts: Facts, days: WorkingDays, now: datetime) -> Clock:
    """Return one clock as it stands at `now`."""
    start = facts.returned if rule.start is Start.RETURNED else facts.found
    if start is None:
        return Clock(rule, State.NOT_STARTED, None, None, exact=False, sentence=_NO_START[rule.start])
    run = _Run(rule, start, days)
    states = [_state(run, goal, facts, now) for goal in rule.goals]
    state = next(one for one in _WORST_FIRST if one in states)
    return Clock(rule, state, start, run.latest, run.exact, run.sentence(state))


class _Run:
    """One run of a clock: between which two instants it runs out (the same one, where the start is exact)."""

    def __init__(self, rule: Rule, start: Moment, days: WorkingDays) -> None:
        self.start = start
        self.by_hours = rule.measure is Measure.HOURS
        self.exact = not self.by_hours or start.instant is not None
        self.caution = ""
        if not self.by_hours:
            working = rule.measure is Measure.WORKING_DAYS
            last = days.after(start.day, rule.length) if working else start.day + rule.length * _DAY
            self.caution = (
                f"; the bank holidays of {last:%Y} are not known yet" if working and not days.covers(last) else ""
            )
            self.earliest = self.latest = _end_of(last)
            return
        latest = deadline_of(start).latest
        assert latest is not None  # noqa: S101 -- there is a start
        if start.instant is not None:
            self.earliest = self.latest = latest
        else:
            self.earliest, self.latest = _end_of(start.day - _DAY) + _INSTANT + WINDOW, latest - _INSTANT

    def judged(self, done: Moment) -> State:
        """Say whether what was done was done in time; dates alone tell only sometimes (domain reference 5.2)."""
        in_time = met(self.start, done) if self.by_hours else done.day <= Moment.at(self.latest).day
        if in_time is None:
            return State.INDETERMINATE
        return State.MET if in_time else State.NOT_MET

    def sentence(self, state: State) -> str:
        """Say how the clock stands."""
        due = Moment.at(self.latest)
        words = due.spoken if self.by_hours and self.exact else f"end of {Moment(due.day).spoken}{self.caution}"
        running = f"Due {words}" if self.exact else f"Due by the {words}; the time of the start is not known"
        return {
            State.MET: f"Met (due {words})",
            State.NOT_MET: f"Not met (due {words})",
            State.RUNNING: running,
            State.INDETERMINATE: f"Cannot be told from dates alone (due by {words})",
            State.ENDED: f"No interview was held (due {words})",
        }[state]


def _state(run: _Run, goal: Goal, facts: Facts, now: datetime) -> State:
    done: Moment | None = getattr(facts, goal.value)
    if done is not None:
        return run.judged(done)
    if goal is Goal.HELD and facts.ended:
        return State.ENDED
    if now > run.latest:
        return State.NOT_MET
    return State.INDETERMINATE if now > run.earliest else State.RUNNING


def _end_of(day: date) -> datetime:
    return datetime.combine(day + _DAY, time(0), LONDON) - _INSTANT


_NO_START = {
    Start.RETURNED: "Not started: the time of return is not recorded",
    Start.FOUND: "Not started: the time at which the child was found is not recorded",
}
_WORST_FIRST = (State.NOT_MET, State.INDETERMINATE, State.ENDED, State.RUNNING, State.MET)
