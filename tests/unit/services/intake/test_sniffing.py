"""Columns that are not what their heading seems to say, and tables that are not laid out simply."""

import io

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from rhi_desktop.services.intake.fields import Field
from rhi_desktop.services.intake.mapping import Preview
from tests.intakes import TRACKER, Desk, reasons, xlsx_bytes


def opened(desk: Desk, heading: tuple[str, ...], *rows: tuple[object, ...]) -> Preview:
    return desk.intake.open(desk.file(rows, heading)).best


def fields(preview: Preview) -> list[str]:
    return [field.value if field is not None else "" for field in preview.mapping.columns]


def test_a_column_of_places_is_no_time_and_one_of_times_no_place(desk: Desk) -> None:
    heading = ("Name", "Missing from", "Back", "Last seen", "Located")
    best = opened(desk, heading, ("Robin Example", "1/11/26 10:00", "2/11/26", "Bus stop", "Park"))
    assert fields(best) == ["name", "missing_since", "", "missing_from", "found_at"]


def test_a_column_of_yes_and_no_is_no_time(desk: Desk) -> None:
    best = opened(
        desk, ("Name", "Missing since", "Found", "Returned"), ("A B", "1/11/26", "Yes", ""), ("C D", "2/11/26", "N", "")
    )
    assert fields(best) == ["name", "missing_since", "", "returned"]


def test_a_wrong_date_stays_a_date_so_that_it_is_told(desk: Desk) -> None:
    best = opened(desk, ("Name", "Missing since"), ("Robin Example", "31/11/26"))
    assert fields(best) == ["name", "missing_since"]


def test_numbers_that_only_count_the_rows_are_no_references(desk: Desk) -> None:
    rows = [(number, number + 6, "Robin Example", "1/11/26") for number in (1, 2, 3)]
    assert fields(opened(desk, ("Ref", "Person ref", "Name", "Missing since"), *rows))[:2] == ["", "police_person"]
    assert fields(opened(desk, ("No.", "ID", "Name", "Missing since"), *rows))[:2] == ["", ""]


def test_headings_in_two_rows_are_read_together(desk: Desk) -> None:
    def merged(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:C1")
        sheet.merge_cells("D1:E1")

    file = desk.folder / "two.xlsx"
    rows = [("Name", "Missing", None, "Returned", None), (None, "Date", "Time", "Date", "Time")]
    file.write_bytes(xlsx_bytes([*rows, ("Robin Example", "1/11/26", "22:00", "2/11/26", "06:15")], merged))
    best = desk.intake.open(file).best
    assert best.headings == ("Name", "Missing Date", "Missing Time", "Returned Date", "Returned Time")
    assert (best.mapping.header_row, best.row_count) == (2, 1)
    row = desk.plan_file(file).rows[0]
    assert (row.missing_since, row.returned) == ("2026-11-01T22:00Z", "2026-11-02T06:15Z")


def test_a_kept_mapping_is_not_second_guessed(desk: Desk) -> None:
    heading = ("Name", "Missing since", "Found")
    best = opened(desk, heading, ("Robin Example", "1/11/26", "Yes"))
    desk.intake.keep_mapping(best, best.mapping.with_column(2, Field.FOUND))
    assert fields(opened(desk, heading, ("Robin Example", "1/11/26", "Yes"))) == ["name", "missing_since", "found"]


def test_a_line_below_the_table_is_left_aside(desk: Desk) -> None:
    plan = desk.plan(
        [("1", "Robin Example", "1/11/26"), ("Made by the team", "", "")], ("Row", "Name", "Missing since")
    )
    assert [row.row for row in plan.rows] == [2]
    assert plan.notes == ("Row 3 holds nothing in the columns that are used and was left aside.",)


def test_an_age_beside_the_date_of_birth_is_left_aside(desk: Desk) -> None:
    births = ("4/5/12 (14)", "04/05/2012, aged 14", "4 May 2012 (14 yrs)")
    plan = desk.plan([("", f"Robin Example{at}", born, "3/11/26", "", "") for at, born in enumerate(births)])
    assert [row.born for row in plan.rows] == ["2012-05-04"] * 3, [reasons(row) for row in plan.rows]


def test_other_sheets_with_such_a_table_are_told(desk: Desk) -> None:
    workbook = Workbook()
    workbook.worksheets[0].title = "October"
    for sheet in (workbook.worksheets[0], workbook.create_sheet("November")):
        for row in (TRACKER, ("MP/1", "Robin Example", "4/5/12", "3/11/26", "", "")):
            sheet.append(list(row))
    workbook.create_sheet("Guidance").append(["Name", "What to do"])
    content = io.BytesIO()
    workbook.save(content)
    file = desk.folder / "months.xlsx"
    file.write_bytes(content.getvalue())
    assert desk.intake.open(file).best.notes == ("Other sheets hold rows too, and are imported in turn: November (1).",)
