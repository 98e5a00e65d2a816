"""The composition root: the one module that sees every layer. What is slow to load is imported where it is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from rhi_desktop.runtime.assets import find_assets
from rhi_desktop.runtime.paths import user_paths

if TYPE_CHECKING:
    from rhi_desktop.domain.code_lists import CodeLists
    from rhi_desktop.domain.helpline import Helpline
    from rhi_desktop.gui.opening import Opening
    from rhi_desktop.services.access import Access
    from rhi_desktop.services.checking.checks import Checks
    from rhi_desktop.services.desk import Desk
    from rhi_desktop.services.intake.intake import Intake
    from rhi_desktop.services.intake.onrecord import IntakeStore
    from rhi_desktop.services.ports import OnLane, RecoverySheet, Store
    from rhi_desktop.services.question_sets import QuestionSets
    from rhi_desktop.services.set_files import Shipped
    from rhi_desktop.services.syncing.teaming import Teaming
    from rhi_desktop.store.opening import OpenedFile
    from rhi_desktop.store.sql_store import SqlStore
    from rhi_desktop.store.vault import WorkspaceVault
    from rhi_desktop.sync.beginning import Hubs

PRACTICE_MARK = "practice"
PRACTICE_NOTIFICATIONS = "practice-notifications.xlsx"
PRACTICE_PASSPHRASE = "practice only practice only"
PRACTICE_BANNER = "Practice workspace: everybody in it is invented. Write nothing about a real child here."
PRACTICE_HINT = f"This is for practice. The passphrase is: {PRACTICE_PASSPHRASE}"
BEHIND_THE_PROMPT = (
    "alembic.command",
    "alembic.script",
    "rhi_desktop.services.interviewing",
    "rhi_desktop.services.desk",
    "rhi_desktop.gui.screens",
    "rhi_desktop.sync.hub_client",
    "rhi_desktop.sync.link",
)
QUESTION_SET = "return-home-interview.md"


def now() -> datetime:
    """Return the time of day, in UTC."""
    return datetime.now(UTC)


def workspace_folder(chosen: Path | None) -> Path:
    """Return the folder that was chosen, or this person's own."""
    return chosen.expanduser().resolve() if chosen is not None else user_paths().workspace


def is_practice(folder: Path) -> bool:
    """Whether a folder holds a practice workspace."""
    return (folder / PRACTICE_MARK).exists()


def open_window(chosen: Path | None) -> int:
    """Open the application on a workspace and return the exit status."""
    from rhi_desktop.gui.application import run

    return run(opening_of(workspace_folder(chosen)))


def opening_of(folder: Path) -> Opening:
    """Return what the windows start from."""
    from rhi_desktop.gui.opening import Opening

    practice = is_practice(folder)
    return Opening(
        assets=find_assets(),
        settings_file=user_paths().settings,
        clock=now,
        founded=(folder / "header.json").exists(),
        access=lambda: _warmed(access_to(folder)),
        desk=lambda store, on_lane: desk_of(store, on_lane, practice=practice),
        sheet_pdf=sheet_pdf,
        write=write_private,
        painted=_harden,
        banner=PRACTICE_BANNER if practice else "",
        hint=PRACTICE_HINT if practice else "",
    )


def _warmed(access: Access) -> Access:
    """Load what the desk needs while the person types: this runs behind the prompt, off the GUI thread."""
    for module in BEHIND_THE_PROMPT:
        import_module(module)
    return access


def _harden() -> None:
    """Close the process to dumps and debuggers: once the prompt is there, and before anything can be typed into it."""
    from rhi_desktop.runtime.hardening import harden

    harden()


def vault_of(folder: Path, clock: Callable[[], datetime] = now) -> WorkspaceVault:
    """Return the vault of a workspace."""
    from rhi_desktop.store.opening import Opener
    from rhi_desktop.store.sql_store import SqlStore
    from rhi_desktop.store.vault import WorkspaceVault

    def open_store(file: OpenedFile, *, founder: str, release: Callable[[], None]) -> SqlStore:
        def close() -> None:
            try:
                file.back_up()
            finally:
                release()

        def renew() -> None:
            file.backups.renew(file.path, file.key)

        if founder:
            return SqlStore.found(file.engine, founder, clock, close, file.ballast.require_room, renew)
        return SqlStore.open(file.engine, clock, close, file.ballast.require_room, renew)

    return WorkspaceVault(folder, open_store, Opener(find_assets().db / "client", clock))


def access_to(chosen: Path | None) -> Access:
    """Return the way into a workspace."""
    from rhi_desktop.domain.passphrase import PassphrasePolicy
    from rhi_desktop.services.access import Access

    lists = find_assets().resources / "wordlists"

    def words(name: str) -> list[str]:
        return (lists / name).read_text(encoding="utf-8").split("\n")

    return Access(
        vault_of(workspace_folder(chosen)),
        lambda: PassphrasePolicy(frozenset(words("common_passphrases.txt"))),
        lambda: [word for word in words("passphrase_words.txt") if word],
    )


