"""Failed attempts to unlock: the delay after them, kept across restarts, and their record for the audit log.

The delay slows the person at the keyboard; a copied file is protected by Argon2id and the device secret.
Nothing is ever wiped.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from rhi_desktop.domain.errors import TooSoon
from rhi_desktop.domain.records import instant_text, parse_instant
from rhi_desktop.store.private_files import replace_private

_LONGEST = 60.0
_KEPT = 1000


class _Failures(msgspec.Struct, frozen=True):
    """`at` are instants, the oldest first; `count` those in a row.

    The delay runs from `since` on the calendar and from `ticks` on the machine's own clock.
    """

    at: tuple[str, ...] = ()
    count: int = 0
    since: str = ""
    ticks: float = 0.0


@dataclass(frozen=True, slots=True)
class Attempts:
    """The attempts on one workspace, in a small file of its own (times only)."""

    path: Path
    clock: Callable[[], datetime]
    ticks: Callable[[], float] = time.monotonic

    def wait(self) -> float:
        """Return the seconds until the next attempt is allowed: 1, 2, 4 ... 60 after each failure in a row.

        The time that passed is the lesser of two clocks, so that setting the calendar forward gains nothing
        until the machine restarts; set back, the whole delay runs again.
        """
        failures = self._read()
        if not failures.count:
            return 0.0
        delay = min(_LONGEST, 2.0 ** min(failures.count - 1, 10))
        calendar = (self.clock() - parse_instant(failures.since)).total_seconds()
        machine = self.ticks() - failures.ticks
        passed = [seconds for seconds in (calendar, machine) if seconds >= 0]
        if not passed:
            self._write(msgspec.structs.replace(failures, since=instant_text(self.clock()), ticks=self.ticks()))
        return max(0.0, delay - min(passed, default=0.0))

    def begin(self) -> None:
        """Count an attempt as failed before it is made, so that ending the process gains nothing. Raises TooSoon."""
        left = self.wait()
        if left > 0:
            raise TooSoon(left)
        failures = self._read()
        now = instant_text(self.clock())
        self._write(_Failures((*failures.at, now)[-_KEPT:], failures.count + 1, now, self.ticks()))

    def succeeded(self) -> None:
        """Take back the attempt that `begin` counted, and the delay; earlier failures stay until `noted`."""
        self._write(_Failures(self._read().at[:-1]))

    def failed(self) -> tuple[datetime, ...]:
        """Return when the failures were that no audit log holds yet, the oldest first."""
        return tuple(parse_instant(at) for at in self._read().at)

    def noted(self) -> None:
        """Forget the failures, which the audit log now holds."""
        self._write(_Failures())

    def _read(self) -> _Failures:
        try:
            failures = msgspec.json.decode(self.path.read_bytes(), type=_Failures)
            for at in (*failures.at, *([failures.since] if failures.count else [])):
                parse_instant(at)
        except FileNotFoundError:
            return _Failures()
        except (msgspec.DecodeError, ValueError):
            now = instant_text(self.clock())
            failures = _Failures((now,), 7, now, self.ticks())
            self._write(failures)
        return failures

    def _write(self, failures: _Failures) -> None:
        replace_private(self.path, msgspec.json.encode(failures))
