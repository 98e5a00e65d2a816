"""The databases that the hub is tested on, and a hub over each."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rhi_desktop.domain.ids import new_record_id
from rhi_desktop.hub.app import make_app
from rhi_desktop.hub.hub import Hub
from tests.builders import NOON, Clock
from tests.hub.databases import KINDS, Databases, prepare, sqlite_in
from tests.hub.devices import Device
from tests.hub.in_process import in_process
from tests.hub.postgres import Postgres, running_postgres

ADDRESS = "https://hub.example"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL of the session's own. It fails where PostgreSQL is missing: nothing is skipped."""
    with running_postgres() as cluster:
        yield cluster


@pytest.fixture(params=KINDS)
def databases(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Databases]:
    """Databases of each kind."""
    if request.param == "sqlite":
        made = Databases(sqlite_in(tmp_path))
    else:
        cluster: Postgres = request.getfixturevalue("postgres")
        made = Databases(lambda: cluster.fresh(prepare))
    yield made
    made.dispose()


@pytest.fixture
def clock() -> Clock:
    """The hub's clock."""
    return Clock()


@pytest.fixture
def hub(databases: Databases, clock: Clock) -> Hub:
    """A hub over a fresh database."""
    return Hub.over(databases.fresh(), lambda: clock().timestamp())


@pytest.fixture
def client(hub: Hub) -> Iterator[httpx.Client]:
    """What reaches the hub."""
    with (
        in_process(make_app(hub)) as transport,
        httpx.Client(transport=transport, base_url="https://hub.example") as made,
    ):
        yield made


@pytest.fixture
def root() -> Ed25519PrivateKey:
    """The root of the organisation."""
    return Ed25519PrivateKey.generate()


@pytest.fixture
def ann(client: httpx.Client, root: Ed25519PrivateKey) -> Device:
    """A coordinator's device, the first of its organisation."""
    device = Device(client, new_record_id(NOON))
    assert device.found(root).status_code == 201
    return device
