"""The screen of the team: coming in, letting in, taking out, and what needs a person."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rhi_desktop.domain.people import Role
from rhi_desktop.gui.team.runner import Seen
from rhi_desktop.gui.theme import Themes
from rhi_desktop.services.syncing.team import Newcomer, Standing, SyncStatus, TeamDevice
from tests.gui import keyboard
from tests.gui.executors import ManualJobs
from tests.gui.pictures import LAPTOP
from tests.gui.records import BESIDE_RAIL, Office
from tests.gui.team.benches import ALARM, COORDINATOR, LONG, STATES, WHY, Bench, a_small_team, everything, make
from tests.gui.team.scripted_team import CODE, INVITATION, OFFLINE, SINCE, ScriptedTeam, a_member, offline
from tests.gui.walkers import cut_off, focusable, unnamed

Open = Callable[[ScriptedTeam], Bench]
_GAP = "\N{NO-BREAK SPACE}" * 3
SPOKEN = f"7K3QX{_GAP}M1N2P   9ABCD{_GAP}EFGH1"


@pytest.fixture
def opened(qtbot: QtBot, jobs: ManualJobs, office: Office) -> Open:
    def make_bench(team: ScriptedTeam) -> Bench:
        bench = Bench(team, office, jobs)
        qtbot.addWidget(bench.view)
        bench.view.resize(LAPTOP)
        keyboard.show(bench.view)
        bench.open()
        return bench

    return make_bench


@pytest.fixture
def full(opened: Open, office: Office) -> Bench:
    return opened(everything(office))


@pytest.mark.parametrize("size", [LAPTOP, BESIDE_RAIL], ids=["laptop", "doubled"])
@pytest.mark.parametrize("name", STATES)
def test_nothing_is_cut_off_and_every_control_has_a_name(
    name: str, size: QSize, qtbot: QtBot, jobs: ManualJobs, office: Office
) -> None:
    bench = make(name, office, jobs)
    qtbot.addWidget(bench.view)
    bench.view.resize(size)
    keyboard.show(bench.view)
    bench.settle()
    assert bench.view.size() == size
    assert cut_off(bench.view) == []
    assert unnamed(bench.view) == []


@pytest.mark.parametrize("name", ["coordinator", "waiting", "invited"])
def test_nothing_is_cut_off_with_large_text(
    name: str, qtbot: QtBot, jobs: ManualJobs, office: Office, themes: Themes, dressed: QApplication
) -> None:
    themes.apply(dressed, "light", 200)
    try:
        bench = make(name, office, jobs)
        qtbot.addWidget(bench.view)
        bench.view.resize(LAPTOP)
        keyboard.show(bench.view)
        bench.settle()
        assert cut_off(bench.view) == []
    finally:
        themes.apply(dressed, "light")


def test_a_laptop_joins_with_the_keyboard_alone_and_shows_the_code_to_read_out(opened: Open) -> None:
    bench = opened(ScriptedTeam())
    assert keyboard.focused().property("text") == "Join a team"
    keyboard.press(Qt.Key.Key_Space)
    keyboard.write(INVITATION)
    keyboard.control(Qt.Key.Key_S)
    bench.settle()
    assert SPOKEN in bench.words()
    assert bench.says("Ring your coordinator")
    assert bench.asked == ["changed"]


def test_what_is_no_invitation_stays_in_the_form_with_what_to_do(opened: Open) -> None:
    bench = opened(ScriptedTeam())
    bench.press("Join a team")
    bench.press("Ask to join")
    assert bench.says("Please paste the invitation.")
    bench.view.join_form.invitation.setPlainText("hello")
    bench.press("Ask to join")
    assert bench.says("This is no invitation.")
    assert bench.view.join_form.text() == "hello"


def test_joining_asks_in_the_background_and_says_so(opened: Open) -> None:
    bench = opened(ScriptedTeam())
    bench.press("Join a team")
    bench.view.join_form.invitation.setPlainText(INVITATION)
    bench.view.join.save()
    assert bench.says("One moment…")
    bench.view.join.save()
    bench.settle()
    assert bench.team.asked.count("join") == 1


def test_a_hub_that_cannot_be_reached_loses_nothing_that_was_typed(opened: Open) -> None:
    bench = opened(ScriptedTeam(trouble=offline()))
    bench.press("Set up a team")
    bench.view.found_form.hub.setText(" https://hub.example ")
    bench.view.found_form.code.setText("ABCD")
    bench.press("Set up the team")
    assert OFFLINE in bench.words()
    bench.team.trouble = None
    bench.press("Set up the team")
    assert bench.team.asked[-1] == "found https://hub.example ABCD"


def test_the_sheet_of_the_organisation_must_be_on_paper_before_one_goes_on(opened: Open) -> None:
    bench = opened(ScriptedTeam())
    bench.press("Set up a team")
    bench.view.found_form.hub.setText("https://hub.example")
    bench.view.found_form.code.setText("ABCD")
    bench.press("Set up the team")
    assert bench.says("Organisation 4Z7Q-K2XD at https://hub.example")
    assert bench.view.holds
    keyboard.press(Qt.Key.Key_Escape)
    assert bench.view.holds
    bench.press("I have it on paper")
    assert not bench.says("7K3QX")
    keyboard.write("M1N2P")
    keyboard.press(Qt.Key.Key_Return)
    assert bench.says("That is not the third group.")
    bench.press("Show the code again")
    assert bench.says("7K3QX")
    bench.press("I have it on paper")
    keyboard.write("9abcd")
    keyboard.press(Qt.Key.Key_Return)
    bench.settle()
    assert not bench.view.holds
    assert bench.says("Coordinator ·")
    assert not bench.says("7K3QX")


def test_a_coordinator_comes_back_with_the_sheet(opened: Open) -> None:
    bench = opened(ScriptedTeam())
    bench.press("I have the organisation’s recovery sheet")
    form = bench.view.recover_form
    form.hub.setText("https://hub.example")
    form.code.setText("wrong")
    bench.press("Come back as coordinator")
    assert bench.says("Please give the organisation")
    form.organisation.setText("4Z7Q-K2XD")
    bench.press("Come back as coordinator")
    assert bench.says("Group 2 of the recovery code")
    form.code.setText("7K3QX-M1N2P-9ABCD-EFGH1-JKMN2-PQRS3-TVWX4-YZ015")
    bench.press("Come back as coordinator")
    assert bench.says("Coordinator ·")


def test_an_invitation_is_copied_with_how_to_send_it(opened: Open) -> None:
    bench = opened(ScriptedTeam(COORDINATOR))
    bench.press("Invite somebody")
    keyboard.write("Kim Sample")
    bench.press("Make the invitation")
    assert bench.team.asked[-1] == "invite Kim Sample, worker, "
    assert bench.says("Invitation for Kim Sample")
    assert bench.says("It works once, until Sat 28 Nov 2026, 12:00.")
    bench.press("Copy the invitation")
    assert QGuiApplication.clipboard().text() == INVITATION
    bench.press("Done")
    assert bench.view.invited.text.toPlainText() == ""
    assert bench.says("Members") or bench.says("Coordinator ·")


def test_a_further_device_takes_name_and_role_from_its_member(opened: Open) -> None:
    team = ScriptedTeam(COORDINATOR, [a_member("Sam Invented", Role.COORDINATOR), a_member("Ash Specimen")])
    bench = opened(team)
    bench.press("Invite somebody")
    form = bench.view.invite_form
    form.whom.setCurrentIndex(form.whom.findText("A further device of Sam Invented"))
    assert not form.name.isEnabled()
    bench.press("Make the invitation")
    assert team.asked[-1] == "invite Sam Invented, coordinator, member Sam Invented"
    bench.press("Done")
    bench.press("Invite somebody")
    bench.press("Make the invitation")
    assert bench.says("Please give the name, as the team will see it.")


def test_a_newcomer_is_let_in_only_by_the_button_beside_the_code(full: Bench) -> None:
    assert full.words().count(SPOKEN) == 2
    full.press("The codes match: let Kim Sample in")
    assert "approve new" in full.team.asked
    assert full.says("Kim Sample is in the team.")
    assert full.asked == ["changed", "exchange"]
    assert full.words().count(SPOKEN) == 1
    full.press(f"They differ: not {LONG}")
    assert "decline newer" in full.team.asked
    assert full.says("was turned away")


def test_a_worker_sees_the_team_and_may_change_nothing(opened: Open, office: Office) -> None:
    bench = opened(a_small_team(office))
    assert bench.says("Sam Invented (you)")
    assert bench.buttons() == ["Send and receive now"]
    assert "newcomers" not in bench.team.asked


def test_nobody_takes_their_own_laptop_out(full: Bench) -> None:
    assert not any(name.startswith("Take out Sam") for name in full.buttons())
    assert any(name.startswith("Take out Ash Specimen") for name in full.buttons())
    assert not any(name.startswith("Take out Lee Former") for name in full.buttons())


def test_taking_a_laptop_out_says_what_cannot_be_recalled_and_asks_once_more(full: Bench) -> None:
    named = next(name for name in full.buttons() if name.startswith("Take out Bo Pretend"))
    full.press(named)
    assert full.says("What the laptop already holds cannot be recalled.")
    assert keyboard.focused().property("text") == "Leave it as it is"
    keyboard.press(Qt.Key.Key_Escape)
    full.settle()
    assert not any(one.startswith("revoke") for one in full.team.asked)
    full.press(named)
    full.press("Take it out")
    assert "revoke device Bo Pretend 0" in full.team.asked
    assert full.says("Bo Pretend’s laptop is taken out.")
    assert full.asked[-1] == "exchange"
    assert full.says("Laptop: taken out 25 Nov 2026")


def test_a_laptop_that_has_been_silent_for_two_weeks_is_pointed_out(full: Bench) -> None:
    assert full.words().count("Not heard of") == 1


def test_what_was_refused_says_what_it_is_and_why_and_is_decided_alone(full: Bench) -> None:
    words = full.words()
    at = words.index("Referral of Robin Example")
    assert words[at + 1] == WHY
    assert words[at + 2].startswith("Refused by the hub, Wed 25 Nov 2026, 10:41.")
    full.press("Try again: Referral of Robin Example")
    assert full.team.asked[-2:] != ["retry 1", "retry 2"]
    assert "retry 1" in full.team.asked
    assert [one.number for one in full.team.refused] == [2]
    full.press("Withdraw: Interview with a child who is no longer on this laptop")
    assert "withdraw 2" in full.team.asked
    assert not full.says("Refused")


def test_what_was_kept_aside_is_taken_in_or_left_out_for_good(full: Bench) -> None:
    assert full.says("3 records: actions, interviews")
    full.press("Leave out from Lee Former")
    assert full.says("cannot be brought back")
    full.press("Leave it out")
    assert "leave out envelope" in full.team.asked
    assert not full.says("Kept aside")


def test_what_was_kept_aside_is_taken_in_at_once(full: Bench) -> None:
    full.press("Take in from Lee Former")
    assert "take in envelope" in full.team.asked
    assert full.says("It is on the record.")


def test_an_alarm_stays_until_somebody_has_dealt_with_it(full: Bench) -> None:
    assert ALARM in full.words()
    full.press(f"Dealt with: {ALARM}")
    assert ALARM not in full.words()


def test_cases_that_left_say_whose_laptop_and_why(full: Bench) -> None:
    assert (
        "Robin Example: left Ash Specimen’s laptop Wed 25 Nov 2026, 10:41, because the work was signed off. "
        "The coordinators hold 14 changes to it."
    ) in full.words()
    assert full.says("A child who is no longer on this laptop: left a laptop")


def test_conflicts_are_one_press_away(full: Bench) -> None:
    full.press("Look at 2 records")
    assert full.asked == ["conflicts"]


def test_offline_the_team_is_still_shown_and_newcomers_are_said_to_be_unknown(opened: Open, office: Office) -> None:
    team = everything(office)
    team.trouble = offline()
    bench = opened(team)
    assert bench.says("Whether somebody waits is not known.")
    assert bench.says("Ash Specimen")
    bench.press(next(name for name in bench.buttons() if name.startswith("Take out Cam Placeholder")))
    bench.press("Take it out")
    assert OFFLINE in bench.words()


def test_news_keep_the_keyboard_where_it_is(full: Bench) -> None:
    named = next(name for name in full.buttons() if name.startswith("Take out Gil Mock"))
    next(one for one in full.view.findChildren(type(keyboard.focused())) if one.accessibleName() == named).setFocus()
    full.team.waiting.append(Newcomer("newest", "Nia Newest", Role.WORKER, CODE))
    full.open()
    assert full.says("Nia Newest")
    assert keyboard.focused().accessibleName() == named


def test_the_screen_follows_the_exchange_and_leaves_a_form_alone(opened: Open) -> None:
    bench = opened(ScriptedTeam(SyncStatus(standing=Standing.PENDING)))
    bench.team.state = replace(COORDINATOR, interviews=4)
    bench.view.see(Seen(bench.team.state, offline=True))
    bench.settle()
    assert bench.says("Coordinator · Offline. 4 interviews waiting")
    bench.press("Invite somebody")
    bench.team.state = COORDINATOR
    bench.view.see(Seen(COORDINATOR))
    bench.settle()
    assert bench.says("Who is invited")
    keyboard.press(Qt.Key.Key_Escape)
    bench.settle()
    assert bench.says("Coordinator · Everything sent.")


@pytest.mark.parametrize("name", STATES)
def test_the_tab_key_reaches_everything_as_it_is_read(
    name: str, qtbot: QtBot, jobs: ManualJobs, office: Office
) -> None:
    bench = make(name, office, jobs)
    qtbot.addWidget(bench.view)
    bench.view.resize(900, 3000)
    keyboard.show(bench.view)
    bench.settle()
    if not focusable(bench.view):
        assert name in {"shut out", "copied"}
        return
    if QApplication.focusWidget() is None:
        focusable(bench.view)[0].setFocus()
    passed = keyboard.tab_stops(bench.view)
    assert set(passed) == set(focusable(bench.view))
    down = [stop.mapTo(bench.view, stop.rect().center()).y() for stop in passed]
    first = down.index(min(down))
    assert [y // 12 for y in down[first:] + down[:first]] == sorted(y // 12 for y in down)


def test_what_takes_a_while_is_said_to_be_under_way(full: Bench) -> None:
    full.view.home.asks.approved.emit(full.team.waiting[0])
    assert full.says("One moment…")
    full.settle()
    assert not full.says("One moment…")


def test_what_failed_is_not_sent_on(full: Bench) -> None:
    full.team.trouble = offline()
    full.press("The codes match: let Kim Sample in")
    assert OFFLINE in full.words()
    assert "exchange" not in full.asked


def test_the_last_contact_is_shown_once_the_hub_has_told_it(opened: Open) -> None:
    quiet = replace(a_member("Ash Specimen"), devices=(TeamDevice("ash", SINCE),))
    team = Telling(COORDINATOR, [a_member("Sam Invented", Role.COORDINATOR), quiet])
    bench = opened(team)
    assert bench.says("Laptop: in the team since 3 Nov 2026, last contact today")
    worker = opened(ScriptedTeam(replace(COORDINATOR, role=Role.WORKER), [quiet]))
    assert "Laptop: in the team since 3 Nov 2026" in worker.words()


class Telling(ScriptedTeam):
    """A team that learns when laptops were in contact while it asks who waits."""

    def newcomers(self) -> tuple[Newcomer, ...]:
        """Nobody waits."""
        self.team[1] = replace(self.team[1], devices=(TeamDevice("ash", SINCE, seen="2026-11-25"),))
        return ()
