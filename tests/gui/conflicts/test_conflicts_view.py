"""Choosing between what two people wrote, by eye and by keyboard."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton

from rhi_desktop.domain.errors import DiskFull
from rhi_desktop.domain.records import Kind
from rhi_desktop.gui.conflicts import wording
from rhi_desktop.gui.conflicts.field_choice import FieldChoice
from rhi_desktop.gui.jobs import Err
from rhi_desktop.services.conflicts import Waiting
from rhi_desktop.services.ports import AuditAct
from tests.builders import a_child
from tests.gui import keyboard
from tests.gui.conflicts.disputes import LONG, Bench
from tests.gui.pictures import LAPTOP
from tests.gui.records import BESIDE_RAIL
from tests.gui.walkers import cut_off, focusable, unnamed

KEPT = ("Do not disclose address",)
Key = Qt.Key


def values(field: FieldChoice) -> list[str]:
    return [one.words.text() for one in field.cards]


def on_page(bench: Bench) -> dict[str, list[str]]:
    """Return the values by the first part of each field's path."""
    return {one.path[0]: values(one) for one in bench.view.choice_page.fields}


def foot(bench: Bench) -> list[str]:
    return [words for words in bench.words() if words in (wording.MISSING, wording.ANOTHER)]


def test_nothing_waits(bench: Bench) -> None:
    bench.begin()
    assert wording.EMPTY in bench.words()
    keyboard.press(Key.Key_Space)
    assert bench.gone == 1


def test_the_list_says_whom_it_is_about_and_who_changed_it(bench: Bench) -> None:
    child = bench.child({"school": "Hill"}, {"school": "Vale"})
    bench.referral(child, "Call first", "Text first")
    bench.begin()
    assert not bench.view.choosing
    assert bench.words().count("Robin Example") == 2
    assert "A referral received Wed 25 Nov 2026, 09:00" in bench.words()
    assert any("Jo Made-up and Sam Invented changed" in one or "Sam Invented and Jo Made-up changed" in one
               for one in bench.words())  # fmt: skip
    assert keyboard.focused() is bench.view.list_page.buttons[0]


def test_where_one_waits_alone_it_is_shown_at_once_and_left_to_where_one_came_from(bench: Bench) -> None:
    bench.child({"school": "Hill"}, {"school": "Vale"})
    bench.begin()
    assert bench.view.choosing
    keyboard.press(Key.Key_Escape)
    bench.settle()
    assert bench.gone == 1
    assert not bench.view.choosing


def test_one_of_several_is_left_to_the_list(bench: Bench) -> None:
    child = bench.child({"school": "Hill"}, {"school": "Vale"})
    bench.referral(child, "Call first", "Text first")
    bench.begin()
    keyboard.press(Key.Key_Space)
    bench.settle()
    assert bench.view.choosing
    keyboard.press(Key.Key_Escape)
    bench.settle()
    assert (bench.gone, bench.view.choosing, len(bench.view.list_page.buttons)) == (0, False, 2)


def test_only_what_one_asked_about_is_listed(bench: Bench) -> None:
    bench.child({"school": "Hill"}, {"school": "Vale"})
    about = bench.child({"school": "Moor"}, {"school": "Dale"})
    bench.begin(about)
    assert on_page(bench) == {"school": ["Dale", "Moor"]}


def test_by_keyboard_alone_one_is_chosen_and_kept(bench: Bench) -> None:
    record = bench.child({"school": "Hill", "sex": "F"}, {"school": "Vale", "sex": "M"})
    bench.begin()
    assert on_page(bench) == {"school": ["Vale", "Hill"], "sex": ["Male", "Female"]}
    assert not bench.view.choice_page.choices
    keyboard.press(Key.Key_Right)
    keyboard.press(Key.Key_Space)
    keyboard.control(Key.Key_S)
    assert foot(bench) == [wording.MISSING]
    keyboard.press(Key.Key_Space)
    keyboard.control(Key.Key_S)
    bench.settle()
    assert wording.KEPT in bench.words()
    kept = bench.forked.body(Kind.CHILD, record)
    assert (kept["school"], kept["sex"]) == ("Hill", "M")
    assert bench.conflicts.waiting() == ()


