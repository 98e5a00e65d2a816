"""The rules that a service works by: shipped, and then its own."""

import json
from collections.abc import Callable
from datetime import datetime

from rhi_desktop.domain.bodies import from_body, to_body
from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.rules import Rules
from rhi_desktop.domain.working_days import WorkingDays
from rhi_desktop.services.kept_settings import KeptSettings
from rhi_desktop.services.ports import Records

SETTING = "rules"


class RulesUnclear(RhiError):
    """Rules that cannot be worked by; the sentence says which and why."""


class Rulebook:
    """Reads and keeps the rules. Calls read the store: give them to its lane."""

    def __init__(self, records: Records, bank_holidays: WorkingDays, clock: Callable[[], datetime]) -> None:
        self._settings = KeptSettings(records)
        self._bank_holidays = bank_holidays
        self._clock = clock

    def now(self) -> datetime:
        """Return the instant by which dates without a year are read."""
        return self._clock()

    def rules(self) -> Rules:
        """Return the rules as they are now."""
        kept = self._settings.find(SETTING)
        return from_body(json.loads(kept.value.value), Rules) if kept is not None else Rules()

    def days(self, rules: Rules) -> WorkingDays:
        """Return the working days under these rules."""
        return self._bank_holidays.without(rules.off())

    def keep(self, rules: Rules) -> Rules:
        """Keep changed rules. Raises RulesUnclear, RecordChanged."""
        _check(rules)
        body = to_body(rules)
        value = json.dumps({**body, "clocks": sorted(rules.clocks)}, ensure_ascii=False, sort_keys=True)
        self._settings.keep(SETTING, value)
        return rules


def _check(rules: Rules) -> None:
    for threshold in rules.in_force():
        if threshold.on and threshold.count < 1:
            raise RulesUnclear(f"“{threshold.then}” needs a number of at least 1, or to be switched off.")
    triage = rules.triage
    if triage.green_below > triage.red_over + 1:
        overlap = f"Green below {triage.green_below} and red above {triage.red_over} overlap."
        raise RulesUnclear(f"{overlap} Please make one of them smaller.")
    try:
        rules.off()
    except ValueError:
        raise RulesUnclear("Please give each day like 24/12/2026.") from None
