"""Working days of England and Wales: Monday to Friday, without bank holidays."""

import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Counts working days. `holidays` are bank holidays and whatever other days a service does not work on."""

    holidays: frozenset[date] = frozenset()
    _reached: dict[tuple[date, int], date] = field(default_factory=dict, init=False, repr=False, compare=False)

    def is_working(self, day: date) -> bool:
        """Whether anybody is expected to work on a day."""
        return day.weekday() < _SATURDAY and day not in self.holidays

    def after(self, day: date, count: int) -> date:
        """Return the last of `count` working days that follow `day`, which is day 0 whatever it is.

        Raises ValueError where `count` is less than one.
        """
        if count < 1:
            raise ValueError("count at least one working day")
        if (known := self._reached.get((day, count))) is not None:
            return known
        reached = day
        for _ in range(count):
            reached += _DAY
            while not self.is_working(reached):
                reached += _DAY
        self._reached[day, count] = reached
        return reached

    def covers(self, day: date) -> bool:
        """Whether the bank holidays of that day's year are known; later years are not published yet."""
        return any(holiday.year == day.year for holiday in self.holidays)

    def without(self, more: frozenset[date]) -> "WorkingDays":
        """Return the same days without `more` of them."""
        return WorkingDays(self.holidays | more)


def read_bank_holidays(text: str) -> WorkingDays:
    """Read `resources/bank_holidays.toml`."""
    return WorkingDays(frozenset(one["date"] for one in tomllib.loads(text)["holiday"]))
