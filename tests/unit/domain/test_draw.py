"""A random share of interviews: the same seed draws the same, whatever the order."""

from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.domain.draw import draw

IDS = st.lists(st.uuids().map(str), unique=True, max_size=40)


@given(IDS, st.integers(0, 100), st.text(max_size=8), st.randoms(use_true_random=False))
def test_a_share_is_rounded_up_and_does_not_depend_on_the_order(
    ids: list[str], percent: int, seed: str, random: object
) -> None:
    drawn = draw(ids, percent, seed)
    assert len(drawn) == -(-len(ids) * percent // 100)
    assert set(drawn) <= set(ids)
    assert draw(reversed(ids), percent, seed) == drawn


def test_another_seed_draws_others_and_a_larger_share_holds_the_smaller() -> None:
    ids = [str(number) for number in range(200)]
    assert draw(ids, 10, "a") != draw(ids, 10, "b")
    assert draw(ids, 20, "a")[:20] == draw(ids, 10, "a")
