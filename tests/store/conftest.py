"""A store in a real encrypted file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from rhi_desktop.store.sql_store import SqlStore
from tests.builders import Clock
from tests.store.engines import with_tables


@pytest.fixture
def clock() -> Clock:
    """A clock that stands until a test moves it."""
    return Clock()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An engine over an encrypted file with empty tables."""
    engine = with_tables(tmp_path / "store.db")
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine: Engine, clock: Clock) -> SqlStore:
    """A founded store."""
    return SqlStore.found(engine, "Sam Invented", clock)
