"""NHS numbers, from the example that the data dictionary publishes (943 476 5919) and made-up ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.domain.nhs_number import is_nhs_number, nhs_words


def checked(nine: str) -> str | None:
    """Return nine digits with their check digit, None where they have none: ten is no digit."""
    rest = 11 - sum(int(digit) * (10 - at) for at, digit in enumerate(nine)) % 11
    return None if rest == 10 else nine + str(rest % 11)


@pytest.mark.parametrize("text", ["9434765919", "943 476 5919", "943-476-5919"])
def test_the_published_example_is_one_however_it_is_spaced(text: str) -> None:
    assert is_nhs_number(text)
    assert nhs_words(text) == "943 476 5919"


@pytest.mark.parametrize("text", ["", "943476591", "94347659190", "943476591X", "٩٤٣٤٧٦٥٩١٩", "9434765918"])
def test_what_has_another_length_letter_or_check_digit_is_none(text: str) -> None:
    assert not is_nhs_number(text)
    assert nhs_words(text) == text


@given(st.integers(0, 999_999_999), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(number: int, place: int, change: int) -> None:
    good = checked(f"{number:09}")
    if good is None:
        assert not any(is_nhs_number(f"{number:09}{last}") for last in range(10))
        return
    assert is_nhs_number(good)
    wrong = str((int(good[place]) + change) % 10)
    assert not is_nhs_number(good[:place] + wrong + good[place + 1 :])
