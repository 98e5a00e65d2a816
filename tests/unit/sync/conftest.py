"""A server on loopback and a client that asks it."""

from collections.abc import Iterator

import pytest

from rhi_desktop.sync.hub_client import HttpHub
from tests.raw_server import RawServer, raw_server, saying
from tests.unit.sync.asking import ABOUT, SIGNER


@pytest.fixture
def server() -> Iterator[RawServer]:
    with raw_server(saying(ABOUT)) as serving:
        yield serving


@pytest.fixture
def asking(server: RawServer) -> Iterator[HttpHub]:
    client = HttpHub(server.url, SIGNER)
    yield client
    client.close()
