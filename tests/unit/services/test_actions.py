from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rhi_desktop.domain.records import Kind, RecordChanged
from rhi_desktop.domain.sharing import Sharing
from rhi_desktop.services.actions import DONE, DROPPED, Actions, ActionUnclear, late
from rhi_desktop.services.sharings import Sharings, SharingUnclear
from tests.builders import an_action
from tests.scripted import Scripted, scripted


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Scripted]:
    made = scripted(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def child(held: Scripted) -> str:
    return str(held.store.get(Kind.REFERRAL, held.referral).body["child"])


@pytest.fixture
def actions(held: Scripted) -> Actions:
    return Actions(held.store, held.clock)


def test_open_actions_come_first_the_soonest_on_top(actions: Actions, child: str) -> None:
    for what, due, status in (
        ("later", "2026-12-24", "open"),
        ("whenever", "", "open"),
        ("soon", "2026-12-01", "open"),
    ):
        actions.add(an_action(child, "", what=what, who="Pat", due=due, status=status))
    done = actions.add(an_action(child, "", what="done", who="Pat"))
    actions.amend(done.id, done.head, replace(done.value, status=DONE, outcome="Went well"))
    assert [one.value.what for one in actions.of_child(child)] == ["soon", "later", "whenever", "done"]


def test_an_outcome_is_dated_by_the_day_it_is_recorded(actions: Actions, child: str) -> None:
    open_one = actions.add(an_action(child, "", who="Pat"))
    ended = actions.amend(open_one.id, open_one.head, replace(open_one.value, status=DROPPED, outcome="Moved away"))
    assert (ended.value.ended, ended.revisions) == ("2026-11-25", 2)
    again = actions.amend(ended.id, ended.head, replace(ended.value, status="open"))
    assert again.value.ended == ""


def test_an_action_cannot_be_closed_without_what_came_of_it(actions: Actions, child: str) -> None:
    open_one = actions.add(an_action(child, "", who="Pat"))
    with pytest.raises(ActionUnclear, match="what came of it"):
        actions.amend(open_one.id, open_one.head, replace(open_one.value, status=DONE))
    assert actions.of_child(child)[0].value.status == "open"


def test_an_action_without_anybody_to_do_it_is_refused(actions: Actions, child: str) -> None:
    with pytest.raises(ActionUnclear, match="who will do it"):
        actions.add(an_action(child, "", who=" "))


def test_two_changes_of_one_action_do_not_overwrite_each_other(actions: Actions, child: str) -> None:
    one = actions.add(an_action(child, "", who="Pat"))
    actions.amend(one.id, one.head, replace(one.value, due="2026-12-01"))
    with pytest.raises(RecordChanged):
        actions.amend(one.id, one.head, replace(one.value, due="2026-12-02"))


def test_only_an_open_action_past_its_day_is_late(child: str) -> None:
    today = date(2026, 11, 25)
    assert late(an_action(child, "", due="2026-11-24"), today)
    assert not late(an_action(child, "", due="2026-11-25"), today)
    assert not late(an_action(child, "", due=""), today)
    assert not late(an_action(child, "", due="2026-11-24", status=DONE), today)


def test_what_was_shared_is_on_record_before_any_interview(held: Scripted, child: str) -> None:
    sharings = Sharings(held.store, held.clock)
    told = Sharing(child=child, referral=held.referral, at="2026-11-25T12:00Z", recipient="police", what="urgent")
    sharings.note(told)
    (kept,) = sharings.of_child(child)
    assert kept.value == told
    with pytest.raises(SharingUnclear):
        sharings.note(replace(told, recipient=""))
