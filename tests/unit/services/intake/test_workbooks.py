"""Whole workbooks as they really come."""

import io
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from rhi_desktop.demo.notifications import FIRST_ROW, HIDDEN_ROW, QUOTED, practice_notifications
from rhi_desktop.domain.records import Kind
from rhi_desktop.services.intake import reading
from rhi_desktop.services.intake.plan import ChildBecomes, Choice, Decision
from rhi_desktop.services.intake.sheets import IntakeError
from tests.builders import NOON, a_change, a_child
from tests.intakes import TRACKER, Desk, csv_bytes, reasons, xlsx_bytes

ROW = ("MP/1", "Robin Example", "4/5/12", "3/11/26", "", "")


@pytest.fixture
def notifications(desk: Desk) -> Path:
    """The practice workbook, beside a store that knows Robin Example."""
    desk.store.commit([a_change(a_child(name="Robin Example", born="2012-05-04", reference="EX-0101"))])
    file = desk.folder / "notifications.xlsx"
    file.write_bytes(practice_notifications(NOON))
    return file


def test_the_practice_workbook_is_understood(desk: Desk, notifications: Path) -> None:
    opened = desk.intake.open(notifications)
    assert [(preview.sheet, preview.hidden) for preview in opened.previews] == [
        ("Notifications", False),
        ("Lists", True),
    ]
    best = opened.best
    assert (best.sheet, best.mapping.header_row, best.row_count) == ("Notifications", FIRST_ROW - 1, 14)
    told = " ".join(best.notes)
    assert "Hidden sheets are not read unless they are chosen: Lists." in told
    assert "1 row is hidden" in told
    assert "merged over several rows" in told
    plan = desk.intake.plan(opened, best.mapping)
    assert "Row 20 holds totals" in " ".join(plan.notes)
    assert [(row.row, row.errors != (), row.child) for row in plan.rows if not row.imported] == [
        (8, False, ChildBecomes.DOUBTFUL),
        (13, True, None),
        (14, True, None),
        (HIDDEN_ROW, True, None),
        (17, True, None),
    ]
    assert "no stored result" in reasons(plan.rows[-2])[0][1]
    assert plan.rows[0].child is ChildBecomes.KNOWN
    assert (plan.rows[3].with_rows, plan.rows[3].name) == ((10, 11), "Jo Made-Up")


def test_the_practice_workbook_is_imported_once(desk: Desk, notifications: Path) -> None:
    plan = desk.plan_file(notifications, decisions={8: Decision(Choice.NEW)})
    outcome = desk.intake.commit(plan)
    assert outcome.counts.imported == 9
    again = desk.plan_file(notifications)
    assert [row.changes_nothing for row in again.rows if row.imported] == [True] * 9
    sources = {desk.store.get(Kind.REFERRAL, one.referral).body["source"] for one in desk.store.referral_index()}
    assert sources == {"Exampleshire"}
    circumstances = {
        desk.store.get(Kind.EPISODE, one.episode).body["circumstances"] for one in desk.store.episode_index()
    }
    assert QUOTED in circumstances


def test_hidden_sheets_are_chosen_only_on_purpose(desk: Desk) -> None:
    workbook = Workbook()
    workbook.worksheets[0].append(["Notes"])
    for row in (("A", "b"), TRACKER, ROW):
        hidden = workbook["Old"] if "Old" in workbook else workbook.create_sheet("Old")
        hidden.append(list(row))
    workbook["Old"].sheet_state = "hidden"
    content = io.BytesIO()
    workbook.worksheets[0].append(["Name", "DOB"])
    workbook.worksheets[0].append(["Sasha Invented", "1/6/11"])
    workbook.save(content)
    file = desk.folder / "two.xlsx"
    file.write_bytes(content.getvalue())
    opened = desk.intake.open(file)
    assert opened.best.sheet == "Sheet"
    old = next(preview for preview in opened.previews if preview.sheet == "Old")
    assert "This sheet is hidden in the workbook." in old.notes
    assert desk.intake.plan(opened, old.mapping).counts.imported == 1


def test_the_headings_can_be_pointed_at(desk: Desk) -> None:
    file = desk.file([TRACKER, ROW], ("Name", "DOB", "Police ref", "Found", "Returned", "Missing since"))
    opened = desk.intake.open(file)
    assert opened.best.mapping.header_row == 1
    preview = desk.intake.preview(opened, opened.best.sheet, 2)
    assert preview.headings == TRACKER
    plan = desk.intake.plan(opened, preview.mapping)
    assert [(row.row, row.name) for row in plan.rows] == [(3, "Robin Example")]


def test_days_of_a_1904_workbook_are_right_with_and_without_a_format(desk: Desk) -> None:
    workbook = Workbook()
    workbook.epoch = CALENDAR_MAC_1904
    for row in (TRACKER, ("MP/1", "Robin Example", "4/5/12", NOON.date().replace(day=3), 46330 - 1462, "")):
        workbook.worksheets[0].append(list(row))
    content = io.BytesIO()
    workbook.save(content)
    file = desk.folder / "mac.xlsx"
    file.write_bytes(content.getvalue())
    read = desk.plan_file(file).rows[0]
    assert (read.missing_since, read.found) == ("2026-11-03", "2026-11-04")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_a_semicolon_table_in_another_encoding_is_imported(desk: Desk, encoding: str) -> None:
    file = desk.folder / "export.csv"
    rows = [TRACKER, ("MP/1", "EXAMPLÉ, Zoë", *ROW[2:])]
    file.write_bytes(csv_bytes(rows, separator=";", encoding=encoding))
    assert [row.name for row in desk.plan_file(file).rows] == ["Zoë Examplé"]


def test_a_merged_name_counts_for_each_of_its_rows(desk: Desk) -> None:
    def merged(sheet: Worksheet) -> None:
        sheet.merge_cells("B2:B3")
        sheet.merge_cells("C2:C3")

    file = desk.folder / "merged.xlsx"
    second = ("MP/2", None, None, "9/11/26", "", "")
    file.write_bytes(xlsx_bytes([TRACKER, ROW, second], merged))
    plan = desk.plan_file(file)
    assert [row.name for row in plan.rows] == ["Robin Example", "Robin Example"]
    assert plan.counts.new_children == 1
    assert "merged" in " ".join(plan.notes)


def test_more_rows_than_are_taken_at_once_are_refused_with_what_to_do(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 3)
    with pytest.raises(IntakeError, match="Split the file"):
        desk.plan([ROW] * 4)
    assert desk.plan([ROW] * 3).counts.rows == 3


def test_numbers_that_are_references_keep_what_they_show(desk: Desk) -> None:
    heading = ("Misper ref", "Person ref", "Name", "DOB", "Missing since")
    file = desk.folder / "numbers.xlsx"
    file.write_bytes(xlsx_bytes([heading, (12345.0, 7, "Robin Example", 41033, 46329.5868055)]))
    plan = desk.plan_file(file)
    desk.intake.commit(plan)
    assert [one.police_reference for one in desk.store.episode_index()] == ["12345"]
    assert [(one.police_reference, one.born) for one in desk.store.child_index()] == [("7", "2012-05-04")]
