"""The strip at the left: where one can go."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from rhi_desktop.gui.icons import icon
from rhi_desktop.gui.theme import repolish

WIDE = 92
LOW = 200


@dataclass(frozen=True, slots=True)
class Stop:
    """One entry: its key, words, icon and shortcut; `low` puts it at the bottom, `place` means one can be there."""

    name: str
    words: str
    icon: str
    keys: str
    low: bool = False
    place: bool = True


STOPS = (
    Stop("worklist", "Worklist", "worklist", "Ctrl+1"),
    Stop("children", "Children", "children", "Ctrl+2"),
    Stop("search", "Search", "search", "Ctrl+Shift+F"),
    Stop("desk", "Desk", "desk", "Ctrl+5"),
    Stop("reviews", "Reviews", "reviews", "Ctrl+6"),
    Stop("figures", "Figures", "figures", "Ctrl+7"),
    Stop("pattern", "Pattern", "pattern", "Ctrl+8"),
    Stop("questions", "Questions", "question", "Ctrl+3", low=True),
    Stop("team", "Team", "team", "Ctrl+4", low=True),
    Stop("keys", "Keys", "keys", "F1", low=True, place=False),
    Stop("settings", "Settings", "settings", "Ctrl+,", low=True),
    Stop("lock", "Lock", "lock", "Ctrl+L", low=True, place=False),
)


class Rail(QFrame):
    """Emits `chosen` with the name of the entry."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        self.setMinimumWidth(WIDE)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._buttons = {stop.name: self._button(stop) for stop in STOPS}
        self._column = column = QVBoxLayout(self)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.setContentsMargins(6, 8, 6, 8)
        column.setSpacing(4)
        for stop in STOPS:
            if stop.low and not column.property("low"):
                column.setProperty("low", True)
                column.addStretch(1)
            column.addWidget(self._buttons[stop.name])

    def mark(self, name: str) -> None:
        """Show where one is."""
        for stop in STOPS:
            self._buttons[stop.name].setChecked(stop.place and stop.name == name)

    def leave_out(self, name: str, *, out: bool = True) -> None:
        """Show an entry no more, or again."""
        self._buttons[name].setVisible(not out)
        self._fit(self.height())

    def minimumSizeHint(self) -> QSize:
        """Ask for the words alone."""
        return QSize(WIDE, LOW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the icons out where the window is low."""
        super().resizeEvent(event)
        self._fit(event.size().height())

    def _fit(self, height: int) -> None:
        shown = sum(not button.isHidden() for button in self._buttons.values())
        high = height >= shown * (self.fontMetrics().height() + 46) + 28
        self._column.setSpacing(4 if high else 0)
        self._column.setContentsMargins(6, 8 if high else 2, 6, 8 if high else 2)
        for button in self._buttons.values():
            style = Qt.ToolButtonStyle
            if button.property("compact") is not (not high):
                button.setProperty("compact", not high)
                repolish(button)
            button.setToolButtonStyle(style.ToolButtonTextUnderIcon if high else style.ToolButtonTextOnly)

    def _button(self, stop: Stop) -> QToolButton:
        button = QToolButton(self)
        button.setCheckable(stop.place)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setText(stop.words)
        button.setToolTip(f"{stop.words} ({stop.keys})")
        button.setAccessibleName(stop.words)
        button.setIcon(icon(stop.icon, self.palette(), QPalette.ColorRole.Light, QPalette.ColorRole.Midlight))
        button.setIconSize(QSize(22, 22))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        button.clicked.connect(lambda: self._click(stop))
        return button

    def _click(self, stop: Stop) -> None:
        if stop.place:
            self._buttons[stop.name].setChecked(True)
        self.chosen.emit(stop.name)
