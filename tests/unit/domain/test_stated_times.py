"""Whether the times of a body can be read: wherever one stands, and whatever it is instead."""

import pytest

from rhi_desktop.domain.records import Body, Json, Kind
from rhi_desktop.domain.stated_times import INSTANTS, MOMENTS, times_can_be_read

INSTANT, MOMENT, DAY = "2026-11-25T10:41:07.123456Z", "2026-11-25T14:05Z", "2026-11-25"
PLACES = [(kind, path) for table in (INSTANTS, MOMENTS) for kind, paths in table.items() for path in paths]
NO_TIMES: list[Json] = ["yesterday", "2026-13-01", "2026-02-30T10:00Z", "2026-02-30T10:41:07.123456Z", 20261125, [DAY]]


def with_time(path: str, value: Json, *, several: bool = False) -> Body:
    name, _, part = path.partition(".")
    whole: Json = {part: value} if part else value
    return {name: [{part: ""}, whole] if several else whole}


@pytest.mark.parametrize(("kind", "path"), PLACES)
@pytest.mark.parametrize("value", NO_TIMES)
def test_what_is_no_time_is_seen_wherever_it_stands(kind: Kind, path: str, value: Json) -> None:
    assert not times_can_be_read(kind, with_time(path, value))


@pytest.mark.parametrize("kind", [kind for kind, paths in INSTANTS.items() for path in paths if "." in path])
def test_each_of_several_parts_is_read(kind: Kind) -> None:
    for path in INSTANTS[kind]:
        if "." in path:
            assert not times_can_be_read(kind, with_time(path, "yesterday", several=True))
            assert times_can_be_read(kind, with_time(path, INSTANT, several=True))


def test_times_and_none_times_can_be_read() -> None:
    for table, times in ((INSTANTS, (INSTANT,)), (MOMENTS, (MOMENT, DAY))):
        for kind, paths in table.items():
            assert times_can_be_read(kind, {})
            for path in paths:
                assert all(times_can_be_read(kind, with_time(path, time)) for time in (*times, "", None))


def test_parts_that_are_none_are_no_time() -> None:
    assert not times_can_be_read(Kind.REFERRAL, {"transfers": ["Kim", "Ann"]})
    assert not times_can_be_read(Kind.REFERRAL, {"triage": "high"})
