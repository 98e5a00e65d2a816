"""Rows that stay outside: written out, mended, and brought back."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from rhi_desktop.services.intake.mending import WHAT_TO_MEND
from rhi_desktop.services.intake.plan import Choice, Decision
from tests.intakes import TRACKER, Desk

ROWS = [
    ("007", "EXAMPLE, Robin", "4/5/12", "3/11/26 14:05", "4/11/26", ""),
    ("008", "=Sasha Invented", "1/6/11", "31/11/26", "", ""),
    ("009", "Robyn Example", "4/5/12", "9/11/26", "", ""),
    ("010", "Kim Madeup", "28/2/13", "9/11/26", "", ""),
]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_rows_to_mend_keep_their_cells_say_why_and_come_back(desk: Desk, tmp_path: Path, suffix: str) -> None:
    plan = desk.plan(ROWS, decisions={5: Decision(Choice.LEAVE_OUT)})
    mend = tmp_path / f"mend{suffix}"
    mend.write_bytes(desk.intake.rows_to_mend(plan, suffix))
    opened = desk.intake.open(mend)
    assert opened.best.headings == (*TRACKER, WHAT_TO_MEND)
    again = desk.intake.plan(opened, opened.best.mapping)
    assert [(row.row, row.name, row.born) for row in again.rows] == [
        (2, "=Sasha Invented", "2011-06-01"),
        (3, "Robyn Example", "2012-05-04"),
        (4, "Kim Madeup", "2013-02-28"),
    ]
    assert [note.sentence for note in again.rows[0].errors] == ["There is no such day. Check the date."]
    whys = [str(row.cells[-1]) for row in opened.best.sample]
    assert whys[0] == "Missing since: There is no such day. Check the date."
    assert "Is this a child who is known? Robin Example, born 2012-05-04" in whys[1]
    assert whys[2] == "Left out on purpose."


def test_the_added_column_is_written_once_however_often_rows_are_mended(desk: Desk, tmp_path: Path) -> None:
    mend = tmp_path / "mend.csv"
    mend.write_bytes(desk.intake.rows_to_mend(desk.plan(ROWS), ".csv"))
    mend.write_bytes(desk.intake.rows_to_mend(desk.plan_file(mend), ".csv"))
    assert desk.intake.open(mend).best.headings == (*TRACKER, WHAT_TO_MEND)


def test_a_mended_row_is_imported(desk: Desk, tmp_path: Path) -> None:
    desk.take(ROWS)
    mend = tmp_path / "mend.xlsx"
    mend.write_bytes(desk.intake.rows_to_mend(desk.plan(ROWS), ".xlsx"))
    workbook = load_workbook(mend)
    workbook.worksheets[0]["D2"] = "30/11/25"
    workbook.save(mend)
    plan = desk.plan_file(mend)
    assert [row.imported for row in plan.rows] == [True, False]
    assert desk.intake.commit(plan).counts.new_children == 1


def test_a_plan_with_nothing_to_mend_writes_headings_alone(desk: Desk) -> None:
    plan = replace(desk.plan(ROWS[:1]))
    assert plan.not_imported == ()
    assert desk.intake.rows_to_mend(plan, ".csv").decode("utf-8-sig").split("\r\n")[1:] == [""]
