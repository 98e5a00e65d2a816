"""From screen to screen over a real encrypted store, with the interview that the program ships."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rhi_desktop.domain.interview import Mention, MentionKind
from rhi_desktop.gui.access.gate import Gate
from rhi_desktop.gui.access.parts import AccessParts
from rhi_desktop.gui.access.sheet_making import SheetMaking
from rhi_desktop.gui.casework.child_view import ChildView
from rhi_desktop.gui.casework.referral_page import ReferralPage
from rhi_desktop.gui.casework.referral_view import ReferralView
from rhi_desktop.gui.desk_view import DeskView, Notice
from rhi_desktop.gui.forms import Forms
from rhi_desktop.gui.interview.view import InterviewView
from rhi_desktop.gui.screens import make_desk_view
from rhi_desktop.gui.worklist.view import WorklistView
from rhi_desktop.runtime.assets import Assets
from rhi_desktop.runtime.settings import Settings
from rhi_desktop.services.ports import AuditAct, WorklistFilter
from rhi_desktop.services.worklists import WorkItem
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import Clock, a_change, an_interview, new_id
from tests.gui import keyboard
from tests.gui.executors import ManualJobs
from tests.gui.fakes import FakeAccess
from tests.gui.pictures import DOUBLED, LAPTOP
from tests.gui.real_desks import desk_over, founded
from tests.gui.walkers import cut_off, unnamed

T = TypeVar("T", bound=QWidget)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[SqlStore]:
    made = founded(tmp_path, clock)
    yield made
    made.close()


@pytest.fixture
def parts(assets: Assets, jobs: ManualJobs, clock: Clock) -> AccessParts:
    making = SheetMaking(lambda _sheet: b"", lambda _path, _pdf: None)
    return AccessParts(Forms(assets.ui), Gate(FakeAccess, jobs), jobs, making, clock, lambda _below: 0)


@pytest.fixture
def open_desk(
    qtbot: QtBot, store: SqlStore, clock: Clock, parts: AccessParts, jobs: ManualJobs
) -> Callable[[], DeskView]:
    """Open the desk, as at each start of the program."""

    def make() -> DeskView:
        view = make_desk_view(desk_over(store, clock), parts, Settings(), lambda _settings: "")
        qtbot.addWidget(view)
        view.resize(LAPTOP)
        keyboard.show(view)
        jobs.drain()
        return view

    return make


@pytest.fixture
def view(open_desk: Callable[[], DeskView]) -> DeskView:
    return open_desk()


def where(view: DeskView) -> str:
    return view.current


def only_row(store: SqlStore, clock: Clock) -> WorkItem:
    rows = desk_over(store, clock).worklists.page(WorklistFilter(), offset=0, limit=10)
    assert len(rows) == 1
    return rows[0]


def child_of(view: DeskView, kind: type[T]) -> T:
    found = view.findChild(kind)
    assert isinstance(found, kind)
    return found


def test_the_worklist_is_in_front(view: DeskView) -> None:
    assert where(view) == "worklist"


def test_an_interview_is_begun_left_and_gone_on_with(
    view: DeskView, store: SqlStore, clock: Clock, jobs: ManualJobs
) -> None:
    referral = only_row(store, clock).row.referral
    child_of(view, WorklistView).interview_requested.emit(referral)
    jobs.drain()
    assert where(view) == "interview"
    drafts = store.open_drafts()
    assert [draft.referral for draft in drafts] == [referral]
    child_of(view, InterviewView).leave()
    jobs.drain()
    assert where(view) == "worklist"
    child_of(view, WorklistView).interview_requested.emit(referral)
    jobs.drain()
    assert where(view) == "interview"
    assert [draft.interview for draft in store.open_drafts()] == [drafts[0].interview]


def test_enter_opens_the_referral_and_a_second_enter_its_interview(
    view: DeskView, store: SqlStore, clock: Clock, jobs: ManualJobs
) -> None:
    referral = only_row(store, clock).row.referral
    child_of(view, WorklistView).refresh()
    jobs.drain()
    keyboard.press(Qt.Key.Key_Return)
    jobs.drain()
    assert where(view) == "offer"
    keyboard.press(Qt.Key.Key_Return)
    jobs.drain()
    assert where(view) == "interview"
    assert [draft.referral for draft in store.open_drafts()] == [referral]
    child_of(view, InterviewView).leave()
    jobs.drain()
    assert where(view) == "offer"
    assert "Go on with the interview" in [one.text() for one in view.findChildren(QPushButton) if one.isVisible()]
    keyboard.press(Qt.Key.Key_Escape)
    assert where(view) == "worklist"


def test_a_refusal_leads_into_the_short_form_with_its_outcome(
    view: DeskView, store: SqlStore, clock: Clock, jobs: ManualJobs
) -> None:
    referral = only_row(store, clock).row.referral
    child_of(view, WorklistView).referral_chosen.emit(referral)
    jobs.drain()
    child_of(view, ReferralPage).refusal_requested.emit(referral, "no_contact")
    jobs.drain()
    assert where(view) == "interview"
    (draft,) = store.open_drafts()
    _, entries = store.read(draft.interview)
    assert "no_contact" in {entry.value for entry in entries}


def test_the_referral_leads_to_preparation_conversation_and_child(
    view: DeskView, store: SqlStore, clock: Clock, jobs: ManualJobs
) -> None:
    row = only_row(store, clock).row
    child_of(view, WorklistView).referral_chosen.emit(row.referral)
    jobs.drain()
    page = child_of(view, ReferralPage)
    page.preparation_requested.emit(row.referral)
    jobs.drain()
    assert where(view) == "preparation"
    view.back()
    assert where(view) == "offer"
    page.child_chosen.emit(row.child)
    jobs.drain()
    assert where(view) == "child"
    view.back()
    page.conversation_requested.emit(row.referral)
    jobs.drain()
    assert where(view) == "interview"


def test_the_child_leads_to_the_interview_and_back(
    view: DeskView, store: SqlStore, clock: Clock, jobs: ManualJobs
) -> None:
    row = only_row(store, clock).row
    child_of(view, WorklistView).child_chosen.emit(row.child)
    jobs.drain()
    assert where(view) == "child"
    assert AuditAct.CHILD_OPENED in [entry.act for entry in store.entries(row.child)]
    child_of(view, ChildView).interview_requested.emit(row.referral)
    jobs.drain()
    assert where(view) == "interview"
    child_of(view, InterviewView).leave()
    jobs.drain()
    assert where(view) == "child"
    child_of(view, ChildView).back.emit()
    assert where(view) == "worklist"


def test_a_referral_that_is_taken_leads_back_to_the_worklist(view: DeskView, jobs: ManualJobs) -> None:
    child_of(view, WorklistView).referral_requested.emit()
    jobs.drain()
    assert where(view) == "referral"
    child_of(view, ReferralView).taken.emit("referral")
    assert where(view) == "worklist"


def test_an_interview_that_cannot_be_opened_says_why(view: DeskView, jobs: ManualJobs) -> None:
    child_of(view, WorklistView).interview_requested.emit("no such referral")
    jobs.drain()
    assert where(view) == "worklist"
    assert child_of(view, Notice).isVisible()


def test_an_interview_that_was_on_the_screen_at_the_end_is_picked_up_and_says_so(
    view: DeskView, store: SqlStore, clock: Clock, jobs: ManualJobs, open_desk: Callable[[], DeskView]
) -> None:
    child_of(view, WorklistView).interview_requested.emit(only_row(store, clock).row.referral)
    jobs.drain()
    again = open_desk()
    assert where(again) == "interview"
    assert child_of(again, InterviewView).frame.notice.words != ""


def test_an_interview_that_was_put_aside_is_not(
    view: DeskView, store: SqlStore, clock: Clock, jobs: ManualJobs, open_desk: Callable[[], DeskView]
) -> None:
    child_of(view, WorklistView).interview_requested.emit(only_row(store, clock).row.referral)
    jobs.drain()
    child_of(view, InterviewView).leave()
    jobs.drain()
    assert where(open_desk()) == "worklist"


@pytest.mark.parametrize("size", [LAPTOP, DOUBLED], ids=["laptop", "doubled"])
def test_every_screen_fits_and_names_what_the_tab_key_reaches(
    view: DeskView, store: SqlStore, clock: Clock, jobs: ManualJobs, size: QSize
) -> None:
    row = only_row(store, clock).row
    view.resize(size)
    steps: dict[str, Callable[[], object]] = {
        "worklist": partial(view.turn_to, "worklist"),
        "children": partial(view.turn_to, "children"),
        "questions": partial(view.turn_to, "questions"),
        "child": lambda: child_of(view, WorklistView).child_chosen.emit(row.child),
        "referral": child_of(view, WorklistView).referral_requested.emit,
        "offer": lambda: child_of(view, WorklistView).referral_chosen.emit(row.referral),
        "interview": lambda: child_of(view, WorklistView).interview_requested.emit(row.referral),
    }
    for name, step in steps.items():
        step()
        jobs.drain()
        QApplication.processEvents()
        assert where(view) == name
        assert (name, cut_off(view), unnamed(view)) == (name, [], [])


def test_an_earlier_interview_is_looked_at_and_the_draft_goes_on_where_it_was(
    view: DeskView, store: SqlStore, clock: Clock, jobs: ManualJobs
) -> None:
    earlier = new_id()
    row = only_row(store, clock).row
    child_of(view, WorklistView).interview_requested.emit(row.referral)
    jobs.drain()
    known = an_interview(
        row.referral,
        row.child,
        question_set=store.open_drafts()[0].question_set,
        answers=(),
        mentions=(Mention(MentionKind.NICKNAME, "Dazza", "a"),),
    )
    store.commit([a_change(known, record=earlier)])
    interview = child_of(view, InterviewView)
    assert interview.answering is not None
    for path, value in (
        ("/data/offer/offer_outcome/outcome", "held"),
        ("/data/associates/company_page/company", "some"),
        ("/data/associates/company_page/people_ok", "yes"),
        ("/data/associates/people/person[1]/person_name", "dazza"),
    ):
        interview.answering.answer(path, value)
    interview.go_to_section("/data/associates")
    interview.go_next()
    jobs.drain()
    look = next(one for one in interview.findChildren(QPushButton) if one.text() == "Look at it" and one.isVisible())
    look.click()
    jobs.drain()
    assert where(view) == "reading"
    assert (AuditAct.INTERVIEW_OPENED, earlier) in {(one.act, one.subject) for one in store.entries()}
    view.back()
    jobs.drain()
    assert where(view) == "interview"
    assert interview.node("/data/associates/people/person[1]/person_name").value == "dazza"
    assert list(interview.frame.page.questions())