def test_a_click_anywhere_on_a_value_chooses_it(bench: Bench) -> None:
    record = bench.child({"school": "Hill"}, {"school": "Vale"})
    bench.begin()
    (field,) = bench.view.choice_page.fields
    QTest.mouseClick(field.cards[1].words, Qt.MouseButton.LeftButton)
    bench.view.choice_page.keep.click()
    bench.settle()
    assert bench.school(record) == "Hill"


def test_who_wrote_each_and_when_stands_beneath_it_and_is_read_out(bench: Bench) -> None:
    bench.child({"school": "Hill"}, {"school": "Vale"})
    bench.begin()
    assert "Jo Made-up, Wed 25 Nov 2026, 12:04" in bench.words()
    choose = bench.view.choice_page.fields[0].cards[1].choose
    expected = "School or college: keep “Hill”, by Sam Invented, Wed 25 Nov 2026, 12:03"
    assert choose.accessibleName() == expected


def test_an_address_is_shown_to_whoever_asks_and_that_is_noted(bench: Bench) -> None:
    record = bench.child(
        {"address": "1 Old Road", "postcode": "AB1 2CD"}, {"address": "2 New Street"}, alerts=KEPT
    )  # fmt: skip
    bench.begin()
    assert on_page(bench) == {"address": ["not shown", "not shown"]}
    assert not any("Old Road" in one.choose.accessibleName() for one in bench.view.choice_page.fields[0].cards)
    (show,) = [one for one in bench.view.findChildren(QPushButton) if one.text() == wording.SHOW]
    show.click()
    bench.settle()
    assert on_page(bench) == {"address": ["2 New Street", "1 Old Road\nPostcode: AB1 2CD"]}
    assert bench.forked.noted(record)[0] is AuditAct.ADDRESS_SHOWN
    assert wording.KEPT_BACK not in bench.words()


def test_a_change_that_comes_meanwhile_is_shown_and_what_was_chosen_stays(bench: Bench) -> None:
    record = bench.child({"school": "Hill", "sex": "F"}, {"school": "Vale", "sex": "M"})
    bench.begin()
    for field in bench.view.choice_page.fields:
        field.cards[1].choose.setChecked(True)
    first = bench.forked.store.history(record)[0]
    bench.forked.wrote(record, a_child(school="Moor"), first.id, by=bench.other)
    bench.view.choice_page.ask_to_keep()
    bench.settle()
    assert foot(bench) == [wording.ANOTHER]
    assert on_page(bench) == {"school": ["Moor", "Vale", "Hill"], "sex": ["Male", "Female"]}
    assert [one.chosen for one in bench.view.choice_page.fields] != ["", ""]
    bench.view.choice_page.ask_to_keep()
    bench.settle()
    assert (bench.school(record), bench.conflicts.waiting()) == ("Hill", ())


def test_what_somebody_else_settled_meanwhile_is_said_calmly(bench: Bench) -> None:
    record = bench.child({"school": "Hill"}, {"school": "Vale"})
    bench.begin()
    bench.view.choice_page.fields[0].cards[0].choose.setChecked(True)
    asked = bench.conflicts.ask(record)
    bench.conflicts.settle(record, asked.head, {("school",): asked.fields[0].said[1].revision})
    bench.view.choice_page.ask_to_keep()
    bench.settle()
    assert "This has been settled already. There is nothing left to choose." in bench.words()
    assert bench.school(record) == "Hill"


