"""Counters that several processes of one hub share, so that each of them can tell the sum.

They lie in a file of doubles, one stripe for each process. A process holds its stripe by a lock, which ends with it;
the one that is started in its place goes on counting there.
"""

import fcntl
import mmap
import os
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Final

_DOUBLE: Final = 8
_PRIVATE: Final = 0o600


class Counters:
    """Counts by name; a name is one sample of Prometheus' text format."""

    def __init__(self, names: Sequence[str], stripes: "Sequence[memoryview[float]]", own: int) -> None:
        self._places = {name: place for place, name in enumerate(names)}
        self._stripes = stripes
        self._own = stripes[own]
        self._lock = Lock()

    @classmethod
    def alone(cls, names: Sequence[str]) -> "Counters":
        """Return counters of this process alone."""
        return cls(names, [memoryview(bytearray(_DOUBLE * len(names))).cast("d")], 0)

    def add(self, name: str, amount: float = 1) -> None:
        """Add to one. Raises KeyError for a name that there is none of."""
        place = self._places[name]
        with self._lock:
            self._own[place] += amount

    def totals(self) -> dict[str, float]:
        """Return the sums over all processes."""
        return {name: sum(stripe[place] for stripe in self._stripes) for name, place in self._places.items()}


class SharedCounters:
    """A file of counters for so many processes."""

    def __init__(self, file: Path, processes: int) -> None:
        self._file = file
        self._processes = processes

    def join(self, names: Sequence[str]) -> Counters:
        """Take a stripe that no living process holds. Raises BlockingIOError where all are held."""
        length = _DOUBLE * len(names)
        handle = os.open(self._file, os.O_RDWR | os.O_CREAT, _PRIVATE)  # never closed: that would free the stripe
        os.ftruncate(handle, length * self._processes)
        own = next((one for one in range(self._processes) if _holds(handle, one)), None)
        if own is None:
            raise BlockingIOError
        memory = memoryview(mmap.mmap(handle, length * self._processes))
        stripes = [memory[start : start + length].cast("d") for start in range(0, len(memory), length)]
        return Counters(names, stripes, own)


def _holds(handle: int, stripe: int) -> bool:
    """Lock one byte of the file for as long as this process lives."""
    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, stripe)
    except OSError:
        return False
    return True
