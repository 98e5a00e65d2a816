"""Every window of the shell fits a laptop, also at double size, and has a name for everything the Tab key reaches."""

from collections.abc import Callable
from typing import cast

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from rhi_desktop.gui.access.access_view import AccessView
from rhi_desktop.gui.access.change_passphrase import ChangePassphrase
from rhi_desktop.gui.access.first_run_steps import Step
from rhi_desktop.gui.access.gate import Gate
from rhi_desktop.gui.access.new_sheet import NewSheet
from rhi_desktop.gui.access.parts import AccessParts
from rhi_desktop.gui.access.sheet_making import SheetMaking
from rhi_desktop.gui.forms import Forms
from rhi_desktop.gui.main_window import MainWindow
from rhi_desktop.gui.rail import Rail
from rhi_desktop.gui.scrolled import Scrolled
from rhi_desktop.gui.theme import Themes
from rhi_desktop.runtime.assets import Assets
from rhi_desktop.runtime.settings import Settings
from tests.gui import keyboard
from tests.gui.access.conftest import Clock
from tests.gui.desks import FakeDesk, desk_view
from tests.gui.executors import ManualJobs
from tests.gui.fakes import FakeAccess, FakeStore
from tests.gui.pictures import DOUBLED, LAPTOP
from tests.gui.walkers import cut_off, focusable, unnamed

BANNER = "Practice workspace: every person in it is invented."
Make = Callable[[AccessParts, ManualJobs], QWidget]


def prompt(parts: AccessParts, jobs: ManualJobs) -> QWidget:
    view = AccessView(parts, founded=True)
    assert view.unlock is not None
    view.unlock.hint("Practice workspace. The passphrase is: six words that are on the wall beside the door")
    return view


def refused(parts: AccessParts, jobs: ManualJobs) -> QWidget:
    view = AccessView(parts, founded=True)
    assert view.unlock is not None
    for typed in ("wrong", "again"):
        view.unlock.try_passphrase(typed)
        jobs.drain()
    return view


def recovery(parts: AccessParts, jobs: ManualJobs) -> QWidget:
    view = AccessView(parts, founded=True)
    view.show_recovery()
    jobs.drain()
    assert view.recovery is not None
    view.recovery.attempt()
    jobs.drain()
    return view


def first_run(step: Step) -> Make:
    def make(parts: AccessParts, jobs: ManualJobs) -> QWidget:
        view = AccessView(parts, founded=False)
        assert view.first_run is not None
        view.first_run.show_step(step)
        jobs.drain()
        return view

    return make


def settings(parts: AccessParts, _jobs: ManualJobs) -> QWidget:
    view = desk_view(FakeDesk(FakeStore()), parts, Settings(), lambda _settings: "")
    view.turn_to("settings")
    return view


WINDOWS: dict[str, Make] = {
    "prompt": prompt,
    "refused": refused,
    "recovery": recovery,
    "settings": settings,
    "change passphrase": lambda parts, _jobs: Scrolled(ChangePassphrase(parts)),
    "new sheet": lambda parts, _jobs: Scrolled(NewSheet(parts)),
    **{f"first run, {step.name.lower()}": first_run(step) for step in Step},
}


@pytest.fixture
def parts(assets: Assets, jobs: ManualJobs) -> AccessParts:
    """A workspace in memory that nobody has founded, and that makes one wait after a wrong passphrase."""
    access = FakeAccess(passphrase="x" * 20, waits_after_failure=8.0)
    making = SheetMaking(lambda _sheet: b"", lambda _path, _pdf: None)
    return AccessParts(Forms(assets.ui), Gate(lambda: access, jobs), jobs, making, Clock(), lambda _below: 2)


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication) -> MainWindow:
    made = MainWindow(BANNER)
    qtbot.addWidget(made, before_close_func=lambda closing: cast("MainWindow", closing).let_close())
    return made


@pytest.mark.parametrize("size", [LAPTOP, DOUBLED], ids=["laptop", "doubled"])
@pytest.mark.parametrize("name", WINDOWS)
def test_nothing_is_cut_off(window: MainWindow, parts: AccessParts, jobs: ManualJobs, name: str, size: QSize) -> None:
    window.show_content(WINDOWS[name](parts, jobs))
    window.resize(size)
    keyboard.show(window)
    QApplication.processEvents()
    assert window.size() == size
    assert cut_off(window) == []


@pytest.mark.parametrize("name", WINDOWS)
def test_whatever_the_tab_key_reaches_has_a_name(
    window: MainWindow, parts: AccessParts, jobs: ManualJobs, name: str
) -> None:
    window.show_content(WINDOWS[name](parts, jobs))
    window.resize(LAPTOP)
    keyboard.show(window)
    assert focusable(window)
    assert unnamed(window) == []


@pytest.mark.parametrize("name", WINDOWS)
def test_the_tab_key_reaches_everything_in_the_order_in_which_it_is_read(
    window: MainWindow, parts: AccessParts, jobs: ManualJobs, name: str
) -> None:
    window.show_content(WINDOWS[name](parts, jobs))
    window.resize(LAPTOP)
    keyboard.show(window)
    passed = keyboard.tab_stops(window)
    assert set(passed) == set(focusable(window))
    start = min(range(len(passed)), key=lambda at: _place(passed[at], window))
    places = [_place(stop, window) for stop in passed[start:] + passed[:start]]
    assert places == sorted(places)


@pytest.mark.parametrize("percent", [150, 200])
def test_nothing_is_cut_off_with_large_text(
    window: MainWindow, parts: AccessParts, themes: Themes, dressed: QApplication, percent: int
) -> None:
    themes.apply(dressed, "light", percent)
    try:
        window.show_content(settings(parts, ManualJobs()))
        window.resize(LAPTOP)
        keyboard.show(window)
        assert cut_off(window) == []
    finally:
        themes.apply(dressed, "light")


def test_the_list_of_keys_fits_a_small_window(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(DOUBLED)
    keyboard.show(window)
    window.show_keys()
    shown = window.findChild(QDialog)
    assert isinstance(shown, QDialog)
    qtbot.waitUntil(shown.isActiveWindow)
    assert shown.width() <= DOUBLED.width()
    assert shown.height() <= DOUBLED.height()
    assert unnamed(shown) == []
    assert cut_off(shown) == []


def _place(widget: QWidget, window: QWidget) -> tuple[bool, int, int]:
    """Return where a widget is read: the strip at the left first, then lines from above, each from the left."""
    at = widget.mapTo(window, widget.rect().center())
    strip = isinstance(widget.parentWidget(), Rail)
    return not strip, at.y() // 8, at.x()