def desk_of(store: Store, on_lane: OnLane | None = None, *, practice: bool = False) -> Desk:
    """Return the services over an open store; the shipped question set is installed where it is newer.

    `on_lane` brings a job of the background onto the store's lane; without one it runs where it is. A practice
    workspace belongs to no team: nothing invented is sent.
    """
    from rhi_desktop.bootstrap_oversight import oversight_of
    from rhi_desktop.domain.people import Member
    from rhi_desktop.domain.records import Kind
    from rhi_desktop.domain.working_days import read_bank_holidays
    from rhi_desktop.reports.late import LateReports
    from rhi_desktop.services.actions import Actions
    from rhi_desktop.services.casework import Casework
    from rhi_desktop.services.conflicts import Conflicts
    from rhi_desktop.services.desk import Desk
    from rhi_desktop.services.filing import filed
    from rhi_desktop.services.helplines import Helplines
    from rhi_desktop.services.interviewing import Interviewing
    from rhi_desktop.services.ports import at_once
    from rhi_desktop.services.preparing import Preparing
    from rhi_desktop.services.question_sets import QuestionSets
    from rhi_desktop.services.recognising import Recognising
    from rhi_desktop.services.referrals import Referrals
    from rhi_desktop.services.reporting import Reporting
    from rhi_desktop.services.rulebook import Rulebook
    from rhi_desktop.services.searching import Searching
    from rhi_desktop.services.set_changes import SetChanges
    from rhi_desktop.services.sharings import Sharings
    from rhi_desktop.services.syncing.guarding import GuardedRecords, guarded
    from rhi_desktop.services.translations import Translations
    from rhi_desktop.services.urgent_sharing import UrgentSharing
    from rhi_desktop.services.worklists import Worklists

    assets = find_assets()
    store = guarded(store)
    question_sets = QuestionSets(store, store.member)
    shipped = shipped_set()
    install_shipped(question_sets, shipped)
    bank_holidays = read_bank_holidays((assets.resources / "bank_holidays.toml").read_text(encoding="utf-8"))
    rulebook = Rulebook(store, bank_holidays, now)
    lists = code_lists()
    helplines = Helplines(store, shipped_helplines(), now)
    found = checks()
    interviewing = Interviewing(store, store, question_sets, found, helplines, now)
    reports = LateReports(assets.resources / "fonts")
    teaming = None if practice else teaming_of(store, on_lane or at_once)
    member, sharings = filed(store.get(Kind.MEMBER, store.member), Member).value, Sharings(store, now)
    casework = Casework(store, now)
    return Desk(
        member=member,
        worklists=Worklists(store, now, lists["attempt_result"]),
        casework=casework,
        intake=intake_of(store, lists),
        referrals=Referrals(store, question_sets, rulebook, now),
        rulebook=rulebook,
        interviewing=interviewing,
        reporting=Reporting(store, interviewing, reports, lists, practice=practice),
        preparing=Preparing(store, question_sets, reports, now, practice=practice),
        actions=Actions(store, now),
        sharings=sharings,
        urgent=UrgentSharing(store, sharings, reports, now, worker=member.name, practice=practice),
        helplines=helplines,
        set_changes=SetChanges(store, question_sets, Translations(store, now), shipped, member.name, now),
        audit=store,
        code_lists=lists,
        recognising=Recognising(store),
        conflicts=Conflicts(store, GuardedRecords(store, store.team), casework, lists),
        searching=Searching(store, question_sets),
        oversight=oversight_of(
            store, question_sets, found, rulebook, now, pdf=partial(reports.table, practice=practice)
        ),
        banner=PRACTICE_BANNER if practice else "",
        tour=practice_tour() if practice else (),
        teaming=teaming,
        barred=barred_words(store, teaming) if teaming is not None else "",
    )


def teaming_of(store: Store, on_lane: OnLane) -> Teaming:
    """Return the team of a store."""
    from random import random

    from rhi_desktop.domain.people import Member
    from rhi_desktop.domain.records import Kind
    from rhi_desktop.services.filing import filed
    from rhi_desktop.services.syncing.allocating import Allocating
    from rhi_desktop.services.syncing.naming import Naming
    from rhi_desktop.services.syncing.teaming import Teaming
    from rhi_desktop.sync.lane import Stored
    from rhi_desktop.sync.link import Link
    from rhi_desktop.sync.retrying import delay

    name = filed(store.get(Kind.MEMBER, store.member), Member).value.name
    link = Link(Stored(store.team, on_lane, now), hubs_by(user_paths().hub_certificate), name)
    link.status()
    allocating = Allocating(store, store.member, link.role, now)
    return Teaming(
        link, allocating, Naming(store), store.device, lambda failures, asked: delay(failures, random, asked)
    )


