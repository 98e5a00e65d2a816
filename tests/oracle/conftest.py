"""The peers for the tests of this folder: required in CI, otherwise skipped with a plain message."""

import os
import time
from collections.abc import Iterator

import pytest

from tests.oracle.peer import Peer, why_unavailable


@pytest.fixture(scope="session")
def peer() -> Iterator[Peer]:
    """One Node process for the whole session."""
    reason = why_unavailable()
    if reason and os.environ.get("CI"):
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)
    with Peer() as process:
        yield process


@pytest.fixture(autouse=True)
def universal_time(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Both sides reckon dates in UTC."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()
