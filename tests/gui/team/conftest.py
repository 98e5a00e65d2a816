"""Teams over a real store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.gui.records import Office, open_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office with nothing on record."""
    made = open_office(tmp_path)
    yield made
    made.store.close()
