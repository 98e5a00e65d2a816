"""Moments: an instant, or only a date."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.domain.checks import clock_times, local_moment
from rhi_desktop.domain.moments import LONDON, Moment


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("2026-11-24T14:05Z", "Tue 24 Nov 2026, 14:05"),
        ("2026-07-01T23:30Z", "Thu 2 Jul 2026, 00:30"),
        ("2026-11-24", "Tue 24 Nov 2026"),
    ],
)
def test_a_moment_is_spoken_on_a_london_clock(text: str, spoken: str) -> None:
    assert Moment.parse(text).spoken == spoken


@pytest.mark.parametrize("text", ["", "24/11/2026", "2026-11-24T14:05", "2026-13-01", "2026-11-24T14:05+01:00"])
def test_what_moments_do_not_write_they_do_not_read(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Moment.parse(text)


def test_the_day_of_a_moment_is_the_day_in_london() -> None:
    assert Moment.at(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)).day == date(2026, 7, 2)
    assert Moment.at(datetime(2026, 12, 1, 23, 30, tzinfo=UTC)).day == date(2026, 12, 1)


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(0, 23), st.integers(0, 59))
def test_a_time_on_the_clock_names_as_many_instants_as_the_clock_showed_it(day: date, hour: int, minute: int) -> None:
    instants = clock_times(day, hour, minute)
    start = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=2)
    every = [start + timedelta(minutes=passed) for passed in range(28 * 60)]
    wanted = (day, hour, minute)
    shown = [at for at in every if _read(at) == wanted]
    assert [moment.instant for moment in instants] == shown
    assert local_moment(day, hour, minute) == (instants[0] if instants else None)


@pytest.mark.parametrize(
    ("day", "hour", "texts"),
    [
        (date(2026, 3, 29), 1, []),
        (date(2026, 3, 29), 2, ["2026-03-29T01:30Z"]),
        (date(2026, 10, 25), 1, ["2026-10-25T00:30Z", "2026-10-25T01:30Z"]),
        (date(2026, 10, 25), 2, ["2026-10-25T02:30Z"]),
    ],
)
def test_nights_on_which_the_clocks_change(day: date, hour: int, texts: list[str]) -> None:
    assert [moment.text for moment in clock_times(day, hour, 30)] == texts


def _read(at: datetime) -> tuple[date, int, int]:
    local = at.astimezone(LONDON)
    return local.date(), local.hour, local.minute