def hubs_by(certificate: Path) -> Hubs:
    """Return what makes hubs by their address: where the file is there, the certificate in it alone is believed."""
    from rhi_desktop.sync.hub_client import HttpHub

    return lambda url, signer: HttpHub(url, signer, trusted=certificate if certificate.exists() else None)


def barred_words(store: Store, teaming: Teaming) -> str:
    """Return why nothing is shown of a store whose laptop was taken out of its team; empty for any other."""
    from rhi_desktop.services.syncing.team import Standing
    from rhi_desktop.services.syncing.words import shut_out_words

    if teaming.team.status().standing is not Standing.REVOKED:
        return ""
    return shut_out_words(teaming.team.members(), store.device)


def practice_tour() -> tuple[tuple[str, str], ...]:
    """Return the steps through a practice workspace, title and words."""
    import tomllib

    kept = tomllib.loads((find_assets().resources / "practice" / "tour.toml").read_text(encoding="utf-8"))
    workbook = practice_folder() / PRACTICE_NOTIFICATIONS
    return tuple((step["title"], step["words"].format(notifications=workbook)) for step in kept["step"])


def practice_folder() -> Path:
    """Return where `make demo` keeps its workspace, and beside it the workbook to import."""
    return user_paths().workspace.parent / "practice"


def intake_of(store: IntakeStore, lists: CodeLists, clock: Callable[[], datetime] = now) -> Intake:
    """Return what imports notifications into an open store."""
    from rhi_desktop.services.intake.alike import NameVariants
    from rhi_desktop.services.intake.columns import ColumnNames
    from rhi_desktop.services.intake.intake import Intake
    from rhi_desktop.services.intake.reading import RowsReader
    from rhi_desktop.spreadsheets.files import SpreadsheetFiles

    resources = find_assets().resources
    columns = ColumnNames((resources / "intake_columns.toml").read_text(encoding="utf-8"))
    variants = NameVariants((resources / "name_variants.toml").read_text(encoding="utf-8"))
    return Intake(store, SpreadsheetFiles(), RowsReader(lists, columns, clock), variants, clock)


def shipped_helplines() -> tuple[Helpline, ...]:
    """Return the helplines of `resources/helplines.toml`."""
    from rhi_desktop.services.helplines import read_helplines

    return read_helplines((find_assets().resources / "helplines.toml").read_text(encoding="utf-8"))


def code_lists() -> CodeLists:
    """Return the code lists of `resources/code_lists`, each by the name of its file."""
    from rhi_desktop.domain.code_lists import CodeLists, read_code_list

    files = sorted((find_assets().resources / "code_lists").glob("*.toml"))
    return CodeLists({file.stem: read_code_list(file.stem, file.read_text(encoding="utf-8")) for file in files})


def checks() -> Checks:
    """Return the checks before submission, with the words of `resources/language.toml`."""
    from rhi_desktop.services.checking.checks import Checks
    from rhi_desktop.services.checking.language import read_language

    return Checks(read_language((find_assets().resources / "language.toml").read_text(encoding="utf-8")), now)


def shipped_set() -> Shipped:
    """Return the question set that comes with the program; it is converted only when it is asked for."""
    import hashlib

    from rhi_desktop.services.set_files import Shipped, read_shipped

    source = find_assets().resources / "question_sets" / QUESTION_SET
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    return Shipped(digest, lambda: read_shipped(source, digest))


def install_shipped(question_sets: QuestionSets, shipped: Shipped) -> None:
    """Install the shipped question set where the workspace does not have it; one of the organisation's own stays."""
    if not question_sets.has_local() and not question_sets.has_source(shipped.source):
        question_sets.adopt(shipped.read())


@contextmanager
def opened_store(chosen: Path | None, passphrase: str) -> Iterator[SqlStore]:
    """Open a workspace's store for a command, and close it afterwards."""
    from rhi_desktop.store.sql_store import SqlStore

    store = access_to(chosen).unlock(passphrase)
    assert isinstance(store, SqlStore)  # noqa: S101 -- the vault above makes no other
    try:
        yield store
    finally:
        store.close()


@contextmanager
def opened_desk(chosen: Path | None, passphrase: str) -> Iterator[Desk]:
    """Open a workspace for a command, and close it afterwards."""
    with opened_store(chosen, passphrase) as store:
        yield desk_of(store, practice=is_practice(workspace_folder(chosen)))


def sheet_pdf(sheet: RecoverySheet) -> bytes:
    """Return the recovery sheet as a PDF."""
    from rhi_desktop.reports.late import LateReports

    return LateReports(find_assets().resources / "fonts").recovery_sheet(sheet)


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read, whole or not at all. Raises CannotWrite."""
    from rhi_desktop.services.reporting import write_private as write

    write(path, content)
