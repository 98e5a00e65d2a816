"""`rhi-desktop demo`: the application on a practice workspace."""

import os
import sys
from pathlib import Path

from rhi_desktop.bootstrap import PRACTICE_PASSPHRASE, practice_folder


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
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from rhi_desktop.demo.driver import Driver
    from rhi_desktop.demo.practice import make_practice

    folder = out / "workspace"
    make_practice(folder)
    pictures = Driver(folder, out).run()
    sys.stdout.write(f"{pictures} pictures and the PDF are in {out}.\n")
    return 0
