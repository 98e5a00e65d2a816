"""What changed, word by word: nothing is lost of either text."""

from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.services.reviewing.differences import Change, Words, differences

WORDS = st.lists(st.sampled_from(["I", "went", "to", "the", "park", ".", "\n", "“home”", "Émile", " "]), max_size=30)
TEXTS = st.one_of(st.text(max_size=60), WORDS.map(" ".join))


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_it(before: str, after: str) -> None:
    found = differences(before, after)
    assert "".join(one.text for one in found if one.change is not Change.NEW) == before
    assert "".join(one.text for one in found if one.change is not Change.GONE) == after
    assert all(one.text for one in found)


@given(TEXTS)
def test_what_stayed_is_said_to_have_stayed(text: str) -> None:
    assert {one.change for one in differences(text, text)} <= {Change.SAME}


def test_words_change_and_not_letters() -> None:
    assert differences("I went to the park.", "I walked to the park.") == (
        Words("I ", Change.SAME),
        Words("went", Change.GONE),
        Words("walked", Change.NEW),
        Words(" to the park.", Change.SAME),
    )
