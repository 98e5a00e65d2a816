"""Whether the last run of the program ended as it should, or was cut off."""

from rhi_desktop.services.ports import Audit, AuditAct

_BEGINNINGS = (AuditAct.UNLOCKED, AuditAct.RECOVERED)
_ENOUGH = 50


def was_cut_off(audit: Audit) -> bool:
    """Whether the run before this one ended without closing the store: by a crash, a power cut, a kill.

    Called once this run has opened the store; its own opening is the newest in the log.
    """
    ends = [
        entry.act for entry in audit.entries(limit=_ENOUGH) if entry.act in _BEGINNINGS or entry.act is AuditAct.LOCKED
    ]
    before = ends[1:] if ends and ends[0] in _BEGINNINGS else ends
    return bool(before) and before[0] in _BEGINNINGS
