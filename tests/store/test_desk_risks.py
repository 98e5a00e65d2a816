"""An immediate risk from the answer to the desk and away from it, through the services that a worker uses."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.sharing import Sharing
from rhi_desktop.services.desk_lists import Decision, DeskItem, DeskLists
from rhi_desktop.services.desk_rows import DeskFilter, Group, Step
from rhi_desktop.services.sharings import Sharings
from rhi_desktop.services.urgent_sharing import URGENT
from tests.scripted import Scripted, scripted


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Scripted]:
    made = scripted(tmp_path)
    yield made
    made.store.close()


def risks(held: Scripted) -> tuple[DeskItem, ...]:
    lists = DeskLists(held.store.desk, held.clock)
    return lists.page(DeskFilter(held.clock(), Group.RISK), lists.overview(), offset=0, limit=9)


def answer(held: Scripted, decision: str) -> None:
    """Submit an interview in which something else speaks of danger, with what was decided."""
    writing = held.write("interview")
    session = writing.session
    at = {one.concept: one.path for one in session.form.walk() if getattr(one, "concept", None)}
    session.set(at["urgent.other"], "yes")
    session.set(at["urgent.other_detail"], "Somebody said that they wait at the station.")
    session.set(at["urgent.decision"], decision)
    for concept, value in (
        ("urgent.who", "police"),
        ("urgent.at", held.clock().isoformat()),
        ("urgent.what", "Where, and who."),
        ("urgent.by", "Sam Invented"),
        ("urgent.reason", "The police know."),
    ):
        if session.node(at[concept]).relevant:
            session.set(at[concept], value)
    held.interviewing.submit(writing, held.reasons(writing))


def test_what_somebody_is_said_to_have_been_told_waits_until_the_log_says_whom(held: Scripted) -> None:
    answer(held, "told")
    (item,) = risks(held)
    assert (item.decision, item.status(held.clock())) == (Decision.TELL, "Say who was told")
    now = Moment.at(held.clock()).text
    told = Sharing(child=item.row.work.child, referral=held.referral, at=now, recipient="police", what=URGENT)
    Sharings(held.store, held.clock).note(told)
    assert risks(held) == ()


@pytest.mark.parametrize("decision", ["known", "not_needed"])
def test_what_was_decided_otherwise_waits_for_nobody(held: Scripted, decision: str) -> None:
    answer(held, decision)
    assert risks(held) == ()
    lists = DeskLists(held.store.desk, held.clock)
    (item,) = lists.page(DeskFilter(held.clock()), lists.overview(), offset=0, limit=9)
    assert item.row.step is Step.REVIEW


def test_what_the_worker_shared_before_submitting_is_not_asked_for_again(held: Scripted) -> None:
    (draft,) = held.store.desk.page(DeskFilter(held.clock()), offset=0, limit=9)
    now = Moment.at(held.clock()).text
    told = Sharing(child=draft.work.child, referral=held.referral, at=now, recipient="police", what=URGENT)
    Sharings(held.store, held.clock).note(told)
    answer(held, "told")
    assert risks(held) == ()
