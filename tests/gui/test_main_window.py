"""The window: cover, keys, banner, and no word about anybody in its title."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rhi_desktop.gui.main_window import MainWindow
from rhi_desktop.gui.rail import STOPS
from tests.gui import keyboard


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication) -> MainWindow:
    """A window with two fields."""
    made = MainWindow()
    qtbot.addWidget(made, before_close_func=lambda closing: closing.let_close())
    content = QWidget()
    column = QVBoxLayout(content)
    column.addWidget(QLineEdit())
    column.addWidget(QLineEdit())
    made.show_content(content)
    made.resize(800, 600)
    keyboard.show(made)
    content.findChildren(QLineEdit)[1].setFocus()
    return made


def test_the_screen_is_hidden_at_once_and_shown_again(window: MainWindow) -> None:
    field = keyboard.focused()
    keyboard.control(Qt.Key.Key_Period)
    assert window.cover.geometry() == window.rect()
    assert window.childAt(window.rect().center()) in [window.cover, *window.cover.findChildren(QLabel)]
    said = {label.text() for label in window.cover.findChildren(QLabel)}
    assert said == {"RHI Desktop", "Press Ctrl+. to return"}
    keyboard.control(Qt.Key.Key_Period)
    assert not window.cover.on
    assert keyboard.focused() is field


def test_what_is_typed_on_the_cover_reaches_no_field(window: MainWindow) -> None:
    fields = window.findChildren(QLineEdit)
    keyboard.control(Qt.Key.Key_Period)
    keyboard.write("abc")
    keyboard.press(Qt.Key.Key_Tab)
    keyboard.write("def")
    assert [field.text() for field in fields] == ["", ""]


def test_the_cover_grows_with_the_window(window: MainWindow) -> None:
    keyboard.control(Qt.Key.Key_Period)
    window.resize(1000, 700)
    QApplication.processEvents()
    assert window.cover.geometry() == window.rect()


def test_hiding_empties_the_clipboard_and_closes_what_lies_before_the_window(window: MainWindow) -> None:
    QGuiApplication.clipboard().setText("something a child said")
    dialog = QDialog(window)
    dialog.show()
    window.toggle_cover()
    assert QGuiApplication.clipboard().text() == ""
    assert not dialog.isVisible()


def test_f1_lists_every_key_and_escape_closes_the_list(qtbot: QtBot, window: MainWindow) -> None:
    keyboard.press(Qt.Key.Key_F1)
    shown = window.findChild(QDialog)
    assert isinstance(shown, QDialog)
    said = {label.text() for label in shown.findChildren(QLabel)}
    assert {"F1", "Ctrl+.", "Ctrl+L", "Ctrl+F", "Esc", "Alt+D", *(stop.keys for stop in STOPS)} <= said
    qtbot.waitUntil(shown.isActiveWindow)
    keyboard.press(Qt.Key.Key_Escape)
    assert window.findChildren(QDialog) == [] or not shown.isVisible()


def test_the_keys_are_not_shown_over_the_cover(window: MainWindow) -> None:
    window.toggle_cover()
    window.show_keys()
    assert window.findChildren(QDialog) == []


def test_closing_asks_first(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.close_asked):
        window.close()
    assert window.isVisible()
    window.let_close()
    assert not window.isVisible()


def test_the_title_says_the_programs_name_alone(window: MainWindow) -> None:
    window.set_banner("Practice workspace")
    assert window.windowTitle() == "RHI Desktop"


def test_the_banner_is_there_only_when_it_has_words(window: MainWindow) -> None:
    def banners() -> list[str]:
        return [
            label.text()
            for label in window.findChildren(QLabel)
            if label.property("role") == "banner" and label.isVisible()
        ]

    assert banners() == []
    window.set_banner("Practice workspace: every person in it is invented.")
    assert banners() == ["Practice workspace: every person in it is invented."]


def test_what_was_shown_before_is_gone_for_good(qtbot: QtBot, window: MainWindow) -> None:
    gone: list[bool] = []
    window.findChildren(QLineEdit)[0].destroyed.connect(lambda: gone.append(True))
    window.show_content(QWidget())
    qtbot.waitUntil(lambda: gone == [True])
