"""With whom a referral is: given by a coordinator, seen by a worker, signed off and opened again."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.people import Role
from rhi_desktop.domain.records import Change, Kind
from rhi_desktop.domain.referral import Referral
from rhi_desktop.gui.casework.referral_page import ReferralPage
from rhi_desktop.services.desk import Desk
from rhi_desktop.services.syncing.allocating import Allocating
from rhi_desktop.services.syncing.naming import Naming
from rhi_desktop.services.syncing.team import Standing, SyncStatus
from rhi_desktop.services.syncing.teaming import Teaming
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import Clock, a_child, an_episode
from tests.gui import keyboard
from tests.gui.executors import ManualJobs
from tests.gui.pictures import LAPTOP
from tests.gui.real_desks import desk_over, founded
from tests.gui.records import BESIDE_RAIL
from tests.gui.team.scripted_team import ScriptedTeam, a_member
from tests.gui.walkers import cut_off, unnamed

LONG = "Alexandria Montgomery-Featherstonehaugh of the Very Long Invented Name"


@dataclass
class Shown:
    """A referral's page as a member sees it."""

    page: ReferralPage
    desk: Desk
    referral: str
    team: ScriptedTeam
    jobs: ManualJobs

    def kept(self) -> Referral:
        """Return the referral as it stands in the store."""
        return self.desk.referrals.open(self.referral).referral.value

    def show(self) -> None:
        """Read the page anew."""
        self.page.show_referral(self.referral)
        self.settle()

    def settle(self) -> None:
        """Do the work that waits."""
        self.jobs.drain()
        QApplication.processEvents()

    def words(self) -> list[str]:
        """Return what can be read."""
        return [one.text() for one in self.page.findChildren(QLabel) if one.isVisible() and one.text()]

    def buttons(self) -> list[str]:
        """Return what can be pressed."""
        return [one.text() for one in self.page.findChildren(QPushButton) if one.isVisible()]

    def press(self, words: str) -> None:
        """Click the button with these words."""
        (found,) = (one for one in self.page.findChildren(QPushButton) if one.isVisible() and one.text() == words)
        found.click()
        self.settle()

    def give(self, member: str, reason: str = "") -> None:
        """Fill in the form and save it."""
        assert self.page._allocation is not None
        form = self.page._allocation.form
        form.choices[member].setChecked(True)
        form.reason.setText(reason)
        keyboard.control(Qt.Key.Key_S)
        self.settle()


Show = Callable[[Role], Shown]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    made = founded(tmp_path, Clock())
    yield made
    made.close()


@pytest.fixture
def show(store: SqlStore, jobs: ManualJobs, qtbot: QtBot) -> Show:
    clock = Clock()
    desk = desk_over(store, clock)
    taken = desk.casework.take_referral(
        a_child(name="Sasha Invented"), an_episode(""), received="2026-11-25T09:00Z", source="police", notes=""
    )
    own = replace(a_member("Sam Invented", Role.COORDINATOR), member=store.member)
    members = [own, a_member("Kim Sample", cases=3), a_member(LONG, cases=1)]

    def make(role: Role) -> Shown:
        team = ScriptedTeam(SyncStatus(standing=Standing.ACTIVE, role=role), members)
        allocating = Allocating(store, store.member, lambda: role, clock)
        teaming = Teaming(team, allocating, Naming(store), "device Sam Invented 0", lambda _failures, _asked: 0.0)
        page = ReferralPage(desk.referrals, desk.code_lists, jobs, teaming)
        qtbot.addWidget(page)
        page.resize(LAPTOP)
        keyboard.show(page)
        shown = Shown(page, desk, taken.id, team, jobs)
        shown.show()
        return shown

    return make


def with_nobody(shown: Shown, store: SqlStore) -> str:
    """Let nobody have the referral, and return its head."""
    kept = shown.desk.referrals.open(shown.referral).referral
    body = to_body(replace(kept.value, worker=""))
    return store.commit([Change(shown.referral, Kind.REFERRAL, body, (kept.head,))])[0].head


def test_a_coordinator_gives_a_referral_with_everybodys_open_cases_in_sight(show: Show) -> None:
    shown = show(Role.COORDINATOR)
    assert "With you" in shown.words()
    shown.press("Give to somebody else…")
    assert keyboard.focused().accessibleName() == f"{LONG}, 1 open case"
    assert "Reason" not in shown.words()
    keyboard.press(Qt.Key.Key_Down)
    keyboard.press(Qt.Key.Key_Space)
    keyboard.control(Qt.Key.Key_S)
    shown.settle()
    assert shown.kept().worker == "member Kim Sample"


