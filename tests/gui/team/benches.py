"""The screen of the team over a scripted team, and what it looks like in every state; invented people."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from rhi_desktop.domain.people import Role
from rhi_desktop.domain.records import Kind
from rhi_desktop.gui.access.gate import Gate
from rhi_desktop.gui.access.keep_sheet import KeepSheet
from rhi_desktop.gui.access.parts import AccessParts
from rhi_desktop.gui.access.sheet_making import SheetMaking
from rhi_desktop.gui.forms import Forms
from rhi_desktop.gui.team.shown import TeamParts
from rhi_desktop.gui.team.view import TeamView
from rhi_desktop.runtime.assets import find_assets
from rhi_desktop.services.ports import RecoverySheet
from rhi_desktop.services.syncing.naming import Naming
from rhi_desktop.services.syncing.team import (
    Departure,
    Newcomer,
    Quarantined,
    Standing,
    SyncStatus,
    TeamDevice,
    TeamMember,
)
from tests.builders import Clock
from tests.gui.executors import ManualJobs
from tests.gui.fakes import FakeAccess
from tests.gui.records import Office
from tests.gui.team.scripted_team import CODE, INVITATION, OFFLINE, SENT, SINCE, ScriptedTeam, a_member, a_refusal

LONG: Final = "Alexandria Montgomery-Featherstonehaugh of the Very Long Invented Name"
WHY: Final = "This is larger than the hub takes. Shorten the longest texts, or tell your IT desk."
ALARM: Final = "The hub has lost what it once had. Nothing on this laptop is lost; tell your IT desk."
ACTIVE: Final = SyncStatus(standing=Standing.ACTIVE, last_sent=SENT)
COORDINATOR: Final = replace(ACTIVE, role=Role.COORDINATOR)
NAMES: Final = (
    *("Ash Specimen", "Bo Pretend", "Cam Placeholder", "Dee Fictional", "Eli Made-Up", "Fin Sample"),
    *("Gil Mock", "Hal Dummy", "Ira Nobody", "Jo Stand-In"),
)


class Bench:
    """A screen over a team, with everything that it says and does."""

    def __init__(self, team: ScriptedTeam, office: Office, jobs: ManualJobs) -> None:
        self.team, self.office, self.jobs = team, office, jobs
        self.asked: list[str] = []
        making, ui = SheetMaking(lambda _sheet: b"", lambda _path, _pdf: None), find_assets().ui
        access = AccessParts(Forms(ui), Gate(FakeAccess, jobs), jobs, making, Clock(), lambda _below: 2)

        def keep(sheet: RecoverySheet, kept: Callable[[], None]) -> QWidget:
            page = KeepSheet(access)
            page.show_sheet(sheet)
            page.kept.connect(kept)
            return page

        parts = TeamParts(team, Naming(office.store), jobs, office.clock, "device Sam Invented 0")
        self.view = TeamView(parts, keep)
        self.view.changed.connect(lambda: self.asked.append("changed"))
        self.view.exchange_asked.connect(lambda: self.asked.append("exchange"))
        self.view.conflicts_asked.connect(lambda: self.asked.append("conflicts"))

    def settle(self) -> None:
        """Do the work that waits, and let what it lays out come into sight."""
        self.jobs.drain()
        QApplication.processEvents()

    def open(self) -> None:
        """Read the team, as when one turns to the screen."""
        self.view.refresh()
        self.settle()

    def words(self) -> list[str]:
        """Return what can be read."""
        return [one.text() for one in self.view.findChildren(QLabel) if one.isVisibleTo(self.view) and one.text()]

    def says(self, part: str) -> bool:
        """Whether this can be read somewhere."""
        return any(part in words for words in self.words())

    def buttons(self) -> list[str]:
        """Return what can be pressed, as a screen reader says it."""
        return [one.accessibleName() or one.text() for one in self._buttons()]

    def press(self, name: str) -> None:
        """Click the one button with this name."""
        found = [one for one in self._buttons() if name in (one.text(), one.accessibleName())]
        assert len(found) == 1, f"{len(found)} buttons are called {name}: {self.buttons()}"
        found[0].click()
        self.settle()

    def _buttons(self) -> list[QPushButton]:
        return [one for one in self.view.findChildren(QPushButton) if one.isVisibleTo(self.view)]


def everything(office: Office) -> ScriptedTeam:
    """Return a team of twelve with all that can need a coordinator."""
    referral = office.refer("Robin Example")
    child = referral.value.child
    team = ScriptedTeam(
        replace(COORDINATOR, interviews=3, others=2, at_hub=2, conflicts=2, held=1, trouble=OFFLINE, alarms=(ALARM,)),
        [a_member("Sam Invented", Role.COORDINATOR), a_member(LONG, devices=2, cases=14), *map(a_member, NAMES)],
        waiting=[Newcomer("new", "Kim Sample", Role.WORKER, CODE), Newcomer("newer", LONG, Role.COORDINATOR, CODE)],
        refused=[a_refusal(1, referral.id, WHY, Kind.REFERRAL), a_refusal(2, "gone", WHY)],
        aside=[Quarantined("envelope", "Lee Former", SENT, 3, (Kind.INTERVIEW, Kind.ACTION))],
        left=[
            Departure(child, "member Ash Specimen", SENT, "signed_off", 14),
            Departure("somebody", "x", SENT, "given_away", 1),
        ],
    )
    gone = TeamDevice("device Lee Former 0", SINCE, revoked=SENT, seen="2026-11-20")
    team.team.append(TeamMember("member Lee Former", "Lee Former", Role.WORKER, (gone,), 2))
    quiet = TeamDevice("device Mo Silent 0", SINCE, seen="2026-11-04")
    team.team.append(TeamMember("member Mo Silent", "Mo Silent", Role.WORKER, (quiet,)))
    return team


def a_small_team(_office: Office) -> ScriptedTeam:
    """Return a worker's team of two with nothing to do."""
    return ScriptedTeam(ACTIVE, [a_member("Sam Invented"), a_member("Ash Specimen", Role.COORDINATOR)])


