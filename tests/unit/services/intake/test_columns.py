"""Which row holds the headings, and what the columns are about."""

import tomllib
from collections import Counter

import pytest

from rhi_desktop.domain.folding import folded_words
from rhi_desktop.runtime.assets import find_assets
from rhi_desktop.services.intake.columns import ColumnNames
from rhi_desktop.services.intake.fields import Field
from rhi_desktop.services.intake.mapping import ColumnMapping, signature_of
from rhi_desktop.services.intake.mending import WHAT_TO_MEND
from rhi_desktop.services.intake.sheets import SheetRow

SOURCE = (find_assets().resources / "intake_columns.toml").read_text(encoding="utf-8")
COLUMNS = ColumnNames(SOURCE)


def rows(*rows: tuple[str | None, ...]) -> list[SheetRow]:
    return [SheetRow(number, row) for number, row in enumerate(rows, start=1)]


def fields(mapping: ColumnMapping) -> list[str]:
    return [field.value if field is not None else "" for field in mapping.columns]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Misper ref", Field.POLICE_REFERENCE),
        ("Person ref", Field.POLICE_PERSON),
        ("D.O.B.", Field.BORN),
        ("Child's DOB (dd/mm/yyyy)", Field.BORN),
        ("YP’s name", Field.NAME),
        ("SURNAME, FORENAME", Field.NAME),
        ("Date/time reported missing", Field.MISSING_SINCE),
        ("Located", Field.FOUND),
        ("Return date", Field.RETURNED),
        ("Found location", Field.FOUND_AT),
        ("Risk level", Field.POLICE_RISK),
        ("Legal status", Field.LEGAL_STATUS),
        ("Placing LA", Field.RESPONSIBLE_AUTHORITY),
        (WHAT_TO_MEND, Field.IGNORED),
        ("Officer’s favourite colour", None),
        ("", None),
    ],
)
def test_headings_that_forces_and_councils_write_are_known(heading: str, field: Field | None) -> None:
    assert COLUMNS.field(heading) is field


def test_no_heading_stands_for_two_fields_and_every_field_has_one() -> None:
    kept = tomllib.loads(SOURCE)
    counted = Counter(" ".join(folded_words(heading)) for headings in kept.values() for heading in headings)
    assert [heading for heading, count in counted.items() if count > 1] == []
    assert set(kept) == {field.value for field in Field}
    assert all(kept.values())


def test_the_headings_are_found_below_titles() -> None:
    mapping, headings = COLUMNS.guess(
        "S", rows(("Notifications",), (None,), ("Name", "DOB", "Missing since"), ("A B", "x", "y"))
    )
    assert (mapping.header_row, headings) == (3, ("Name", "DOB", "Missing since"))
    assert fields(mapping) == ["name", "born", "missing_since"]


def test_a_heading_that_says_little_is_read_with_the_group_above_it() -> None:
    mapping, headings = COLUMNS.guess(
        "S", rows(("Person", None, "Missing", None, "Found", None), ("Name", "DOB", "Date", "Time", "Date", "Time"))
    )
    assert fields(mapping) == ["name", "born", "missing_since", "missing_time", "found", "found_time"]
    assert headings[2:4] == ("Missing Date", "Missing Time")


def test_a_time_belongs_to_the_date_before_it() -> None:
    mapping, _ = COLUMNS.guess("S", rows(("Name", "Date missing", "Time", "Date found", "Time found")))
    assert fields(mapping) == ["name", "missing_since", "missing_time", "found", "found_time"]


def test_a_date_alone_is_the_notifications_or_else_when_the_child_went_missing() -> None:
    assert fields(COLUMNS.guess("S", rows(("Name", "Notification type", "Date", "Time")))[0])[2:] == [
        "event",
        "event_time",
    ]
    assert fields(COLUMNS.guess("S", rows(("Name", "DOB", "Date", "Time")))[0])[2:] == ["missing_since", "missing_time"]


def test_a_field_is_fed_by_one_column_unless_texts_are_joined() -> None:
    mapping, _ = COLUMNS.guess("S", rows(("Name", "Child name", "Notes", "Comments")))
    assert fields(mapping) == ["name", "", "notes", "notes"]
    assert fields(mapping.with_column(1, Field.NAME)) == ["", "name", "notes", "notes"]


def test_headings_that_nobody_knows_are_still_headings() -> None:
    mapping, headings = COLUMNS.guess("S", rows((None,), ("Eins", "Zwei"), ("a", "b")))
    assert (mapping.header_row, headings, fields(mapping)) == (2, ("Eins", "Zwei"), ["", ""])


def test_an_empty_sheet_has_none() -> None:
    assert COLUMNS.guess("S", []) == (ColumnMapping("S", 1, ()), ())


def test_a_file_is_recognised_by_its_headings_however_they_are_typed() -> None:
    assert signature_of(("Name", "Date  of birth")) == signature_of(("NAME ", "Date of Birth", ""))
    assert signature_of(("Name", "DOB")) != signature_of(("DOB", "Name"))
