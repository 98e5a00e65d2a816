"""Cohen's kappa, by hand and by its definition."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.domain.agreement import agreement

MARKS = st.sampled_from(["met", "partly", "not_met"])
PAIRS = st.lists(st.tuples(MARKS, MARKS), max_size=30)


def test_the_example_of_the_textbooks() -> None:
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    found = agreement(pairs)
    assert (found.pairs, found.same, found.kappa) == (50, 35, Fraction(2, 5))


@pytest.mark.parametrize("pairs", [[], [("met", "met")] * 7])
def test_where_it_cannot_be_told_it_is_not_told(pairs: list[tuple[str, str]]) -> None:
    assert agreement(pairs).kappa is None


def test_two_who_never_agree_are_below_chance() -> None:
    found = agreement([("met", "partly"), ("partly", "met")])
    assert found.kappa == -1


@given(PAIRS)
def test_it_is_the_same_whoever_is_first_and_never_above_one(pairs: list[tuple[str, str]]) -> None:
    found = agreement(pairs)
    assert found == agreement([(other, one) for one, other in pairs])
    assert found.kappa is None or found.kappa <= 1
    if found.kappa == 1:
        assert found.same == found.pairs
