"""The second version of an interview, over a real encrypted store: answered point by point, and nothing doubled."""

from pathlib import Path
from typing import Any

import pytest

from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.interview import Interview, Reply
from rhi_desktop.domain.records import Change, Kind
from rhi_desktop.domain.review import Comment, Tone
from rhi_desktop.services.amending import AmendedElsewhere, NotYours
from rhi_desktop.services.findings import NotComplete
from rhi_desktop.services.writing import Writing
from tests.builders import a_change, a_review, new_id
from tests.scripted import Scripted, scripted

OUTCOME = "/data/offer/offer_outcome/outcome"


@pytest.fixture
def office(tmp_path: Path) -> Scripted:
    return scripted(tmp_path)


def reviewed(office: Scripted, interview: Filed[Interview], *comments: Comment, **fields: Any) -> str:
    """Put a review of the interview's version on record and return its id."""
    review = a_review(interview.id, interview.value, comments=comments, **fields)
    return office.store.commit([a_change(review)])[0].id


def a_comment(text: str = "When was this?", **fields: Any) -> Comment:
    return Comment(**{"id": new_id(), "text": text, "key": OUTCOME, **fields})


def submit(office: Scripted, writing: Writing) -> Filed[Interview]:
    return office.interviewing.submit(writing, office.reasons(writing))


def test_an_amendment_begins_with_what_was_submitted_and_becomes_the_next_version(office: Scripted) -> None:
    first = office.submit("interview")
    reviewed(office, first)
    writing = office.interviewing.amend(first.id)
    assert {answer.key for answer in first.value.answers} <= {entry.key for entry in writing.session.entries()}
    writing.session.set("/data/offer/offer_outcome/late_detail", "")
    second = submit(office, writing)
    assert (second.id, second.value.version, second.value.worker) == (first.id, 2, office.store.member)
    assert len(office.store.history(first.id)) == 2
    assert office.store.history(first.id)[0].body["version"] == 1
    assert office.store.open_drafts() == ()
    assert office.store.verify() == ()


def test_the_actions_of_an_interview_are_not_put_on_record_twice_and_new_ones_are(office: Scripted) -> None:
    first = office.submit("interview")
    before = {record.id for record in office.store.linked(Kind.ACTION, first.id)}
    office.interviewing.amend(first.id)
    office.interviewing.explain(first.id, "A name was spelt wrongly.")
    submit(office, office.interviewing.resume(first.id))
    assert {record.id for record in office.store.linked(Kind.ACTION, first.id)} == before
    assert before


def test_each_comment_is_answered_before_it_goes_back_and_praise_asks_for_nothing(office: Scripted) -> None:
    first = office.submit("interview")
    ask, praise = a_comment(), a_comment("Well heard.", tone=Tone.PRAISE)
    review = reviewed(office, first, ask, praise)
    writing = office.interviewing.amend(first.id)
    found = [one for one in office.interviewing.findings(writing) if one.kind == "reply"]
    assert [one.path for one in found] == [OUTCOME]
    assert "When was this?" in found[0].sentence
    with pytest.raises(NotComplete):
        submit(office, writing)
    reply = Reply(review=review, comment=ask.id, changed=False, text="It was on Tuesday; the form has it.")
    office.interviewing.answer_comment(first.id, reply)
    office.interviewing.answer_comment(first.id, Reply(review=review, comment=ask.id, changed=False))
    with pytest.raises(NotComplete):
        submit(office, office.interviewing.resume(first.id))
    office.interviewing.answer_comment(first.id, reply)
    second = submit(office, office.interviewing.resume(first.id))
    assert second.value.replies == (reply,)
    assert second.value.reason == "Returned by the reviewer."
    assert {one.kind for one in second.value.overrides} == {one.kind for one in first.value.overrides}


def test_a_correction_that_nobody_asked_for_needs_a_reason(office: Scripted) -> None:
    first = office.submit("interview")
    writing = office.interviewing.amend(first.id)
    with pytest.raises(NotComplete) as refused:
        submit(office, writing)
    assert [one.kind for one in refused.value.findings] == ["amend"]
    office.interviewing.explain(first.id, "I had the wrong bus.")
    assert submit(office, office.interviewing.resume(first.id)).value.reason == "I had the wrong bus."


def test_only_comments_on_the_version_that_is_amended_count(office: Scripted) -> None:
    first = office.submit("interview")
    reviewed(office, first, a_comment())
    reviewed(office, first, a_comment("Of a later one."), version=2)
    writing = office.interviewing.amend(first.id)
    assert writing.amendment is not None
    assert [one.comment.text for one in writing.amendment.asked] == ["When was this?"]


def test_two_amendments_at_once_do_not_overwrite_each_other(office: Scripted) -> None:
    first = office.submit("interview")
    writing = office.interviewing.amend(first.id)
    office.interviewing.explain(first.id, "A slip.")
    newer = {**to_body(first.value), "version": 2}
    office.store.commit([Change(first.id, Kind.INTERVIEW, newer, (first.head,))])
    with pytest.raises(AmendedElsewhere):
        submit(office, writing)
    assert office.store.open_drafts()


def test_a_change_of_the_record_that_is_no_new_version_does_not_stand_in_the_way(office: Scripted) -> None:
    first = office.submit("interview")
    writing = office.interviewing.amend(first.id)
    office.interviewing.explain(first.id, "A slip.")
    office.store.commit([Change(first.id, Kind.INTERVIEW, {**to_body(first.value), "episodes": []}, (first.head,))])
    assert submit(office, writing).value.version == 2


def test_what_somebody_else_wrote_is_not_amended_here(office: Scripted) -> None:
    first = office.submit("interview")
    body = {**to_body(first.value), "worker": new_id()}
    office.store.commit([Change(first.id, Kind.INTERVIEW, body, (first.head,))])
    with pytest.raises(NotYours):
        office.interviewing.amend(first.id)
    assert office.store.open_drafts() == ()


def test_the_reasons_of_the_first_version_need_not_be_given_again(office: Scripted) -> None:
    first = office.submit("interview")
    writing = office.interviewing.amend(first.id)
    assert set(writing.reasons) == set(first.value.overrides)
    assert all(one.kind != "amends" for one in writing.reasons)
