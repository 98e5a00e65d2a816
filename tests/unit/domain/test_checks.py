"""What is wrong with the facts of a case."""

from datetime import UTC, date, datetime

import pytest

from rhi_desktop.domain.checks import age, child_problems, episode_problems, local_moment
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
