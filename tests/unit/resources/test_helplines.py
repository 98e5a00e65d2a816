"""The helplines that a child is given are the ones on the list that somebody keeps up to date."""

import re
import tomllib
from datetime import date
from pathlib import Path

from tests.question_sets import sheet

FILE = Path(__file__).parents[3] / "resources" / "helplines.toml"
OBSOLETE = "0500 700 700"


def test_the_interview_offers_the_listed_helplines_and_the_teams_own_number() -> None:
    helplines = tomllib.loads(FILE.read_text("utf-8"))["helpline"]
    offered = [(row["name"], row["label"]) for row in sheet("choices") if row["list_name"] == "helpline"]

    for_children = [(line["code"], f"{line['name']} {line['contact']}") for line in helplines if line["for"] == "child"]
    assert len(for_children) > 5
    assert offered == [*for_children, ("local", "Our own number")]


def test_each_helpline_says_what_it_is_and_when_somebody_last_checked_it() -> None:
    text = FILE.read_text("utf-8")
    read = tomllib.loads(text)

    assert isinstance(read["next_check"], date)
    assert OBSOLETE not in text
    for line in read["helpline"]:
        assert line["for"] in {"child", "worker"}
        assert re.fullmatch(r"[0-9 ]{3,14}", line["contact"])
        assert line["what"].endswith(".")
        assert line["checked"] == "" or date.fromisoformat(line["checked"]) < read["next_check"]
