"""From the coordinator's desk to the scorecard, through the real windows of two laptops and a real hub.

What the windows were led through is then read from the stores of both laptops.
"""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.functional.drives import environment

PATIENCE = 240
LED = """
import json, sys
from pathlib import Path
from rhi_desktop.demo.review_driver import COMMENT, QUESTION
from rhi_desktop.demo.team_driver import TeamDriver
from rhi_desktop.domain.figures.figures import View
from rhi_desktop.domain.records import Kind
from rhi_desktop.services.figures.figures import month
folder, out = Path(sys.argv[1]), Path(sys.argv[2])
out.mkdir()
driver = TeamDriver(folder, lambda _words: None, out)
try:
    driver.run()
    def told(laptop):
        def read():
            store = laptop.desk.audit
            children = store.children("", limit=9)
            if not children:
                return None
            child = children[0].child
            (interview,) = store.linked(Kind.INTERVIEW, child)
            (referral,) = store.linked(Kind.REFERRAL, child)
            reviews = sorted((one.body for one in store.linked(Kind.REVIEW, child)), key=lambda one: one["at"])
            history = store.history(interview.id)
            answers = {one["key"]: one["value"] for one in interview.body["answers"]}
            first = {one["key"]: one["value"] for one in history[0].body["answers"]}
            key = next(one for one in answers if one.endswith("/" + QUESTION))
            return {
                "versions": [one.body["version"] for one in history],
                "authors": sorted({one.author == store.member for one in history}),
                "mine": referral.body["worker"] == store.member,
                "transfers": len(referral.body["transfers"]),
                "reason": interview.body["reason"],
                "replies": interview.body["replies"],
                "verdicts": [one["verdict"] for one in reviews],
                "of": [one["version"] for one in reviews],
                "reviewer": [one["reviewer"] == store.member for one in reviews],
                "comments": [(c["key"].endswith("/" + QUESTION), c["text"]) for r in reviews for c in r["comments"]],
                "scores": len(reviews[-1]["scores"]),
                "signed_off": bool(referral.body["signed_off"]),
                "now": answers[key], "then": first[key],
                "refused": len(store.team.refusals()),
            }
        return laptop.ask(read)
    def figures():
        made = driver.ann.desk.oversight.figures
        card = made.scorecard(month(made.today()), View.COHORT)
        return {name: card.whole(name).count for name in ("episodes", "referred", "completed", "within_72_hours")}
    print(json.dumps({
        "ann": told(driver.ann), "ben": told(driver.ben), "cleo": told(driver.cleo), "comment": COMMENT,
        "figures": driver.ann.ask(figures),
    }))
finally:
    driver.close()
"""


@pytest.fixture(scope="module")
def end(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Lead the team the whole way, and return what both laptops hold at the end."""
    folder = tmp_path_factory.mktemp("team")
    home = folder / "home"
    home.mkdir()
    (folder / "laptops").mkdir()
    command = [sys.executable, "-c", LED, str(folder / "laptops"), str(folder / "out")]
    done = subprocess.run(command, env=environment(home), capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_the_desk_gave_the_referral_to_the_worker(end: dict[str, Any]) -> None:
    assert (end["ben"]["mine"], end["ann"]["mine"]) == (True, False)
    assert end["ben"]["transfers"] == end["ann"]["transfers"] > 0


def test_both_laptops_hold_both_versions_by_the_worker_alone(end: dict[str, Any]) -> None:
    for name in ("ann", "ben"):
        assert end[name]["versions"] == [1, 2]
        assert end[name]["refused"] == 0
    assert (end["ben"]["authors"], end["ann"]["authors"]) == ([True], [False])
    assert end["ben"]["reason"] == "Returned by the reviewer."
    assert end["ben"]["now"] == f"Ring me first. {end['ben']['then']}"


def test_the_comment_stood_on_the_exact_question_and_was_answered(end: dict[str, Any]) -> None:
    for name in ("ann", "ben"):
        assert end[name]["comments"] == [[True, end["comment"]]]
        (reply,) = end[name]["replies"]
        assert (reply["changed"], bool(reply["text"])) == (True, True)


def test_the_first_version_went_back_and_the_second_is_approved_with_every_mark_and_signed_off(
    end: dict[str, Any],
) -> None:
    for name in ("ann", "ben"):
        assert (end[name]["verdicts"], end[name]["of"]) == (["returned", "approved"], [1, 2])
        assert (end[name]["scores"], end[name]["signed_off"]) == (16, True)
    assert (end["ann"]["reviewer"], end["ben"]["reviewer"]) == ([True, True], [False, False])


def test_a_worker_who_has_nothing_to_do_with_it_has_nothing_of_it(end: dict[str, Any]) -> None:
    assert end["cleo"] is None


def test_the_scorecard_counts_it(end: dict[str, Any]) -> None:
    figures = end["figures"]
    assert figures["referred"] == figures["completed"] == figures["episodes"]
    assert figures["episodes"] in {0, 1}  # the child may have come back at the end of last month
