"""Dates and times as people type them."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.domain import british_dates as typed
from rhi_desktop.domain.moments import LONDON, Moment

TODAY = date(2026, 11, 25)
DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("24/11/26", date(2026, 11, 24)),
        ("24.11.2026", date(2026, 11, 24)),
        ("24-11-26", date(2026, 11, 24)),
        ("3 nov", date(2026, 11, 3)),
        ("24th November 2026", date(2026, 11, 24)),
        ("Tue 24 Nov 2026", date(2026, 11, 24)),
        ("Wednesday, 2nd sept", date(2026, 9, 2)),
        ("29/2/24", date(2024, 2, 29)),
        ("24nov", date(2026, 11, 24)),
        ("3 November 2025", date(2025, 11, 3)),
        ("24/11", date(2026, 11, 24)),
        ("2026-11-24", date(2026, 11, 24)),
        (" Yesterday ", date(2026, 11, 24)),
        ("today", TODAY),
    ],
)
def test_dates_are_read_as_people_in_britain_write_them(words: str, day: date) -> None:
    assert typed.read_date(words, TODAY) == day


def test_a_date_without_a_year_lies_in_the_near_past_at_the_turn_of_the_year() -> None:
    assert typed.read_date("30 dec", date(2027, 1, 4)) == date(2026, 12, 30)


@pytest.mark.parametrize(
    "words", ["", "24", "31/02/26", "11/24/26", "soon", "24/11/", "0/1/26", "29/2/26", "24 novice", "Tuesday"]
)
def test_what_is_no_date_is_not_guessed_at(words: str) -> None:
    assert typed.read_date(words, TODAY) is None


@pytest.mark.parametrize(
    ("words", "clock"),
    [
        ("14:30", time(14, 30)),
        ("1430", time(14, 30)),
        ("2.30pm", time(14, 30)),
        ("2:30 p", time(14, 30)),
        ("12 am", time(0)),
        ("12pm", time(12)),
        ("9", time(9)),
        ("930", time(9, 30)),
        ("midnight", time(0)),
    ],
)
def test_times_are_read_as_people_write_them(words: str, clock: time) -> None:
    assert typed.read_time(words) == clock


@pytest.mark.parametrize("words", ["", "25:00", "14:75", "13pm", "0am", "late", "2:3"])
def test_what_is_no_time_is_not_guessed_at(words: str) -> None:
    assert typed.read_time(words) is None


@given(DAYS, DAYS)
def test_the_text_of_a_date_is_read_as_the_same_day_whatever_today_is(day: date, today: date) -> None:
    assert typed.read_date(typed.date_text(day), today) == day


@given(DAYS, st.times())
def test_a_moment_shows_again_what_was_typed(day: date, clock: time) -> None:
    clock = clock.replace(second=0, microsecond=0)
    value = typed.moment_value(day, clock)
    instant = datetime.fromisoformat(value)
    if datetime.fromtimestamp(instant.timestamp(), LONDON).time() != clock:
        return  # the hour that does not exist when the clocks go forward
    assert typed.moment_parts(value) == (typed.date_text(day), f"{clock:%H:%M}")


def test_a_moment_carries_the_offset_of_its_own_day() -> None:
    assert typed.moment_value(date(2026, 7, 1), time(9)).endswith("+01:00")
    assert typed.moment_value(date(2026, 12, 1), time(9)).endswith("+00:00")


@given(st.text("0123456789/ abc", max_size=10), st.text("0123456789:pm ", max_size=6))
def test_half_a_moment_comes_back_as_it_was_typed(day: str, clock: str) -> None:
    assert typed.moment_parts(typed.moment_raw(day, clock)) == (day, clock)


def test_a_moment_across_midnight_keeps_its_day() -> None:
    late = datetime(2026, 7, 1, 23, 30, tzinfo=LONDON)
    assert typed.moment_parts((late + timedelta(hours=1)).isoformat())[0] == "02/07/2026"


@given(DAYS, DAYS)
def test_the_words_that_are_shown_for_a_date_are_read_as_that_date(day: date, today: date) -> None:
    assert typed.read_date(typed.date_words(day), today) == day
    assert typed.read_date(Moment(day).spoken, today) == day


@given(DAYS, DAYS)
def test_a_day_without_its_year_is_at_most_half_a_year_ahead(day: date, today: date) -> None:
    read = typed.read_date(f"{day.day}/{day.month}", today)
    if read is None:
        assert (day.month, day.day) == (2, 29)
        return
    assert (read.month, read.day) == (day.month, day.day)
    assert -366 < (read - today).days <= 183


@given(st.text(max_size=30), st.text("0123456789/.:- amp", max_size=12))
def test_whatever_is_typed_is_read_or_left_but_never_fails(anything: str, likely: str) -> None:
    for words in (anything, likely):
        day, clock = typed.read_date(words, TODAY), typed.read_time(words)
        assert day is None or isinstance(day, date)
        assert clock is None or (clock.second, clock.microsecond) == (0, 0)


@given(st.times())
def test_the_text_of_a_time_is_read_as_the_same_minute_in_both_clocks(clock: time) -> None:
    minute = clock.replace(second=0, microsecond=0)
    assert typed.read_time(f"{minute:%H:%M}") == minute
    assert typed.read_time(f"{minute:%H.%M}") == minute
    assert typed.read_time(f"{minute:%I.%M%p}") == minute
