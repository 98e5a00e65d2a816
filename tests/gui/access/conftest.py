"""The windows of access over a workspace in memory, with a clock that tests set."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rhi_desktop.gui.access.gate import Gate
from rhi_desktop.gui.access.parts import AccessParts
from rhi_desktop.gui.access.sheet_making import SheetMaking
from rhi_desktop.gui.forms import Forms
from rhi_desktop.runtime.assets import Assets
from rhi_desktop.services.ports import RecoverySheet
from tests.gui.executors import ManualJobs
from tests.gui.fakes import FakeAccess


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the time."""
        return self.now

    def move(self, seconds: float) -> None:
        """Move on, or back."""
        self.now += timedelta(seconds=seconds)


class Sheets(SheetMaking):
    """Makes a short file for a sheet; writes it; remembers what was printed."""

    def __init__(self) -> None:
        super().__init__(_pdf, _write)
        self.printed: list[bytes] = []

    def print(self, _parent: object, pdf: bytes) -> bool:
        """Remember."""
        self.printed.append(pdf)
        return True


def _pdf(sheet: RecoverySheet) -> bytes:
    return f"sheet {sheet.code}".encode()


def _write(path: Path, pdf: bytes) -> None:
    path.write_bytes(pdf)


@pytest.fixture
def clock() -> Clock:
    """A clock at ten in the morning."""
    return Clock()


@pytest.fixture
def access() -> FakeAccess:
    """A workspace that has been founded."""
    return FakeAccess(passphrase="correct horse battery staple pony cart")


@pytest.fixture
def sheets() -> Sheets:
    """What happens to recovery sheets."""
    return Sheets()


@pytest.fixture
def parts(assets: Assets, jobs: ManualJobs, access: FakeAccess, sheets: Sheets, clock: Clock) -> AccessParts:
    """What the windows are made from; the third group is always the one that is asked for."""
    gate = Gate(lambda: access, jobs)
    return AccessParts(Forms(assets.ui), gate, jobs, sheets, clock, lambda below: min(2, below - 1))
