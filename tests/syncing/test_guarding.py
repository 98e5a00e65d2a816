"""What holds for the whole team is changed by coordinators alone; by oneself, everybody looks after their own."""

from pathlib import Path

import pytest

from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.ids import new_record_id
from rhi_desktop.domain.people import QuestionSet, Setting
from rhi_desktop.domain.records import Body, Change, Kind
from rhi_desktop.services.syncing.allocating import NotAllowed
from rhi_desktop.services.syncing.guarding import GuardedRecords
from tests.syncing.laptops import Laptop

pytestmark = pytest.mark.parametrize("hubs", ["memory"], indirect=True)
OWN_QUESTIONS = to_body(QuestionSet(form_id="f", version="1", title="t", digest="d", xform="x", local=True))
SHARED = [(Kind.SETTING, to_body(Setting(name="rules", value="{}"))), (Kind.QUESTION_SET, OWN_QUESTIONS)]
PERSONAL = [
    (Kind.SETTING, to_body(Setting(name="intake.columns.abc", value="[]"))),
    (Kind.QUESTION_SET, {**OWN_QUESTIONS, "local": False}),
]


def change(laptop: Laptop, kind: Kind, body: Body) -> None:
    guarded = GuardedRecords(laptop.store, laptop.store.team)
    guarded.commit([Change(new_record_id(laptop.clock()), kind, body)])


@pytest.mark.parametrize(("kind", "body"), SHARED)
def test_a_worker_in_a_team_does_not_change_what_is_everybodys(
    kind: Kind, body: Body, ann: Laptop, kim: Laptop
) -> None:
    with pytest.raises(NotAllowed, match="Ask one of them"):
        change(kim, kind, body)
    assert kim.store.every(kind) == ()
    change(ann, kind, body)
    ann.exchange()
    kim.exchange()
    assert [one.body for one in kim.store.every(kind)] == [one.body for one in ann.store.every(kind)] != []


@pytest.mark.parametrize(("kind", "body"), PERSONAL)
def test_a_worker_changes_what_is_their_own(kind: Kind, body: Body, kim: Laptop) -> None:
    change(kim, kind, body)
    assert len(kim.store.every(kind)) == 1


@pytest.mark.parametrize(("kind", "body"), SHARED)
def test_whoever_is_alone_looks_after_everything(kind: Kind, body: Body, hubs: object, tmp_path: Path) -> None:
    alone = Laptop("Lee Madeup", tmp_path / "lee.db", lambda *_: pytest.fail("nobody is asked"))
    change(alone, kind, body)
    assert len(alone.store.every(kind)) == 1
