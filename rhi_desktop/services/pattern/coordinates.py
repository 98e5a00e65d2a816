"""Coordinates of places from a list that an authority has: each row becomes a place, or says why it cannot."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rhi_desktop.domain.counted import counted
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.folding import folded_words
from rhi_desktop.domain.grid import grid_of, on_grid
from rhi_desktop.domain.interview import MentionKind
from rhi_desktop.domain.place import Place
from rhi_desktop.domain.postcodes import is_postcode, postcode_text
from rhi_desktop.domain.recognising import key_of
from rhi_desktop.services.intake.sheets import IntakeError, SheetRow, Spreadsheets, cell_text

_NAMES = {
    "name": ("place", "name", "placename", "site", "venue", "location"),
    "postcode": ("postcode", "district", "postcodedistrict", "outcode", "outward", "pcd", "pcds"),
    "easting": ("easting", "eastings", "x", "oseast1m", "east"),
    "northing": ("northing", "northings", "y", "osnrth1m", "north"),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon", "lng", "long"),
}
_ABROAD = "This point is not in Great Britain. Are the columns the right way round?"
_NO_COLUMNS = (
    "The first row should name the columns: a place or a postcode district, and easting and northing, or latitude and "
    "longitude."
)


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be taken: its number as the spreadsheet counts, the column, and why."""

    number: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class CoordinatesPlan:
    """What a list would do to the register: the places with record and head (empty for a new one), and what is bad."""

    new: int
    changed: int
    same: int
    places: tuple[tuple[Place, str, str], ...]
    bad: tuple[BadRow, ...]

    @property
    def words(self) -> str:
        """What it would do, in a sentence."""
        said = f"{counted(self.new, 'new place')}, {self.changed} with other coordinates, {self.same} as they are."
        return f"{said} {counted(len(self.bad), 'row')} cannot be taken." if self.bad else said


def read_coordinates(file: Path, spreadsheets: Spreadsheets, register: Sequence[Filed[Place]]) -> CoordinatesPlan:
    """Read a list of places with coordinates. Nothing is written. Raises IntakeError."""
    book = spreadsheets.open(file)
    sheet = next(name for name, hidden in book.sheets() if not hidden)
    rows = [row for row in book.rows(sheet) if not row.empty]
    if not rows:
        raise IntakeError("The file is empty.")
    columns = _columns(rows[0])
    return _plan(rows[1:], columns, register)


def _columns(head: SheetRow) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, cell in enumerate(head.cells):
        plain = "".join(folded_words(cell_text(cell)))
        for field, names in _NAMES.items():
            if plain in names:
                found.setdefault(field, at)
    where = {"easting", "northing"} <= found.keys() or {"latitude", "longitude"} <= found.keys()
    if not where or not found.keys() & {"name", "postcode"}:
        raise IntakeError(_NO_COLUMNS)
    return found


def _plan(rows: Iterable[SheetRow], columns: dict[str, int], register: Sequence[Filed[Place]]) -> CoordinatesPlan:
    known = {key: one for one in register for key in _keys(one.value)}
    places: dict[str, tuple[Place, str, str]] = {}
    bad: list[BadRow] = []
    new = changed = same = 0
    for row in rows:
        read = _read(row, columns)
        if isinstance(read, BadRow):
            bad.append(read)
            continue
        entry = next((known[key] for key in _keys(read) if key in known), None)
        if entry is None:
            key = _keys(read)[0]
            new += key not in places
            places[key] = (read, "", "")
        elif (entry.value.easting, entry.value.northing) == (read.easting, read.northing):
            same += 1
        else:
            changed += 1
            moved = replace(entry.value, easting=read.easting, northing=read.northing)
            places[entry.id] = (moved, entry.id, entry.head)
    return CoordinatesPlan(new, changed, same, tuple(places.values()), tuple(bad))


def _keys(place: Place) -> tuple[str, ...]:
    """Return what a place is known by: its names; a district by its postcode."""
    names = [f"place {key_of(MentionKind.PLACE, name)}" for name in (place.name, *place.other_names)]
    return (*names, f"postcode {postcode_text(place.postcode)}") if place.postcode == place.name else tuple(names)


def _read(row: SheetRow, columns: dict[str, int]) -> Place | BadRow:
    def text(field: str) -> str:
        at = columns.get(field, len(row.cells))
        return cell_text(row.cells[at]) if at < len(row.cells) else ""

    name, postcode = text("name"), postcode_text(text("postcode"))
    if postcode and not is_postcode(postcode):
        return BadRow(row.number, "postcode", f"“{postcode}” is no postcode and no district.")
    if not name and not postcode:
        return BadRow(row.number, "place", "There is neither a place nor a postcode district.")
    pair = ("easting", "northing") if "easting" in columns else ("latitude", "longitude")
    numbers: list[float] = []
    for field in pair:
        try:
            numbers.append(float(text(field).replace(",", "")))
        except ValueError:
            return BadRow(row.number, field, "There is no number here.")
    if pair[0] == "latitude":
        if not (49 <= numbers[0] <= 61 and -9 <= numbers[1] <= 2):
            return BadRow(row.number, "latitude", _ABROAD)
        numbers = [float(one) for one in grid_of(*numbers)]
    if not on_grid(*numbers):
        return BadRow(row.number, pair[0], "This point is not on the British National Grid.")
    return Place(name=name or postcode, postcode=postcode, easting=round(numbers[0]), northing=round(numbers[1]))
