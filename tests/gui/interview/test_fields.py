from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from rhi_desktop.gui.interview.fields.combo import ComboField
from rhi_desktop.gui.interview.fields.field import Field
from rhi_desktop.gui.interview.fields.making import make_field
from rhi_desktop.gui.interview.fields.moments import MomentField
from rhi_desktop.gui.interview.fields.options import OptionsField, folded
from rhi_desktop.gui.interview.fields.plain import AcknowledgeField, FixedField, RangeField
from rhi_desktop.gui.interview.fields.scale import ScaleField
from rhi_desktop.gui.interview.fields.text import LINES_ONE, GrowingText
from rhi_desktop.questions.definition import Question
from rhi_desktop.questions.session import Session
from tests.gui.interview.held import hold

FIELDS = Path(__file__).with_name("fields.md")
TODAY = date(2026, 11, 25)
POPUP = pytest.mark.qt_log_ignore("This plugin does not support")  # the offscreen platform, of popups
Make = Callable[[str], Field]


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return hold(tmp_path, FIELDS).begin().session


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 400)
    window.show()
    return window


@pytest.fixture
def make(session: Session, window: QWidget) -> Make:
    """Make the field of a question, showing what the session holds."""

    def made(name: str) -> Field:
        node = session.node(f"/data/{name}")
        assert isinstance(node.definition, Question)
        field = make_field(window, node.definition, node, lambda: TODAY)
        field.resize(760, 200)
        field.show_node(node)
        field.show()
        return field

    return made


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("day", MomentField),
        ("scale", ScaleField),
        ("wide", RangeField),
        ("kind", OptionsField),
        ("town", ComboField),
        ("things", OptionsField),
        ("done", AcknowledgeField),
        ("said", FixedField),
    ],
)
def test_a_question_gets_the_field_for_its_kind(make: Make, name: str, kind: type[Field]) -> None:
    assert type(make(name)) is kind


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("line", "Some words"),
        ("whole", "3"),
        ("part", "2.5"),
        ("day", "2026-11-24"),
        ("clock", "14:30:00.000"),
        ("moment", "2026-11-24T15:30:00.000+00:00"),
        ("scale", "7"),
        ("wide", "35"),
        ("kind", "nut"),
        ("town", "t05"),
        ("things", "apple walnut"),
        ("order", "leaf fruit nut"),
        ("done", "OK"),
    ],
)
def test_a_field_gives_back_the_answer_that_it_shows(make: Make, session: Session, name: str, value: str) -> None:
    session.set(f"/data/{name}", value)
    assert make(name).value() == value


@pytest.mark.parametrize("name", ["line", "whole", "day", "moment", "scale", "wide", "kind", "town", "things", "order"])
def test_a_field_without_an_answer_has_none(make: Make, name: str) -> None:
    assert make(name).value() == ""


def test_a_date_is_typed_and_said_in_words(make: Make) -> None:
    field = make("day")
    QTest.keyClicks(field.entry(), "24/11/26")
    assert field.value() == "2026-11-24"
    assert isinstance(field, MomentField)
    assert field._words.text() == "Tuesday 24 November 2026"


def test_a_date_that_cannot_be_read_is_kept_as_it_was_typed(make: Make, session: Session) -> None:
    field = make("day")
    QTest.keyClicks(field.entry(), "a Tuesday")
    session.set("/data/day", field.value())
    assert make("day").value() == "a Tuesday"


def test_half_a_moment_is_kept(make: Make, session: Session) -> None:
    QTest.keyClicks((field := make("moment")).entry(), "24/11/26")
    session.set("/data/moment", field.value())
    again = make("moment").entry()
    assert isinstance(again, QLineEdit)
    assert again.text() == "24/11/26"


