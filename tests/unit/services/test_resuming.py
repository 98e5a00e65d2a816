"""Whether the last run was cut off, by the log of accesses."""

from datetime import UTC, datetime

import pytest

from rhi_desktop.services.ports import AuditAct, AuditEntry
from rhi_desktop.services.resuming import was_cut_off

UNLOCKED, LOCKED, OPENED = AuditAct.UNLOCKED, AuditAct.LOCKED, AuditAct.CHILD_OPENED


class Log:
    """A log of these acts, oldest first."""

    def __init__(self, *acts: AuditAct) -> None:
        self._entries = [AuditEntry(datetime(2026, 11, 25, tzinfo=UTC), "member", act, "") for act in acts]

    def note(self, act: AuditAct, subject: str = "") -> None:
        """Append an act."""
        self._entries.append(AuditEntry(datetime(2026, 11, 25, tzinfo=UTC), "member", act, subject))

    def entries(self, subject: str = "", *, limit: int = 200) -> tuple[AuditEntry, ...]:
        """Return the newest, newest first."""
        return tuple(entry for entry in reversed(self._entries) if subject in {"", entry.subject})[:limit]


@pytest.mark.parametrize(
    ("acts", "cut_off"),
    [
        ((), False),
        ((UNLOCKED,), False),
        ((UNLOCKED, OPENED, LOCKED, UNLOCKED), False),
        ((UNLOCKED, OPENED, UNLOCKED), True),
        ((UNLOCKED, LOCKED, AuditAct.RECOVERED, OPENED, UNLOCKED), True),
        ((UNLOCKED, UNLOCKED, LOCKED, AuditAct.UNLOCK_FAILED, UNLOCKED), False),
    ],
)
def test_a_run_that_did_not_lock_was_cut_off(acts: tuple[AuditAct, ...], cut_off: bool) -> None:
    assert was_cut_off(Log(*acts)) is cut_off
