"""What docs/question-set.md says of the set is what the set has."""

import re
from collections import Counter
from pathlib import Path

from tests.question_sets import asked, sheet

DOCUMENT = (Path(__file__).parents[3] / "docs" / "question-set.md").read_text(encoding="utf-8")


def test_the_table_of_sections_counts_right() -> None:
    rows = re.findall(r"^\| ([^|`]+) \| `(\w+)` \| (\d+) \| (\d+) \|", DOCUMENT, re.MULTILINE)
    counts = Counter(question.section for question in asked() if question.row["type"] != "note")
    labels = {row["name"]: row["label"] for row in sheet("survey") if row["type"] == "begin group"}

    assert {name: int(count) for _, name, count, _ in rows} == dict(counts)
    assert [label for label, name, *_ in rows if labels[name].replace("\u2019", "'") != label] == []
    assert f"That is {counts.total()} fields" in DOCUMENT


def test_the_outcomes_that_it_names_are_the_outcomes() -> None:
    line = next(line for line in DOCUMENT.splitlines() if line.startswith("| `offer.outcome` |"))

    named = re.findall(r"`(\w+)`", line.split("|")[2])
    assert named == [row["name"] for row in sheet("choices") if row["list_name"] == "outcome"]


def test_every_appearance_in_the_set_is_explained() -> None:
    used = {word for row in sheet("survey") for word in row.get("appearance", "").split()}

    assert len(used) > 5
    assert {word for word in used if f"`{word}`" not in DOCUMENT} == set()
