import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.services.checking.likeness import ALIKE, FEWEST_WORDS, likeness

LAST = (
    "Robin went to the park after an argument about the phone and stayed with friends until late. "
    "Robin came back alone and was tired."
)


def test_the_same_words_again_are_fully_alike_whatever_case_and_punctuation() -> None:
    assert likeness(LAST.upper().replace(",", " "), LAST) == pytest.approx(1)


def test_a_copied_report_with_one_name_changed_is_still_shown() -> None:
    assert likeness(LAST.replace("park", "station"), LAST) >= ALIKE


def test_another_account_of_the_same_things_is_not_shown() -> None:
    new = "After the phone argument Robin met friends at the station, walked about for hours and then rang the carer."
    assert likeness(new, LAST) < 0.2


def test_a_short_answer_is_never_shown_for_likeness() -> None:
    assert likeness("Robin went to the park.", "Robin went to the park.") == 0


def test_what_was_added_counts_for_the_new_text_alone() -> None:
    assert likeness(LAST, f"{LAST} {LAST.replace('Robin', 'Sasha')}") == pytest.approx(1)


@given(st.lists(st.sampled_from(["park", "friends", "late", "phone", "home"]), max_size=40), st.integers(0, 40))
def test_likeness_is_a_share_and_whole_only_where_everything_was_there(words: list[str], cut: int) -> None:
    now, before = " ".join(words), " ".join(words[:cut])
    share = likeness(now, before)
    assert 0 <= share <= 1
    if len(words) >= FEWEST_WORDS and cut >= len(words):
        assert share == pytest.approx(1)
