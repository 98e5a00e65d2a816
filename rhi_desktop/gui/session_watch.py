"""Hears from the system that it is going to sleep or that the screen is being locked. Linux, over D-Bus."""

from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection

_LOGIN, _MANAGER, _SESSION = (
    "org.freedesktop.login1",
    "org.freedesktop.login1.Manager",
    "org.freedesktop.login1.Session",
)
_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")


class SessionWatch(QObject):
    """Emits `going` before sleep and when the screen is locked. Without a bus it is silent: idle time still counts."""

    going = Signal()

    def __init__(self, system: QDBusConnection, session: QDBusConnection, parent: QObject | None = None) -> None:
        super().__init__(parent)
        switch, lock = _slot("_switched(bool)"), _slot("_locked()")
        if system.isConnected():
            system.connect(_LOGIN, "", _MANAGER, "PrepareForSleep", self, switch)
            system.connect(_LOGIN, "", _SESSION, "Lock", self, lock)
        if session.isConnected():
            for saver in _SAVERS:
                session.connect("", "", saver, "ActiveChanged", self, switch)

    @Slot(bool)
    def _switched(self, on: bool) -> None:
        if on:
            self.going.emit()

    @Slot()
    def _locked(self) -> None:
        self.going.emit()


def watch_session(parent: QObject) -> SessionWatch:
    """Watch the buses of this computer."""
    return SessionWatch(QDBusConnection.systemBus(), QDBusConnection.sessionBus(), parent)


def _slot(signature: str) -> Any:
    """Return a slot as `connect` takes it: text, whatever the stubs of PySide6 say."""
    return SLOT(signature)
