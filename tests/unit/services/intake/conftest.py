"""A store with what imports into it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.intakes import Desk, a_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An empty store."""
    desk = a_desk(tmp_path)
    yield desk
    desk.store.close()
