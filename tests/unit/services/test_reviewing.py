"""Reviews over a real encrypted store and the shipped questions: marks, comments, refusals, and nothing lost."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from rhi_desktop.bootstrap_oversight import shipped_rubric
from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.interview import Interview, Reply
from rhi_desktop.domain.people import QuestionSet
from rhi_desktop.domain.records import Change, Kind, instant_text
from rhi_desktop.domain.review import Comment, Mark, Review, Verdict, state_of
from rhi_desktop.services.filing import filed
from rhi_desktop.services.question_sets import QuestionSets, question_set
from rhi_desktop.services.reviewing.differences import Change as Became
from rhi_desktop.services.reviewing.drafting import ReviewDraft
from rhi_desktop.services.reviewing.drawing import LOOK, SECOND, Drawing, NothingToDraw
from rhi_desktop.services.reviewing.refusals import (
    AlreadyReviewed,
    CommentMissing,
    OwnInterview,
    PointsMissing,
    RubricChanged,
    Superseded,
)
from rhi_desktop.services.reviewing.reviewing import Opened, Reviewing, Sources
from tests.builders import NOON, new_id
from tests.oversight import some_oversight
from tests.scripted import Scripted, scripted

WISH = "/data/voice/wishes/wish_soon"


@pytest.fixture
def office(tmp_path: Path) -> Scripted:
    return scripted(tmp_path)


@pytest.fixture
def first(office: Scripted) -> Filed[Interview]:
    """Return an interview that a colleague submitted."""
    return by_a_colleague(office, office.submit("interview"))


def by_a_colleague(office: Scripted, kept: Filed[Interview]) -> Filed[Interview]:
    body = to_body(replace(kept.value, worker=new_id()))
    return filed(office.store.commit([Change(kept.id, Kind.INTERVIEW, body, (kept.head,))])[0], Interview)


def reviewing(office: Scripted, *, alone: bool = False) -> Reviewing:
    made = some_oversight(office.store, office.clock).reviewing
    return made if alone else in_a_team(office, made)


def in_a_team(office: Scripted, made: Reviewing) -> Reviewing:
    sources: Sources = made._from
    return Reviewing(office.store, sources, office.clock, may=lambda: True, alone=lambda: False)


def all_met(opened: Opened) -> ReviewDraft:
    draft = opened.draft
    for point in opened.rubric.points:
        draft = draft.marked(point, Mark.MET, "")
    return draft


def a_comment(key: str = WISH) -> Comment:
    return Comment(id=new_id(), text="Whose wish is this?", key=key)


def reviews(office: Scripted, interview: str) -> list[Review]:
    return [filed(one, Review).value for one in office.store.linked(Kind.REVIEW, interview)]


def test_the_rubric_has_the_sixteen_points_of_the_practice(office: Scripted, first: Filed[Interview]) -> None:
    points = reviewing(office).open(first.id).rubric.points
    assert [point.number for point in points] == list(range(1, 17))
    assert points[3].title.endswith("own words, wishes and feelings")
    assert all(point.help and point.concept.startswith("rubric.") for point in points)
    newest = QuestionSets(office.store, office.store.member).newest()[0]
    assert newest.form_id == "return-home-interview"


def test_an_approved_interview_waits_no_more_and_its_referral_can_be_signed_off(
    office: Scripted, first: Filed[Interview]
) -> None:
    service = reviewing(office)
    assert [row.interview for row in service.waiting()] == [first.id]
    opened = service.open(first.id)
    service.give(all_met(opened), Verdict.APPROVED, sign_off=True)
    assert service.waiting() == ()
    (review,) = reviews(office, first.id)
    assert (review.version, review.revision, review.worker) == (1, first.head, first.value.worker)
    assert (review.reviewer, review.alone, len(review.scores)) == (office.store.member, False, 16)
    referral = office.store.get(Kind.REFERRAL, first.value.referral).body
    assert (referral["signed_off_by"], bool(referral["signed_off"])) == (office.store.member, True)
    assert office.store.verify() == ()


def test_approval_needs_every_mark_and_a_return_needs_a_word(office: Scripted, first: Filed[Interview]) -> None:
    service = reviewing(office)
    opened = service.open(first.id)
    with pytest.raises(PointsMissing, match="16 points"):
        service.give(opened.draft, Verdict.APPROVED)
    draft = all_met(opened)
    for verdict in (Verdict.RETURNED, Verdict.URGENT):
        with pytest.raises(CommentMissing):
            service.give(replace(draft, reasons="  "), verdict)
    assert reviews(office, first.id) == []
    service.give(opened.draft.commented(a_comment()), Verdict.RETURNED)
    assert [one.comments[0].text for one in reviews(office, first.id)] == ["Whose wish is this?"]


def test_what_is_written_is_kept_until_it_is_given(office: Scripted, first: Filed[Interview]) -> None:
    service = reviewing(office)
    opened = service.open(first.id)
    draft = opened.draft.marked(opened.rubric.points[2], Mark.PARTLY, "Too short.").commented(a_comment())
    service.keep(draft)
    assert reviewing(office).open(first.id).draft == draft
    service.give(replace(draft, reasons="See the comment."), Verdict.RETURNED)
    assert reviewing(office).open(first.id).draft.comments == ()


def test_nobody_reviews_an_own_interview_but_alone_where_the_record_says_so(office: Scripted) -> None:
    mine = office.submit("interview")
    team, alone = reviewing(office), reviewing(office, alone=True)
    assert team.waiting() == ()
    with pytest.raises(OwnInterview):
        team.give(all_met(team.open(mine.id)), Verdict.APPROVED)
    alone.give(all_met(alone.open(mine.id)), Verdict.APPROVED)
    assert [one.alone for one in reviews(office, mine.id)] == [True]


def test_a_review_of_a_superseded_version_is_refused_and_goes_on_with_the_new_one(
    office: Scripted, first: Filed[Interview]
) -> None:
    service = reviewing(office)
    draft = all_met(service.open(first.id)).commented(a_comment())
    service.keep(draft)
    newer = replace(first.value, version=2, reason="A slip.")
    office.store.commit([Change(first.id, Kind.INTERVIEW, to_body(newer), (first.head,))])
    with pytest.raises(Superseded, match="Version 2"):
        service.give(draft, Verdict.APPROVED)
    again = service.open(first.id)
    assert (again.draft.version, again.draft.comments, again.reason) == (2, draft.comments, "A slip.")
    service.give(again.draft, Verdict.APPROVED)
    assert [one.version for one in reviews(office, first.id)] == [2]


def test_the_second_of_two_reviewers_at_once_loses_nothing_and_can_give_it_as_a_second_review(
    office: Scripted, first: Filed[Interview]
) -> None:
    service = reviewing(office)
    draft = all_met(service.open(first.id))
    service.keep(draft)
    other = replace(service.give(draft, Verdict.APPROVED), reviewer=new_id())
    service.keep(draft)
    with pytest.raises(AlreadyReviewed, match="has reviewed this version"):
        service.give(draft, Verdict.RETURNED)
    assert service.open(first.id).draft == draft
    later = replace(other, verdict=Verdict.RETURNED, at=instant_text(NOON + timedelta(days=300)))
    office.store.commit([Change(new_id(), Kind.REVIEW, to_body(later))])
    assert state_of(one.verdict for one in reviews(office, first.id)) == "returned"
    service.give(replace(draft, second=True), Verdict.APPROVED)
    assert len(office.store.every(Kind.SECOND_REVIEW)) == 1


def test_a_rubric_that_changes_in_the_middle_keeps_the_marks_of_points_that_stay(
    office: Scripted, first: Filed[Interview]
) -> None:
    service = reviewing(office)
    draft = all_met(service.open(first.id))
    service.keep(draft)
    other = changed_rubric()
    QuestionSets(office.store, office.store.member, rubric=lambda: other).adopt(other)
    with pytest.raises(RubricChanged):
        service.give(draft, Verdict.APPROVED)
    again = service.open(first.id)
    assert again.rubric_changed
    assert [point.name for point in again.draft.missing(again.rubric)] == ["kindness"]
    assert again.draft.lost == ("Refusal: attempts, and what the carer said",)
    assert len(again.draft.scores) == 15


def changed_rubric() -> QuestionSet:
    xform = shipped_rubric().read().xform.replace("refusal", "kindness").replace("2026.12.1", "2026.12.1-local")
    return replace(question_set(xform.encode()), local=True)


def test_the_reviewer_of_the_next_version_sees_word_by_word_what_changed_and_what_became_of_each_comment(
    office: Scripted,
) -> None:
    service = reviewing(office, alone=True)
    mine = office.submit("interview")
    comment = a_comment()
    service.give(service.open(mine.id).draft.commented(comment), Verdict.RETURNED)
    (record,) = office.store.linked(Kind.REVIEW, mine.id)
    writing = office.interviewing.amend(mine.id)
    before = writing.session.node(WISH).value
    delta = writing.session.set(WISH, f"{before} Said Robin.").delta
    office.interviewing.save(mine.id, delta)
    reply = Reply(review=record.id, comment=comment.id, changed=True, text="Robin said so.")
    office.interviewing.answer_comment(mine.id, reply)
    office.interviewing.submit(office.interviewing.resume(mine.id), office.reasons(writing))
    opened = service.open(mine.id)
    assert opened.before == 1
    changed = [line for line in opened.lines if line.changed]
    assert [line.key for line in changed] == [WISH]
    assert "".join(one.text for one in changed[0].changed if one.change is Became.NEW).strip() == "Said Robin."
    assert not [one for one in changed[0].changed if one.change is Became.GONE]
    assert [(one.comment, one.changed, one.text) for one in opened.answered] == [
        ("Whose wish is this?", True, "Robin said so.")
    ]


def test_a_draw_is_recorded_and_can_be_drawn_again_and_a_blind_second_review_is_compared(
    office: Scripted, first: Filed[Interview]
) -> None:
    service, drawing = reviewing(office), Drawing(office.store, office.clock)
    day = office.clock().date()
    with pytest.raises(NothingToDraw):
        drawing.draw(day.replace(year=2020), day.replace(year=2020), 10, LOOK)
    made = drawing.draw(day, day, 10, SECOND)
    assert (made.value.drawn, made.value.out_of, made.value.percent) == ((first.id,), 1, 10)
    assert drawing.draws() == (made,)
    assert drawing.waiting(SECOND) == ()
    draft = all_met(service.open(first.id))
    given = service.give(draft, Verdict.APPROVED)
    assert drawing.waiting(SECOND) == ()
    (record,) = office.store.linked(Kind.REVIEW, first.id)
    other = to_body(replace(given, reviewer=new_id()))
    office.store.commit([Change(record.id, Kind.REVIEW, other, (record.head,))])
    assert [row.interview for row in drawing.waiting(SECOND)] == [first.id]
    blind = service.open(first.id, second=True)
    assert (blind.given, blind.draft.scores) == ((), ())
    second = all_met(blind).marked(blind.rubric.points[0], Mark.NOT_MET, "Late.")
    service.give(second, Verdict.APPROVED)
    every, *points = drawing.agreement()
    assert (every.agreement.pairs, every.agreement.same) == (16, 15)
    assert len(points) == 16
    assert drawing.waiting(SECOND) == ()
