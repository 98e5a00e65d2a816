"""docs/protocol.md names what the code has: every message with its fields, every reason, every limit."""

import inspect
import re
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from rhi_desktop.domain.permitting import Objection
from rhi_desktop.hub.refusing import STATUS
from rhi_desktop.sync import opening, payload, statements
from rhi_desktop.wire import api, limits
from rhi_desktop.wire.envelope import Header

DOCUMENT = (Path(__file__).parents[3] / "docs" / "protocol.md").read_text(encoding="utf-8")
LIMITS = {
    "envelope": limits.ENVELOPE,
    "header": limits.HEADER,
    "wrap": limits.WRAP,
    "size class": limits.LARGEST,
    "readers of an envelope": limits.READERS,
    "envelopes in a request": limits.PUSHED,
    "body of a push": limits.REQUEST,
    "JSON of a request, or of the head of a page": limits.CONTROL,
    "JSON of an answer": limits.ANSWER,
    "envelopes of a page": limits.PAGE,
    "clocks apart": limits.CLOCK,
}


def rows(heading: str) -> dict[str, list[str]]:
    """Return the rows of the first table below a heading, by their first cell without its signs."""
    _, _, behind = DOCUMENT.partition(f"\n{heading}\n")
    section = f"{heading}\n{behind}" if heading.startswith("|") else behind
    table = re.search(r"^\|.*\n\|[-|]+\n((?:\|.*\n)+)", section, re.MULTILINE)
    assert table is not None, heading
    cells = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in table.group(1).splitlines()]
    return {row[0].strip("`"): row[1:] for row in cells}


def named(cell: str) -> list[str]:
    """Return what stands in code marks in a cell."""
    return re.findall(r"`([a-z_]+)`", cell)


MESSAGES = {
    name: kind
    for name, kind in inspect.getmembers(api, inspect.isclass)
    if issubclass(kind, msgspec.Struct) and kind.__module__ == api.__name__ and not name.startswith("_")
}


def test_every_message_is_in_the_document_and_no_other() -> None:
    assert set(rows("### Messages")) == set(MESSAGES) - {"Limits"}


@pytest.mark.parametrize("name", sorted(set(MESSAGES) - {"Limits"}))
def test_every_field_of_a_message_is_in_the_document(name: str) -> None:
    fields = MESSAGES[name].__struct_fields__
    assert set(fields) <= set(named(rows("### Messages")[name][0]))


def test_the_end_points_are_those_of_the_api() -> None:
    told = {
        (request.strip("`"), *re.findall(r"`(\w+)`", body), *re.findall(r"\d+", answered)[:1])
        for request, (body, answered, _) in rows("## 4. End points").items()
    }
    requests = {request for request, *_ in told}
    assert requests == set(re.findall(r"^\| `([A-Z]+ /v1[^`]*)`", api.__doc__ or "", re.MULTILINE))
    assert all(word in MESSAGES or word.isdigit() for _, *words in told for word in words)


def test_every_reason_is_in_the_document_and_no_other() -> None:
    assert set(rows("### Reasons")) == {reason.value for reason in api.Reason}


def test_each_reason_has_the_status_that_the_hub_gives_it() -> None:
    told = {name: [int(status) for status in cells[0].split(",")] for name, cells in rows("### Reasons").items()}
    assert {reason.value: status for reason, status in STATUS.items()} == {name: of[0] for name, of in told.items()}


def test_every_outcome_is_in_the_document_and_no_other() -> None:
    assert set(rows("## 6. Pushing")) == {outcome.value for outcome in api.Outcome}


def test_the_limits_are_those_of_the_code() -> None:
    told = rows("## 11. Limits")
    for name, value in LIMITS.items():
        assert f"{value:,}" in re.findall(r"[\d,]*\d", told[name][0]), name
    assert set(told) - set(LIMITS) == {"counters, positions, epochs"}


def test_the_header_has_the_fields_of_the_document() -> None:
    told = {field for cell in rows("## 2. Envelopes") for field in re.findall(r"[a-z]+", cell)}
    assert told == set(Header.__struct_fields__)


def test_every_item_has_the_fields_of_the_document() -> None:
    told = rows("| item | fields | what it says |")
    kinds = {str(kind.__struct_config__.tag): kind for kind in get_args(payload.Item)}
    assert set(told) == set(kinds)
    for name, kind in kinds.items():
        assert named(told[name][0]) == list(kind.__struct_fields__)


def test_the_codes_of_a_refusal_are_those_of_the_document() -> None:
    told = named(rows("| item | fields | what it says |")["refusal"][1])
    source = inspect.getsource(opening.Opener._judge)
    objections = {one.value for one in Objection if one is not Objection.NONE}
    assert set(told) == set(re.findall(r'"([a-z_]+)"', source)) | objections


def test_every_statement_has_the_fields_of_the_document() -> None:
    told = rows("## 9. The directory")
    kinds = {
        str(kind.__struct_config__.tag): kind
        for kind in (statements.Organisation, statements.Certificate, statements.Revocation, statements.Epoch)
    }
    assert set(told) == set(kinds)
    for name, kind in kinds.items():
        assert {"organisation", "at", *named(told[name][0])} == set(kind.__struct_fields__)
