"""How long the program waits before it asks again."""

from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.sync.retrying import BASE, CAP, LONGEST, delay

chances = st.floats(0, 1, exclude_max=True)


@given(attempt=st.integers(0, 10_000), chance=chances, asked=st.floats(0, 10_000))
def test_a_wait_stays_within_its_bound_and_keeps_to_what_the_hub_asked(
    attempt: int, chance: float, asked: float
) -> None:
    waited = delay(attempt, lambda: chance, asked)
    assert min(asked, LONGEST) <= waited <= min(asked, LONGEST) + CAP


def test_the_bound_doubles_with_each_failure_up_to_ten_minutes() -> None:
    bounds = [delay(attempt, lambda: 1.0) for attempt in range(12)]
    assert bounds[:3] == [BASE, 2 * BASE, 4 * BASE]
    assert bounds[8:] == [2.0 * 256, CAP, CAP, CAP]
    assert CAP == 600


@given(attempt=st.integers(0, 40), chance=chances)
def test_laptops_that_failed_together_come_back_at_any_time_below_the_bound(attempt: int, chance: float) -> None:
    assert delay(attempt, lambda: chance) == chance * delay(attempt, lambda: 1.0)
