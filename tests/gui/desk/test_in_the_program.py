"""The desk among the other screens: whose first screen it is, and where it leads."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from rhi_desktop.domain.people import Role
from rhi_desktop.domain.records import Kind, instant_text
from rhi_desktop.domain.review import Comment, Verdict
from rhi_desktop.gui.access.gate import Gate
from rhi_desktop.gui.access.parts import AccessParts
from rhi_desktop.gui.access.sheet_making import SheetMaking
from rhi_desktop.gui.desk.view import CoordinatorView
from rhi_desktop.gui.desk_view import DeskView
from rhi_desktop.gui.forms import Forms
from rhi_desktop.gui.reviewing.view import ReviewsView
from rhi_desktop.gui.screens import make_desk_view
from rhi_desktop.runtime.assets import Assets
from rhi_desktop.runtime.settings import Settings
from rhi_desktop.services.desk_rows import Group
from rhi_desktop.services.syncing.allocating import Allocating
from rhi_desktop.services.syncing.naming import Naming
from rhi_desktop.services.syncing.ports import Membership
from rhi_desktop.services.syncing.team import Standing
from rhi_desktop.services.syncing.teaming import Teaming
from tests.builders import NOON, new_id
from tests.gui import keyboard
from tests.gui.executors import ManualJobs
from tests.gui.fakes import FakeAccess
from tests.gui.pictures import LAPTOP
from tests.gui.real_desks import desk_over
from tests.gui.team.benches import ACTIVE, COORDINATOR
from tests.gui.team.scripted_team import ScriptedTeam, a_member
from tests.overseen import Overseen
from tests.scripted import Scripted, scripted

Opened = Callable[[Role | None], DeskView]


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Scripted]:
    made = scripted(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def opened(qtbot: QtBot, held: Scripted, assets: Assets, jobs: ManualJobs) -> Opened:
    def make(role: Role | None) -> DeskView:
        making = SheetMaking(lambda _sheet: b"", lambda _path, _pdf: None)
        parts = AccessParts(Forms(assets.ui), Gate(FakeAccess, jobs), jobs, making, held.clock, lambda _below: 0)
        desk = desk_over(held.store, held.clock)
        if role is not None:
            coordinates = role.coordinates
            held.store.team.enter(membership(role), (), {})
            own = replace(a_member("Sam Invented", role), member=held.store.member)
            team = ScriptedTeam(COORDINATOR if coordinates else ACTIVE, [own, a_member("Ash Specimen")])
            allocating = Allocating(held.store, held.store.member, lambda: role, held.clock)
            teaming = Teaming(team, allocating, Naming(held.store), "device Sam Invented 0", lambda _n, _s: 60.0)
            desk = replace(desk_over(held.store, held.clock), teaming=teaming)
        made = make_desk_view(desk, parts, Settings(), lambda _settings: "")
        qtbot.addWidget(made)
        made.resize(LAPTOP)
        keyboard.show(made)
        jobs.drain()
        return made

    return make


def membership(role: Role) -> Membership:
    return Membership(
        organisation=new_id(),
        hub="https://hub.example",
        hub_key="0" * 64,
        root_key="0" * 64,
        standing=Standing.ACTIVE,
        since=instant_text(NOON),
        role=role,
    )


def stop(view: DeskView) -> bool:
    return not view._rail._buttons["desk"].isHidden()


def test_a_coordinators_first_screen_is_the_desk_with_the_keyboard_on_its_list(opened: Opened) -> None:
    view = opened(Role.COORDINATOR)
    assert view.current == "desk"
    desk = view.findChild(CoordinatorView)
    assert isinstance(desk, CoordinatorView)
    assert keyboard.focused() is desk.list
    assert desk.list.rows.rowCount() == 1


def test_a_worker_begins_with_the_worklist_and_has_no_desk(opened: Opened) -> None:
    view = opened(Role.WORKER)
    assert (view.current, stop(view)) == ("worklist", False)


def test_whoever_works_alone_has_a_desk_without_what_only_a_team_has(opened: Opened, jobs: ManualJobs) -> None:
    view = opened(None)
    assert (view.current, stop(view)) == ("worklist", True)
    keyboard.control(Qt.Key.Key_5)
    jobs.drain()
    desk = view.findChild(CoordinatorView)
    assert isinstance(desk, CoordinatorView)
    assert view.current == "desk"
    assert set(desk.groups._shown).isdisjoint({Group.UNALLOCATED, Group.CONFLICT, Group.LEFT})
    assert desk.tools.workers.isHidden()
    assert "With nobody" not in desk.list.rows.index(0).data()


def test_enter_on_an_interview_that_waits_opens_it_beside_its_rubric(
    opened: Opened, held: Scripted, jobs: ManualJobs
) -> None:
    held.submit("interview")
    view = opened(None)
    keyboard.control(Qt.Key.Key_5)
    jobs.drain()
    keyboard.press(Qt.Key.Key_Return)
    jobs.drain()
    reviews = view.findChild(ReviewsView)
    assert isinstance(reviews, ReviewsView)
    assert (view.current, reviews.reviewing) == ("reviews", True)


@pytest.mark.parametrize("away", [False, True])
def test_once_the_review_is_given_the_desk_goes_on_unless_one_went_elsewhere(
    opened: Opened, held: Scripted, jobs: ManualJobs, away: bool
) -> None:
    held.submit("interview")
    view = opened(None)
    keyboard.control(Qt.Key.Key_5)
    jobs.drain()
    keyboard.press(Qt.Key.Key_Return)
    jobs.drain()
    if away:
        view.turn_to("children")
        view.turn_to("reviews")
    reviews = view.findChild(ReviewsView)
    assert isinstance(reviews, ReviewsView)
    draft = reviews.page.draft
    assert draft is not None
    view.refresh()
    reviews._decide(draft.commented(Comment(id=new_id(), text="When was this?")), Verdict.RETURNED)
    jobs.drain()
    assert view.current == ("reviews" if away else "desk")
    desk = view.findChild(CoordinatorView)
    assert isinstance(desk, CoordinatorView)
    assert bool(desk.told.text()) is not away
    assert away or "Returned" in desk.list.rows.index(0).data()


def test_whoever_works_alone_signs_off_what_was_approved(opened: Opened, held: Scripted, jobs: ManualJobs) -> None:
    interview = held.submit("interview")
    Overseen(held.store).review(interview.id, Verdict.APPROVED)
    opened(None)
    keyboard.control(Qt.Key.Key_5)
    jobs.drain()
    keyboard.press(Qt.Key.Key_Return)
    keyboard.press(Qt.Key.Key_Space)
    jobs.drain()
    assert held.store.get(Kind.REFERRAL, held.referral).body["signed_off"]


def test_enter_on_a_referral_of_somebody_opens_it_and_esc_leads_back(
    opened: Opened, held: Scripted, jobs: ManualJobs
) -> None:
    view = opened(None)
    keyboard.control(Qt.Key.Key_5)
    jobs.drain()
    keyboard.press(Qt.Key.Key_Return)
    jobs.drain()
    assert view.current == "offer"
    keyboard.press(Qt.Key.Key_Escape)
    assert view.current == "desk"


def test_coordinators_are_prompted_for_talks_and_find_supervision_and_surveys_beside_the_reviews(
    opened: Opened, jobs: ManualJobs
) -> None:
    view = opened(Role.COORDINATOR)
    view.turn_to("reviews")
    jobs.drain()
    queue = view.findChildren(ReviewsView)[0].queue
    assert queue.supervision.text() == "Supervision (2 due)…"
    for button, name in ((queue.supervision, "supervision"), (queue.themes, "themes")):
        button.click()
        jobs.drain()
        assert view.current == name
        keyboard.press(Qt.Key.Key_Escape)
        assert view.current == "reviews"


def test_whoever_does_not_oversee_has_neither_and_a_worker_finds_their_own_feedback(
    opened: Opened, jobs: ManualJobs
) -> None:
    view = opened(Role.WORKER | Role.REVIEWER)
    view.turn_to("reviews")
    jobs.drain()
    queue = view.findChildren(ReviewsView)[0].queue
    assert (queue.supervision.isVisible(), queue.themes.isVisible()) == (False, False)
    view.turn_to("worklist")
    next(one for one in view.findChildren(QPushButton) if one.text() == "Feedback…").click()
    jobs.drain()
    assert view.current == "feedback"
