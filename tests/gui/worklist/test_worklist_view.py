"""The worklist: the clock is the order, statuses are sentences, the keyboard alone is enough."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QApplication, QComboBox, QStyle, QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from rhi_desktop.domain.attempt import Attempt
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.referral import Arrangement, Referral, Triage, TriageLevel
from rhi_desktop.gui.theme import Themes
from rhi_desktop.gui.worklist import view as worklist_view
from rhi_desktop.gui.worklist.view import WorklistView
from tests.builders import a_change, a_draft, a_review, an_interview
from tests.gui import keyboard
from tests.gui.executors import ManualJobs
from tests.gui.pictures import LAPTOP
from tests.gui.records import BESIDE_RAIL, Office
from tests.gui.walkers import cut_off, unnamed

Open = Callable[[], WorklistView]


@pytest.fixture
def opened(office: Office, jobs: ManualJobs, qtbot: QtBot) -> Open:
    def make() -> WorklistView:
        view = WorklistView(office.worklists, jobs)
        qtbot.addWidget(view)
        view.resize(LAPTOP)
        keyboard.show(view)
        view.refresh()
        jobs.drain()
        return view

    return make


def rows(view: WorklistView) -> list[str]:
    return [view._model.index(row).data() for row in range(view._model.rowCount())]


def choose(view: WorklistView, words: str, jobs: ManualJobs) -> None:
    view._states.setCurrentText(words)
    jobs.drain()


def test_the_nearest_deadline_is_on_top_and_no_return_time_is_never_counted_down(office: Office, opened: Open) -> None:
    office.refer("Kit Sample", "")
    office.refer("Robin Example", "2026-11-24T18:30Z")
    office.refer("Sasha Invented", "2026-11-22T18:00Z", alerts=("Do not disclose address",))
    office.refer("Dilan Madeup", "2026-11-21T09:00Z")
    assert rows(opened()) == [
        "Dilan Madeup, RHI-0001, Overdue by 27 hours, Not offered yet",
        "Sasha Invented, RHI-0001, Due in 6 hours, Not offered yet, Do not disclose address",
        "Robin Example, RHI-0001, Due in 2 days, Not offered yet",
        "Kit Sample, RHI-0001, Return time not recorded, Not offered yet",
    ]


def test_a_screen_reader_hears_the_row(office: Office, opened: Open) -> None:
    office.refer("Sasha Invented", "2026-11-22T18:00Z")
    view = opened()
    row = QAccessible.queryAccessibleInterface(view._list).child(0)
    assert row.text(QAccessible.Text.Name).startswith("Sasha Invented, RHI-0001, Due in 6 hours")


def test_an_empty_worklist_says_what_to_do(opened: Open, office: Office, jobs: ManualJobs) -> None:
    view = opened()
    assert view._empty.isVisible()
    assert view._empty.text() == "Nothing is waiting.\nTake a referral to begin."
    choose(view, "Drafts", jobs)
    assert "Nothing here matches" in view._empty.text()
    office.refer()
    choose(view, "Open work", jobs)
    assert view._list.isVisible()


def test_each_choice_of_work_shows_its_own(office: Office, opened: Open, jobs: ManualJobs) -> None:
    office.refer("Robin Example")
    drafted = office.refer("Sasha Invented")
    office.store.begin(a_draft(drafted.id, drafted.value.child), [])
    submitted = office.refer("Kit Sample")
    office.store.commit([a_change(an_interview(submitted.id, submitted.value.child))])
    back = office.refer("Ash Specimen")
    held = an_interview(back.id, back.value.child)
    (kept,) = office.store.commit([a_change(held)])
    office.store.commit([a_change(a_review(kept.id, held))])
    view = opened()
    shown = {}
    for words, _ in worklist_view._STATES:
        choose(view, words, jobs)
        shown[words] = {row.split(",")[0] for row in rows(view)}
    assert shown == {
        "Open work": {"Robin Example", "Sasha Invented", "Ash Specimen"},
        "Not started": {"Robin Example"},
        "Drafts": {"Sasha Invented"},
        "Sent back": {"Ash Specimen"},
        "Submitted": {"Kit Sample"},
        "Everything": {"Robin Example", "Sasha Invented", "Kit Sample", "Ash Specimen"},
    }
    assert view._count.text().startswith("4 referrals")


def test_typing_into_the_search_narrows_the_list_without_a_key_more(
    office: Office, opened: Open, jobs: ManualJobs, qtbot: QtBot
) -> None:
    office.refer("Robin Example")
    office.refer("Żaneta Invented")
    view = opened()
    view.focus_search()
    keyboard.write("zaneta")
    qtbot.waitUntil(lambda: jobs.executor.waiting > 0)
    jobs.drain()
    assert [row.split(",")[0] for row in rows(view)] == ["Żaneta Invented"]
    assert view._count.text().startswith("1 referral ·")


def test_enter_opens_the_referral_shift_enter_its_interview_and_ctrl_enter_the_child(
    office: Office, opened: Open, jobs: ManualJobs, qtbot: QtBot
) -> None:
    begun = office.refer("Robin Example")
    view = opened()
    view._list.setFocus()
    with qtbot.waitSignal(view.referral_chosen) as asked:
        keyboard.press(Qt.Key.Key_Return)
    assert asked.args == [begun.id]
    with qtbot.waitSignal(view.interview_requested) as requested:
        keyboard.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert requested.args == [begun.id]
    with qtbot.waitSignal(view.child_chosen) as chosen:
        keyboard.control(Qt.Key.Key_Return)
    assert chosen.args == [begun.value.child]
    interview = a_change(an_interview(begun.id, begun.value.child))
    office.store.commit([interview])
    choose(view, "Submitted", jobs)
    view._list.setFocus()
    with qtbot.waitSignal(view.interview_opened) as opened_interview:
        keyboard.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert opened_interview.args == [interview.record]


def offer(office: Office, referral: Filed[Referral], result: str, meeting: str = "") -> None:
    attempt = Attempt(child=referral.value.child, referral=referral.id, at="2026-11-25T09:00Z", result=result)
    agreed = replace(referral.value, arrangement=Arrangement(at=meeting))
    changes = [a_change(attempt), a_change(agreed, referral.head, record=referral.id)]
    office.store.commit(changes)


def test_the_row_says_how_far_the_offer_has_come(office: Office, opened: Open) -> None:
    offer(office, office.refer("Robin Example", "2026-11-22T18:00Z"), "no_answer")
    offer(office, office.refer("Kit Sample", "2026-11-23T18:00Z"), "agreed", "2026-11-26T14:00Z")
    assert [row.split(", ", 3)[3] for row in rows(opened())] == ["1 attempt, no answer", "Meeting Thu 26 Nov, 14:00"]


def triage(office: Office, name: str, returned: str, level: TriageLevel | None) -> None:
    referral = office.refer(name, returned)
    if level is not None:
        decided = Triage(level=level, computed=level, rules=(), at="", by="")
        change = a_change(replace(referral.value, triage=decided), referral.head, record=referral.id)
        office.store.commit([change])


def test_levels_are_said_filtered_and_put_first_where_one_asks_for_it(
    office: Office, opened: Open, jobs: ManualJobs
) -> None:
    triage(office, "Green One", "2026-11-22T18:00Z", TriageLevel.GREEN)
    triage(office, "Untold Two", "2026-11-23T18:00Z", None)
    triage(office, "Red Three", "2026-11-24T18:00Z", TriageLevel.RED)
    view = opened()
    assert [row.rpartition(", ")[2] for row in rows(view)] == ["Green", "Not offered yet", "Red"]
    view._order.setCurrentText("Priority first")
    jobs.drain()
    assert [row.split(",")[0] for row in rows(view)] == ["Red Three", "Untold Two", "Green One"]
    view._levels.setCurrentText("Red and amber")
    jobs.drain()
    assert [row.split(",")[0] for row in rows(view)] == ["Red Three"]


def test_a_decline_is_said_and_comes_back_as_open_work_when_the_offer_is_made_again(
    office: Office, opened: Open, jobs: ManualJobs
) -> None:
    referral = office.refer("Robin Example")
    office.store.commit([a_change(an_interview(referral.id, referral.value.child, outcome="declined_child"))])
    view = opened()
    assert rows(view) == []
    choose(view, "Submitted", jobs)
    assert rows(view) == ["Robin Example, RHI-0001, Submitted Wed 25 Nov, Declined by child"]
    again = Attempt(child=referral.value.child, referral=referral.id, at="2026-11-25T12:01Z", result="thinking")
    office.store.commit([a_change(again)])
    choose(view, "Open work", jobs)
    assert rows(view) == ["Robin Example, RHI-0001, Due in 2 days, 1 attempt, wants time to think"]
    office.store.rebuild()
    view.refresh()
    jobs.drain()
    assert len(rows(view)) == 1


def test_a_level_is_drawn_beside_the_name(office: Office, opened: Open, themes: Themes) -> None:
    triage(office, "Green One", "2026-11-22T18:00Z", TriageLevel.GREEN)
    view = opened()
    row = view._list.visualRect(view._model.index(0))
    drawn = view._list.viewport().grab(row).toImage()
    seen = {drawn.pixelColor(x, y).name() for x in range(drawn.width()) for y in range(drawn.height())}
    assert themes.theme("light").colours["good"] in seen


def test_ctrl_n_takes_a_referral(opened: Open, qtbot: QtBot) -> None:
    view = opened()
    with qtbot.waitSignal(view.referral_requested):
        keyboard.control(Qt.Key.Key_N)


def test_as_time_passes_the_same_row_is_worded_anew(office: Office, opened: Open, qtbot: QtBot) -> None:
    office.refer("Sasha Invented", "2026-11-22T18:00Z")
    view = opened()
    office.clock.now += timedelta(hours=5, minutes=30)
    with qtbot.waitSignal(view._model.dataChanged):
        view._minute.timeout.emit()
    assert "Due in 30 minutes" in rows(view)[0]
    assert view._minute.isActive()
    assert view._minute.interval() == 60_000


def test_reading_anew_keeps_the_chosen_row(office: Office, opened: Open, jobs: ManualJobs) -> None:
    office.refer("Robin Example", "2026-11-24T18:30Z")
    office.refer("Kit Sample", "2026-11-25T08:00Z")
    view = opened()
    view._list.setCurrentIndex(view._model.index(1))
    office.refer("Sasha Invented", "2026-11-22T18:00Z")
    view.refresh()
    jobs.drain()
    assert view._list.currentIndex().data().startswith("Kit Sample")
    assert view._list.currentIndex().row() == 2


@pytest.mark.parametrize("size", [LAPTOP, BESIDE_RAIL])
def test_the_worklist_fits_and_everything_in_it_has_a_name(office: Office, opened: Open, size: object) -> None:
    office.refer("Robin Example")
    view = opened()
    view.resize(LAPTOP if size is LAPTOP else BESIDE_RAIL)
    QApplication.processEvents()
    assert cut_off(view) == []
    assert unnamed(view) == []


@pytest.mark.parametrize("percent", [100, 200])
def test_whatever_is_chosen_can_be_read_whole(
    opened: Open, themes: Themes, dressed: QApplication, percent: int
) -> None:
    themes.apply(dressed, "light", percent)
    try:
        view = opened()
        QApplication.processEvents()
        assert view.width() == LAPTOP.width()
        boxes = [box for box in view.findChildren(QComboBox) if box.isVisible()]
        for box in boxes:
            needed = max(box.fontMetrics().tightBoundingRect(box.itemText(row)).width() for row in range(box.count()))
            assert room_in(box) >= needed, box.accessibleName()
        assert len(boxes) == 3
    finally:
        themes.apply(dressed, "light")


def room_in(box: QComboBox) -> int:
    """Return the px that a box has for its words."""
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    return box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, box).width()


@pytest.mark.parametrize(
    ("returned", "token"),
    [
        ("2026-11-21T09:00Z", "urgent"),
        ("2026-11-22T18:00Z", "warning"),
        ("2026-11-25T08:00Z", "info"),
        ("", "neutral"),
    ],
)
def test_the_clock_stands_in_a_chip_of_its_own_tone(
    office: Office, opened: Open, themes: Themes, returned: str, token: str
) -> None:
    office.refer("Robin Example", returned)
    view = opened()
    first: QModelIndex = view._model.index(0)
    row = view._list.visualRect(first)
    image = view._list.viewport().grab(row).toImage()
    assert themes.theme("light").colours[token] in _right_half(image)


def _right_half(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name() for x in range(image.width() // 2, image.width()) for y in range(image.height())
    }
