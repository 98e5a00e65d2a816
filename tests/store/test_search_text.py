"""Folding: a name is found however it is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.domain.folding import fold
from rhi_desktop.store.search_text import asked_words, prefix_range, words


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Łucja Żółć", "lucja zolc"),
        ("Nguyễn Thị Đào", "nguyen thi dao"),
        ("Nguye\u0302\u0303n", "NGUYỄN"),
        ("أحمد", "احمد"),
        ("مُحَمَّد", "محمد"),
        ("فاطمة", "فاطمه"),
        ("مصطفى", "مصطفي"),
        ("علی", "علي"),
        ("محـــمد", "محمد"),
        ("Søren Ærø", "soren aero"),
        ("Strauß", "STRAUSS"),
        ("İrem Is\N{LATIN SMALL LETTER DOTLESS I}k", "irem isik"),
        ("O\u2019Brien", "o'brien"),
        ("O'Brien", "obrien"),
        ("Anne-Marie", "annemarie"),
        ("Anne-Marie", "marie"),
        ("RHI-2026/014", "2026/014"),
        ("\u202bRobin\u202c", "robin"),
        ("\uff32obin", "robin"),
        ("١٢٣", "123"),
    ],
)
def test_every_word_that_is_typed_is_among_those_written(written: str, typed: str) -> None:
    asked = asked_words(typed)
    assert asked
    assert set(asked) <= words(written)


@pytest.mark.parametrize(("one", "other"), [("Robin", "Robyn"), ("محمد", "محمود"), ("Anh", "Ann")])
def test_different_names_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_text_without_letters_has_no_words() -> None:
    assert asked_words(" - ?! ") == ()
    assert words("\u200f", "_") == frozenset()


@given(st.text())
def test_folding_twice_changes_nothing_and_what_is_written_is_found(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert set(asked_words(text)) <= words(text)


@given(st.text(min_size=1), st.text(), st.text())
def test_the_range_of_a_prefix_holds_exactly_the_words_that_begin_with_it(prefix: str, rest: str, other: str) -> None:
    first, last = prefix_range(prefix)
    assert first <= prefix + rest
    if not rest.startswith("\U0010ffff"):
        assert prefix + rest < last
    if not other.startswith(prefix):
        assert not first <= other < last
