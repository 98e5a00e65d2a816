"""The services of the coordinator's desk over a store, with the shipped checks, rules and fonts."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from rhi_desktop.bootstrap_oversight import oversight_of
from rhi_desktop.reports.pdf_reports import PdfReports
from rhi_desktop.runtime.assets import find_assets
from rhi_desktop.services.oversight import Oversight
from rhi_desktop.services.question_sets import QuestionSets
from rhi_desktop.store.sql_store import SqlStore
from tests.checking import some_checks, some_rulebook


def some_oversight(store: SqlStore, clock: Callable[[], datetime]) -> Oversight:
    """Return them."""
    sets = QuestionSets(store, store.member)
    pdf = partial(PdfReports(find_assets().resources / "fonts").table, practice=False)
    return oversight_of(store, sets, some_checks(clock), some_rulebook(store, clock), clock, pdf=pdf)
