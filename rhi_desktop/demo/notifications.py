"""A workbook of police notifications as they really come, about invented people: for practice and for tests.

Titles above the headings, merged cells, several ways to write a date, a missing and a found message each, a message
that names nobody, a child who may be known, rows with faults, a hidden row, a hidden sheet, formulas and totals.
"""

import io
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from rhi_desktop.domain.moments import LONDON

HEADINGS = (
    *("Force", "Misper ref", "Person ref", "Notification", "Surname, Forename", "DOB", "Date / time of event"),
    *("Missing from", "Found location", "Risk level", "Placing LA", "Circumstances", "Days since"),
)
QUOTED = "=Said “see you later”"
"""A text that a careless program would run as a formula."""
FIRST_ROW = 6
HIDDEN_ROW = FIRST_ROW + 9
_DATE = "dd/mm/yyyy"
_MOMENT = "dd/mm/yyyy hh:mm"
_Row = tuple[object, ...]


def practice_notifications(now: datetime) -> bytes:
    """Return the workbook, with episodes of the weeks before `now`."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Notifications"
    _head(sheet, now)
    rows = tuple(_rows(now))
    for number, row in enumerate(rows, start=FIRST_ROW):
        for column, value in enumerate(row, start=1):
            _put(sheet.cell(number, column), value)
    last = FIRST_ROW + len(rows) - 1
    sheet.merge_cells(f"A{FIRST_ROW}:A{last}")
    sheet.row_dimensions[HIDDEN_ROW].hidden = True
    for number in range(FIRST_ROW, last + 1):
        sheet.cell(number, len(HEADINGS), f"=TODAY()-G{number}")
    sheet.cell(last + 2, 1, "Total")
    sheet.cell(last + 2, 2, f"=COUNTA(B{FIRST_ROW}:B{last})")
    lists = workbook.create_sheet("Lists")
    for risk in ("Low", "Medium", "High"):
        lists.append([risk])
    lists.sheet_state = "hidden"
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def _head(sheet: Worksheet, now: datetime) -> None:
    sheet["A1"] = "Exampleshire Police: notifications to Exampleshire Council (practice, everybody is invented)"
    sheet.merge_cells("A1:M1")
    sheet["A1"].font = Font(bold=True, size=14)
    sheet["A2"] = f"Printed {now.astimezone(LONDON):%d %B %Y}"
    sheet["B4"], sheet["G4"] = "Person", "Event"
    sheet.merge_cells("B4:F4")
    sheet.merge_cells("G4:L4")
    for column, heading in enumerate(HEADINGS, start=1):
        cell = sheet.cell(FIRST_ROW - 1, column, heading)
        cell.font = Font(bold=True)
    for letter, width in zip("ABCDEFGHIJKLM", (14, 12, 12, 14, 26, 12, 20, 24, 24, 10, 20, 40, 10), strict=True):
        sheet.column_dimensions[letter].width = width


def _put(cell: Cell | MergedCell, value: object) -> None:
    if isinstance(cell, MergedCell) or value == "":
        return
    cell.value = value if isinstance(value, (str, int, float, date)) else str(value)
    if value == QUOTED:
        cell.data_type = "s"
    if isinstance(value, datetime):
        cell.number_format = _MOMENT
    elif isinstance(value, date):
        cell.number_format = _DATE


def _rows(now: datetime) -> Iterable[_Row]:
    """Yield the rows. Robin, Kim and Nguyễn Thị Ví Dụ are children of the practice workspace."""
    force, la = "Exampleshire", "Exampleshire"
    gone = _back(now, 20, 21, 40)
    home = "Foster home, Exampleton"
    yield (
        force,
        "EX/1001",
        "P-501",
        "MISSING",
        "EXAMPLE, Robin",
        date(2012, 5, 4),
        gone,
        home,
        "",
        "High",
        la,
        "Left by the back door.",
    )
    found = gone + timedelta(hours=9, minutes=35)
    yield (
        "",
        "EX/1001",
        "P-501",
        "FOUND",
        "EXAMPLE, Robin",
        "04/05/2012",
        f"{found:%d-%b-%Y %H:%M}",
        "",
        "Bus station, Exampleton",
        "High",
        la,
        "",
    )
    yield (
        "",
        "EX/1002",
        "",
        "Missing",
        "Example, Robyn",
        "4/5/12",
        f"{_back(now, 12, 0, 0):%d/%m/%Y}",
        home,
        "",
        "Medium",
        la,
        "Did not come back from school.",
    )
    gone = _back(now, 11, 16, 5)
    yield (
        "",
        "EX/1003",
        "P-777",
        "Missing",
        "MADE-UP, Jo",
        "29/02/2012",
        f"{gone:%d/%m/%y %H:%M}",
        "Park Street Children’s Home",
        "",
        "Med",
        "Otherton",
        "",
    )
    yield (
        "",
        "EX/1003",
        "",
        "Found",
        "",
        "",
        f"{gone + timedelta(hours=5):%d/%m/%Y %H:%M}",
        "",
        "Railway station",
        "",
        "",
        "",
    )
    yield ("", "EX/1003", "", "Returned", "", "", f"{gone + timedelta(hours=7):%d/%m/%Y %H%M}hrs", "", "", "", "", "")
    yield (
        "",
        "EX/1004",
        "",
        "Missing",
        "O'PRETEND, Tia",
        date(2013, 8, 19),
        _back(now, 2, 22, 15),
        "Home",
        "",
        "Low",
        la,
        QUOTED,
    )
    us = _back(now, 9, 18, 0)
    while us.day <= 12:
        us -= timedelta(days=1)
    yield (
        "",
        "EX/1005",
        "",
        "Missing",
        "SPECIMEN, Lee",
        "12/07/2011",
        f"{us:%m/%d/%Y %H:%M}",
        "Home",
        "",
        "Low",
        la,
        "",
    )
    yield ("", "EX/1006", "", "Missing", "GROWNUP, Max", "03/03/1988", _back(now, 8, 19, 30), "Home", "", "Low", la, "")
    yield ("", "EX/0999", "", "Missing", "HIDDEN, Row", "03/03/2012", _back(now, 40, 19, 30), "Home", "", "Low", la, "")
    yield (
        "",
        "EX/1007",
        "",
        "Missing",
        "Nguyen Thi Vi Du",
        "11 Dec 2009",
        _back(now, 6, 20, 0),
        "Supported accommodation",
        "",
        "High",
        la,
        "",
    )
    yield (
        "",
        "EX/1007",
        "",
        "Found",
        "Nguyen Thi Vi Du",
        "11 Dec 2009",
        "=G16+1",
        "",
        "Railway station",
        "High",
        la,
        "",
    )
    yield (
        "",
        "EX/1008",
        "",
        "Absent",
        "MADEUP Kim",
        "28/02/2013",
        f"{_back(now, 5, 23, 0):%Y-%m-%dT%H:%M:%S}",
        "A friend’s house",
        "",
        "No apparent risk",
        la,
        "",
    )


def _back(now: datetime, days: int, hour: int, minute: int) -> datetime:
    """Return a time of day some days ago, as a wall clock in London shows it."""
    day = now.astimezone(LONDON).date() - timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON).replace(tzinfo=None)
