"""A real PostgreSQL for the tests: a cluster of its own in a temporary folder, on a Unix socket, with fsync on."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

INSTALL = "apt-get install -y postgresql"
USER = "rhi"
_DEBIAN = Path("/usr/lib/postgresql")
_UNPRIVILEGED = "postgres"
_OPTIONS = "-c listen_addresses='' -c shared_buffers=32MB -c max_connections=60 -c fsync=on"


class PostgresMissing(AssertionError):
    """PostgreSQL is not installed; the message is the command that does it."""

    def __init__(self) -> None:
        super().__init__(f"these tests need PostgreSQL; install it with: {INSTALL}")


class Postgres:
    """A cluster. It runs as an unprivileged user: PostgreSQL refuses to run as root."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self.binaries = binaries
        self._folder = folder
        self._names = count(1)
        self._prepared: dict[Callable[[str], None], str] = {}

    def create(self) -> None:
        """Make the cluster's files."""
        data = str(self._folder / "data")
        self._run("initdb", "-D", data, "-U", USER, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "-N")

    def start(self) -> None:
        """Start it and wait until it answers."""
        self._control("start", "-w", "-l", str(self._folder / "log"), "-o", f"{_OPTIONS} -k {self._folder}")

    def stop(self, mode: str = "fast") -> None:
        """Stop it: `fast` ends all connections, `immediate` is a crash."""
        self._control("stop", "-w", "-m", mode)

    def restart(self, mode: str = "fast") -> None:
        """Stop it under its clients and start it again."""
        self.stop(mode)
        self.start()

    def url(self, database: str) -> str:
        """Return a database's address as the hub takes it."""
        return f"postgresql+psycopg://{USER}@/{database}?host={self._folder}"

    def dsn(self, database: str) -> str:
        """Return a database's address as psycopg and PostgreSQL's own tools take it."""
        return f"postgresql://{USER}@/{database}?host={self._folder}"

    def fresh(self, prepare: Callable[[str], None] | None = None) -> str:
        """Make a database and return its address for the hub.

        `prepare` fills a template once, given its address; every database after that is a copy of it.
        """
        template = self._template(prepare) if prepare else "template0"
        return self.url(self._new(template))

    def _template(self, prepare: Callable[[str], None]) -> str:
        if prepare not in self._prepared:
            name = self._new("template0")
            prepare(self.url(name))
            self._prepared[prepare] = name
        return self._prepared[prepare]

    def _new(self, template: str) -> str:
        name = f"hub{next(self._names)}"
        with psycopg.connect(self.dsn("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
        return name

    def _control(self, *arguments: str) -> None:
        self._run("pg_ctl", "-D", str(self._folder / "data"), "-t", "60", *arguments)

    def _run(self, program: str, *arguments: str) -> None:
        # pg_ctl leaves the server behind it: that must not hold the test's own pipes open
        with (self._folder / "tools").open("ab") as out:
            subprocess.run(
                [self.binaries / program, *arguments],
                check=True,
                cwd=self._folder,
                env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                **_unprivileged(),
            )


def find_binaries() -> Path:
    """Return the folder of the newest PostgreSQL that Debian has installed. Raises PostgresMissing."""
    found = [path.parent for path in _DEBIAN.glob("*/bin/initdb")]
    if not found:
        raise PostgresMissing
    return max(found, key=lambda folder: float(folder.parent.name))


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """Run a cluster; it is gone afterwards. Raises PostgresMissing."""
    binaries = find_binaries()
    folder = Path(tempfile.mkdtemp(prefix="rhi-pg-"))  # short: the path of a Unix socket has at most 107 bytes
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, _UNPRIVILEGED, _UNPRIVILEGED)
            (folder / "tools").touch()
            shutil.chown(folder / "tools", _UNPRIVILEGED)
        cluster = Postgres(binaries, folder)
        cluster.create()
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop("immediate")
    finally:
        shutil.rmtree(folder)


def _unprivileged() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    return {"user": _UNPRIVILEGED, "group": _UNPRIVILEGED, "extra_groups": []}
