"""Thresholds: rolling windows with their first day included, counted by the day on which an episode began."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.thresholds import THRESHOLDS, Known, Prompt, Threshold, prompts
from rhi_desktop.domain.working_days import WorkingDays

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
LAST = date(2026, 11, 20)
BY_NAME = {threshold.name: threshold for threshold in THRESHOLDS}


def days_before(*days: int, kind: str = "missing") -> list[Known]:
    """Return episodes that began so many days before the last one, named by that number."""
    return [(str(n), Episode(child="c", kind=kind, missing_since=f"{LAST - timedelta(days=n)}")) for n in days]


def raised(
    name: str, episodes: Sequence[Known], about: str = "0", from_address: int = 0, **changed: int | bool
) -> tuple[Prompt, ...]:
    threshold: Threshold = replace(BY_NAME[name], **changed)  # type: ignore[arg-type]  # fields of a threshold
    return prompts([threshold], episodes, frozenset({about}), lambda *_: from_address, WorkingDays(), NOW)


@pytest.mark.parametrize(
    ("name", "days", "expected"),
    [
        ("repeat", (0,), False),
        ("repeat", (0, 900), True),
        ("strategy_30", (0, 12, 30), True),
        ("strategy_30", (0, 12, 31), False),
        ("exploitation_3_months", (0, 5, 92), True),
        ("exploitation_3_months", (0, 5, 93), False),
    ],
)
def test_the_first_day_of_a_window_counts_and_the_day_before_does_not(
    name: str, days: tuple[int, ...], expected: bool
) -> None:
    assert bool(raised(name, days_before(*days))) is expected


@pytest.mark.parametrize(("first", "expected"), [(90, True), (91, False)])
def test_times_away_are_counted_by_themselves(first: int, expected: bool) -> None:
    away = days_before(0, 40, first, kind="away")
    assert bool(raised("away_90", away)) is expected
    assert raised("away_90", [*days_before(0), *away[1:]]) == ()


def test_episodes_after_those_of_the_referral_are_not_counted_for_it() -> None:
    assert raised("strategy_30", days_before(-3, 0, 5)) == ()
    assert raised("strategy_30", days_before(-3, 0, 5), about="-3") != ()


def test_a_window_of_months_ends_on_a_day_that_the_month_has() -> None:
    assert BY_NAME["exploitation_3_months"].first_day(date(2026, 5, 31)) == date(2026, 2, 28)
    assert BY_NAME["exploitation_3_months"].first_day(date(2024, 5, 31)) == date(2024, 2, 29)
    assert BY_NAME["exploitation_3_months"].first_day(date(2026, 1, 15)) == date(2025, 10, 15)


@pytest.mark.parametrize(("counted", "expected"), [(4, False), (5, True)])
def test_episodes_from_one_address_are_counted_over_all_children(counted: int, expected: bool) -> None:
    assert bool(raised("address_30", days_before(0), from_address=counted)) is expected


def test_an_address_is_asked_about_in_the_window_that_ends_with_the_episode() -> None:
    asked: list[tuple[date, date]] = []

    def count(_episode: Episode, first: date, last: date) -> int:
        asked.append((first, last))
        return 5

    prompts([BY_NAME["address_30"]], days_before(0), frozenset({"0"}), count, WorkingDays(), NOW)
    assert asked == [(LAST - timedelta(days=30), LAST)]


def missing(since: str, found: str = "") -> list[Known]:
    return [("0", Episode(child="c", missing_since=since, found=found))]


def test_more_than_seventy_two_hours_missing_asks_for_a_meeting_within_five_working_days() -> None:
    assert raised("long", missing("2026-11-13T10:00Z", "2026-11-16T10:00Z")) == ()
    (prompt,) = raised("long", missing("2026-11-13T10:00Z", "2026-11-16T10:01Z"))
    assert prompt.sentence == "Missing for more than 72 hours."
    assert prompt.due == date(2026, 11, 23)


def test_a_child_who_is_still_missing_is_counted_until_now() -> None:
    assert raised("long", missing("2026-11-22T11:59Z")) != ()
    assert raised("long", missing("2026-11-22T12:00Z")) == ()


@pytest.mark.parametrize(
    ("found", "sentence"),
    [("2026-11-12", None), ("2026-11-13", "May have been missing"), ("2026-11-14", "Missing for")],
)
def test_dates_alone_raise_the_prompt_where_it_may_have_been_longer(found: str, sentence: str | None) -> None:
    shown = [prompt.sentence for prompt in raised("long", missing("2026-11-10", found))]
    assert len(shown) == (sentence is not None)
    assert all(one.startswith(sentence or "") for one in shown)


def test_an_episode_without_its_beginning_counts_by_its_end_and_one_without_dates_not_at_all() -> None:
    later = [("a", Episode(child="c", found="2026-11-19")), ("b", Episode(child="c"))]
    assert raised("repeat", [*days_before(0), later[1]]) == ()
    assert raised("repeat", [*days_before(0), *later]) != ()
    assert raised("repeat", later, about="b") == ()


def test_a_threshold_that_is_off_raises_nothing_and_a_changed_one_goes_by_its_new_numbers() -> None:
    assert raised("strategy_30", days_before(0, 1, 2), on=False) == ()
    assert raised("strategy_30", days_before(0, 1, 2), count=4) == ()
    assert raised("strategy_30", days_before(0, 1, 35), days=35) != ()


def test_every_threshold_says_what_is_to_be_done_and_who_says_so() -> None:
    assert len(THRESHOLDS) == 6
    assert [one.name for one in THRESHOLDS if not (one.then.endswith(".") and one.source)] == []


@given(gaps=st.lists(st.integers(0, 200), min_size=1, max_size=12), count=st.integers(2, 5), days=st.integers(1, 120))
def test_a_prompt_is_raised_exactly_where_enough_episodes_lie_in_the_window(
    gaps: list[int], count: int, days: int
) -> None:
    episodes = [(str(n), one[1]) for n, one in enumerate(days_before(*gaps))]
    newest = gaps.index(min(gaps))
    within = sum(gap - min(gaps) <= days for gap in gaps)
    shown = raised("strategy_30", episodes, about=str(newest), count=count, days=days)
    assert bool(shown) is (within >= count)
