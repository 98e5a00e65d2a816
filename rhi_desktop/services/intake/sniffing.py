"""Holding a guess at the columns against what stands in them: “Found” may be a time, a place, or only yes."""

from collections.abc import Sequence
from dataclasses import replace

from rhi_desktop.services.intake.fields import Field
from rhi_desktop.services.intake.mapping import ColumnMapping
from rhi_desktop.services.intake.notices import notice_of
from rhi_desktop.services.intake.sheets import Cell, SheetRow, cell_text
from rhi_desktop.services.intake.times import Unreadable, read_when
from rhi_desktop.services.intake.words import says_not_yet, says_nothing, tidy, yes_or_no

_PLACES = {Field.MISSING_SINCE: Field.MISSING_FROM, Field.FOUND: Field.FOUND_AT, Field.RETURNED: Field.FOUND_AT}
_TIMES = {Field.MISSING_FROM: Field.MISSING_SINCE, Field.FOUND_AT: Field.FOUND}
_REFERENCES = frozenset({Field.POLICE_REFERENCE, Field.POLICE_PERSON, Field.REFERENCE})


def fitting(mapping: ColumnMapping, sample: Sequence[SheetRow]) -> ColumnMapping:
    """Return the mapping with columns that cannot be what their heading says set to what they can be, or to nothing."""
    columns = list(mapping.columns)
    cells = [_said(sample, at) for at in range(len(columns))]
    times = {
        at: field for at, field in enumerate(columns) if field in _TIMES and cells[at] and all(map(_is_time, cells[at]))
    }
    for at in times:
        columns[at] = None
    for at, field in enumerate(columns):
        if field is not None and cells[at]:
            other = _other_field(field, cells[at], columns)
            columns[at] = field if other is field else None if other in columns else other
    for at, field in times.items():
        wanted = _TIMES[field]
        columns[at] = wanted if wanted not in columns else None if field in columns else field
    return replace(mapping, columns=tuple(columns))


def _said(sample: Sequence[SheetRow], at: int) -> list[Cell]:
    return [row.cells[at] for row in sample if at < len(row.cells) and _says_something(row.cells[at])]


def _other_field(field: Field, cells: list[Cell], columns: list[Field | None]) -> Field | None:
    if field in {*_PLACES, Field.EVENT, Field.RECEIVED} and not any(map(_is_like_a_time, cells)):
        return None if all(map(_is_yes_or_no, cells)) else _PLACES.get(field)
    if field is Field.NOTICE and Field.EVENT not in columns and not any(notice_of(cell_text(cell)) for cell in cells):
        return None
    if field in _REFERENCES and _counts(cells):
        return None
    return field


def _counts(cells: list[Cell]) -> bool:
    """Whether a column only counts the rows: 1, 2, 3."""
    texts = [cell_text(cell) for cell in cells]
    return texts == [str(number) for number in range(1, len(texts) + 1)]


def _is_yes_or_no(cell: Cell) -> bool:
    return bool(yes_or_no(tidy(cell_text(cell))))


def _is_time(cell: Cell) -> bool:
    try:
        read_when(cell)
    except Unreadable:
        return False
    return True


def _is_like_a_time(cell: Cell) -> bool:
    """Whether a cell is a time or a failed attempt at one: a wrong date must stay a date, to be told."""
    return not isinstance(cell, str) or sum(map(str.isdigit, cell)) >= 3


def _says_something(cell: Cell) -> bool:
    text = tidy(cell_text(cell))
    return not says_nothing(text) and not (says_not_yet(text) and not yes_or_no(text))
