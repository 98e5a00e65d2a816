"""A desk over a real encrypted store, with the interview that the program ships; invented children."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path

from rhi_desktop.bootstrap import code_lists, intake_of, shipped_set
from rhi_desktop.domain.bodies import from_body
from rhi_desktop.domain.people import Member
from rhi_desktop.domain.records import Kind
from rhi_desktop.questions.xlsform import convert
from rhi_desktop.reports.pdf_reports import PdfReports
from rhi_desktop.services.actions import Actions
from rhi_desktop.services.casework import Casework
from rhi_desktop.services.conflicts import Conflicts
from rhi_desktop.services.desk import Desk
from rhi_desktop.services.interviewing import Interviewing
from rhi_desktop.services.preparing import Preparing
from rhi_desktop.services.question_sets import QuestionSets
from rhi_desktop.services.recognising import Recognising
from rhi_desktop.services.referrals import Referrals
from rhi_desktop.services.reporting import Reporting
from rhi_desktop.services.searching import Searching
from rhi_desktop.services.set_changes import SetChanges
from rhi_desktop.services.sharings import Sharings
from rhi_desktop.services.syncing.guarding import GuardedRecords
from rhi_desktop.services.translations import Translations
from rhi_desktop.services.urgent_sharing import UrgentSharing
from rhi_desktop.services.worklists import Worklists
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import a_change, a_child, a_referral
from tests.checking import some_checks, some_helplines, some_rulebook
from tests.oversight import some_oversight
from tests.question_sets import INTERVIEW
from tests.store.engines import with_tables

FONTS = Path(__file__).parents[2] / "resources" / "fonts"


@cache
def shipped_form() -> bytes:
    """Return the interview that the program ships, converted once."""
    return convert(INTERVIEW)


def reports() -> PdfReports:
    """Return what makes the PDFs, with the fonts that the program ships."""
    return PdfReports(FONTS)


def founded(folder: Path, clock: Callable[[], datetime]) -> SqlStore:
    """Return a store with one child, Robin Example, and one referral."""
    store = SqlStore.found(with_tables(folder / "store.db"), "Sam Invented", clock)
    child = a_change(a_child())
    store.commit([child, a_change(a_referral(child.record))])
    QuestionSets(store, store.member).install(shipped_form())
    return store


def desk_over(store: SqlStore, clock: Callable[[], datetime]) -> Desk:
    """Return the services over a store."""
    sets = QuestionSets(store, store.member)
    interviewing = Interviewing(store, store, sets, some_checks(clock), some_helplines(store, clock), clock)
    member = from_body(store.get(Kind.MEMBER, store.member).body, Member)
    return Desk(
        member=member,
        worklists=Worklists(store, clock, code_lists()["attempt_result"]),
        casework=Casework(store, clock),
        intake=intake_of(store, code_lists(), clock),
        referrals=Referrals(store, sets, some_rulebook(store, clock), clock),
        rulebook=some_rulebook(store, clock),
        interviewing=interviewing,
        reporting=Reporting(store, interviewing, PdfReports(FONTS), code_lists(), practice=False),
        preparing=Preparing(store, sets, PdfReports(FONTS), clock, practice=False),
        actions=Actions(store, clock),
        sharings=Sharings(store, clock),
        urgent=UrgentSharing(
            store, Sharings(store, clock), PdfReports(FONTS), clock, worker=member.name, practice=False
        ),
        helplines=some_helplines(store, clock),
        set_changes=SetChanges(store, sets, Translations(store, clock), shipped_set(), member.name, clock),
        audit=store,
        code_lists=code_lists(),
        recognising=Recognising(store),
        conflicts=Conflicts(store, GuardedRecords(store, store.team), Casework(store, clock), code_lists()),
        searching=Searching(store, sets),
        oversight=some_oversight(store, clock),
    )
