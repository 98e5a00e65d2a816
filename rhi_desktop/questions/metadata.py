"""Values that a form asks of the machine rather than of a person."""

import uuid
from datetime import datetime

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.questions.cells import Cell
from rhi_desktop.questions.functions_date import stamp


def preload(cell: Cell, now: datetime) -> None:
    """Fill a metadata cell. What would tell who or where somebody is (user, device, telephone) stays blank."""
    if cell.definition is None:
        return
    kind, parameter = cell.definition.bind.preload
    if kind == "timestamp" and parameter == "start":
        text = stamp(now)
    elif kind == "date":
        text = now.date().isoformat()
    elif kind == "uid":
        text = f"uuid:{uuid.uuid4()}"
    else:
        return
    cell.text, cell.state = text, AnswerState.ANSWERED
