"""The lists by which an offer is recorded: they share their codes with the shipped question set."""

import re

import pytest

from rhi_desktop.bootstrap import code_lists
from tests.question_sets import INTERVIEW

LISTS = code_lists()
IN_THE_FORM = {
    "contact_method": "contact_way",
    "contact_person": "contact_person",
    "attempt_result": "attempt_result",
    "decline_reason": "decline_reason",
    "meeting_place": "meeting_place",
    "asked_by": "asked_by",
}


@pytest.mark.parametrize("name", IN_THE_FORM)
def test_an_offer_is_recorded_with_the_codes_that_the_interview_asks_by(name: str) -> None:
    rows = re.findall(rf"^\| *\| {IN_THE_FORM[name]} +\| (\w+) \|", INTERVIEW.read_text(encoding="utf-8"), re.MULTILINE)
    assert {code.code for code in LISTS[name].codes} == set(rows)


def test_every_list_says_where_it_comes_from() -> None:
    assert len(LISTS.names()) >= 5
    assert [name for name in LISTS.names() if not (LISTS[name].title and LISTS[name].source)] == []
