"""Watches keys and the mouse in every window of the program: idle time, and the two keys that work everywhere."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

_ACTIVE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)
LOOK_EVERY_MS = 5_000


class Watch(QObject):
    """Emits `idle` once after `minutes` without a key or the mouse, `lock_asked` on Ctrl+L, `hide_asked` on Ctrl+.

    The filter sits on windows, not on the application: it sees input alone, so that it costs nothing elsewhere.
    """

    idle = Signal()
    lock_asked = Signal()
    hide_asked = Signal()

    def __init__(self, clock: Callable[[], datetime], minutes: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._after = timedelta(minutes=minutes)
        self._last = clock()
        self._told = False
        self._windows: list[QWindow] = []
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def follow(self, application: QGuiApplication) -> None:
        """Watch every window that gets the keyboard from now on."""
        application.focusWindowChanged.connect(self._add)
        focused = application.focusWindow()
        if focused is not None:
            self._add(focused)

    def set_minutes(self, minutes: int) -> None:
        """Change the time after which the program counts as idle."""
        self._after = timedelta(minutes=minutes)

    def look(self) -> None:
        """Compare the clock with the last key; a sleep counts as idle, and a clock set back starts anew."""
        now = self._clock()
        self._last = min(self._last, now)
        if now - self._last >= self._after and not self._told:
            self._told = True
            self.idle.emit()

    def active(self) -> None:
        """Note that somebody is there."""
        self._last = self._clock()
        self._told = False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Note input; take the two keys."""
        if event.type() not in _ACTIVE:
            return False
        self.look()
        self.active()
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            if event.key() == Qt.Key.Key_Period:
                self.hide_asked.emit()
                return True
            if event.key() == Qt.Key.Key_L:
                self.lock_asked.emit()
                return True
        return False

    def _add(self, window: QWindow | None) -> None:
        if window is not None and window not in self._windows:
            self._windows.append(window)
            window.installEventFilter(self)
            window.destroyed.connect(self._forget)

    def _forget(self, gone: QObject) -> None:
        self._windows = [window for window in self._windows if window is not gone]
