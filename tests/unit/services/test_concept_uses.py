"""What the program does with concepts, and what a changed set no longer feeds."""

import pytest

from rhi_desktop.services.concept_uses import feeds, lost
from tests.question_sets import sheet
from tests.unit.questions.forms import form_of

TOLD_NOWHERE_ELSE = {"again", "closing", "health", "money", "online", "opening", "phone", "travel"}
"""Parts of the shipped set whose answers stand in the record alone."""


def form(*concepts: str) -> str:
    rows = "\n".join(f"| | text | q{at} | Question {at} | {concept} |" for at, concept in enumerate(concepts))
    settings = '| settings |\n| | form_id | namespaces |\n| | f | rhi="https://rhi-desktop.org/xforms" |'
    return f"| survey |\n| | type | name | label | bind::rhi:concept |\n{rows}\n{settings}"


@pytest.mark.parametrize(
    ("concept", "said"),
    [
        ("offer.outcome", "worklist"),
        ("reason.push", "reasons"),
        ("reason.push.own_words", "own words"),
        ("plan.helplines", "helplines"),
        ("associate", "heard of before"),
        ("harm.missing.hurt", "immediate risk"),
        ("action.by", "actions"),
        ("voice.wish", "voice"),
    ],
)
def test_a_concept_is_used_for_what_its_most_exact_name_says(concept: str, said: str) -> None:
    assert said in feeds(concept)


@pytest.mark.parametrize("concept", ["", "weather", "reasonable.doubt", "own_words"])
def test_a_concept_that_the_program_does_not_know_feeds_nothing(concept: str) -> None:
    assert feeds(concept) == ""


def test_every_part_of_the_shipped_set_has_a_use_or_is_known_to_stand_in_the_record_alone() -> None:
    concepts = {row["bind::rhi:concept"] for row in sheet("survey") if "bind::rhi:concept" in row}
    assert len(concepts) > 200
    assert {concept.partition(".")[0] for concept in concepts if not feeds(concept)} == TOLD_NOWHERE_ELSE


def test_only_what_is_used_and_gone_is_lost_and_a_moved_concept_is_not() -> None:
    old, new = form("reason.push", "weather.rain", "harm.hurt"), form("harm.hurt")
    found = lost(form_of(old), form_of(new))
    assert [(loss.concept, loss.label) for loss in found] == [("reason.push", "Question 0")]