def _alone(_office: Office) -> ScriptedTeam:
    return ScriptedTeam()


def _standing(standing: Standing, trouble: str = "") -> Callable[[Office], ScriptedTeam]:
    return lambda _office: ScriptedTeam(SyncStatus(standing=standing, trouble=trouble))


def _joining(bench: Bench) -> None:
    bench.press("Join a team")
    bench.view.join_form.invitation.setPlainText("something else")
    bench.view.join.save()


def _founding(bench: Bench) -> None:
    bench.press("Set up a team")
    bench.view.found.save()


def _sheet(bench: Bench) -> None:
    bench.press("Set up a team")
    bench.view.found_form.hub.setText("https://hub.example")
    bench.view.found_form.code.setText("ABCD")
    bench.view.found.save()


def _asked_about_sheet(bench: Bench) -> None:
    _sheet(bench)
    bench.settle()
    bench.press("I have it on paper")
    bench.press("Go on")


def _recovering(bench: Bench) -> None:
    bench.press("I have the organisation’s recovery sheet")
    bench.view.recover.save()


def _inviting(bench: Bench) -> None:
    bench.press("Invite somebody")
    bench.view.invite.save()


def _invited(bench: Bench) -> None:
    bench.press("Invite somebody")
    bench.view.invite_form.name.setText(LONG)
    bench.view.invite.save()
    bench.settle()
    bench.view.invited.text.setPlainText(INVITATION * 8)


def _removing(bench: Bench) -> None:
    bench.press("Take out Ash Specimen’s Laptop: in the team since 3 Nov 2026, last contact yesterday")


def _nothing(_bench: Bench) -> None:
    """Show the first page."""


STATES: Final[dict[str, tuple[Callable[[Office], ScriptedTeam], Callable[[Bench], None]]]] = {
    "alone": (_alone, _nothing),
    "waiting": (_standing(Standing.PENDING, OFFLINE), _nothing),
    "copied": (_standing(Standing.FORKED), _nothing),
    "shut out": (_standing(Standing.REVOKED), _nothing),
    "worker": (a_small_team, _nothing),
    "coordinator": (everything, _nothing),
    "joining": (_alone, _joining),
    "setting up": (_alone, _founding),
    "sheet": (_alone, _sheet),
    "sheet, asked": (_alone, _asked_about_sheet),
    "recovering": (_alone, _recovering),
    "inviting": (everything, _inviting),
    "invited": (everything, _invited),
    "removing": (everything, _removing),
}


def make(name: str, office: Office, jobs: ManualJobs) -> Bench:
    """Return the screen in a state of `STATES`."""
    team, act = STATES[name]
    bench = Bench(team(office), office, jobs)
    bench.open()
    act(bench)
    bench.settle()
    return bench
