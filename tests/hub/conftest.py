"""The databases that the hub is tested on."""

from collections.abc import Iterator

import pytest

from tests.hub.postgres import Postgres, running_postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL of the session's own. It fails where PostgreSQL is missing: nothing is skipped."""
    with running_postgres() as cluster:
        yield cluster
