"""Guessing which row holds the headings and what each column is about."""

import re
import tomllib
from collections.abc import Sequence

from rhi_desktop.domain.folding import folded_words
from rhi_desktop.services.intake.fields import TIME_OF, Field
from rhi_desktop.services.intake.mapping import REPEATABLE, ColumnMapping
from rhi_desktop.services.intake.sheets import SheetRow, cell_text

LOOKED_AT = 30
"""How many rows from the top the headings are looked for in."""
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NOISE = frozenset(
    {"of", "the", "child", "children", "childs", "yp", "s", "young", "person", "misper", "please", "and", "a", "in"}
)
_TOO_LITTLE = frozenset({"no", "id", "number", "type"})
"""What is left of some headings, and may be about anything."""
_ABOVE = frozenset({"date", "time", "location", "place", "postcode", "date time", "address", "ref", "type", "by"})
"""Headings that mean little without the heading of the group that stands above them."""


class ColumnNames:
    """The headings that are known for each field (`resources/intake_columns.toml`)."""

    def __init__(self, text: str) -> None:
        self._exact: dict[str, Field] = {}
        self._bare: dict[str, Field] = {}
        for name, headings in tomllib.loads(text).items():
            for heading in headings:
                self._exact.setdefault(_words(heading), Field(name))
                bare = _without_noise(_words(heading))
                if bare not in _TOO_LITTLE:
                    self._bare.setdefault(bare, Field(name))

    def field(self, heading: str) -> Field | None:
        """Return the field that a heading means, None where it is not known."""
        plain = _words(heading)
        return self._exact.get(plain) or self._bare.get(_without_noise(plain)) if plain else None

    def guess(self, sheet: str, rows: Sequence[SheetRow]) -> tuple[ColumnMapping, tuple[str, ...]]:
        """Return the mapping that the first rows of a sheet suggest, and the headings."""
        best = max(rows[:LOOKED_AT], key=self._score, default=None)
        if best is None or not self._score(best):
            best = next((row for row in rows if sum(bool(cell_text(cell)) for cell in row.cells) > 1), best)
        if best is None:
            return ColumnMapping(sheet, 1, ()), ()
        below = next((row for row in rows if row.number == best.number + 1), None)
        in_two_rows = below is not None and _is_second_row(best, below)
        return self.mapping(sheet, rows, best.number + in_two_rows)

    def mapping(self, sheet: str, rows: Sequence[SheetRow], header_row: int) -> tuple[ColumnMapping, tuple[str, ...]]:
        """Return the mapping with the headings in a given row, and the headings."""
        at = next((at for at, row in enumerate(rows) if row.number == header_row), None)
        if at is None:
            return ColumnMapping(sheet, header_row, ()), ()
        headings = tuple(cell_text(cell) for cell in rows[at].cells)
        above = rows[at - 1] if at and rows[at - 1].number == header_row - 1 else None
        headings = _with_group(headings, above)
        while headings and not headings[-1]:
            headings = headings[:-1]
        return ColumnMapping(sheet, header_row, self._fields(headings)), headings

    def _score(self, row: SheetRow) -> int:
        return len({self.field(cell_text(cell)) for cell in row.cells if isinstance(cell, str)} - {None})

    def _fields(self, headings: tuple[str, ...]) -> tuple[Field | None, ...]:
        fields: list[Field | None] = []
        for heading in headings:
            field = self.field(heading)
            before = next((one for one in reversed(fields) if one is not None), None)
            if field is Field.EVENT_TIME and before in TIME_OF:
                field = TIME_OF[before]
            fields.append(None if field in fields and field not in REPEATABLE else field)
        if Field.EVENT in fields and Field.NOTICE not in fields:
            free = Field.MISSING_SINCE not in fields
            stands_for = {
                Field.EVENT: Field.MISSING_SINCE if free else None,
                Field.EVENT_TIME: Field.MISSING_TIME if free and Field.MISSING_TIME not in fields else None,
            }
            fields = [stands_for.get(one, one) if one is not None else None for one in fields]
        if Field.NAME in fields and Field.SURNAME in fields and Field.FORENAME in fields:
            fields = [None if one is Field.NAME else one for one in fields]
        return tuple(fields)


def _with_group(headings: tuple[str, ...], above: SheetRow | None) -> tuple[str, ...]:
    """Put the heading of the group above before a heading that says little."""
    if above is None or not any(_words(heading) in _ABOVE for heading in headings):
        return headings
    group = ""
    whole = []
    titles = [cell_text(cell) for cell in above.cells]
    several = sum(map(bool, titles)) > 1
    for at in range(max(len(headings), len(titles))):
        heading = headings[at] if at < len(headings) else ""
        title = titles[at] if at < len(titles) else ""
        group = title or group
        low = _words(heading) in _ABOVE
        whole.append(f"{group} {heading}" if several and group and low else heading or title if several else heading)
    return tuple(whole)


def _is_second_row(best: SheetRow, below: SheetRow) -> bool:
    """Whether the headings go on below: nothing but “Date”, “Time” and the like, or the same merged downwards."""
    pairs = [
        (cell_text(cell), cell_text(best.cells[at]) if at < len(best.cells) else "")
        for at, cell in enumerate(below.cells)
    ]
    said = [(text, title) for text, title in pairs if text]
    return any(_words(text) in _ABOVE for text, _ in said) and all(
        text == title or _words(text) in _ABOVE for text, title in said
    )


def _words(heading: str) -> str:
    return " ".join(folded_words(_BRACKETS.sub(" ", heading)))


def _without_noise(words: str) -> str:
    return " ".join(word for word in words.split() if word not in _NOISE) or words
