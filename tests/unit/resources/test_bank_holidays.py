"""The list of bank holidays, held to the rules that make them (Banking and Financial Dealings Act 1971)."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

FILE = Path(__file__).parents[3] / "resources" / "bank_holidays.toml"
DAY = timedelta(days=1)


def easter(year: int) -> date:
    """Return Easter Sunday by the anonymous Gregorian computus."""
    golden, century, of_century = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def monday_from(day: date) -> date:
    """Return the day itself if it is a Monday, or the next one."""
    return day + DAY * (-day.weekday() % 7)


def expected(year: int) -> set[date]:
    """Return the eight holidays of a year; one that falls on a weekend moves to the next free weekday."""
    sunday = easter(year)
    days = {sunday - 2 * DAY, sunday + DAY, monday_from(date(year, 5, 1)), monday_from(date(year, 5, 25))}
    days.add(monday_from(date(year, 8, 25)))
    for fixed in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        free = fixed
        while free.weekday() >= 5 or free in days:
            free += DAY
        days.add(free)
    return days


def test_each_year_has_the_holidays_that_the_rules_give() -> None:
    listed: list[date] = [holiday["date"] for holiday in tomllib.loads(FILE.read_text("utf-8"))["holiday"]]

    assert listed == sorted(set(listed))
    for year in (2025, 2026, 2027, 2028):
        assert {day for day in listed if day.year == year} == expected(year)
    assert {day.year for day in listed} == {2025, 2026, 2027, 2028}
