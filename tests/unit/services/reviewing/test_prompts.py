"""What a reviewer is pointed at: each prompt is there when it should be, and not otherwise."""

from dataclasses import replace
from pathlib import Path

import pytest

from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.interview import Coded, Interview
from rhi_desktop.domain.records import Change, Kind
from rhi_desktop.domain.referral import Referral
from rhi_desktop.domain.sharing import Sharing
from rhi_desktop.services.filing import filed
from rhi_desktop.services.reviewing.prompts import Prompt
from rhi_desktop.services.submission import submitted
from tests.builders import a_change, an_attempt, new_id
from tests.oversight import some_oversight
from tests.scripted import Scripted, scripted

HURT = "/data/harm/harm_away_page/away_hurt"


@pytest.fixture
def office(tmp_path: Path) -> Scripted:
    return scripted(tmp_path)


def doubts(office: Scripted, interview: str) -> dict[str, Prompt]:
    service = some_oversight(office.store, office.clock).reviewing
    return {one.concept: one for one in service.doubts(interview)}


def test_a_thin_voice_is_pointed_at_where_it_stands(office: Scripted) -> None:
    kept = office.submit("interview")
    assert "rubric.voice" not in doubts(office, kept.id)
    answers = tuple(one for one in kept.value.answers if " " not in one.value)
    thin = replace(kept.value, answers=answers)
    office.store.commit([Change(kept.id, Kind.INTERVIEW, to_body(thin), (kept.head,))])
    assert "of the child’s own" in doubts(office, kept.id)["rubric.voice"].sentence


def test_lateness_without_a_reason_is_asked_about(office: Scripted) -> None:
    kept = office.submit("interview")
    assert "rubric.offer" not in doubts(office, kept.id)
    late = replace(kept.value, held="2026-12-24T10:00Z")
    office.store.commit([Change(kept.id, Kind.INTERVIEW, to_body(late), (kept.head,))])
    assert "72 hours" in doubts(office, kept.id)["rubric.offer"].sentence


def test_a_known_indicator_without_an_action_is_pointed_at(office: Scripted) -> None:
    kept = office.submit("interview")
    known = replace(kept.value, coded=(Coded("indicator.cce.debt", "known_now"),))
    office.store.commit([Change(kept.id, Kind.INTERVIEW, to_body(known), (kept.head,))])
    assert "rubric.actions" not in doubts(office, kept.id)
    office.store.commit([Change(copy := new_id(), Kind.INTERVIEW, to_body(known))])
    assert doubts(office, copy)["rubric.actions"].sentence.startswith("One indicator is")


def test_danger_that_nobody_was_told_of_is_pointed_at_until_a_sharing_is_recorded(office: Scripted) -> None:
    writing = office.write("interview")
    delta = writing.session.set(HURT, "yes").delta
    office.interviewing.save(writing.draft.interview, delta)
    kept = office.store.commit([Change(new_id(), Kind.INTERVIEW, to_body(_as_it_is(office, writing.draft.interview)))])
    found = doubts(office, kept[0].id)
    assert found["rubric.risk"].key == HURT
    told = Sharing(
        child=writing.draft.child, referral=office.referral, at="2026-11-25T13:00Z", recipient="police", what="urgent"
    )
    office.store.commit([Change(new_id(), Kind.SHARING, to_body(told))])
    assert "rubric.risk" not in doubts(office, kept[0].id)


def _as_it_is(office: Scripted, draft: str) -> Interview:
    referral = filed(office.store.get(Kind.REFERRAL, office.referral), Referral).value
    return submitted(
        office.interviewing.resume(draft), referral, (), office.store.member, "2026-11-25T12:00:00.000000Z"
    )


def test_a_refusal_without_an_attempt_is_pointed_at(office: Scripted) -> None:
    kept = office.submit("declined")
    assert "rubric.refusal" in doubts(office, kept.id)
    office.store.commit([a_change(an_attempt(kept.value.child, kept.value.referral))])
    assert "rubric.refusal" not in doubts(office, kept.id)
