"""Locking: the process is replaced, so that nothing a child said stays in its memory."""

import os
import sys
from collections.abc import Sequence


def command_line() -> list[str]:
    """Return the command that started this process, its interpreter first."""
    return [sys.executable, *sys.orig_argv[1:]]


def relaunch(command: Sequence[str]) -> None:
    """Start the program anew in place of this process. On POSIX it does not return; on Windows the caller exits."""
    sys.stdout.flush()
    sys.stderr.flush()
    if sys.platform == "win32":
        import subprocess

        subprocess.Popen(list(command), close_fds=True)  # noqa: S603 - the program's own command line
        return
    os.execv(command[0], list(command))  # noqa: S606 - the program's own command line
