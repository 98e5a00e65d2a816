"""Names are taken out as they are on record; what may be one all the same is pointed at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.domain.without_names import Known, doubtful, without_names

KNOWN = (
    Known("Robin Example", "[child]"),
    Known("Zoë", "[person 1]"),
    Known("Al", "[person 2]"),
    Known("Invented High School", "[school]", apart=False),
    Known("The Park", "[place 1]", apart=False),
    Known("", "[carer]"),
)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Robin's mate went.", "[child]'s mate went."),
        ("ROBIN EXAMPLE and zoe", "[child] and [person 1]"),
        ("Mr Example, Robinson", "Mr [child], Robinson"),
        ("Al told me, also Alan", "[person 2] told me, also Alan"),
        ("near Invented High School, a high wall", "near [school], a high wall"),
        ("an invented tale", "an invented tale"),
        ("in the park by a park", "in [place 1] by a park"),
        ("rang 07700 900123 from LS1 4AP, @zoe.x", "rang [number] from [postcode], [handle]"),
        ("I was 14, at 10.30", "I was 14, at 10.30"),
    ],
)
def test_what_is_on_record_is_replaced_whatever_its_case_and_no_more(said: str, left: str) -> None:
    assert without_names(said, KNOWN) == left


def test_words_with_a_capital_within_a_sentence_are_pointed_at() -> None:
    assert doubtful("Kirkgate was shut. Then Sam came. [person 1] and Sam went to Leeds") == ("Sam", "Leeds")
    assert doubtful("I said I would. “We go”") == ()


@given(before=st.text(max_size=30), after=st.text(max_size=30))
def test_no_known_name_stands_as_a_word_of_its_own_afterwards(before: str, after: str) -> None:
    said = without_names(f"{before} Robin Example {after}", [Known("Robin Example", "[child]")])
    assert "Robin Example" not in said
