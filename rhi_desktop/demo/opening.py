"""`rhi-desktop demo`: the application on a practice workspace."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final

from rhi_desktop.bootstrap import PRACTICE_PASSPHRASE, practice_folder

PAUSE: Final = 0.8
"""Seconds for which whoever looks on sees each thing that is done."""
_OF_OFFSCREEN: Final = "propagateSizeHints"
STAYS: Final = (
    "The windows stay open, and the hub goes on: try what you like. Close all three to end. "
    f"The passphrase is: {PRACTICE_PASSPHRASE}"
)


def open_practice() -> int:
    """Make a fresh practice workspace and open it; the process becomes the application, so that locking leads back."""
    from rhi_desktop.demo.practice import make_practice

    folder = practice_folder()
    make_practice(folder)
    sys.stdout.write(f"Everybody in the practice workspace is invented. The passphrase is: {PRACTICE_PASSPHRASE}\n")
    sys.stdout.flush()
    command = [sys.executable, "-m", "rhi_desktop", "--workspace", str(folder)]
    if sys.platform == "win32":
        import subprocess

        return subprocess.call(command)  # noqa: S603 -- our own command line
    os.execv(command[0], command)  # noqa: S606 -- our own command line
    return 0


def drive(out: Path) -> int:
    """Drive the same windows offscreen through a scripted interview; leave the PDF and the pictures in `out`."""
    _offscreen()
    from rhi_desktop.demo.driver import Driver
    from rhi_desktop.demo.practice import make_practice

    folder = out / "workspace"
    make_practice(folder)
    pictures = Driver(folder, out).run()
    sys.stdout.write(f"{pictures} pictures and the PDF are in {out}.\n")
    return 0


def lead_team(out: Path | None) -> int:
    """Lead a coordinator and two workers, each in a window, through their first days over a hub on this computer.

    With `out` that is done offscreen and leaves pictures there; without, the windows stay open to be tried. Returns 1
    where something did not come as it should.
    """
    if out is not None:
        _offscreen()
    from tempfile import TemporaryDirectory

    from rhi_desktop.demo.hands import clear
    from rhi_desktop.demo.team_driver import TeamDriver
    from rhi_desktop.domain.errors import RhiError

    if out is not None:
        clear(out)
    with TemporaryDirectory(prefix="rhi-demo-", ignore_cleanup_errors=True) as folder, noticing() as mishaps:
        driver = TeamDriver(Path(folder), _say, out, pause=0 if out is not None else PAUSE)
        try:
            moments = driver.run()
            _say(STAYS if out is None else f"{moments} moments are in {out}, each as the three windows show it.")
            if out is None:
                driver.stay()
        except (RhiError, TimeoutError) as error:
            sys.stderr.write(f"{error}\n")
            return 1
        finally:
            driver.close()
    return 1 if mishaps else 0


@contextmanager
def noticing() -> Iterator[list[type[BaseException]]]:
    """Gather the exceptions that leave a slot, which Qt would go on after; each is printed. Ctrl+C ends the windows."""
    from rhi_desktop.demo.hands import application

    found: list[type[BaseException]] = []

    def notice(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            application().quit()
            return
        found.append(kind)
        sys.__excepthook__(kind, error, trace)

    before, sys.excepthook = sys.excepthook, notice
    try:
        yield found
    finally:
        sys.excepthook = before


def _offscreen() -> None:
    """Draw the windows into memory alone; what Qt says of that is no news to whoever waits for the pictures."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    def pass_on(_kind: QtMsgType, _context: QMessageLogContext, words: str) -> None:
        if _OF_OFFSCREEN not in words:
            sys.stderr.write(f"{words}\n")

    qInstallMessageHandler(pass_on)


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
