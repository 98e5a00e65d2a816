"""A keyboard: what is typed goes to whatever has the focus, as it would for a person without a mouse."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


def show(window: QWidget) -> None:
    """Show a window and give it the keyboard."""
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)


def focused() -> QWidget:
    """Return what has the keyboard; fails where nothing has."""
    found = QApplication.focusWidget()
    assert isinstance(found, QWidget), "nothing has the keyboard"
    return found


def write(words: str) -> None:
    """Type words."""
    for letter in words:
        QTest.keyClick(_window(), ord(letter))


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key."""
    QTest.keyClick(_window(), key, modifier)


def alt(letter: str) -> None:
    """Press Alt and a letter: a mnemonic. A button is clicked a moment later: wait for what it does."""
    press(Qt.Key(ord(letter.upper())), Qt.KeyboardModifier.AltModifier)


def control(key: Qt.Key) -> None:
    """Press Ctrl and a key."""
    press(key, Qt.KeyboardModifier.ControlModifier)


def _window() -> QWindow:
    """Return the window that has the keyboard: events to a window take the way of real keys, shortcuts first."""
    window = QApplication.focusWindow()
    assert isinstance(window, QWindow), "no window has the keyboard"
    return window


def tab_stops(window: QWidget) -> list[QWidget]:
    """Press Tab until the focus is where it was, and return what was passed, in order."""
    first = focused()
    passed = [first]
    while True:
        press(Qt.Key.Key_Tab)
        if focused() is first or len(passed) > 200:
            return passed
        passed.append(focused())
