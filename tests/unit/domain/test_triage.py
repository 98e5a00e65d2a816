"""Triage: the level with its reasons. It orders the work; it is no score, and takes no offer away."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.domain.child import Child
from rhi_desktop.domain.episode import CareStatus, Episode
from rhi_desktop.domain.referral import TriageLevel
from rhi_desktop.domain.triage import FACTORS, TriageRules, assess, counted, established, factor

RULES = TriageRules()
RED, AMBER, GREEN = TriageLevel.RED, TriageLevel.AMBER, TriageLevel.GREEN
CODES = [one.code for one in FACTORS]


@pytest.mark.parametrize(
    ("missing", "away", "factors", "level"),
    [
        (1, 0, (), GREEN),
        (0, 1, (), GREEN),
        (1, 0, ("in_care",), GREEN),
        (1, 0, ("in_care", "long"), AMBER),
        (2, 0, (), AMBER),
        (3, 0, (), RED),
        (1, 4, (), GREEN),
        (1, 5, (), RED),
        (1, 0, ("exploitation",), RED),
    ],
)
def test_the_levels_are_those_of_practice_and_exactly_two_episodes_are_amber(
    missing: int, away: int, factors: tuple[str, ...], level: TriageLevel
) -> None:
    assert assess(missing, away, factors, RULES).level is level


def test_every_rule_that_fired_is_said_in_words() -> None:
    found = assess(4, 6, ("hurt", "in_care"), RULES)
    assert found.rules == (
        "4 times missing, which is more than 2.",
        "Has been hurt or harmed while missing.",
        "6 times away without authorisation, which is 5 or more.",
    )
    assert found.factors == ("hurt", "in_care")


def test_the_numbers_are_settings() -> None:
    wide = TriageRules(red_over=5, red_away=9, green_below=4, few=4)
    assert assess(3, 5, ("in_care", "long"), wide).level is GREEN
    assert assess(1, 0, ("in_care",), replace(RULES, few=1)).level is AMBER


def test_a_factor_that_is_not_known_any_more_changes_nothing() -> None:
    assert assess(1, 0, ("from_a_newer_version",), RULES) == assess(1, 0, (), RULES)
    assert factor("from_a_newer_version") is None


def test_the_seven_for_which_an_interview_is_especially_important_are_all_there() -> None:
    assert sum(one.statutory for one in FACTORS) == 7
    assert len(set(CODES)) == len(CODES)


@given(missing=st.integers(0, 9), away=st.integers(0, 9), factors=st.lists(st.sampled_from(CODES)))
def test_more_never_makes_a_referral_less_pressing_and_a_reason_is_always_given(
    missing: int, away: int, factors: list[str]
) -> None:
    order = [GREEN, AMBER, RED]
    level = assess(missing, away, factors, RULES)
    assert level.rules
    for more in (assess(missing + 1, away, factors, RULES), assess(missing, away + 1, factors, RULES)):
        assert order.index(more.level) >= order.index(level.level)
    for code in CODES:
        assert order.index(assess(missing, away, [*factors, code], RULES).level) >= order.index(level.level)


def episode(day: str, kind: str = "missing", **fields: object) -> Episode:
    return Episode(child="c", kind=kind, missing_since=day, **fields)  # type: ignore[arg-type]  # fields of an episode


def test_episodes_count_back_from_the_newest_one_and_times_away_by_themselves() -> None:
    known = [episode("2026-11-20"), episode("2025-11-20"), episode("2025-11-19"), episode("2026-11-01", "away")]
    assert counted(known, 365) == (2, 1)
    assert counted(known, 0) == (3, 1)
    assert counted([Episode(child="c")], 365) == (0, 0)


def found(*about: Episode, child: Child | None = None) -> set[str]:
    return set(established(child or Child(name="Robin Example"), about, about, RULES))


def test_what_the_record_shows_needs_no_tick() -> None:
    assert found(episode("2026-11-20")) == set()
    assert found(episode("2026-11-20", police_risk="High")) == {"high_risk"}
    assert found(episode("2026-11-20"), episode("2026-11-10")) == {"repeat"}
    care = CareStatus(placement="K2", protection_plan="yes")
    assert found(episode("2026-11-20", status=care)) == {"in_care", "plan"}
    elsewhere = CareStatus(case_status="looked_after_other")
    assert found(episode("2026-11-20", status=elsewhere)) == {"in_care", "placed_far"}
    assert found(episode("2026-11-20", status=CareStatus(case_status="cp"))) == {"plan"}
    assert found(episode("2026-11-20"), child=Child(name="Sasha Invented", unaccompanied=True)) == {"unaccompanied"}
    away = Child(name="Robin Example", responsible_authority="Here", host_authority="There")
    assert found(episode("2026-11-20"), child=away) == {"placed_far"}


@pytest.mark.parametrize(("born", "young"), [("2013-11-21", True), ("2013-11-20", False)])
def test_a_child_is_young_until_the_thirteenth_birthday(born: str, young: bool) -> None:
    child = Child(name="Robin Example", born=born)
    assert ("young" in found(episode("2026-11-20"), child=child)) is young


@pytest.mark.parametrize(
    ("since", "ended", "long"),
    [
        ("2026-11-20T10:00Z", "2026-11-21T10:00Z", True),
        ("2026-11-20T10:00Z", "2026-11-21T09:59Z", False),
        ("2026-11-20", "2026-11-21", False),
        ("2026-11-20", "2026-11-22", True),
        ("2026-11-20", "", False),
    ],
)
def test_twenty_four_hours_are_told_from_times_and_never_guessed_from_dates(since: str, ended: str, long: bool) -> None:
    assert ("long" in found(episode(since, found=ended))) is long
