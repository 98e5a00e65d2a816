"""Every clock of the domain reference (section 5), with its values as tests."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.domain.clocks import PRIMARY, RULES, SCOTLAND, Clock, Facts, Goal, State, clock, clocks
from rhi_desktop.domain.deadline import deadline_of, met
from rhi_desktop.domain.moments import LONDON, Moment
from rhi_desktop.domain.working_days import WorkingDays

RULE = {rule.name: rule for rule in RULES}
ALL = frozenset(RULE)
DAYS = WorkingDays(frozenset({date(2026, 12, 25), date(2026, 12, 28)}))
LATER = datetime(2027, 6, 1, tzinfo=UTC)


def london(month: int, day: int, hour: int, minute: int = 0) -> Moment:
    return Moment.at(datetime(2026, month, day, hour, minute, tzinfo=LONDON))


def at(name: str, now: datetime = LATER, /, **facts: Moment | bool) -> Clock:
    known = replace(Facts(), **facts)  # type: ignore[arg-type]  # the names are those of the fields
    return clock(RULE[name], known, DAYS, now)


@pytest.mark.parametrize(
    ("returned", "due"),
    [
        (london(3, 28, 12), "Tue 31 Mar 2026, 13:00"),
        (london(10, 24, 12), "Tue 27 Oct 2026, 11:00"),
        (london(11, 20, 20), "Mon 23 Nov 2026, 20:00"),
    ],
    ids=["spring", "autumn", "Friday evening"],
)
def test_hours_are_elapsed_hours_across_clock_changes_and_weekends(returned: Moment, due: str) -> None:
    running = at(PRIMARY, returned.instant or LATER, returned=returned)
    assert running.state is State.RUNNING
    assert running.sentence == f"Due {due}"


def test_a_friday_evening_has_its_working_day_deadline_at_the_end_of_wednesday() -> None:
    returned = london(11, 20, 20)
    shown = at("rotherham_working_days", london(11, 21, 9).instant or LATER, returned=returned)
    assert shown.sentence == "Due end of Wed 25 Nov 2026"
    assert at("rotherham_working_days", returned=returned, held=london(11, 25, 23, 59)).state is State.MET
    assert at("rotherham_working_days", returned=returned, held=london(11, 26, 0)).state is State.NOT_MET


def test_bank_holidays_move_the_working_days_and_nothing_else() -> None:
    returned = london(12, 24, 20)
    due = at("rotherham_working_days", returned=returned).due
    assert due is not None
    assert Moment.at(due) == Moment(date(2026, 12, 31), due)
    assert at(PRIMARY, returned=returned).due == london(12, 27, 20).instant


@pytest.mark.parametrize(
    ("gap", "state"), [(0, State.MET), (2, State.MET), (3, State.INDETERMINATE), (4, State.NOT_MET)]
)
def test_dates_alone_tell_two_days_as_met_and_four_as_not_met(gap: int, state: State) -> None:
    day = date(2026, 11, 10)
    found = at(PRIMARY, returned=Moment(day), held=Moment(day + timedelta(days=gap)))
    assert found.state is state


def test_a_year_whose_bank_holidays_are_not_known_yet_is_said_to_be_so() -> None:
    late = Moment(date(2041, 6, 3))
    assert "bank holidays of 2041 are not known yet" in at("rotherham_working_days", returned=late).sentence
    assert "bank holidays" not in at("rotherham_working_days", returned=london(12, 24, 20)).sentence
    assert "bank holidays" not in at("rotherham_days", found=late).sentence


@pytest.mark.parametrize("name", sorted(ALL))
def test_without_its_start_no_clock_is_counted_down(name: str) -> None:
    shown = at(name, held=london(11, 20, 12), offered=london(11, 20, 12))
    assert (shown.state, shown.due) == (State.NOT_STARTED, None)
    assert "not recorded" in shown.sentence


def test_with_a_date_alone_the_clock_says_so_while_it_may_run_out_and_after_it_has() -> None:
    returned = Moment(date(2026, 11, 10))
    states = [at(PRIMARY, london(11, day, hour).instant or LATER, returned=returned).state
              for day, hour in ((12, 23), (13, 1), (13, 23), (14, 1))]  # fmt: skip
    assert states == [State.RUNNING, State.INDETERMINATE, State.INDETERMINATE, State.NOT_MET]


def test_the_very_instant_of_the_deadline_is_still_in_time() -> None:
    returned, due = london(11, 10, 8), london(11, 13, 8)
    assert at(PRIMARY, due.instant or LATER, returned=returned).state is State.RUNNING
    assert at(PRIMARY, returned=returned, held=due).state is State.MET


def test_found_and_return_start_clocks_of_their_own() -> None:
    facts = Facts(found=london(11, 10, 8), returned=london(11, 12, 8), held=london(11, 13, 9))
    judged = {one.rule.name: one.state for one in clocks(facts, ALL, DAYS, LATER)}
    assert judged[PRIMARY] is State.MET
    assert judged["croydon_located"] is State.NOT_MET
    assert judged["rotherham_days"] is State.MET


def test_offered_and_provided_needs_both() -> None:
    name, returned, held = "dfe_offered_and_provided", london(11, 10, 8), london(11, 11, 8)
    assert at(name, returned=returned, offered=london(11, 10, 12), held=held).state is State.MET
    assert at(name, returned=returned, held=held).state is State.NOT_MET
    assert at(name, returned=returned, offered=london(11, 10, 12)).state is State.NOT_MET


def test_an_offer_that_ended_without_an_interview_is_neither_met_nor_missed_and_the_offer_still_counts() -> None:
    facts: dict[str, Moment | bool] = {"returned": london(11, 10, 8), "offered": london(11, 10, 12), "ended": True}
    assert at(PRIMARY, **facts).state is State.ENDED
    assert at("nyas_offer", **facts).state is State.MET
    assert at(PRIMARY, **facts, held=london(11, 11, 8)).state is State.MET


def test_only_a_child_in_care_has_the_clock_of_the_placement() -> None:
    shown = {one.rule.name for one in clocks(Facts(), ALL, DAYS, LATER)}
    in_care = {one.rule.name for one in clocks(Facts(in_care=True), ALL, DAYS, LATER)}
    assert in_care - shown == {"birmingham_placement"}


def test_a_clock_that_is_switched_off_is_not_shown_and_the_primary_one_comes_first() -> None:
    shown = [one.rule.name for one in clocks(Facts(), ALL - SCOTLAND, DAYS, LATER)]
    assert shown[0] == PRIMARY
    assert SCOTLAND.isdisjoint(shown)


INSTANTS = st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)).map(
    lambda instant: Moment.at(instant.replace(second=0, microsecond=0))
)
MOMENTS = INSTANTS | st.dates(date(2025, 1, 1), date(2028, 1, 1)).map(Moment)


@given(start=MOMENTS, gap=st.integers(0, 8 * 24 * 60), dated=st.booleans())
def test_the_primary_clock_agrees_with_the_deadline_of_the_worklist(start: Moment, gap: int, dated: bool) -> None:
    begun = start.instant or datetime.combine(start.day, datetime.min.time(), LONDON).astimezone(UTC)
    held = Moment.at(begun + timedelta(minutes=gap))
    held = Moment(held.day) if dated else held
    judged = at(PRIMARY, returned=start, held=held)
    expected = {None: State.INDETERMINATE, True: State.MET, False: State.NOT_MET}[met(start, held)]
    assert judged.state is expected
    latest = deadline_of(start).latest
    assert judged.due is not None
    assert latest is not None
    assert timedelta(0) <= latest - judged.due <= timedelta(microseconds=1)


@given(start=INSTANTS, wait=st.integers(-60, 15 * 24 * 60), name=st.sampled_from(sorted(ALL)))
def test_a_clock_that_nothing_answers_runs_until_it_is_due_and_is_not_met_from_then_on(
    start: Moment, wait: int, name: str
) -> None:
    now = (start.instant or LATER) + timedelta(minutes=wait)
    shown = at(name, now, returned=start, found=start)
    assert shown.due is not None
    assert shown.state is (State.NOT_MET if now > shown.due else State.RUNNING)


@given(start=INSTANTS, wait=st.integers(0, 15 * 24 * 60), name=st.sampled_from(sorted(ALL)))
def test_what_is_done_by_the_due_instant_is_met_and_what_is_done_later_is_not(
    start: Moment, wait: int, name: str
) -> None:
    done = Moment.at((start.instant or LATER) + timedelta(minutes=wait))
    facts = dict.fromkeys((goal.value for goal in Goal), done)
    shown = at(name, LATER, returned=start, found=start, **facts)
    assert shown.due is not None
    assert done.instant is not None
    assert shown.state is (State.MET if done.instant <= shown.due else State.NOT_MET)
