"""The databases that every test of the hub runs on: SQLite, and a real PostgreSQL."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine

from rhi_desktop.hub.admitting import new_code
from rhi_desktop.hub.engine import open_database, writing
from rhi_desktop.hub.hub import make_key
from rhi_desktop.hub.migrate import Schema
from rhi_desktop.runtime.assets import find_assets
from tests.hub.devices import FOUNDING

NEVER = 2**40
KINDS = ("sqlite", "postgresql")


def prepare(url: str) -> None:
    """Make a hub in an empty database, with one founding code."""
    engine = open_database(url)
    Schema(engine, find_assets().db / "hub").upgrade()
    make_key(engine)
    with writing(engine) as connection:
        new_code(connection, FOUNDING, None, NEVER)
    engine.dispose()


class Databases:
    """Fresh databases of one kind, each with a hub in it; further engines over the same one are other processes'."""

    def __init__(self, fresh: Callable[[], str]) -> None:
        self._fresh = fresh
        self.url = ""
        self._open: list[Engine] = []

    def fresh(self) -> Engine:
        """Make a database and return an engine over it."""
        self.url = self._fresh()
        return self.again()

    def again(self) -> Engine:
        """Return another engine over the newest database."""
        engine = open_database(self.url)
        self._open.append(engine)
        return engine

    def dispose(self) -> None:
        """Let go of all of them."""
        for engine in self._open:
            engine.dispose()


def sqlite_in(folder: Path) -> Callable[[], str]:
    """Return what makes SQLite databases in a folder."""

    def fresh() -> str:
        url = f"sqlite:///{folder / 'hub.db'}"
        prepare(url)
        return url

    return fresh
