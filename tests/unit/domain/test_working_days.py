"""Counting working days of England and Wales."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.domain.working_days import WorkingDays, read_bank_holidays

SHIPPED = read_bank_holidays((Path(__file__).parents[3] / "resources/bank_holidays.toml").read_text(encoding="utf-8"))
DAYS = st.dates(date(2025, 1, 1), date(2028, 11, 30))


@pytest.mark.parametrize(
    ("day", "count", "reached"),
    [
        (date(2026, 11, 20), 3, date(2026, 11, 25)),
        (date(2026, 11, 21), 3, date(2026, 11, 25)),
        (date(2026, 4, 2), 3, date(2026, 4, 9)),
        (date(2026, 12, 24), 1, date(2026, 12, 29)),
        (date(2026, 11, 23), 1, date(2026, 11, 24)),
    ],
    ids=["Friday", "Saturday", "before Easter", "before Christmas", "Monday"],
)
def test_weekends_and_bank_holidays_are_skipped(day: date, count: int, reached: date) -> None:
    assert SHIPPED.after(day, count) == reached


@given(day=DAYS, count=st.integers(1, 12), more=st.frozensets(DAYS, max_size=5))
def test_exactly_the_working_days_are_counted(day: date, count: int, more: frozenset[date]) -> None:
    days = SHIPPED.without(more)
    reached = days.after(day, count)
    passed = [day + timedelta(days=n) for n in range(1, (reached - day).days + 1)]
    assert sum(days.is_working(one) for one in passed) == count
    assert days.is_working(reached)


def test_what_was_counted_before_does_not_change_what_is_counted_now() -> None:
    days = SHIPPED.without(frozenset())
    first = [days.after(date(2026, 11, 20), count) for count in (1, 2, 3)]
    assert first == [date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)]
    assert [days.after(date(2026, 11, 20), count) for count in (1, 2, 3)] == first


def test_a_count_of_no_days_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        WorkingDays().after(date(2026, 11, 20), 0)


def test_years_that_are_not_published_yet_are_known_as_such() -> None:
    assert SHIPPED.covers(date(2026, 6, 1))
    assert not SHIPPED.covers(date(2041, 6, 1))
