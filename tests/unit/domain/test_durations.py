"""How long a child was away, and whether overnight."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.domain.durations import Band, duration, duration_words, overnight, read_minutes, time_words
from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.moments import LONDON, Moment

SINCE = datetime(2026, 3, 20, tzinfo=UTC)
INSTANTS = st.integers(0, 14 * 24 * 60).map(lambda minutes: SINCE + timedelta(minutes=minutes))
"""Two weeks in which the clock changes."""


def missing(since: str, found: str = "", returned: str = "", **fields: Any) -> Episode:
    return Episode(child="c", missing_since=since, found=found, returned=returned, **fields)


@pytest.mark.parametrize(
    ("hours", "band"),
    [
        (0, Band.UNDER_8_HOURS),
        (8, Band.UNDER_16_HOURS),
        (16, Band.UNDER_24_HOURS),
        (24, Band.UNDER_48_HOURS),
        (48, Band.UP_TO_7_DAYS),
        (168, Band.OVER_7_DAYS),
    ],
)
def test_the_lower_edge_belongs_to_a_band_and_the_upper_one_to_the_next(hours: int, band: Band) -> None:
    start = datetime(2026, 1, 5, 12, tzinfo=UTC)
    edge = Moment.at(start + timedelta(hours=hours)).text
    assert duration(missing(Moment.at(start).text, edge)).band is band
    if hours:
        before = Moment.at(start + timedelta(hours=hours, minutes=-1)).text
        assert duration(missing(Moment.at(start).text, before)).band is list(Band)[list(Band).index(band) - 1]


@pytest.mark.parametrize(
    ("episode", "words"),
    [
        (
            missing("2026-11-23T21:00Z", "2026-11-24T18:30Z", "2026-11-24T20:00Z"),
            "Missing for 21 hours 30 minutes, until found; overnight.",
        ),
        (
            missing("2026-11-23T21:00Z", "2026-11-24T18:30Z", "2026-11-24T20:00Z", kind="away"),
            "Away for 23 hours, until returned; overnight.",
        ),
        (
            missing("2026-11-24T15:00Z", returned="2026-11-24T20:00Z"),
            "Missing for 5 hours, until returned (when the child was found is not recorded); not overnight.",
        ),
        (missing("2026-11-20", "2026-11-24"), "Missing for between 3 days and 5 days, until found; overnight."),
        (missing("2026-11-24", "2026-11-24"), "Missing for less than 24 hours, until found; overnight not known."),
        (missing("2026-11-24T09:00Z", "2026-11-24"), "Missing for less than 15 hours, until found; not overnight."),
        (missing("2026-11-24T09:00Z"), "Duration not known."),
        (missing("", "2026-11-24T09:00Z"), "Duration not known."),
        (missing("2026-11-24T09:00Z", "2026-11-23"), "Duration not known."),
        (missing("", overnight="yes"), "Duration not known; overnight."),
        (missing("", minutes=150, overnight="no"), "Missing for 2 hours 30 minutes, as it was decided; not overnight."),
    ],
)
def test_how_long_is_said_with_its_end_and_no_more_precision_than_is_known(episode: Episode, words: str) -> None:
    assert duration_words(episode) == words


def test_hours_are_elapsed_hours_in_nights_when_the_clock_changes() -> None:
    spring = missing("2026-03-28T20:00Z", "2026-03-29T07:00Z")
    autumn = missing("2026-10-24T19:00Z", "2026-10-25T08:00Z")
    assert duration(spring).words == "11 hours"
    assert duration(autumn).words == "13 hours"
    whole_days = missing("2026-10-25", "2026-10-25")
    assert duration(whole_days).most == timedelta(hours=24, minutes=59)


@pytest.mark.parametrize(
    ("episode", "night"),
    [
        (missing("2026-11-24T20:00Z", "2026-11-24T23:59Z"), False),
        (missing("2026-11-24T20:00Z", "2026-11-25T00:00Z"), True),
        (missing("2026-07-01T20:00Z", "2026-07-01T23:00Z"), True),
        (missing("2026-11-24T05:59Z", "2026-11-24T09:00Z"), True),
        (missing("2026-11-24T06:00Z", "2026-11-24T23:00Z"), False),
        (missing("2026-11-24", "2026-11-25"), True),
        (missing("2026-11-24", "2026-11-24"), None),
        (missing("2026-11-24", "2026-11-24T05:00Z"), True),
        (missing("2026-11-24", "2026-11-24T07:00Z"), None),
        (missing("2026-11-24T03:00Z", "2026-11-24"), True),
        (missing("2026-11-24T20:00Z", "2026-11-24"), False),
        (missing("2026-11-24T20:00Z"), None),
        (missing("2026-11-24T20:00Z", "2026-11-24T21:00Z", overnight="yes"), True),
    ],
)
def test_overnight_is_away_at_some_moment_from_midnight_up_to_six(episode: Episode, night: bool | None) -> None:
    assert overnight(episode) is night


@given(INSTANTS, INSTANTS)
def test_overnight_is_what_looking_at_every_minute_finds(one: datetime, other: datetime) -> None:
    start, end = sorted((one, other))
    minutes = min(int((end - start).total_seconds() // 60), 25 * 60)
    looked = any((start + timedelta(minutes=at)).astimezone(LONDON).hour < 6 for at in range(minutes + 1))
    assert overnight(missing(Moment.at(start).text, Moment.at(end).text)) is looked


@given(INSTANTS, INSTANTS, st.booleans(), st.booleans())
def test_what_is_said_of_dates_alone_is_never_false_of_the_times_behind_them(
    one: datetime, other: datetime, hide_start: bool, hide_end: bool
) -> None:
    start, end = (Moment.at(moment) for moment in sorted((one, other)))
    known = missing(start.text, end.text)
    told = missing(*(m.day.isoformat() if hide else m.text for m, hide in ((start, hide_start), (end, hide_end))))
    exact, known_of = duration(known), duration(told)
    assert exact.least is not None
    assert known_of.least is not None
    assert known_of.most is not None
    assert known_of.least <= exact.least <= known_of.most
    assert known_of.band in {exact.band, Band.MISSING_DATA}
    assert overnight(told) in {overnight(known), None}
    if hide_start or hide_end:  # of a day that ends at its own midnight there is one time that it can have been
        assert not known_of.exact or known_of.most == timedelta(0)
    else:
        assert known_of.exact


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 minutes"), (45, "45 minutes"), (61, "1 hour 1 minute"), (1560, "26 hours"), (3000, "2 days 2 hours")],
)
def test_a_span_is_said_in_the_units_that_people_use(minutes: int, words: str) -> None:
    assert time_words(timedelta(minutes=minutes)) == words


def test_every_band_has_words() -> None:
    assert len({band.label for band in Band}) == len(Band)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        *(("26:30", 1590), ("26 hours 30 minutes", 1590), ("26h30m", 1590), ("26 hrs", 1560), (" 2 Days ", 2880)),
        *(("45 min", 45), ("0:05", 5), ("", None), ("26", None), ("26:75", None), ("long", None), ("2 3 h", None)),
    ],
)
def test_a_span_is_read_as_people_write_it_and_never_guessed_at(text: str, minutes: int | None) -> None:
    assert read_minutes(text) == minutes


@given(st.integers(0, 60 * 24 * 60))
def test_what_is_said_in_hours_and_minutes_is_read_back(minutes: int) -> None:
    text = time_words(timedelta(minutes=minutes))
    assert read_minutes(text) == (minutes if minutes < 48 * 60 else minutes - minutes % 60)
