"""The facts of a child: few at first, all of them one key away."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rhi_desktop.bootstrap import code_lists
from rhi_desktop.domain.child import Child
from rhi_desktop.gui.casework.child_form import ChildForm
from rhi_desktop.gui.casework.code_box import CodeBox
from rhi_desktop.gui.casework.sections import Fold
from rhi_desktop.gui.scrolled import Scrolled
from tests.builders import Clock, a_child
from tests.gui import keyboard
from tests.gui.executors import ManualJobs
from tests.gui.pictures import LAPTOP
from tests.gui.records import BESIDE_RAIL
from tests.gui.walkers import cut_off, unnamed

EVERYTHING = Child(
    name="Robin Example",
    preferred_name="Robbie",
    other_names=("Robyn Exemplar", "R. Example"),
    born="2012-03-04",
    reference="RHI-0001",
    police_reference="P-1",
    nhs_number="9434765919",
    pupil_number="X123",
    sex="F",
    gender="girl",
    ethnicity="CHNE",
    disabilities=("HEAR", "LD"),
    first_language="Tigrinya",
    second_language="Polski",
    interpreter=True,
    unaccompanied=True,
    needs="Hears better on the left",
    address="1 Invented Street",
    postcode="ZZ1 1ZZ",
    carer="Foster home",
    school="Invented Academy",
    social_worker="Pat Madeup",
    responsible_authority="Exampleton",
    host_authority="Madeup",
    alerts=("Do not disclose address", "In their own words"),
)


@pytest.fixture
def form(jobs: ManualJobs, qtbot: QtBot) -> Iterator[ChildForm]:
    made = ChildForm(Clock(), code_lists())
    shown = Scrolled(made)
    qtbot.addWidget(shown)
    shown.resize(LAPTOP)
    keyboard.show(shown)
    yield made
    shown.hide()


def said(form: QWidget, role: str) -> list[str]:
    shown = (one for one in form.findChildren(QLabel) if one.property("role") == role and one.isVisible())
    return [one.text() for one in shown if one.text()]


def fold(form: QWidget, heading: str) -> Fold:
    return next(one for one in form.findChildren(Fold) if one.head.text() == heading)


def press(form: QWidget, words: str) -> None:
    next(one for one in form.findChildren(QPushButton) if one.text() == words and one.isVisible()).click()


def test_every_field_is_shown_and_comes_back_as_it_was(form: ChildForm) -> None:
    assert [one.name for one in fields(Child) if not getattr(EVERYTHING, one.name)] == []
    form.show_child(EVERYTHING)
    assert form.child() == EVERYTHING
    assert form.wrong() is None
    form.show_child(Child(name=""))
    assert form.child() == Child(name="")


@pytest.mark.parametrize(
    ("kept", "shown", "saved"),
    [
        ({"sex": "Female"}, "Female", "F"),
        ({"sex": "As recorded"}, "As recorded", "As recorded"),
        ({"sex": "1"}, "Male", "M"),
        ({"ethnicity": "CNHE"}, "Chinese", "CHNE"),
        ({"ethnicity": "Invented"}, "Invented", "Invented"),
    ],
)
def test_what_earlier_versions_wrote_is_shown_and_kept(
    form: ChildForm, kept: dict[str, Any], shown: str, saved: str
) -> None:
    (name,) = kept
    form.show_child(a_child(**kept))
    assert getattr(form, name).currentText() == shown
    assert getattr(form.child(), name) == saved


def test_the_parts_that_hold_something_stand_open_and_the_others_say_that_they_are_empty(form: ChildForm) -> None:
    form.show_child(a_child(carer="Foster home"))
    assert [one.head.isChecked() for one in form.findChildren(Fold)] == [False, False, True]
    assert form.lines["carer"].isVisible()
    assert not form.lines["nhs_number"].isVisible()
    assert said(form, "caption")[-2:] == ["nothing filled in", "nothing filled in"]


def test_a_part_is_opened_and_filled_in_by_the_keyboard_alone(form: ChildForm) -> None:
    form.show_child(a_child())
    fold(form, "Numbers and references").head.setFocus()
    keyboard.press(Qt.Key.Key_Space)
    keyboard.press(Qt.Key.Key_Tab)
    keyboard.write("943 476 5919")
    assert form.child().nhs_number == "9434765919"
    assert form.wrong() is None


def test_a_number_with_a_wrong_digit_is_refused_where_it_stands_though_the_part_was_closed(form: ChildForm) -> None:
    form.show_child(a_child())
    form.lines["nhs_number"].setText("943 476 5918")
    assert form.wrong() is form.lines["nhs_number"]
    assert form.lines["nhs_number"].isVisible()
    assert said(form, "error")[0].startswith("This is not an NHS number")


@pytest.mark.parametrize(
    ("typed", "role", "words"),
    [
        ("1/1/2006", "notice", "This makes them 20. Are they a care leaver? If not, please check the year."),
        ("29/2/2013", "caption", "There is no 29 February in 2013. Please check it."),
        ("29/2/2012", "caption", "Born Wednesday 29 February 2012, 14 years old"),
    ],
)
def test_a_birthday_that_may_be_wrong_is_asked_about_on_leaving_it(
    form: ChildForm, typed: str, role: str, words: str
) -> None:
    form.show_child(Child(name="Robin Example"))
    form.born.setFocus()
    keyboard.write(typed)
    assert words not in said(form, role)
    keyboard.press(Qt.Key.Key_Tab)
    assert words in said(form, role)


def test_usual_alerts_are_added_by_the_keyboard_once_beside_ones_own_words(form: ChildForm) -> None:
    form.show_child(a_child(alerts=("Call the school first",)))
    for _ in range(2):
        form.alerts.usual.choose("no_address")
        keyboard.focused()
        press(form, "Add this alert")
    press(form, "Add this alert")
    assert form.child().alerts == ("Call the school first", "Do not disclose address")
    assert form.child().address_withheld


def test_an_address_that_is_kept_back_is_shown_only_on_asking_and_kept_without(form: ChildForm, qtbot: QtBot) -> None:
    form.show_child(EVERYTHING)
    assert "Invented Street" not in form.home.address.text()
    assert not form.home.postcode.isVisible()
    assert form.child().address == "1 Invented Street"
    with qtbot.waitSignal(form.address_asked):
        press(form, "Show the address")
    assert form.home.address.text() == "1 Invented Street"
    form.home.address.setText("2 Invented Street")
    assert form.child() == replace(EVERYTHING, address="2 Invented Street")
    form.show_child(replace(EVERYTHING, alerts=()))
    assert form.home.address.text() == "1 Invented Street"


def test_a_code_that_is_no_longer_offered_can_be_kept_but_not_chosen_anew(form: ChildForm) -> None:
    box = CodeBox(code_lists()["placement"], date(2026, 11, 26))
    assert box.findData("Z1") < 0
    box.choose("Z1")
    assert (box.currentText(), box.code()) == ("Other placement (before 2025-26)", "Z1")


@pytest.mark.parametrize("size", [LAPTOP, BESIDE_RAIL], ids=["laptop", "doubled"])
def test_the_form_fits_with_every_part_open_and_everything_in_it_has_a_name(form: ChildForm, size: QSize) -> None:
    window = form.window()
    window.resize(size)
    form.show_child(EVERYTHING)
    form.lines["nhs_number"].setText("1")
    form.wrong()
    QApplication.processEvents()
    assert all(one.head.isChecked() for one in form.findChildren(Fold))
    assert cut_off(window) == []
    assert unnamed(window) == []
