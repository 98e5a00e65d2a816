"""Expressions in words: what a practitioner reads of when a question is asked."""

import pytest

from rhi_desktop.questions.in_words import Naming, in_words
from rhi_desktop.questions.syntax import parse

NAMING = Naming(
    labels={"outcome": "Outcome", "hurt": "Hurt", "paid": "Paid by", "nights": "Nights"},
    choices={"outcome": {"held": "Held", "no": "The child said no"}, "hurt": {"yes": "Yes"}, "paid": {"a": "An adult"}},
)


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("/data/a/outcome = 'held'", "“Outcome” is “Held”"),
        ("/data/a/outcome = 'held' or /data/a/outcome = 'no'", "“Outcome” is “Held” or “The child said no”"),
        ("/data/hurt = ''", "“Hurt” is not answered"),
        ("/data/hurt != '' and /data/hurt != 'yes'", "“Hurt” is answered and is not “Yes”"),
        (
            "/data/a/outcome = 'no' and (/data/hurt = 'yes' or selected(/data/paid, 'a'))",
            "“Outcome” is “The child said no”, and (“Hurt” is “Yes”, or “Paid by” includes “An adult”)",
        ),
        ("not(selected( ../paid , 'a'))", "“Paid by” does not include “An adult”"),
        ("count-selected(../paid) > 1", "the number chosen in “Paid by” is more than 1"),
        ("if(/data/hurt = 'yes', 'x', 'y')", "“x” where “Hurt” is “Yes”; else “y”"),
        ("decimal-date-time(.) <= decimal-date-time(now())", "this answer is at most now"),
        ("/data/took_place = 'yes'", "“took place” is “yes”"),
        ("pow(/data/nights, 2) >= 4", "pow(“Nights”, 2) is at least 4"),
    ],
)
def test_an_expression_is_said_in_the_words_of_the_form(expression: str, words: str) -> None:
    assert in_words(parse(expression), NAMING) == words


def test_every_answer_of_a_long_chain_is_named() -> None:
    chain = " or ".join(f"/data/hurt = '{number}'" for number in range(40))

    words = in_words(parse(chain), NAMING)

    assert all(f"“{number}”" in words for number in range(40))
    assert words.count("Hurt") == 1
