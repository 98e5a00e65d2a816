"""docs/guidance.md: every concept has its place in it, and all that it names exists."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from rhi_desktop.domain.action import Action
from rhi_desktop.domain.attempt import Attempt
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.episode import CareStatus, Episode
from rhi_desktop.domain.referral import Arrangement, Referral
from rhi_desktop.domain.sharing import Sharing
from tests.question_sets import sheet

DEMANDS, _, CONCEPTS = (
    (Path(__file__).parents[3] / "docs" / "guidance.md").read_text(encoding="utf-8").partition("## Concepts")
)
RECORDS = (Action, Arrangement, Attempt, CareStatus, Child, Episode, Referral, Sharing)
FIELDS = {f"{record.__name__}.{field.name}" for record in RECORDS for field in fields(record)}
ROWS = [row for row in sheet("survey") if "bind::rhi:concept" in row]
KNOWN = {row["bind::rhi:concept"] for row in ROWS}
BEHIND = re.compile(r"^(?:indicator|special)\..*\.(?:evidence|source|time)$")


def demands() -> list[list[str]]:
    """Return the rows of the first table: source, demand, and where it is met."""
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in DEMANDS.splitlines() if line.startswith("| ")]
    assert len(rows) > 50
    return rows[1:]


def test_every_concept_is_listed_with_its_question() -> None:
    listed = re.findall(r"^\| `([\w.]+)` \| (.+) \| `(\w+)` \|$", CONCEPTS, re.MULTILINE)

    wanted = [
        (concept, row.get("label", ""), row["name"])
        for row in ROWS
        if not BEHIND.match(concept := row["bind::rhi:concept"])
    ]
    told = [(concept, "" if label.startswith("(computed)") else label, name) for concept, label, name in listed]
    assert len(wanted) > 250
    assert told == wanted


def test_all_that_a_demand_points_to_exists() -> None:
    for _, demand, where in demands():
        named = re.findall(r"`([\w.*]+)`", where)
        assert named, demand
        for name in named:
            if name[0].isupper():
                assert name in FIELDS, name
            elif name.endswith("*"):
                assert any(concept.startswith(name[:-1]) for concept in KNOWN), name
            else:
                assert name in KNOWN, name


@pytest.mark.parametrize("paragraph", [31, 32, 33, 34, 35, 36, 37, 38, 46, 69])
def test_every_paragraph_of_the_statutory_guidance_has_its_place(paragraph: int) -> None:
    assert [source for source, *_ in demands() if source.split(",")[0] == f"DfE {paragraph}"]


@pytest.mark.parametrize("source", ["Birmingham", "Rotherham", "Croydon", "Streetwise", "Missing People"])
def test_every_other_source_has_its_place(source: str) -> None:
    assert [row for row in demands() if row[0].startswith(source)]
