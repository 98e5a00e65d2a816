"""A hub and the laptops of a small team around it."""

from pathlib import Path

import pytest

from rhi_desktop.domain.people import Role
from tests.syncing.laptops import ADDRESS, FOUNDING, Laptop, let_in
from tests.syncing.memory_hub import MemoryHub


@pytest.fixture
def hub() -> MemoryHub:
    """A hub in memory."""
    return MemoryHub()


@pytest.fixture
def ann(hub: MemoryHub, tmp_path: Path) -> Laptop:
    """The laptop of a coordinator who has founded a team."""
    laptop = Laptop("Ann Invented", tmp_path / "ann.db", hub.as_asked_by)
    laptop.link.found(ADDRESS, FOUNDING)
    laptop.exchange()
    return laptop


@pytest.fixture
def kim(hub: MemoryHub, ann: Laptop, tmp_path: Path) -> Laptop:
    """The laptop of a worker in the team."""
    laptop = Laptop("Kim Sample", tmp_path / "kim.db", hub.as_asked_by)
    let_in(ann, laptop)
    return laptop


@pytest.fixture
def lee(hub: MemoryHub, ann: Laptop, tmp_path: Path) -> Laptop:
    """The laptop of another worker in the team."""
    laptop = Laptop("Lee Madeup", tmp_path / "lee.db", hub.as_asked_by)
    let_in(ann, laptop)
    return laptop


@pytest.fixture
def sam(hub: MemoryHub, ann: Laptop, tmp_path: Path) -> Laptop:
    """The laptop of a second coordinator, let in by the first."""
    laptop = Laptop("Sam Pretend", tmp_path / "sam.db", hub.as_asked_by)
    let_in(ann, laptop, Role.COORDINATOR)
    return laptop