def test_a_list_read_anew_leaves_alone_what_somebody_is_choosing(bench: Bench) -> None:
    bench.child({"school": "Hill"}, {"school": "Vale"})
    bench.begin()
    bench.view.choice_page.fields[0].cards[1].choose.setChecked(True)
    bench.view.refresh()
    bench.settle()
    assert bench.view.choosing
    assert bench.view.choice_page.choices
    assert isinstance(keyboard.focused(), QRadioButton)
    keyboard.press(Key.Key_Escape)
    assert bench.gone == 1


def test_what_cannot_be_kept_says_why_and_can_be_tried_again(bench: Bench) -> None:
    bench.child({"school": "Hill"}, {"school": "Vale"})
    bench.begin()
    bench.view.choice_page.fields[0].cards[1].choose.setChecked(True)
    bench.view.choice_page.ask_to_keep()
    bench.view.choice_page.tell(str(DiskFull()))
    assert str(DiskFull()) in bench.words()
    assert bench.view.choice_page.keep.isEnabled()


def test_a_second_press_does_nothing_while_it_is_kept(bench: Bench) -> None:
    record = bench.child({"school": "Hill"}, {"school": "Vale"})
    bench.begin()
    bench.view.choice_page.fields[0].cards[1].choose.setChecked(True)
    bench.view.choice_page.ask_to_keep()
    bench.view.choice_page.ask_to_keep()
    assert bench.jobs.waiting == 1
    bench.settle()
    assert len(bench.forked.heads(record)) == 1


@pytest.mark.parametrize("size", [LAPTOP, BESIDE_RAIL], ids=["laptop", "doubled"])
def test_nothing_is_cut_off_and_all_of_it_has_a_name(bench: Bench, size: QSize) -> None:
    child = bench.child({"needs": LONG, "address": "1 Old Road"}, {"needs": "Less", "address": ""}, alerts=KEPT)
    bench.referral(child, LONG, LONG.upper())
    bench.view.resize(size)
    bench.begin()
    assert (bench.view.size(), cut_off(bench.view), unnamed(bench.view)) == (size, [], [])
    bench.view.open(child)
    bench.settle()
    QApplication.processEvents()
    assert (bench.view.size(), cut_off(bench.view), unnamed(bench.view)) == (size, [], [])
    focused = keyboard.focused()
    assert isinstance(focused, QRadioButton)
    assert focused.visibleRegion().boundingRect() == focused.rect()
    assert set(keyboard.tab_stops(bench.view)) <= set(focusable(bench.view))


def test_what_has_the_keyboard_is_in_sight_once_the_page_is_laid_out(bench: Bench) -> None:
    bench.child({"needs": LONG, "address": "1 Old Road"}, {"needs": "Less", "address": "2 Road"}, alerts=KEPT)
    bench.view.resize(BESIDE_RAIL.width(), BESIDE_RAIL.height() - 60)
    bench.begin()
    focused = keyboard.focused()
    assert focused is bench.view.choice_page.fields[0].cards[0].choose
    assert focused.visibleRegion().boundingRect() == focused.rect()


def test_values_stand_beside_each_other_where_there_is_room(bench: Bench) -> None:
    bench.child({"school": "Hill"}, {"school": "Vale"})
    bench.begin()
    first, second = bench.view.choice_page.fields[0].cards
    assert first.y() == second.y()
    bench.view.resize(400, 500)
    bench.settle()
    assert second.y() > first.y()


@pytest.mark.parametrize(
    ("people", "fields", "words"),
    [
        (("Sam",), 1, "Sam changed the same field on two laptops at the same time."),
        (("Sam", "Jo"), 2, "Sam and Jo changed the same 2 fields at the same time."),
        (("Sam", "Jo", "Al"), 3, "Sam, Jo and Al changed the same 3 fields at the same time."),
    ],
)
def test_what_happened_is_said_calmly(people: tuple[str, ...], fields: int, words: str) -> None:
    assert wording.happened(Waiting("r", "A referral", "", "", people, fields)) == words


def test_a_fault_of_the_program_is_not_swallowed(bench: Bench) -> None:
    with pytest.raises(LookupError):
        bench.view._asked(Err(LookupError("a fault")))
