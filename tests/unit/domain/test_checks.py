"""What is wrong with the facts of a case."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from rhi_desktop.domain.checks import (
    Problem,
    age,
    child_problems,
    child_remarks,
    episode_problems,
    episode_remarks,
    local_moment,
)
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.episode import Episode

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def fields(problems: tuple[object, ...]) -> list[str]:
    return [getattr(problem, "field", "") for problem in problems]


@pytest.mark.parametrize(
    ("child", "wrong"),
    [
        (Child(name="Robin Example", born="2012-03-04"), []),
        (Child(name=" "), ["name"]),
        (Child(name="Robin Example", born="2027-01-01"), ["born"]),
        (Child(name="Robin Example", born="1990-01-01"), ["born"]),
    ],
)
def test_a_childs_facts_are_checked(child: Child, wrong: list[str]) -> None:
    assert fields(child_problems(child, NOW.date())) == wrong


@pytest.mark.parametrize(
    ("episode", "wrong"),
    [
        (Episode(child="c", missing_since="2026-11-23T20:00Z", returned="2026-11-24T09:00Z"), []),
        (Episode(child="c", missing_since="2026-11-24T20:00Z", returned="2026-11-24T09:00Z"), ["returned"]),
        (Episode(child="c", missing_since="2026-11-24", returned="2026-11-24T09:00Z"), []),
        (Episode(child="c", returned="2026-11-26"), ["returned"]),
        (Episode(child="c", found="2026-11-24T09:00Z", returned="2026-11-24T08:00Z"), ["returned"]),
        (Episode(child="c"), []),
    ],
)
def test_the_times_of_an_episode_are_checked(episode: Episode, wrong: list[str]) -> None:
    assert fields(episode_problems(episode, NOW)) == wrong


def test_an_hour_that_the_clock_skipped_is_no_moment_and_one_shown_twice_is_the_first() -> None:
    assert local_moment(date(2026, 3, 29), 1, 30) is None
    twice = local_moment(date(2026, 10, 25), 1, 30)
    assert twice is not None
    assert twice.text == "2026-10-25T00:30Z"


@pytest.mark.parametrize(("born", "years"), [("2012-11-25", 14), ("2012-11-26", 13), ("2008-02-29", 18), ("", None)])
def test_age_counts_whole_years(born: str, years: int | None) -> None:
    assert age(Child(name="Robin Example", born=born), date(2026, 11, 25)) == years


def remarked(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.field for problem in problems]


@pytest.mark.parametrize(
    ("fields_", "wrong", "remarks"),
    [
        ({"born": "2008-11-25"}, [], ["born"]),
        ({"born": "2008-11-26"}, [], []),
        ({"born": "2000-11-26"}, [], ["born"]),
        ({"born": "2000-11-25"}, ["born"], []),
        ({"nhs_number": "943 476 5919"}, [], []),
        ({"nhs_number": "943 476 5918"}, ["nhs_number"], []),
        ({"postcode": "Exampleton"}, [], ["postcode"]),
        ({"postcode": "ZZ1 1ZZ"}, [], []),
    ],
)
def test_what_makes_an_adult_or_has_an_odd_shape_is_asked_about(
    fields_: dict[str, Any], wrong: list[str], remarks: list[str]
) -> None:
    child = Child(name="Robin Example", **fields_)
    assert remarked(child_problems(child, date(2026, 11, 25))) == wrong
    assert [one for one in remarked(child_remarks(child, date(2026, 11, 25))) if one not in wrong] == remarks


@pytest.mark.parametrize(
    ("fields_", "wrong"),
    [
        ({"missing_since": "2012-03-03"}, ["missing_since"]),
        ({"missing_since": "2012-03-04"}, []),
        ({"minutes": 90}, ["minutes_reason"]),
        ({"minutes": 0, "minutes_reason": " "}, ["minutes_reason"]),
        ({"minutes": 90, "minutes_reason": "The carer saw them at 9."}, []),
        ({"overnight": "no"}, ["overnight_reason"]),
        ({"overnight": "no", "overnight_reason": "Slept at home, unseen."}, []),
    ],
)
def test_nobody_is_missing_before_birth_and_no_override_goes_without_a_reason(
    fields_: dict[str, Any], wrong: list[str]
) -> None:
    assert remarked(episode_problems(Episode(child="c", **fields_), NOW, "2012-03-04")) == wrong


@pytest.mark.parametrize(
    ("fields_", "remarks"),
    [
        ({"found": "2026-11-24T09:00Z"}, ["missing_since"]),
        ({}, []),
        ({"missing_since": "2030-03-04"}, ["missing_since"]),
        ({"missing_since": "2030-03-03"}, []),
        ({"missing_from_postcode": "by the park", "found_postcode": "ZZ1"}, ["missing_from_postcode"]),
    ],
)
def test_what_a_return_would_stumble_over_is_said_at_entry(fields_: dict[str, Any], remarks: list[str]) -> None:
    assert remarked(episode_remarks(Episode(child="c", **fields_), "2012-03-04")) == remarks


@pytest.mark.parametrize(
    ("since", "found", "overlaps"),
    [
        ("2026-11-22T20:00Z", "2026-11-23T20:00Z", False),
        ("2026-11-22T20:00Z", "2026-11-23T20:01Z", True),
        ("2026-11-24T09:00Z", "", False),
        ("2026-11-24T08:59Z", "", True),
        ("2026-11-20T08:00Z", "", True),
        ("2026-11-23T20:00Z", "2026-11-23T20:30Z", True),
        ("2026-11-24", "2026-11-24", False),
        ("2026-11-22", "2026-11-25", True),
    ],
)
def test_episodes_that_overlap_for_sure_are_pointed_out(since: str, found: str, overlaps: bool) -> None:
    other = Episode(child="c", missing_since="2026-11-23T20:00Z", found="2026-11-24T09:00Z")
    mine = Episode(child="c", missing_since=since, found=found)
    told = episode_remarks(mine, others=(Episode(child="c"), other))
    assert [one.sentence for one in told] == [
        "Another episode began Mon 23 Nov 2026, 20:00 and overlaps this one. Are they one?"
    ] * overlaps


@pytest.mark.parametrize(("day", "years"), [(date(2030, 2, 28), 17), (date(2030, 3, 1), 18), (date(2032, 2, 29), 20)])
def test_who_was_born_on_29_february_is_a_year_older_on_1_march(day: date, years: int) -> None:
    assert age(Child(name="Robin Example", born="2012-02-29"), day) == years
