"""What stands before the workspace: unlock, first run, or the recovery sheet, beside the program's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from rhi_desktop.gui.access.unlock_view import UnlockView
from rhi_desktop.gui.scrolled import Scrolled

if TYPE_CHECKING:
    from rhi_desktop.gui.access.first_run_view import FirstRunView
    from rhi_desktop.gui.access.parts import AccessParts
    from rhi_desktop.gui.access.recover_view import RecoverView
    from rhi_desktop.services.ports import Store

WIDE = 900
COLUMN = 520


class AccessView(QWidget):
    """Shows the way in; `opened` carries the store. Only the prompt is made at once, the rest when it is asked for."""

    opened = Signal(object)

    def __init__(self, parts: AccessParts, *, founded: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._pages = QStackedWidget(self)
        self._brand = Brand(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._brand)
        row.addWidget(self._pages, 1)
        self.unlock: UnlockView | None = None
        self.first_run: FirstRunView | None = None
        self.recovery: RecoverView | None = None
        if founded:
            self._make_unlock()
        else:
            self._make_first_run()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the program's name at the side where there is room for it."""
        super().resizeEvent(event)
        self._brand.setVisible(event.size().width() >= WIDE)

    @property
    def held(self) -> Store | None:
        """A store that the first run has made and not handed on yet."""
        return None if self.first_run is None else self.first_run.store

    def draw(self) -> None:
        """Draw what may come after the first paint."""
        self._brand.draw()

    def show_recovery(self) -> None:
        """Ask for the recovery sheet."""
        if self.recovery is None:
            from rhi_desktop.gui.access.recover_view import RecoverView

            self.recovery = RecoverView(self._parts.forms, self._parts.gate)
            self.recovery.back.connect(lambda: self._pages.setCurrentIndex(0))
            self.recovery.recovered.connect(self.opened)
            self._pages.addWidget(Scrolled(self.recovery, column=COLUMN, centred=True))
        self._pages.setCurrentIndex(1)
        self.recovery.begin()

    def _make_unlock(self) -> None:
        self.unlock = UnlockView(self._parts.gate, self._parts.clock)
        self.unlock.hint(self._parts.hint)
        self.unlock.unlocked.connect(self.opened)
        self.unlock.recover_asked.connect(self.show_recovery)
        self._pages.addWidget(Scrolled(self.unlock, column=COLUMN, centred=True))

    def _make_first_run(self) -> None:
        from rhi_desktop.gui.access.first_run_view import FirstRunView

        self.first_run = FirstRunView(self._parts)
        self.first_run.founded.connect(self.opened)
        self._pages.addWidget(Scrolled(self.first_run, column=COLUMN, centred=True))


class Brand(QFrame):
    """The calm half of the window: the program's name and what it promises."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "cover")
        self.setFixedWidth(400)
        self._sign = QLabel(self)
        self._sign.setFixedHeight(44)
        name = QLabel("RHI Desktop", self)
        name.setProperty("role", "display")
        words = QLabel(
            "Return home interviews, held without a network and kept where only you can open them.", self, wordWrap=True
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 48, 48, 48)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(self._sign)
        column.addWidget(name)
        column.addWidget(words)
        column.addStretch(1)

    def draw(self) -> None:
        """Draw the sign, for which the prompt does not wait."""
        from rhi_desktop.gui.icons import icon

        self._sign.setPixmap(icon("shield", self.palette(), QPalette.ColorRole.Light).pixmap(QSize(44, 44)))
