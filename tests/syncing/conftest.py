"""A hub and the laptops of a small team around it: a hub in memory, and the real one on each of its databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rhi_desktop.domain.people import Role
from rhi_desktop.hub.app import make_app
from rhi_desktop.hub.hub import Hub
from rhi_desktop.sync.beginning import Hubs
from rhi_desktop.sync.hub_client import HttpHub
from tests.builders import Clock
from tests.hub.databases import KINDS, Databases, prepare, sqlite_in
from tests.hub.in_process import in_process
from tests.hub.postgres import Postgres, running_postgres
from tests.syncing.laptops import ADDRESS, FOUNDING, Laptop, let_in
from tests.syncing.memory_hub import MemoryHub


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL of the session's own."""
    with running_postgres() as cluster:
        yield cluster


@pytest.fixture
def hub() -> MemoryHub:
    """A hub in memory."""
    return MemoryHub()


@pytest.fixture(params=["memory", *KINDS])
def hubs(request: pytest.FixtureRequest, hub: MemoryHub, tmp_path: Path) -> Iterator[Hubs]:
    """The ways to a hub: the one in memory, and the real one over HTTP on SQLite and on PostgreSQL."""
    if request.param == "memory":
        yield hub.as_asked_by
        return
    if request.param == "sqlite":
        databases = Databases(sqlite_in(tmp_path))
    else:
        cluster: Postgres = request.getfixturevalue("postgres")
        databases = Databases(lambda: cluster.fresh(prepare))
    clock = Clock()
    with in_process(make_app(Hub.over(databases.fresh(), lambda: clock().timestamp()))) as transport:
        yield lambda url, signer: HttpHub(url, signer, transport=transport)
    databases.dispose()


@pytest.fixture
def ann(hubs: Hubs, tmp_path: Path) -> Laptop:
    """The laptop of a coordinator who has founded a team."""
    laptop = Laptop("Ann Invented", tmp_path / "ann.db", hubs)
    laptop.link.found(ADDRESS, FOUNDING)
    laptop.exchange()
    return laptop


@pytest.fixture
def kim(hubs: Hubs, ann: Laptop, tmp_path: Path) -> Laptop:
    """The laptop of a worker in the team."""
    laptop = Laptop("Kim Sample", tmp_path / "kim.db", hubs)
    let_in(ann, laptop)
    return laptop


@pytest.fixture
def lee(hubs: Hubs, ann: Laptop, tmp_path: Path) -> Laptop:
    """The laptop of another worker in the team."""
    laptop = Laptop("Lee Madeup", tmp_path / "lee.db", hubs)
    let_in(ann, laptop)
    return laptop


@pytest.fixture
def sam(hubs: Hubs, ann: Laptop, tmp_path: Path) -> Laptop:
    """The laptop of a second coordinator, let in by the first."""
    laptop = Laptop("Sam Pretend", tmp_path / "sam.db", hubs)
    let_in(ann, laptop, Role.COORDINATOR)
    return laptop
