"""What a service has chosen, laid over what is shipped."""

from datetime import date

from rhi_desktop.domain.bodies import from_body, to_body
from rhi_desktop.domain.clocks import PRIMARY, SCOTLAND
from rhi_desktop.domain.rules import Rules, ThresholdChoice
from rhi_desktop.domain.thresholds import THRESHOLDS


def test_what_nobody_has_chosen_for_is_as_it_is_shipped() -> None:
    assert Rules().in_force() == THRESHOLDS
    assert PRIMARY in Rules().clocks
    assert SCOTLAND.isdisjoint(Rules().clocks)


def test_a_choice_changes_its_own_threshold_and_keeps_what_is_said_of_it() -> None:
    rules = Rules().choose([ThresholdChoice("strategy_30", on=False, count=4, days=60)])
    again = rules.choose([ThresholdChoice("strategy_30", on=True, count=5, days=60)])
    changed = {one.name: one for one in again.in_force()}
    assert (changed["strategy_30"].on, changed["strategy_30"].count, changed["strategy_30"].days) == (True, 5, 60)
    assert changed["strategy_30"].source == "Derbyshire return interview guidance"
    assert [one for one in again.in_force() if one.name != "strategy_30"] == [
        one for one in THRESHOLDS if one.name != "strategy_30"
    ]


def test_rules_are_kept_as_a_body_and_read_back() -> None:
    rules = Rules(days_off=("2026-12-24",), clocks=frozenset({PRIMARY})).choose(
        [ThresholdChoice("repeat", on=True, count=3, days=365)]
    )
    assert from_body(to_body(rules), Rules) == rules
    assert rules.off() == frozenset({date(2026, 12, 24)})
