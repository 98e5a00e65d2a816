"""What a person decided about doubtful rows, as a file: `12 = "new"`, `13 = "leave_out"`, `14 = "row:3"` or an id."""

from collections.abc import Mapping
from pathlib import Path

from rhi_desktop.cli.mappings import read_table
from rhi_desktop.services.intake.plan import Choice, Decision
from rhi_desktop.services.intake.sheets import IntakeError


def read_decisions(file: Path) -> Mapping[int, Decision]:
    """Read decisions by row number. Raises IntakeError."""
    decisions = {}
    for row, said in read_table(file, "decisions").items():
        if not row.isdecimal() or not isinstance(said, str) or not said:
            raise IntakeError("The decisions file must give for each row number new, leave_out, row:N or a child's id.")
        decisions[int(row)] = (
            Decision(Choice(said)) if said in {Choice.NEW, Choice.LEAVE_OUT} else Decision(Choice.SAME, said)
        )
    return decisions
