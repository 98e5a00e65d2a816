"""The recovery code: 160 bits in groups that a tired person can type."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rhi_desktop.domain.errors import WrongCode
from rhi_desktop.domain.recovery_code import code_bytes, new_code

CODE = new_code()
PLACES = [index for index, character in enumerate(CODE) if character != "-"]


@given(st.lists(st.sampled_from(["", " ", "-"]), min_size=len(PLACES), max_size=len(PLACES)))
def test_a_code_reads_the_same_in_small_letters_without_dashes_and_with_spaces(between: list[str]) -> None:
    typed = "".join(CODE[place] + space for place, space in zip(PLACES, between, strict=True))
    assert code_bytes(typed.lower()) == code_bytes(CODE)
    assert len(code_bytes(CODE)) == 20


@given(st.sampled_from(PLACES), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_mistyped_character_is_noticed_before_anything_is_tried(place: int, typed: str) -> None:
    assume(typed != CODE[place])
    with pytest.raises(WrongCode):
        code_bytes(CODE[:place] + typed + CODE[place + 1 :])


@pytest.mark.parametrize("typed", ["", "ABCD", "not a code at all, really not", "ÄÖÜ" * 20])
def test_what_is_no_code_is_said_to_be_none(typed: str) -> None:
    with pytest.raises(WrongCode):
        code_bytes(typed)


def test_letters_that_look_like_figures_are_taken_for_them() -> None:
    code = next(made for made in (new_code() for _ in range(1000)) if "0" in made and "1" in made)
    assert code_bytes(code.replace("0", "O").replace("1", "l")) == code_bytes(code)


def test_codes_differ() -> None:
    assert len({new_code() for _ in range(100)}) == 100
