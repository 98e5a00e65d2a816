"""A referral: the request that a child be offered a return home interview."""

from dataclasses import dataclass, field
from enum import StrEnum


class TriageLevel(StrEnum):
    """How soon a referral is to be looked at. It sets the order of work and never takes the offer away."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """The level that somebody decided on, when and by whom.

    `computed` is what the rules said then, `rules` the sentences of those that fired; `reason` is compulsory where
    `level` differs from `computed`. `factors` are the codes (`triage.FACTORS`) that were taken into account.
    """

    level: TriageLevel
    computed: TriageLevel
    rules: tuple[str, ...]
    at: str
    by: str
    reason: str = ""
    factors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealt:
    """A prompt of a threshold (`thresholds.Prompt`) that somebody has dealt with: what was done, by whom, when."""

    threshold: str
    about: str
    done: str
    by: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """What was agreed for the meeting. `at` is `Moment.text`; choices are the child's where they say so.

    `advocate` is “accepted”, “declined”, “not_offered” or empty; `present` says who else will be there and
    `present_asked_by` at whose request.
    """

    at: str = ""
    place: str = ""
    place_chosen_by_child: bool = False
    person_chosen: str = ""
    interpreter: str = ""
    advocate: str = ""
    present: str = ""
    present_asked_by: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """That a referral was given to a worker: to whom, by whom, when (`instant_text`), and why."""

    worker: str
    by: str
    at: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """One request, about one or several episodes of one child.

    `received` is `Moment.text`; `returned` repeats the latest return among the episodes, from which the
    72 hours run; `worker` is the member to whom it is allocated, `transfers` how it came to them. `source` is who
    asked, as recorded. `signed_off` is the instant at which a coordinator said that the work is done.
    """

    child: str
    episodes: tuple[str, ...]
    received: str
    source: str = ""
    notes: str = ""
    returned: str = ""
    worker: str = ""
    triage: Triage | None = None
    arrangement: Arrangement = field(default_factory=Arrangement)
    dealt: tuple[Dealt, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    signed_off: str = ""
    signed_off_by: str = ""
