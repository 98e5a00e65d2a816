"""Keeping what is in memory out of files and other processes: no core dumps, no debugger of the same user."""

import contextlib
import ctypes
import sys

_PR_SET_DUMPABLE = 4


def harden() -> None:
    """Forbid core dumps, and on Linux reading this process's memory. Best effort: it never stops the program."""
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
