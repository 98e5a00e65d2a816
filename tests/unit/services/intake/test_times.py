"""Dates and times as spreadsheets hold them."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.domain.checks import clock_times
from rhi_desktop.domain.moments import LONDON, Moment
from rhi_desktop.services.intake.sheets import Cell, Serial
from rhi_desktop.services.intake.times import Unreadable, read_day, read_when

DAYS = st.dates(date(2000, 1, 1), date(2035, 12, 31))
DAY_SPELLINGS = (
    "{d.day}/{d.month}/{d:%y}",
    "{d:%d/%m/%Y}",
    "{d:%d-%b-%Y}",
    "{d.day} {d:%B %Y}",
    "{d:%A} {d.day} {d:%b} {d:%y}",
    "{d:%d.%m.%Y}",
    "{d:%Y-%m-%d}",
    "{d:%Y/%m/%d}",
    "{d:%d-%m-%Y}",
    "{d:%B} {d.day}, {d.year}",
    "{d:%Y%m%d}",
)
CLOCK_SPELLINGS = (" {t:%H:%M}", " {t:%H:%M:%S}", " at {t:%H.%M}", ", {t:%H:%M}", " {t:%H%M}hrs", " {t:%I:%M %p}")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("3/11/26 14:05", "2026-11-03T14:05Z"),
        ("03-Nov-2026", "2026-11-03"),
        ("2026-11-03T14:05:00", "2026-11-03T14:05Z"),
        ("2026-07-03T14:05:00", "2026-07-03T13:05Z"),
        ("2026-07-03T14:05:00Z", "2026-07-03T14:05Z"),
        ("3/7/26 14:05 GMT", "2026-07-03T14:05Z"),
        ("14:05 on 3 Nov 2026", "2026-11-03T14:05Z"),
        ("Tue 3rd November 2026 at 2.30pm", "2026-11-03T14:30Z"),
        ("29/02/2024", "2024-02-29"),
        (46329, "2026-11-03"),
        (46329.5868055, "2026-11-03T14:05Z"),
        ("46329.5868055", "2026-11-03T14:05Z"),
        (Serial(46329.5868055), "2026-11-03T14:05Z"),
        (Serial(46329.0), "2026-11-03"),
        ("approx. 3/11/26 14:05", "2026-11-03T14:05Z"),
    ],
)
def test_a_cell_is_read_to_the_minute_or_to_the_day(cell: Cell, text: str) -> None:
    assert read_when(cell).moment.text == text


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("11/25/26", "month seems to stand first"),
        ("29/02/2026", "no such day"),
        ("31/11/2026", "no such day"),
        ("3/11", "not whole"),
        ("Nov 2026", "not whole"),
        ("yesterday", "cannot be read as a date"),
        ("03/11/2026 25:00", "time cannot be read"),
        ("03/11/2026 24:00", "24:00 is not a time"),
        ("03/11/1926", "long ago"),
        (Serial(0.5), "time without its date"),
        (7, "number is not a date"),
        ("29/03/2026 01:30", "never showed this time"),
        (True, "cannot be read"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(cell: Cell, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_when(cell)


def test_of_a_time_that_the_clock_showed_twice_the_first_is_taken_and_told() -> None:
    when = read_when("25/10/2026 01:30")
    assert when.moment.text == "2026-10-25T00:30Z"
    assert "the first was taken" in when.notes[0]


@pytest.mark.parametrize(
    "clock", ["14:05", "14.05", "1405", 1405, "2.05pm", "14:05 hrs", Serial(0.58681), 0.58681, "03/11/2026 14:05"]
)
def test_a_time_in_a_column_of_its_own_is_put_to_the_date(clock: Cell) -> None:
    assert read_when("03/11/2026", clock).moment.text == "2026-11-03T14:05Z"


@pytest.mark.parametrize(("clock", "text"), [(930, "09:30"), (0, "00:00"), ("0005", "00:05")])
def test_a_time_that_lost_its_zeros_is_read_where_it_is_sure(clock: Cell, text: str) -> None:
    if clock == 0:
        with pytest.raises(Unreadable):
            read_when("03/11/2026", clock)
    else:
        assert f"{read_when('03/11/2026', clock).moment.local:%H:%M}" == text


def test_two_times_that_differ_are_told() -> None:
    when = read_when("03/11/2026 13:00", "14:05")
    assert when.moment.text == "2026-11-03T14:05Z"
    assert "differ" in when.notes[0]


def test_bare_numbers_of_a_1904_workbook_count_from_there() -> None:
    assert read_when(46329 - 1462, from_1904=True).moment.text == "2026-11-03"


def test_a_two_digit_year_of_birth_is_a_childs() -> None:
    assert read_day("4/5/12") == date(2012, 5, 4)


@given(DAYS, st.sampled_from(DAY_SPELLINGS))
def test_a_day_comes_back_from_each_spelling(day: date, spelling: str) -> None:
    assert read_when(spelling.format(d=day)).moment == Moment(day)


@given(DAYS, st.integers(1, 1439), st.sampled_from(DAY_SPELLINGS[:-1]), st.sampled_from(CLOCK_SPELLINGS))
def test_a_moment_comes_back_from_each_spelling(day: date, minute: int, spelling: str, clock: str) -> None:
    local = datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=LONDON)
    times = clock_times(day, minute // 60, minute % 60)
    text = spelling.format(d=day) + clock.format(t=local)
    if times:
        assert read_when(text).moment == times[0]
    else:
        with pytest.raises(Unreadable):
            read_when(text)


@given(DAYS, st.integers(0, 1439))
def test_a_serial_is_the_minute_that_the_spreadsheet_shows(day: date, minute: int) -> None:
    serial = Serial((day - date(1899, 12, 30)).days + minute / 1440)
    assert (serial.day, serial.minute) == (day, minute)


@given(st.datetimes(datetime(2001, 1, 1), datetime(2035, 1, 1)))
def test_an_instant_with_its_zone_is_that_instant(instant: datetime) -> None:
    aware = instant.replace(second=0, microsecond=0, tzinfo=UTC)
    for text in (f"{aware:%Y-%m-%dT%H:%MZ}", f"{aware + timedelta(hours=1):%Y-%m-%d %H:%M}+01:00"):
        assert read_when(text).moment == Moment.at(aware)


@given(st.text(max_size=25))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(Unreadable):
        assert read_when(text).moment.day >= date(2000, 1, 1)
    with suppress(Unreadable):
        assert read_when("3/11/26", text).moment.day == date(2026, 11, 3)
