"""One laptop of a team, in a window of its own: clicked and typed on, as a person does it."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from rhi_desktop.bootstrap import PRACTICE_PASSPHRASE, vault_of
from rhi_desktop.demo.hands import Hands
from rhi_desktop.services.ports import Founding

W = TypeVar("W", bound=QWidget)
WORKLIST: Final = "Worklist"
_BANNER: Final = "{name}’s laptop, for practice: everybody in it is invented."
_ON_THE_SIGN: Final = 12  # px from the left, where a radio button has its sign


class Laptop(Hands):
    """A fresh workspace of `name` in `folder`. Everything is shown for `pause` seconds before the next thing is done.

    Whatever is clicked, typed into or read is waited for, and has to be in sight. Raises TimeoutError where it does
    not come.
    """

    def __init__(self, name: str, folder: Path, *, pause: float = 0) -> None:
        vault_of(folder).found(Founding(PRACTICE_PASSPHRASE, name, passphrase_only=True))[0].close()
        super().__init__(folder, folder, banner=_BANNER.format(name=name))
        self.name = name
        self._pause = pause

    def place(self, where: QRect) -> None:
        """Show the window there."""
        self.window.setWindowTitle(f"{self.name} – {self.window.windowTitle()}")
        self.window.setGeometry(where)
        self.show()

    def says(self, words: str) -> bool:
        """Whether the words stand on the screen."""
        return any(words in one.text() for one in self.window.findChildren(QLabel) if one.isVisible())

    def read(self, words: str) -> None:
        """Wait until the words stand on the screen."""
        self._wait(lambda: self.says(words), f"says “{words}”")
        self.settle()

    def labelled(self, name: str) -> str:
        """Return the words that a screen reader announces by a name, or by one that begins so."""
        shown = (one for one in self.window.findChildren(QLabel) if one.isVisible())
        return next((one.text() for one in shown if one.accessibleName().startswith(name)), "")

    def click(self, name: str) -> None:
        """Click the button that is called so, or that begins so."""
        found = self._awaited(lambda: self._button(name), f"has the button “{name}”")
        self._reveal(found)
        at = QPoint(_ON_THE_SIGN, found.height() // 2) if isinstance(found, QRadioButton) else found.rect().center()
        QTest.mouseClick(found, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
        self._rest()

    def write(self, name: str, words: str) -> None:
        """Type into the field that is called so, which is empty then."""
        found = self._awaited(lambda: self._field(name), f"has the field “{name}”")
        self._reveal(found)
        QTest.mouseClick(found, Qt.MouseButton.LeftButton)
        QTest.keyClick(found, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(found, words)
        self._rest()

    def choose(self, name: str, words: str) -> None:
        """Choose an entry of a list of choices."""
        boxes = [one for one in self.window.findChildren(QComboBox) if one.isVisible()]
        found = next(one for one in boxes if one.accessibleName() == name)
        self._reveal(found)
        found.setFocus()
        QTest.keyClick(found, Qt.Key.Key_Home)
        for _ in range(found.count()):
            if found.currentText() == words:
                break
            QTest.keyClick(found, Qt.Key.Key_Down)
        self._wait(lambda: found.currentText() == words, f"offers “{words}”")
        self._rest()

    def pick(self, name: str, words: str) -> None:
        """Click the line that begins so, in the list that is called so."""
        found = self._awaited(lambda: self._lines(name), f"has the list “{name}”")
        model = found.model()
        lines = [model.index(row, 0) for row in range(model.rowCount())]
        at = next(one for one in lines if str(one.data()).startswith(words))
        self._reveal(found)
        found.scrollTo(at)
        QTest.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, pos=found.visualRect(at).center())
        self._rest()

    def written(self, name: str) -> str:
        """Return what stands in a field of several lines."""
        found = self._field(name)
        return found.toPlainText() if isinstance(found, QPlainTextEdit) else ""

    def lists(self, count: int) -> None:
        """Wait until the worklist shows so many referrals and nothing goes on any more."""
        self.settle()
        self._wait(lambda: self._rows() == count, f"lists {count} referrals")

    def open_first(self) -> None:
        """Open the referral on top of the worklist."""
        self._wait(lambda: self._list().isVisible() and self._rows() > 0, "has something in the worklist")
        found = self._list()
        found.setFocus()
        QTest.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, pos=found.visualRect(_first(found)).center())
        QTest.keyClick(found, Qt.Key.Key_Return)
        self._rest()

    def open_interview(self) -> None:
        """Open the interview on the referral on top of the worklist."""
        found = self._list()
        found.setFocus()
        QTest.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, pos=found.visualRect(_first(found)).center())
        QTest.keyClick(found, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        self._rest()

    def exchange(self) -> None:
        """Send and receive, and wait until that has ended."""
        self.click("Send and receive now")
        self.settle()

    def _rows(self) -> int:
        return self._list().model().rowCount()

    def _list(self) -> QListView:
        return next(one for one in self.window.findChildren(QListView) if one.accessibleName() == WORKLIST)

    def _lines(self, name: str) -> QListView | None:
        shown = (one for one in self.window.findChildren(QListView) if one.isVisible())
        return next((one for one in shown if one.accessibleName() == name), None)

    def _button(self, name: str) -> QAbstractButton | None:
        shown = [one for one in self.window.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled()]
        called = [(one, (one.text(), one.accessibleName())) for one in shown]
        exact = (one for one, names in called if name in names)
        return next(exact, None) or next((one for one, names in called if _begins(names, name)), None)

    def _field(self, name: str) -> QLineEdit | QPlainTextEdit | None:
        fields: list[QLineEdit | QPlainTextEdit] = [
            *self.window.findChildren(QLineEdit),
            *self.window.findChildren(QPlainTextEdit),
        ]
        return next((one for one in fields if one.isVisible() and one.accessibleName() == name), None)

    def _reveal(self, widget: QWidget) -> None:
        self.window.activateWindow()
        above = widget.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(widget)
            above = above.parentWidget()
        self.settle()

    def _rest(self) -> None:
        self.settle()
        end = time.monotonic() + self._pause
        self.until(lambda: time.monotonic() >= end)

    def _awaited(self, look: Callable[[], W | None], what: str) -> W:
        """Wait until there is something to be found, and return it."""
        found: list[W] = []

        def is_there() -> bool:
            one = look()
            found.extend([one] if one is not None else [])
            return bool(found)

        self._wait(is_there, what)
        return found[0]

    def _wait(self, condition: Callable[[], bool], what: str) -> None:
        try:
            self.until(condition)
        except TimeoutError:
            message = f"It was waited in vain until {self.name}’s window {what}."
            raise TimeoutError(message) from None


def _begins(names: tuple[str, str], name: str) -> bool:
    return any(one.startswith(name) for one in names)


def _first(found: QListView) -> QModelIndex:
    return found.model().index(0, 0)
