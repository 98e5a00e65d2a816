"""Numbers with their nouns."""

import pytest

from rhi_desktop.domain.counted import counted, counted_if_any


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 children"), (1, "1 child"), (2, "2 children"), (1_000, "1,000 children")]
)
def test_a_noun_follows_its_number(count: int, said: str) -> None:
    assert counted(count, "child", "children") == said


def test_a_noun_takes_an_s_where_nothing_else_is_said() -> None:
    assert [counted(count, "day") for count in (1, 2)] == ["1 day", "2 days"]


def test_of_none_nothing_is_said_where_that_is_asked() -> None:
    assert [counted_if_any(count, "child", "children") for count in (0, 1, 2)] == ["", "1 child", "2 children"]
