"""What was sent back is open work again, on top of the worklist, until its next version goes out."""

from pathlib import Path

import pytest

from rhi_desktop.bootstrap import code_lists
from rhi_desktop.domain.deadline import Urgency
from rhi_desktop.domain.interview import Reply
from rhi_desktop.domain.records import Kind
from rhi_desktop.domain.review import Comment, Verdict
from rhi_desktop.services.ports import WorklistFilter, WorkState
from rhi_desktop.services.worklists import Worklists
from tests.builders import a_change, a_child, a_referral, new_id
from tests.oversight import some_oversight
from tests.scripted import Scripted, scripted

OPEN = WorklistFilter(states=frozenset({WorkState.NEW, WorkState.DRAFT, WorkState.RETURNED}))


def states(office: Scripted) -> list[WorkState]:
    return [row.state for row in office.store.worklist(WorklistFilter(), offset=0, limit=9)]


@pytest.mark.parametrize("verdict", [Verdict.RETURNED, Verdict.URGENT])
def test_an_interview_that_was_sent_back_is_on_top_says_so_and_goes_with_its_next_version(
    tmp_path: Path, verdict: Verdict
) -> None:
    office = scripted(tmp_path)
    submitted = office.submit("interview")
    child = a_change(a_child(name="Ash Specimen"))
    due = a_change(a_referral(child.record, returned="2026-11-25T11:00Z"))
    office.store.commit([child, due])
    assert states(office) == [WorkState.NEW, WorkState.SUBMITTED]
    reviewing = some_oversight(office.store, office.clock).reviewing
    comment = Comment(id=new_id(), text="When was this?")
    reviewing.give(reviewing.open(submitted.id).draft.commented(comment), verdict)
    assert states(office) == [WorkState.RETURNED, WorkState.NEW]
    assert office.store.worklist_count(OPEN) == 2
    lists = Worklists(office.store, office.clock, code_lists()["attempt_result"])
    (item, _) = lists.page(OPEN, offset=0, limit=9)
    now = office.clock()
    assert item.status(now) == "Sent back Wed 25 Nov"
    assert item.progress(now) == "Comments to answer"
    assert item.urgency(now) is Urgency.DUE_SOON
    office.interviewing.amend(submitted.id)
    assert set(states(office)) == {WorkState.DRAFT, WorkState.NEW}
    (review,) = office.store.linked(Kind.REVIEW, submitted.id)
    reply = Reply(review=review.id, comment=comment.id, changed=False, text="On Tuesday.")
    office.interviewing.answer_comment(submitted.id, reply)
    writing = office.interviewing.resume(submitted.id)
    office.interviewing.submit(writing, office.reasons(writing))
    assert states(office) == [WorkState.NEW, WorkState.SUBMITTED]
    assert office.store.verify() == ()
