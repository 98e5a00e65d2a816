"""Feedback over time and the log of supervision, over a real encrypted file."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.people import Role
from rhi_desktop.domain.records import Change, Kind, RecordChanged
from rhi_desktop.domain.review import Comment, Mark, Review, Score, Tone, Verdict
from rhi_desktop.domain.supervision import Supervision
from rhi_desktop.services.supervising import NothingSaid, Supervising, WrongDay
from rhi_desktop.services.syncing.team import TeamDevice, TeamMember
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import Clock, a_change, a_child, a_referral, a_review, an_interview, new_id
from tests.store.engines import with_tables

VOICE, PLAN = "Child’s own words", "Safety plan"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    store = SqlStore.found(with_tables(tmp_path / "store.db"), "Sam Invented", Clock())
    yield store
    assert store.verify() == ()
    store.close()


@pytest.fixture
def supervising(store: SqlStore) -> Supervising:
    return Supervising(store, Clock())


def reviewed(store: SqlStore, worker: str, at: str, marks: dict[str, Mark], **fields: Any) -> str:
    """Put an interview of a worker on record with its review; return the interview."""
    child = a_change(a_child())
    referral = a_change(a_referral(child.record))
    value = an_interview(referral.record, child.record, worker=worker)
    talk = a_change(value)
    scores = tuple(Score(item=title, title=title, mark=mark, comment=f"About {title}") for title, mark in marks.items())
    review: Review = replace(a_review(talk.record, value), at=at, scores=scores, **fields)
    store.commit([child, referral, talk, Change(new_id(), Kind.REVIEW, to_body(review))])
    return talk.record


def test_what_recurs_has_counts_and_the_list_behind_it_and_is_of_one_worker_alone(
    store: SqlStore, supervising: Supervising
) -> None:
    worker, colleague = new_id(), new_id()
    old = reviewed(store, worker, "2026-06-01T10:00:00.000000Z", {VOICE: Mark.NOT_MET, PLAN: Mark.MET})
    new = reviewed(
        store, worker, "2026-11-01T10:00:00.000000Z", {VOICE: Mark.PARTLY, PLAN: Mark.NOT_APPLICABLE},
        verdict=Verdict.APPROVED, comments=(Comment(id="1", text="Well heard.", tone=Tone.PRAISE),),
    )  # fmt: skip
    reviewed(store, worker, "2026-10-01T10:00:00.000000Z", {VOICE: Mark.MET, PLAN: Mark.PARTLY})
    reviewed(store, colleague, "2026-11-02T10:00:00.000000Z", {VOICE: Mark.NOT_MET})
    found = supervising.feedback(worker)
    assert (found.reviews, found.approved, found.returned) == (3, 1, 2)
    assert [(one.words, one.interview, one.on) for one in found.praised] == [("Well heard.", new, date(2026, 11, 1))]
    voice, plan = found.points
    assert (voice.title, voice.partly, voice.not_met, voice.met, voice.asked, voice.recurs) == (VOICE, 1, 1, 1, 3, True)
    assert [(one.interview, one.mark, one.words) for one in voice.behind] == [
        (new, Mark.PARTLY, f"About {VOICE}"), (old, Mark.NOT_MET, f"About {VOICE}"),
    ]  # fmt: skip
    assert (plan.partly, plan.asked, plan.recurs) == (1, 2, False)
    since = supervising.feedback(worker, date(2026, 10, 1))
    assert (since.reviews, since.points[0].recurs) == (2, False)


def test_a_point_that_was_always_met_is_not_open_and_nothing_is_nothing(
    store: SqlStore, supervising: Supervising
) -> None:
    worker = new_id()
    assert supervising.feedback(worker).reviews == 0
    reviewed(store, worker, "2026-11-01T10:00:00.000000Z", {VOICE: Mark.MET})
    assert supervising.feedback(worker).points == ()


def test_talks_are_kept_and_the_next_is_due_after_four_weeks(store: SqlStore, supervising: Supervising) -> None:
    (own,) = supervising.people()
    assert (own.name, own.last, own.due, own.overdue) == ("Sam Invented", None, None, True)
    said = Supervision(worker=store.member, by=store.member, on="2026-10-28", talked="Voice.", agreed="Read point 4.")
    supervising.note(said)
    (own,) = supervising.people()  # the clock stands at 25 November: due that day, not overdue yet
    assert (own.last, own.due, own.overdue) == (date(2026, 10, 28), date(2026, 11, 25), False)
    supervising.note(replace(said, on="2026-10-20", talked="Late in the log."))
    assert [one.said.talked for one in supervising.talks(store.member)] == ["Voice.", "Late in the log."]
    assert supervising.talks(store.member)[0].by == "Sam Invented"
    supervising.note(replace(said, on="2026-11-02", next="2026-11-24"))
    assert supervising.people()[0].overdue


def test_a_talk_is_corrected_by_a_revision_that_keeps_who_held_it(store: SqlStore, supervising: Supervising) -> None:
    said = Supervision(worker=store.member, by="another", on="2026-11-02", talked="Voise.")
    supervising.note(said)
    (talk,) = supervising.talks(store.member)
    assert not talk.corrected
    supervising.correct(talk, replace(said, by=store.member, talked="Voice.", on="2026-11-03"))
    (after,) = supervising.talks(store.member)
    assert (after.said, after.corrected) == (replace(said, talked="Voice.", on="2026-11-03"), True)
    assert [one.body["talked"] for one in store.history(talk.kept.id)] == ["Voise.", "Voice."]
    with pytest.raises(RecordChanged):
        supervising.correct(talk, said)
    with pytest.raises(NothingSaid):
        supervising.correct(after, replace(said, talked=""))
    assert supervising.talks(store.member) == (after,)


def test_a_talk_needs_words_and_days_that_can_be(store: SqlStore, supervising: Supervising) -> None:
    said = Supervision(worker=store.member, by=store.member, on="2026-11-25", talked="Voice.")
    with pytest.raises(NothingSaid):
        supervising.note(replace(said, talked="  "))
    for wrong in (replace(said, on="2026-11-26"), replace(said, next="2026-11-25")):
        with pytest.raises(WrongDay):
            supervising.note(wrong)
    assert supervising.talks(store.member) == ()


def test_in_a_team_those_who_write_interviews_and_are_still_there_stand_by_name(
    store: SqlStore, supervising: Supervising
) -> None:
    def member(name: str, role: Role, revoked: str = "") -> TeamMember:
        return TeamMember(new_id(), name, role, (TeamDevice(new_id(), "", revoked=revoked),))

    team = (
        member("Zed Invented", Role.WORKER), member("ann Invented", Role.WORKER), member("Vi Example", Role.VIEWER),
        member("Gone Example", Role.WORKER, "2026-11-01T10:00:00.000000Z"), member("Co Example", Role.COORDINATOR),
    )  # fmt: skip
    assert [one.name for one in supervising.people(team)] == ["ann Invented", "Co Example", "Zed Invented"]
