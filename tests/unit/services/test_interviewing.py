"""The life of an interview, over a real encrypted store and the shipped questions."""

from pathlib import Path

import pytest

from rhi_desktop.domain.action import Action
from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.domain.errors import DraftMissing
from rhi_desktop.domain.interview import Override
from rhi_desktop.domain.records import Kind
from rhi_desktop.services.filing import filed
from rhi_desktop.services.findings import NotComplete
from rhi_desktop.services.ports import AuditAct, WorklistFilter, WorkState
from tests.scripted import Scripted, scripted

OUTCOME = "/data/offer/offer_outcome/outcome"


@pytest.fixture
def office(tmp_path: Path) -> Scripted:
    return scripted(tmp_path)


def state(office: Scripted) -> WorkState:
    return office.store.worklist(WorklistFilter(), offset=0, limit=5)[0].state


def test_what_was_saved_is_there_when_the_draft_is_opened_again(office: Scripted) -> None:
    writing = office.interviewing.start(office.referral)
    changes = writing.session.set(OUTCOME, "declined_child")
    office.interviewing.save(writing.draft.interview, changes.delta)
    again = office.interviewing.resume(writing.draft.interview)
    assert again.session.entries() == writing.session.entries()
    assert again.session.node(OUTCOME).value == "declined_child"


def test_a_referral_has_one_draft_however_often_it_is_begun(office: Scripted) -> None:
    first = office.interviewing.start(office.referral)
    assert office.interviewing.start(office.referral).draft.interview == first.draft.interview
    assert state(office) is WorkState.DRAFT


def test_the_draft_on_the_screen_is_opened_at_the_next_start_and_one_put_aside_is_not(office: Scripted) -> None:
    writing = office.interviewing.start(office.referral)
    assert office.interviewing.interrupted() is None
    office.interviewing.turn_to(writing.draft.interview, "/data/offer/offer_outcome")
    found = office.interviewing.interrupted()
    assert found is not None
    assert found.recovered
    assert found.draft.page == "/data/offer/offer_outcome"
    office.interviewing.put_aside(writing.draft.interview)
    assert office.interviewing.interrupted() is None


def test_an_interview_with_something_to_mend_is_not_submitted_and_the_draft_stays(office: Scripted) -> None:
    writing = office.interviewing.start(office.referral)
    writing.session.set(OUTCOME, "held")
    with pytest.raises(NotComplete) as refused:
        office.interviewing.submit(writing, office.reasons(writing))
    assert {finding.kind for finding in refused.value.findings} == {"required"}
    assert office.store.read(writing.draft.interview)
    assert office.store.linked(Kind.INTERVIEW, office.referral) == ()


def test_what_was_not_asked_needs_a_reason_that_says_something(office: Scripted) -> None:
    writing = office.write("interview")
    with pytest.raises(NotComplete):
        office.interviewing.submit(writing, ())
    blank = tuple(Override(reason.path, reason.kind, "  ") for reason in office.reasons(writing))
    assert blank
    with pytest.raises(NotComplete):
        office.interviewing.submit(writing, blank)
    assert office.interviewing.submit(writing, office.reasons(writing)).value.overrides == office.reasons(writing)


def test_submission_puts_interview_and_actions_on_record_and_closes_the_draft(office: Scripted) -> None:
    submitted = office.submit("interview")
    actions = [filed(record, Action).value for record in office.store.linked(Kind.ACTION, submitted.id)]
    assert len(actions) == 2
    assert all(action.what and action.who and action.child == submitted.value.child for action in actions)
    assert submitted.value.outcome == "held"
    assert submitted.value.held.startswith("2026-11-")
    assert office.store.open_drafts() == ()
    assert state(office) is WorkState.SUBMITTED
    with pytest.raises(DraftMissing):
        office.interviewing.resume(submitted.id)
    assert office.store.verify() == ()


def test_only_what_was_relevant_is_on_the_record(office: Scripted) -> None:
    writing = office.write("declined")
    writing.session.set("/data/start/setting/held_where", "school")
    keys = {answer.key for answer in office.interviewing.submit(writing, office.reasons(writing)).value.answers}
    assert OUTCOME in keys
    assert not any(key.startswith("/data/start/") for key in keys)


def test_a_submitted_interview_reads_as_it_was_written_and_the_reading_is_noted(office: Scripted) -> None:
    writing = office.write("interview")
    spoken = {path: value for path, value in writing.session.values().items() if value}
    submitted = office.interviewing.submit(writing, office.reasons(writing))
    reading = office.interviewing.read(submitted.id)
    assert {path: value for path, value in reading.session.values().items() if value} == spoken
    assert [revision.id for revision in reading.history] == [submitted.head]
    assert office.store.entries(submitted.id)[0].act is AuditAct.INTERVIEW_OPENED


def test_a_state_survives_saving_submitting_and_reading(office: Scripted) -> None:
    writing = office.write("interview")
    declined = [path for path in writing.session.values() if writing.session.node(path).state is AnswerState.DECLINED]
    assert declined
    submitted = office.interviewing.submit(writing, office.reasons(writing))
    reading = office.interviewing.read(submitted.id)
    assert all(reading.session.node(path).state is AnswerState.DECLINED for path in declined)
