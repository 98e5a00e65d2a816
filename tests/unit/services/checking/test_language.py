import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.services.checking.language import hits, mended, read_language
from tests.checking import shipped_language

LANGUAGE = shipped_language()


def found(text: str) -> list[str]:
    return [hit.text for hit in hits(text, LANGUAGE.words)]


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("Robin absconded on Friday.", "Robin went missing on Friday."),
        ("Absconding was planned.", "Going missing was planned."),
        ("Robin is involved in county lines.", "Robin is being exploited."),
        ("She is putting herself at risk.", "She is at risk of being harmed by others."),
        ("Robin was challenging.", "Robin was distressed."),
        ("Attention-seeking again.", "In need of somebody’s attention again."),
        ("Robin refused to engage.", "Robin did not want to talk."),
        ("used as a money mule", "used as a child whose bank account is being used by others"),
    ],
)
def test_the_better_wording_is_taken_over_where_the_word_stood(text: str, better: str) -> None:
    (hit,) = hits(text, LANGUAGE.words)
    assert mended(text, hit) == better


def test_words_are_found_whole_and_whatever_their_case() -> None:
    assert found("ABSCONDED") == ["ABSCONDED"]
    assert found("The placemat and the reabsconded") == []
    assert found("A black sibling-like lacework") == ["sibling"]


def test_what_is_quoted_is_left_as_it_was_said() -> None:
    assert found("Mum said “he absconded again” and “he was challenging”.") == []
    assert found('The note says "absconder".') == []
    assert found("Robin’s mum’s word was absconder") == ["absconder"]


def test_a_word_that_has_no_better_one_says_what_to_do() -> None:
    (hit,) = hits("She made a lifestyle choice.", LANGUAGE.words)
    assert not hit.phrase.better
    assert "Write what keeps the child there" in hit.phrase.why


def test_every_word_of_the_list_says_why_and_its_better_wording_is_no_word_of_the_list() -> None:
    assert len(LANGUAGE.words) > 35
    for phrase in LANGUAGE.words:
        assert phrase.why.endswith(".")
        assert found(phrase.better) == []


def test_a_list_that_holds_no_pattern_is_refused_with_the_pattern() -> None:
    with pytest.raises(ValueError, match=re.escape("(broken")):
        read_language('[[words]]\npattern = "(broken"\nwhy = "x"\n')


@given(st.text(alphabet=st.sampled_from('absconded refused to engage “”"’ .R'), max_size=60))
def test_hits_stand_where_they_say_in_order_and_do_not_overlap(text: str) -> None:
    end = 0
    for hit in hits(text, LANGUAGE.words):
        assert text[hit.start : hit.end] == hit.text
        assert hit.start >= end
        end = hit.end
