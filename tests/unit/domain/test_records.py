"""Revisions: the bytes that are hashed and signed."""

import json
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.domain.records import GENESIS, Kind, Revision, canonical_json, instant_text, parse_instant

NOON = datetime(2026, 11, 25, 12, 0, 0, 123456, tzinfo=UTC)
REVISION = Revision(
    record="0193-a",
    kind=Kind.CHILD,
    parents=("p" * 64,),
    author="0193-m",
    device="0193-d",
    counter=7,
    previous=GENESIS,
    at=NOON,
    schema=1,
    body={"name": "Żaneta Invented", "alerts": ["Do not disclose address"], "interpreter": True, "born": None},
)
OTHERWISE: dict[str, Any] = {
    "record": "0193-b",
    "kind": Kind.EPISODE,
    "parents": (),
    "author": "0193-n",
    "device": "0193-e",
    "counter": 8,
    "previous": "1" * 64,
    "at": NOON + timedelta(microseconds=1),
    "schema": 2,
    "body": {"name": "Żaneta Invented"},
}
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


def test_the_format_of_a_revision_is_fixed() -> None:
    assert REVISION.canonical().decode() == (
        '{"at":"2026-11-25T12:00:00.123456Z","author":"0193-m","body":{"alerts":["Do not disclose address"],'
        '"born":null,"interpreter":true,"name":"Żaneta Invented"},"counter":7,"device":"0193-d","kind":"child",'
        f'"parents":["{"p" * 64}"],"previous":"{GENESIS}","record":"0193-a","schema":1}}'
    )


def test_every_part_of_a_revision_changes_its_id() -> None:
    assert set(OTHERWISE) == {field.name for field in fields(Revision)}
    ids = {replace(REVISION, **{name: value}).id for name, value in OTHERWISE.items()}
    assert len(ids | {REVISION.id}) == len(OTHERWISE) + 1


@given(st.dictionaries(TEXT, JSON, max_size=6))
def test_a_value_has_one_spelling_whatever_the_order_of_its_names(value: dict[str, Any]) -> None:
    written = canonical_json(value)
    assert json.loads(written) == value
    assert canonical_json(dict(reversed(value.items()))) == written


@pytest.mark.parametrize("value", [0.5, float("nan"), [1, [2.0]], {"a": {"b": 1e3}}])
def test_fractions_are_refused_wherever_they_hide(value: Any) -> None:
    with pytest.raises(TypeError, match="store them as text"):
        canonical_json(value)


def test_text_that_utf_8_cannot_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="surrogates"):
        canonical_json({"name": "\ud800"})


@given(st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)), st.integers(-14 * 60, 14 * 60))
def test_an_instant_reads_back_as_itself_from_any_zone(at: datetime, minutes: int) -> None:
    zoned = at.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    assert parse_instant(instant_text(zoned)) == zoned


@given(
    st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)), st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1))
)
def test_instants_sort_as_text(one: datetime, other: datetime) -> None:
    one, other = one.replace(tzinfo=UTC), other.replace(tzinfo=UTC)
    assert (instant_text(one) < instant_text(other)) == (one < other)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        instant_text(datetime(2026, 11, 25))
