"""The small parts of an .xlsx: which sheets there are, the shared texts, and which styles make dates of numbers."""

import posixpath
import re
from dataclasses import dataclass, field

from rhi_desktop.services.intake.sheets import IntakeError
from rhi_desktop.spreadsheets.archive import DAMAGED, Archive, local

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NOT_DATE_PART = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h{1,2}\]|m{1,2}\]|s{1,2}\])[^\]]*\]', re.IGNORECASE)
_DATE_PART = re.compile(r"[dmyhs]", re.IGNORECASE)
_BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet: its name, where it lies in the archive, and whether it is hidden."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Styles:
    """What cell styles (by index) say of numbers: those that show dates, and those that show leading zeros."""

    dates: frozenset[int] = frozenset()
    zeros: dict[int, int] = field(default_factory=dict)


def read_sheets(archive: Archive) -> tuple[tuple[SheetPart, ...], bool]:
    """Return the sheets that hold cells, and whether serial numbers count from 1904."""
    listed: list[tuple[str, str, bool]] = []
    epochs: list[bool] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        known = {local(key): value for key, value in attributes.items()}
        if local(name) == "workbookPr":
            epochs.append(known.get("date1904", "0") in {"1", "true"})
        if local(name) == "sheet":
            listed.append((known.get("name", ""), known.get("id", ""), known.get("state", "visible") != "visible"))

    archive.parse("xl/workbook.xml", start=start)
    targets = _worksheets(archive)
    sheets = tuple(SheetPart(name, targets[id_], hidden) for name, id_, hidden in listed if id_ in targets)
    if not sheets:
        raise IntakeError(DAMAGED)
    return sheets, any(epochs)


def _worksheets(archive: Archive) -> dict[str, str]:
    targets: dict[str, str] = {}

    def start(_name: str, attributes: dict[str, str]) -> None:
        if attributes.get("Type", "").endswith("/worksheet"):
            target = attributes.get("Target", "")
            part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            targets[attributes.get("Id", "")] = part

    archive.parse("xl/_rels/workbook.xml.rels", start=start)
    return targets


def read_texts(archive: Archive) -> list[str]:
    """Return the shared texts in their order, without phonetic guides."""
    if "xl/sharedStrings.xml" not in archive:
        return []
    texts: list[str] = []
    parts: list[str] = []
    inside = {"t": False, "rPh": False}

    def start(name: str, _: dict[str, str]) -> None:
        if local(name) in inside:
            inside[local(name)] = True

    def end(name: str) -> None:
        plain = local(name)
        if plain in inside:
            inside[plain] = False
        elif plain == "si":
            texts.append(unescaped("".join(parts)))
            parts.clear()

    def text(words: str) -> None:
        if inside["t"] and not inside["rPh"]:
            parts.append(words)

    archive.parse("xl/sharedStrings.xml", start=start, end=end, text=text)
    return texts


def read_styles(archive: Archive) -> Styles:
    """Return which styles show dates and leading zeros."""
    if "xl/styles.xml" not in archive:
        return Styles()
    formats: dict[int, str] = {}
    used: list[int] = []
    open_: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        plain = local(name)
        if plain == "numFmt":
            formats[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")
        if plain == "xf" and "cellXfs" in open_:
            used.append(int(attributes.get("numFmtId", "0")))
        open_.append(plain)

    def end(_: str) -> None:
        open_.pop()

    archive.parse("xl/styles.xml", start=start, end=end)
    dates = frozenset(index for index, id_ in enumerate(used) if _shows_date(id_, formats.get(id_, "")))
    zeros = {
        index: len(formats[id_]) for index, id_ in enumerate(used) if re.fullmatch("0{2,20}", formats.get(id_, ""))
    }
    return Styles(dates, zeros)


def unescaped(text: str) -> str:
    """Return a text with Excel's `_x000D_` as the characters that they stand for."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _shows_date(id_: int, code: str) -> bool:
    if not code:
        return id_ in _BUILT_IN_DATES
    first = code.partition(";")[0]
    return bool(_DATE_PART.search(_NOT_DATE_PART.sub("", first))) and "general" not in first.lower()
