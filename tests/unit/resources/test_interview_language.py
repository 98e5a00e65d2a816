"""The words of the interview: a twelve-year-old can follow them, and none of them lays blame on a child."""

import re

import pytest

from tests.question_sets import Asked, asked, sheet
from tests.readability import grade, words

BLAMING = (
    r"abscond\w*",
    r"attention[- ]seeking",
    r"bad behaviour",
    r"challenging",
    r"chose to (?:go|leave|run|stay)",
    r"cooperat\w*",
    r"disclos\w* (?:nothing|little)",
    r"engag(?:e|es|ed|ing) (?:in|with)",
    r"fail(?:s|ed|ing)? to",
    r"gone with",
    r"involved in",
    r"lifestyle",
    r"manipulat\w*",
    r"mules?",
    r"naughty",
    r"placement",
    r"plugg\w*",
    r"promiscuous",
    r"prostitut\w*",
    r"put(?:s|ting)? (?:\w+sel(?:f|ves)) (?:at|in)",
    r"refus(?:e|es|ed|al|ing)",
    r"risk-taking",
    r"risky",
    r"run(?:s|ning)? away|runaways?",
    r"service users?",
    r"(?:you|they|he|she|child) should have",
    r"slaves?",
    r"streetwise",
    r"troublesome",
    r"unwilling",
    r"your fault",
)
LEADING = (
    r"^(?:do|did|is|was|were|are|have|had|would|could|should)n[\u2019']t\b",
    r"^(?:why did|why do|why were|why have|why are) you\b",
    r"[\u2019']t (?:you|it|they|he|she)\?$",
    r"\b(?:surely|obviously|of course|actually|honest(?:ly)?|admit|again and again)\b",
    r"\bagree that\b",
)
SAID = ("label", "hint", "guidance_hint", "constraint_message", "bind::rhi:print")


def to_child() -> list[Asked]:
    """Return what is said aloud to the child."""
    said = [question for question in asked() if question.to_child]
    assert len(said) > 100
    return said


def shown_words() -> list[str]:
    """Return every text of the set that a person reads."""
    texts = [row[column] for row in sheet("survey") for column in SAID if column in row]
    return texts + [row["label"] for row in sheet("choices")]


@pytest.mark.parametrize("pattern", BLAMING)
def test_no_text_blames_a_child(pattern: str) -> None:
    assert [text for text in shown_words() if re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE)] == []


def test_each_question_to_the_child_can_be_read_at_ten_or_eleven() -> None:
    texts = [question.row["label"] for question in to_child()]

    assert [text for text in texts if len(words(text)) > 3 and grade(text) > 7] == []
    assert grade(" ".join(text if text[-1] in ".?" else f"{text}." for text in texts)) < 3


def test_a_question_to_the_child_is_one_short_sentence() -> None:
    labels = [question.row["label"] for question in to_child() if question.row["type"] != "note"]

    assert [label for label in labels if label.count("?") != 1 or not label.endswith("?")] == []
    assert [label for label in labels if len(words(label)) > 14] == []


def test_a_question_to_the_child_asks_one_thing() -> None:
    labels = [question.row["label"] for question in to_child() if question.row["type"] != "note"]

    assert [label for label in labels if re.search(r"\band (?:who|what|where|when|how|why|did|was)\b", label)] == []


@pytest.mark.parametrize("pattern", LEADING)
def test_no_question_to_the_child_leads_or_accuses(pattern: str) -> None:
    labels = [question.row["label"] for question in to_child()]

    assert [label for label in labels if re.search(pattern, label, re.IGNORECASE)] == []


def test_the_choices_that_a_child_hears_are_short() -> None:
    heard = {question.row["type"].split()[1] for question in to_child() if question.row["type"].startswith("select")}
    labels = [row["label"] for row in sheet("choices") if row["list_name"] in heard]

    assert len(labels) > 100
    assert [label for label in labels if len(words(label)) > 8] == []


def test_guidance_is_short_enough_to_read_at_a_glance() -> None:
    guidance = [row["guidance_hint"] for row in sheet("survey") if "guidance_hint" in row]

    assert [text for text in guidance if len(words(text)) > 48] == []


def test_a_scale_says_what_its_ends_mean() -> None:
    scales = [row for row in sheet("survey") if row.get("appearance") == "scale"]

    assert len(scales) > 3
    assert [row["name"] for row in scales if not re.match(r"0 is .+\. 10 is .+\.", row.get("hint", ""))] == []
