"""Identifiers of records."""

import uuid
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.domain.ids import new_record_id

INSTANTS = st.datetimes(datetime(2000, 1, 1), datetime(2200, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))


@given(INSTANTS)
def test_an_id_is_a_version_seven_uuid_that_carries_its_millisecond(at: datetime) -> None:
    text = new_record_id(at)
    read = uuid.UUID(text)
    assert text == str(read)
    assert read.version == 7
    assert read.variant == uuid.RFC_4122
    assert read.int >> 80 == int(at.timestamp() * 1000)


@given(INSTANTS, st.integers(1, 10**9))
def test_ids_sort_as_text_by_the_time_they_were_made(at: datetime, milliseconds: int) -> None:
    assert new_record_id(at) < new_record_id(at + timedelta(milliseconds=milliseconds))


def test_ids_of_one_millisecond_are_all_different() -> None:
    at = datetime(2026, 11, 25, tzinfo=UTC)
    assert len({new_record_id(at) for _ in range(2_000)}) == 2_000
