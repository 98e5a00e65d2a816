"""Sleep and the locked screen, heard on a real bus that is started here."""

import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rhi_desktop.gui.session_watch import SessionWatch

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("dbus-daemon") is None, reason="needs the program dbus-daemon"
)
SAVER = ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged")


@pytest.fixture
def bus() -> Iterator[str]:
    """The address of a bus of our own."""
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1"], stdout=subprocess.PIPE, text=True
    )
    assert daemon.stdout is not None
    yield daemon.stdout.readline().strip()
    daemon.terminate()
    daemon.wait(10)
    daemon.stdout.close()


def say(bus: QDBusConnection, path: str, interface: str, name: str, *, on: bool) -> None:
    message = QDBusMessage.createSignal(path, interface, name)
    message.setArguments([on])
    assert bus.send(message)


def ask(bus: QDBusConnection) -> None:
    """Ask the bus something: once it answers, it knows what this connection listens to."""
    name = "org.freedesktop.DBus"
    bus.call(QDBusMessage.createMethodCall(name, "/org/freedesktop/DBus", name, "GetId"))


def test_a_locked_screen_is_heard_and_an_unlocked_one_is_not(qtbot: QtBot, dressed: QApplication, bus: str) -> None:
    listening = QDBusConnection.connectToBus(bus, "listening")
    speaking = QDBusConnection.connectToBus(bus, "speaking")
    watch = SessionWatch(QDBusConnection("no such bus"), listening)
    ask(listening)
    heard: list[bool] = []
    watch.going.connect(lambda: heard.append(True))
    say(speaking, *SAVER, on=False)
    say(speaking, *SAVER, on=True)
    qtbot.waitUntil(lambda: len(heard) == 1)
    say(speaking, *SAVER, on=True)
    qtbot.waitUntil(lambda: len(heard) == 2)
    QDBusConnection.disconnectFromBus("listening")
    QDBusConnection.disconnectFromBus("speaking")


def test_without_a_bus_nothing_happens(dressed: QApplication) -> None:
    nowhere = QDBusConnection("no such bus")
    assert not nowhere.isConnected()
    SessionWatch(nowhere, nowhere)