@POPUP
def test_the_calendar_gives_a_date(qtbot: QtBot, make: Make) -> None:
    field = make("day")
    assert isinstance(field, MomentField)
    QTest.keyClicks(field.entry(), "20/11/26")
    QTest.keyClick(field.entry(), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert field._calendar is not None
    assert field._calendar.selectedDate().day() == 20
    with qtbot.waitSignal(field.chosen):
        field._calendar.activated.emit(field._calendar.selectedDate().addDays(2))
    assert field.value() == "2026-11-22"
    assert field._calendar.isHidden()


def test_a_filtered_list_follows_and_forgets_what_is_no_choice_any_more(make: Make, session: Session) -> None:
    session.set("/data/kind", "fruit")
    field = make("thing")
    assert isinstance(field, OptionsField)
    assert [button.text() for button in field._buttons] == ["Apple", "Pear"]
    session.set("/data/kind", "nut")
    field.show_node(session.node("/data/thing"))
    assert [button.text() for button in field._buttons] == ["Walnut"]


def test_several_choices_are_given_in_the_order_of_the_list(make: Make) -> None:
    field = make("things")
    assert isinstance(field, OptionsField)
    for at in (2, 0):
        QTest.keyClick(field._buttons[at], Qt.Key.Key_Space)
    assert field.value() == "apple walnut"


def test_a_list_of_one_choice_is_one_tab_stop(make: Make) -> None:
    field = make("kind")
    assert isinstance(field, OptionsField)
    stops = [button.focusPolicy() is Qt.FocusPolicy.StrongFocus for button in field._buttons]
    assert stops == [True, False, False]


def test_a_letter_goes_to_the_choice_that_begins_with_it(make: Make) -> None:
    field = make("kind")
    field.entry().setFocus()
    QTest.keyClick(field.entry(), Qt.Key.Key_L)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Leaves"
    assert field.value() == ""


def test_a_label_keeps_its_ampersand(make: Make) -> None:
    field = make("kind")
    assert isinstance(field, OptionsField)
    assert field._buttons[1].text() == "Nuts && seeds"


@POPUP
def test_a_long_list_is_searched_by_any_part_of_the_words(make: Make) -> None:
    field = make("town")
    combo = field.entry()
    assert isinstance(combo, QComboBox)
    completer = combo.completer()
    assert completer is not None
    completer.setCompletionPrefix("barton")
    assert completer.completionCount() == 2
    line = combo.lineEdit()
    assert line is not None
    QTest.keyClicks(line, "hexby")
    line.editingFinished.emit()
    assert field.value() == "t08"


def test_words_that_are_no_choice_are_put_back(make: Make, session: Session) -> None:
    session.set("/data/town", "t08")
    field = make("town")
    combo = field.entry()
    assert isinstance(combo, QComboBox)
    line = combo.lineEdit()
    assert line is not None
    line.setText("Nowhere")
    line.editingFinished.emit()
    assert (field.value(), line.text()) == ("t08", "Hexby")


def test_a_digit_chooses_on_a_scale_and_ten_is_reached_by_arrow(make: Make) -> None:
    field = make("scale")
    field.entry().setFocus()
    QTest.keyClick(field.entry(), Qt.Key.Key_9)
    assert field.value() == "9"
    QTest.keyClick(field.entry(), Qt.Key.Key_Right)
    assert field.value() == "10"


def test_an_order_is_made_by_keyboard(make: Make) -> None:
    field = make("order")
    lines = field.entry()
    assert isinstance(lines, QListWidget)
    lines.setCurrentRow(2)
    QTest.keyClick(lines, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert field.value() == "fruit leaf nut"
    assert lines.item(1).text() == "2.  Leaves"


def test_a_wide_range_has_no_answer_until_it_is_moved(make: Make) -> None:
    field = make("wide")
    assert field.value() == ""
    QTest.keyClick(field.entry(), Qt.Key.Key_Right)
    assert field.value() == "5"


def test_a_label_folds_between_words_and_loses_none(window: QWidget) -> None:
    metrics = QFontMetrics(window.font())
    words = "Somebody who cares for the child and knows them well"
    lines = folded(words, metrics, 150).split("\n")
    assert len(lines) > 1
    assert " ".join(lines) == words
    assert all(metrics.horizontalAdvance(line) <= 150 for line in lines)


def test_a_text_that_fits_has_no_scroll_bar_and_a_longer_one_has(qtbot: QtBot, dressed: QApplication) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    text = GrowingText(LINES_ONE, window)
    text.resize(400, 40)
    window.show()
    assert not text.verticalScrollBar().isVisible()
    text.setPlainText("word " * 400)
    QApplication.processEvents()
    assert text.verticalScrollBar().isVisible()
