"""The tree of a long log: its heads and proofs are those of the whole, from few reads, whatever the length."""

import hashlib

import pytest
from sqlalchemy import Engine, event, insert, text

from rhi_desktop.hub import tables
from rhi_desktop.hub.engine import reading, writing
from rhi_desktop.hub.tree import WIDTH, Frontier, Tree
from rhi_desktop.wire import merkle
from tests.hub.databases import Databases

SIZE = 2 * WIDTH**2 + 2 * WIDTH + 77
"""Longer than two tiles of tiles, by more than two tiles."""
PUSHED = 4099
"""How many envelopes come at once here: tiles begin and end in the middle."""
IDS = [hashlib.sha256(str(number).encode("ascii")).digest() for number in range(SIZE)]
LEAVES = [merkle.leaf(one) for one in IDS]


def whole(start: int, end: int) -> bytes:
    return merkle.folded(LEAVES[start:end])


def fill(engine: Engine) -> int:
    """Keep a log of so many envelopes, without bodies, as pushes do; return its organisation's number."""
    with writing(engine) as connection:
        row = {"id": "o", "root_key": "", "size": SIZE, "frontier": b""}
        made = connection.execute(insert(tables.organisation).values(row)).inserted_primary_key
        assert made is not None
        number = int(made[0])
        for start in range(0, SIZE, PUSHED):
            end = min(start + PUSHED, SIZE)
            rows = [
                {"organisation": number, "position": at + 1, "id": IDS[at], "device": "d", "quarantined": False,
                 "day": "", "size": 0, "content": None}
                for at in range(start, end)
            ]  # fmt: skip
            connection.execute(insert(tables.envelope), rows)
            Tree(connection, number).keep_tiles(start, end)
    return number


@pytest.fixture
def long(databases: Databases) -> tuple[Engine, int]:
    """A database with a long log."""
    engine = databases.fresh()
    return engine, fill(engine)


def test_proofs_are_those_of_the_whole_tree_and_take_few_reads(long: tuple[Engine, int]) -> None:
    engine, number = long
    counted: list[int] = []
    with reading(engine) as connection:
        tree = Tree(connection, number)
        asked = "SELECT (SELECT count(*) FROM tile WHERE level = 1), (SELECT count(*) FROM tile WHERE level = 2)"
        assert tuple(connection.execute(text(asked)).one()) == (2 * WIDTH + 2, 2)

        @event.listens_for(connection, "before_cursor_execute")
        def count(*_: object) -> None:
            counted[-1] += 1

        for old in (1, 255, 256, 257, 1000, WIDTH**2 - 1, WIDTH**2, 2 * WIDTH**2, SIZE - 1):
            counted.append(0)
            assert tree.consistency(old, SIZE) == merkle.consistency(old, SIZE, whole)
    assert max(counted) <= 2 * SIZE.bit_length()


def test_the_end_of_a_tree_gives_its_root_at_every_size() -> None:
    frontier = Frontier.of(0, b"")
    for size in range(600):
        assert frontier.root() == merkle.root(size, whole)
        assert len(frontier.roots) == size.bit_count()
        frontier = Frontier.of(size + 1, frontier.grown(IDS[size]).to_bytes())
