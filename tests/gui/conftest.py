"""Windows in tests: offscreen, dressed in the product's theme, with jobs that are drained by hand."""

import gc
import os
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from rhi_desktop.gui.theme import Themes
from rhi_desktop.runtime.assets import Assets, find_assets
from tests.gui.executors import ManualJobs

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def assets() -> Assets:
    """The folders `ui`, `db` and `resources`."""
    return find_assets()


@pytest.fixture(scope="session")
def themes(assets: Assets) -> Themes:
    """The design tokens."""
    return Themes(assets.ui, assets.resources)


@pytest.fixture(scope="session")
def dressed(qapp: QApplication, themes: Themes) -> QApplication:
    """The application in the light theme, with its fonts; once for the session, because dressing is slow."""
    themes.load_fonts()
    themes.apply(qapp, "light")
    return qapp


@pytest.fixture
def jobs(dressed: QApplication) -> Iterator[ManualJobs]:
    """Jobs that run when the test says so."""
    made = ManualJobs()
    yield made
    made.drain()


@pytest.fixture(autouse=True)
def _collected() -> Iterator[None]:
    """Let go of a test's windows on the thread that made them: the collector may else run on another, later.

    What stays is not looked at again, so that the ten thousandth time is as quick as the first.
    """
    yield
    gc.collect()
    gc.freeze()
