"""The rules of a service: which thresholds, triage counts and clocks it works by."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from rhi_desktop.domain.clocks import RULES, SCOTLAND
from rhi_desktop.domain.thresholds import THRESHOLDS, Threshold
from rhi_desktop.domain.triage import TriageRules

SHOWN = frozenset(rule.name for rule in RULES) - SCOTLAND
"""The clocks that are shown unless somebody decides otherwise."""


@dataclass(frozen=True, slots=True)
class ThresholdChoice:
    """What a service has chosen for one threshold."""

    name: str
    on: bool
    count: int
    days: int
    months: int = 0


@dataclass(frozen=True, slots=True)
class Rules:
    """Settings of one workspace. `days_off` are days besides bank holidays on which nobody works (ISO dates)."""

    thresholds: tuple[ThresholdChoice, ...] = ()
    triage: TriageRules = field(default_factory=TriageRules)
    clocks: frozenset[str] = SHOWN
    days_off: tuple[str, ...] = ()

    def in_force(self) -> tuple[Threshold, ...]:
        """Return the thresholds as they are in force; one that nobody has chosen for is as it is shipped."""
        chosen = {choice.name: choice for choice in self.thresholds}
        return tuple(_as_chosen(one, chosen.get(one.name)) for one in THRESHOLDS)

    def choose(self, choices: Iterable[ThresholdChoice]) -> "Rules":
        """Return the rules with these choices in place of the ones of the same name."""
        made = {choice.name: choice for choice in (*self.thresholds, *choices)}
        return replace(self, thresholds=tuple(made.values()))

    def off(self) -> frozenset[date]:
        """Return the days on which nobody works, besides weekends and bank holidays."""
        return frozenset(date.fromisoformat(day) for day in self.days_off)


def _as_chosen(threshold: Threshold, choice: ThresholdChoice | None) -> Threshold:
    if choice is None:
        return threshold
    return replace(threshold, on=choice.on, count=choice.count, days=choice.days, months=choice.months)
