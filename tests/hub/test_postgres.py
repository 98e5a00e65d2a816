"""The PostgreSQL of the tests is one that loses nothing, and its absence is said, not skipped."""

import psycopg
import pytest

from tests.hub import postgres as fixture
from tests.hub.postgres import Postgres, PostgresMissing, find_binaries


def _dsn(url: str) -> str:
    return url.replace("+psycopg", "")


def test_it_waits_for_the_disk(postgres: Postgres) -> None:
    with psycopg.connect(postgres.dsn("postgres")) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            assert connection.execute(f"SHOW {setting}".encode()).fetchone() == ("on",)


def test_a_template_is_filled_once_and_copied(postgres: Postgres) -> None:
    filled: list[str] = []

    def fill(url: str) -> None:
        filled.append(url)
        with psycopg.connect(_dsn(url)) as connection:
            connection.execute("CREATE TABLE thing (id integer)")

    first, second = postgres.fresh(fill), postgres.fresh(fill)
    assert len(filled) == 1
    assert len({first, second, *filled}) == 3
    with psycopg.connect(_dsn(first)) as connection:
        connection.execute("INSERT INTO thing VALUES (1)")
    with psycopg.connect(_dsn(second)) as connection:
        assert connection.execute("SELECT count(*) FROM thing").fetchone() == (0,)


def test_where_postgresql_is_missing_the_command_that_installs_it_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setattr(fixture, "_DEBIAN", tmp_path_factory.mktemp("nothing"))
    with pytest.raises(PostgresMissing, match="apt-get install -y postgresql"):
        find_binaries()