def test_the_card_says_with_whom_it_is_and_who_gave_it(show: Show) -> None:
    shown = show(Role.COORDINATOR)
    shown.press("Give to somebody else…")
    shown.give("member Kim Sample")
    words = shown.words()
    at = words.index("With Kim Sample")
    assert words[at + 1] == "Given by Sam Invented, Wed 25 Nov 2026, 12:00"
    assert shown.kept().worker == "member Kim Sample"
    assert "Give to somebody else…" in shown.buttons()


def test_nobody_chosen_and_no_reason_are_asked_for(show: Show) -> None:
    shown = show(Role.COORDINATOR)
    shown.press("Give to somebody else…")
    keyboard.control(Qt.Key.Key_S)
    shown.settle()
    assert "Please choose somebody." in shown.words()
    shown.give("member Kim Sample")
    shown.press("Give to somebody else…")
    assert any(one.startswith("It is taken from Kim Sample") for one in shown.words())
    shown.give(f"member {LONG}")
    assert "Please say why the referral is given to somebody else." in shown.words()
    assert shown.kept().worker == "member Kim Sample"
    shown.give(f"member {LONG}", "Kim is on leave.")
    assert shown.kept().worker == f"member {LONG}"
    assert "Reason: Kim is on leave." in shown.words()


def test_whoever_has_it_has_left_or_holds_no_interviews_is_not_offered(show: Show) -> None:
    shown = show(Role.COORDINATOR)
    shown.team.revoke(f"device {LONG} 0")
    shown.team.team.append(a_member("Vi Looker", Role.VIEWER))
    shown.show()
    shown.press("Give to somebody else…")
    shown.give("member Kim Sample")
    shown.press("Give to somebody else…")
    assert shown.page._allocation is not None
    assert [choice.text() for choice in shown.page._allocation.form.choices.values()] == ["Sam Invented\n0 open cases"]


def test_work_is_signed_off_and_opened_again(show: Show) -> None:
    shown = show(Role.COORDINATOR)
    shown.press("Give to somebody else…")
    shown.give("member Kim Sample")
    shown.press("Sign off")
    assert shown.kept().signed_off
    assert "Signed off by Sam Invented, Wed 25 Nov 2026, 12:00" in shown.words()
    assert "Give to somebody else…" not in shown.buttons()
    shown.press("Reopen")
    assert shown.kept().signed_off == ""
    assert "Sign off" in shown.buttons()


def test_what_changed_meanwhile_is_said_and_nothing_is_overwritten(show: Show) -> None:
    shown = show(Role.COORDINATOR)
    shown.press("Give to somebody else…")
    shown.give("member Kim Sample")
    desk = shown.desk.referrals.open(shown.referral)
    shown.desk.referrals.cover(desk, tuple(one.id for one in desk.episodes))
    shown.desk.referrals.arrange(
        shown.desk.referrals.open(shown.referral), replace(desk.referral.value.arrangement, notes="x")
    )
    shown.press("Sign off")
    assert any("changed elsewhere" in one for one in shown.words())
    assert shown.kept().signed_off == ""


def test_a_worker_sees_who_gave_it_and_can_give_it_to_nobody(show: Show, store: SqlStore) -> None:
    shown = show(Role.WORKER)
    ash = Allocating(store, "member Kim Sample", lambda: Role.COORDINATOR, Clock())
    ash.allocate(shown.referral, with_nobody(shown, store), store.member)
    shown.show()
    words = shown.words()
    assert words[words.index("Given to you by Kim Sample") + 1] == "Wed 25 Nov 2026, 12:00"
    assert not {"Give to…", "Give to somebody else…", "Sign off", "Reopen"} & set(shown.buttons())


def test_a_referral_that_is_with_nobody_is_given_without_a_reason(show: Show, store: SqlStore) -> None:
    shown = show(Role.COORDINATOR)
    with_nobody(shown, store)
    shown.show()
    assert "With nobody yet" in shown.words()
    assert "Sign off" not in shown.buttons()
    shown.press("Give to…")
    shown.give(store.member)
    assert "With you" in shown.words()


def test_without_a_team_nothing_is_said_about_one(show: Show) -> None:
    shown = show(Role.COORDINATOR)
    shown.team.team = []
    shown.show()
    assert not any(one.startswith("With ") for one in shown.words())


@pytest.mark.parametrize("size", [LAPTOP, BESIDE_RAIL], ids=["laptop", "doubled"])
def test_card_and_form_fit(show: Show, size: QSize) -> None:
    shown = show(Role.COORDINATOR)
    shown.press("Give to somebody else…")
    shown.give(f"member {LONG}")
    shown.page.resize(size)
    shown.settle()
    assert f"With {LONG}" in shown.words()
    assert cut_off(shown.page) == []
    assert unnamed(shown.page) == []
    shown.press("Give to somebody else…")
    keyboard.control(Qt.Key.Key_S)
    shown.settle()
    assert cut_off(shown.page) == []
    assert unnamed(shown.page) == []
