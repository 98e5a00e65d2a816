"""Mappings as a file: which heading is which field.

sheet = "Notifications"     # optional
header_row = 5              # optional
[columns]
"Misper ref" = "police_reference"
"Officer" = ""              # not used
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rhi_desktop.services.intake.fields import Field
from rhi_desktop.services.intake.mapping import ColumnMapping, Preview
from rhi_desktop.services.intake.sheets import IntakeError


@dataclass(frozen=True, slots=True)
class GivenMapping:
    """What a mapping file says; columns that it does not name stay as they were guessed."""

    sheet: str
    header_row: int
    columns: Mapping[str, Field | None]

    def applied(self, preview: Preview) -> ColumnMapping:
        """Return a sheet's mapping with what the file says. Raises IntakeError for a heading that is not there."""
        places = {heading.casefold(): at for at, heading in enumerate(preview.headings)}
        columns = list(preview.mapping.columns)
        given = set(self.columns.values()) - {None}
        columns = [None if field in given else field for field in columns]
        for heading, field in self.columns.items():
            at = places.get(heading.strip().casefold())
            if at is None:
                raise IntakeError(f"The mapping names the column “{heading}”, which is not among the headings.")
            columns[at] = field
        return replace(preview.mapping, columns=tuple(columns))


def read_mapping(file: Path) -> GivenMapping:
    """Read a mapping. Raises IntakeError."""
    kept = read_table(file, "mapping")
    columns = kept.get("columns")
    if not isinstance(columns, dict):
        raise IntakeError("The mapping file has no table “columns” with a field for each heading.")
    row = kept.get("header_row", 0)
    if not isinstance(row, int) or row < 0:
        raise IntakeError("“header_row” in the mapping file must be the number of the row with the headings.")
    return GivenMapping(str(kept.get("sheet", "")), row, {str(name): _field(text) for name, text in columns.items()})


def read_table(file: Path, what: str) -> Mapping[str, Any]:
    """Read a TOML or JSON file. Raises IntakeError where it is neither."""
    try:
        text = file.read_text(encoding="utf-8-sig")
        kept = json.loads(text) if file.suffix.lower() == ".json" else tomllib.loads(text)
    except (OSError, ValueError) as error:
        raise IntakeError(
            f"The {what} file cannot be read. It must be TOML, or JSON where its name ends so."
        ) from error
    if not isinstance(kept, dict):
        raise IntakeError(f"The {what} file must hold names and values.")
    return kept


def _field(text: object) -> Field | None:
    if text in {"", None}:
        return None
    try:
        return Field(str(text))
    except ValueError as error:
        known = ", ".join(field.value for field in Field)
        raise IntakeError(f"“{text}” in the mapping file is no field. The fields are: {known}.") from error
