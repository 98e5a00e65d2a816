"""What is typed into the search, and what is shown of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.domain.searching import Snippet, Term, count_in, indexed_words, snippet, terms_of


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("", ()),
        (' "" *-^() ', ()),
        ("Kitchen door", (Term(("kitchen",), True), Term(("door",), True))),
        ('"kitchen door"', (Term(("kitchen", "door"), False),)),
        ("“kitchen door” bus", (Term(("kitchen", "door"), False), Term(("bus",), True))),
        ('bus "kitchen doo', (Term(("bus",), True), Term(("kitchen", "doo"), True))),
        ("O’Brien", (Term(("o", "brien"), True),)),
        ("a a we", (Term(("a",), False), Term(("we",), False))),
        ("NOT bus*", (Term(("not",), True), Term(("bus",), True))),
        ("NEAR(bus)", (Term(("near", "bus"), True),)),
        ("Żółć", (Term(("zolc",), True),)),
    ],
)  # fmt: skip
def test_what_is_looked_for(typed: str, terms: tuple[Term, ...]) -> None:
    assert terms_of(typed) == terms


def test_a_piece_begins_and_ends_between_words_and_marks_what_was_found() -> None:
    text = f"{'Before that nothing. ' * 9}I went out of the Kitchen\ndoor and kept going.{' After that nothing.' * 9}"
    piece = snippet(text, terms_of('"kitchen door" went'))
    assert [piece.text[start:end] for start, end in piece.marks] == ["went", "Kitchen door"]
    assert piece.text.startswith("… ")
    assert piece.text.endswith(" …")
    assert set(piece.text.split()) <= {*text.split(), "…"}
    assert len(piece.text) < 180


def test_a_short_text_is_shown_whole() -> None:
    assert snippet("By the  canal.", terms_of("canal")) == Snippet("By the canal.", ((7, 12),))
    assert snippet("By the canal.", terms_of("bus")) == Snippet("By the canal.")


def test_how_many_terms_a_text_has() -> None:
    said = "Mrs O'Brien’s caf\u00e9, in a half-term"
    assert count_in(said, terms_of("obriens cafe halfterm bus")) == 3
    assert count_in("Sean O'Brien", terms_of("obrien")) == 1


@given(st.text(max_size=60), st.text(max_size=200))
def test_nothing_that_is_typed_or_written_is_too_much(typed: str, text: str) -> None:
    terms = terms_of(typed)
    piece = snippet(text, terms)
    assert all(0 <= start < end <= len(piece.text) for start, end in piece.marks)
    assert all(word.isalnum() for term in terms for word in term.words)


@given(st.lists(st.sampled_from(["Kitchen", "o'brien", "half-term", "Łódź", "a1", "…", "42"]), min_size=1, max_size=8))
def test_what_stands_in_a_text_is_indexed_and_found_in_it(words: list[str]) -> None:
    text = " ".join(words)
    for term in terms_of(text):
        assert set(term.words) <= set(indexed_words(text))
        assert count_in(text, [term]) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("O’Brien’s bus, at 12:30.", ["o", "brien", "s", "bus", "at", "12", "30", "obriens", "1230"]),
        ("The end. (Yes!)", ["the", "end", "yes"]),
        ("one_two - three", ["one", "two", "three", "onetwo"]),
        ("", []),
    ],
)
def test_words_are_indexed_as_they_stand_and_then_what_a_sign_divides_as_one(text: str, words: list[str]) -> None:
    assert indexed_words(text) == words
