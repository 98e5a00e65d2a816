"""The checks before submission with the shipped lists of words."""

from collections.abc import Callable
from datetime import datetime

from rhi_desktop.bootstrap import shipped_helplines
from rhi_desktop.domain.working_days import read_bank_holidays
from rhi_desktop.runtime.assets import find_assets
from rhi_desktop.services.checking.checks import Checks
from rhi_desktop.services.checking.language import LanguageList, read_language
from rhi_desktop.services.helplines import Helplines
from rhi_desktop.services.ports import Records
from rhi_desktop.services.rulebook import Rulebook


def shipped_language() -> LanguageList:
    """Return the lists as they are shipped."""
    return read_language((find_assets().resources / "language.toml").read_text(encoding="utf-8"))


def some_checks(clock: Callable[[], datetime]) -> Checks:
    """Return the checks."""
    return Checks(shipped_language(), clock)


def some_helplines(records: Records, clock: Callable[[], datetime]) -> Helplines:
    """Return the helplines over a store."""
    return Helplines(records, shipped_helplines(), clock)


def some_rulebook(records: Records, clock: Callable[[], datetime]) -> Rulebook:
    """Return the rules over a store, with the shipped bank holidays."""
    holidays = (find_assets().resources / "bank_holidays.toml").read_text(encoding="utf-8")
    return Rulebook(records, read_bank_holidays(holidays), clock)
