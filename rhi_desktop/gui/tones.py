"""The tone of a chip for what it says; the words say it too, so that nothing is told by colour alone."""

from typing import Final

from rhi_desktop.domain.deadline import Urgency
from rhi_desktop.domain.referral import TriageLevel

URGENCY_TONES: Final = {
    Urgency.OVERDUE: "urgent",
    Urgency.DUE_SOON: "warning",
    Urgency.DUE: "info",
    Urgency.UNKNOWN: "neutral",
    Urgency.DONE: "good",
}
LEVEL_TONES: Final = {TriageLevel.RED: "urgent", TriageLevel.AMBER: "warning", TriageLevel.GREEN: "good"}
