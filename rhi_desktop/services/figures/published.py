"""Tables that an authority publishes, put down line by line: what each line counts, of what, and for which period.

A table comes as TOML or as the rows of a spreadsheet, with the same fields: `figure`, `column`, `count`, `percent`,
`of`, `part of`, `split`, `band`, `unit`, `period`, `same as`. All but `figure` may be left out.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.figures.bands import Band, read_band

FIELDS = ("figure", "column", "count", "percent", "of", "part of", "split", "band", "unit", "period", "same as")
_NO_DATA = frozenset({"", "-", "–", "n/a", "no data", "not recorded"})
_HELD_BACK = re.compile(r"\*|[cx]|held back|(?:<|fewer than|less than|under)\s*\d+", re.IGNORECASE)


class PublicationUnclear(RhiError):
    """What was given is not a table that can be checked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedLine:
    """One figure of a table, in one of its columns.

    `of` names the figure that the percentage is of. `part_of` names the whole of which this is one part; the parts of
    one `split` (“sex”) are all of it. A line with a `band` of a split and no `part_of` is a term that is said in that
    measure (“persistent: more than 3”). `same_as` names a figure that this one is said to be. `percent` is as printed,
    with as many decimals. None is no data, which is not 0; `held_back` says that there is a count, and it was not
    printed because it is small.
    """

    figure: str
    column: str = ""
    count: int | None = None
    held_back: bool = False
    percent: Decimal | None = None
    of: str = ""
    part_of: str = ""
    split: str = ""
    band: Band | None = None
    unit: str = ""
    period: str = ""
    same_as: str = ""

    @property
    def words(self) -> str:
        """What the line is called: “Referrals, August”."""
        return f"“{self.figure}, {self.column}”" if self.column else f"“{self.figure}”"


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """A table with where it is from."""

    title: str
    source: str
    lines: tuple[PublishedLine, ...]
    _places: Mapping[tuple[str, str], PublishedLine] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, title: str, source: str, lines: Sequence[PublishedLine]) -> "PublishedTable":
        """Make a table. Raises PublicationUnclear for a figure that is there twice, or named and not there."""
        places: dict[tuple[str, str], PublishedLine] = {}
        for line in lines:
            if (line.figure, line.column) in places:
                raise PublicationUnclear(f"{line.words} is there twice. Give each line a name or column of its own.")
            places[line.figure, line.column] = line
        table = cls(title, source, tuple(lines), places)
        for line in lines:
            for name in (line.of, line.part_of, line.same_as):
                if name and table.find(name, line.column) is None:
                    raise PublicationUnclear(f"{line.words} names “{name}”, which is no figure of the table.")
        if not lines:
            raise PublicationUnclear("The table has no figures.")
        return table

    def find(self, figure: str, column: str) -> PublishedLine | None:
        """Return a figure in a column, or the one that stands for all columns; None where there is neither."""
        return self._places.get((figure, column)) or self._places.get((figure, ""))


def read_toml(text: str) -> PublishedTable:
    """Read a table with `title`, `source`, `period` and `[[line]]` for each figure. Raises PublicationUnclear."""
    try:
        kept = tomllib.loads(text, parse_float=str)
    except tomllib.TOMLDecodeError as error:
        raise PublicationUnclear(f"The file is not TOML: {error}.") from error
    lines = kept.get("line", [])
    if not isinstance(lines, list) or not all(isinstance(line, dict) for line in lines):
        raise PublicationUnclear("Each figure of the table stands under a heading [[line]].")
    given = [{str(name): _text(value) for name, value in line.items()} for line in lines]
    period = _text(kept.get("period"))
    made = [_line(f"Line {number}", fields, period) for number, fields in enumerate(given, start=1)]
    return PublishedTable.of(_text(kept.get("title")) or "Table", _text(kept.get("source")), made)


def read_rows(title: str, rows: Iterable[tuple[int, Sequence[object]]]) -> PublishedTable:
    """Read the rows of a spreadsheet, each with its number, the first with the fields. Raises PublicationUnclear."""
    filled = [(number, [_text(cell) for cell in cells]) for number, cells in rows]
    filled = [(number, cells) for number, cells in filled if any(cells)]
    if not filled:
        raise PublicationUnclear("The table has no figures.")
    head = [cell.lower() for cell in filled[0][1]]
    made = []
    for number, cells in filled[1:]:
        if any(cells[len(head) :]):
            raise PublicationUnclear(f"Row {number} has more cells than there are headings.")
        made.append(_line(f"Row {number}", dict(zip(head, cells, strict=False)), ""))
    return PublishedTable.of(title, "", made)


def _line(where: str, given: Mapping[str, str], period: str) -> PublishedLine:
    known = {name.replace("_", " "): text for name, text in given.items() if name or text}
    strange = [name for name in known if name not in FIELDS]
    if strange:
        raise PublicationUnclear(f"{where} has “{strange[0]}”. The fields are: {', '.join(FIELDS)}.")
    figure = known.get("figure", "")
    if not figure:
        raise PublicationUnclear(f"{where} has no name of a figure.")
    return PublishedLine(
        figure=figure,
        column=known.get("column", ""),
        count=_count(where, known.get("count", "")),
        held_back=_HELD_BACK.fullmatch(known.get("count", "")) is not None,
        percent=_percent(where, known.get("percent", "")),
        of=known.get("of", "") or known.get("part of", ""),
        part_of=known.get("part of", ""),
        split=known.get("split", ""),
        band=_band(where, known.get("band", "")),
        unit=known.get("unit", ""),
        period=known.get("period", "") or period,
        same_as=known.get("same as", ""),
    )


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def _count(where: str, text: str) -> int | None:
    if text.lower() in _NO_DATA or _HELD_BACK.fullmatch(text):
        return None
    plain = text.replace(",", "").replace(" ", "")
    if not (plain.isascii() and plain.isdigit()):
        raise PublicationUnclear(
            f"{where}: “{text}” is no count. Write a whole number, n/a for no data, or * where it is held back."
        )
    return int(plain)


def _percent(where: str, text: str) -> Decimal | None:
    plain = text.removesuffix("%").strip()
    if plain.lower() in _NO_DATA or _HELD_BACK.fullmatch(plain):
        return None
    try:
        read = Decimal(plain)
    except InvalidOperation:
        read = Decimal("NaN")
    if not read.is_finite() or read < 0:
        raise PublicationUnclear(f"{where}: “{text}” is no percentage. Write it as printed, or n/a for no data.")
    return read


def _band(where: str, text: str) -> Band | None:
    try:
        return read_band(text) if text else None
    except ValueError as error:
        raise PublicationUnclear(
            f"{where}: “{text}” is no band. Write “3-5”, “20+”, “more than 3” or “under 10”, all in one unit."
        ) from error
