"""The 72-hour clock, with the values of the guidance and of nights on which the clocks change."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.domain.deadline import Deadline, Urgency, deadline_of, met
from rhi_desktop.domain.moments import LONDON, Moment


def london(year: int, month: int, day: int, hour: int, minute: int = 0) -> Moment:
    return Moment.at(datetime(year, month, day, hour, minute, tzinfo=LONDON))


@pytest.mark.parametrize(
    ("returned", "due"),
    [
        (london(2026, 3, 28, 12), "Tue 31 Mar 2026, 13:00"),
        (london(2026, 10, 24, 12), "Tue 27 Oct 2026, 11:00"),
        (london(2026, 11, 20, 20), "Mon 23 Nov 2026, 20:00"),
    ],
)
def test_seventy_two_elapsed_hours_count_across_clock_changes_and_weekends(returned: Moment, due: str) -> None:
    latest = deadline_of(returned).latest
    assert latest is not None
    assert Moment.at(latest).spoken == due


def test_the_exact_moment_of_the_deadline_is_in_time_and_a_minute_later_is_not() -> None:
    returned = london(2026, 11, 20, 9)
    deadline = deadline_of(returned)
    assert deadline.latest is not None
    assert deadline.urgency(deadline.latest) is Urgency.DUE_SOON
    assert deadline.urgency(deadline.latest + timedelta(minutes=1)) is Urgency.OVERDUE
    assert met(returned, Moment.at(deadline.latest)) is True
    assert met(returned, Moment.at(deadline.latest + timedelta(minutes=1))) is False


@pytest.mark.parametrize(("days", "answer"), [(0, True), (2, True), (3, None), (4, False)])
def test_dates_alone_tell_up_to_two_days_and_from_four(days: int, answer: bool | None) -> None:
    returned = Moment(date(2026, 11, 20))
    assert met(returned, Moment(date(2026, 11, 20) + timedelta(days=days))) is answer


@pytest.mark.parametrize(
    ("left", "sentence"),
    [
        (timedelta(hours=6), "Due in 6 hours"),
        (timedelta(hours=1), "Due in 1 hour"),
        (timedelta(minutes=1), "Due in 1 minute"),
        (timedelta(seconds=30), "Due in less than a minute"),
        (timedelta(hours=50), "Due in 2 days"),
        (-timedelta(hours=3), "Overdue by 3 hours"),
    ],
)
def test_the_clock_speaks_in_sentences(left: timedelta, sentence: str) -> None:
    now = datetime(2026, 11, 25, 12, tzinfo=UTC)
    assert Deadline(now + left, exact=True).sentence(now) == sentence


def test_nothing_counts_down_without_a_return_time() -> None:
    now = datetime(2026, 11, 25, 12, tzinfo=UTC)
    assert deadline_of(None).sentence(now) == "Return time not recorded"
    assert deadline_of(None).urgency(now) is Urgency.UNKNOWN
    by_date = deadline_of(Moment(date(2026, 11, 24)))
    assert by_date.sentence(now) == "Due by Fri 27 Nov, return time not recorded"
    assert by_date.sentence(now + timedelta(days=10)) == "Overdue"


@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)), st.integers(0, 10_000))
def test_no_interview_within_the_window_is_ever_called_late(returned: datetime, minutes: int) -> None:
    start = returned.replace(second=0, microsecond=0, tzinfo=UTC)
    held = start + timedelta(minutes=minutes)
    assert met(Moment.at(start), Moment.at(held)) is (minutes <= 72 * 60)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)))
def test_a_moment_reads_back_what_it_wrote(when: datetime) -> None:
    moment = Moment.at(when.replace(second=0, microsecond=0, tzinfo=UTC))
    assert Moment.parse(moment.text) == moment
    assert Moment.parse(Moment(moment.day).text) == Moment(moment.day)
