"""The hub's schema: its steps end at the tables that the program uses, once, and a newer one is refused."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from rhi_desktop.hub import tables
from rhi_desktop.hub.engine import open_database, writing
from rhi_desktop.hub.hub import Hub, make_key, read_key
from rhi_desktop.hub.migrate import Schema
from rhi_desktop.hub.refusing import HubProblem
from rhi_desktop.runtime.assets import find_assets
from tests.hub.databases import Databases

SCRIPTS = find_assets().db / "hub"


def test_the_steps_end_at_the_tables_that_the_program_uses(hub: Hub) -> None:
    assert Schema(hub.engine, SCRIPTS).is_current()
    assert len(tables.metadata.tables) == 7
    with hub.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []


def test_several_processes_may_bring_it_up_to_date_at_once(databases: Databases) -> None:
    engines = [databases.fresh(), *(databases.again() for _ in range(3))]
    with writing(engines[0]) as connection:
        for table in reversed(tables.metadata.sorted_tables):
            connection.execute(text(f"DROP TABLE {table.name}"))
        connection.execute(text("DROP TABLE alembic_version"))
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda engine: Schema(engine, SCRIPTS).upgrade(), engines))
        keys = set(pool.map(lambda engine: make_key(engine).private_bytes_raw(), engines))
    assert Schema(engines[0], SCRIPTS).is_current()
    assert len(keys) == 1


def test_a_database_of_a_newer_hub_is_refused(hub: Hub) -> None:
    with writing(hub.engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num='9999'"))
    with pytest.raises(HubProblem, match="newer version"):
        Schema(hub.engine, SCRIPTS).upgrade()


def test_a_database_without_a_hub_says_what_to_do(hub: Hub) -> None:
    with writing(hub.engine) as connection:
        connection.execute(text("DELETE FROM hub"))
    with pytest.raises(HubProblem, match="rhi-hub init"):
        read_key(hub.engine)


@pytest.mark.parametrize("address", ["", "mysql://x/y", "hub.db", "sqlite://", "postgres//x"])
def test_an_address_of_another_database_is_refused(address: str) -> None:
    with pytest.raises(HubProblem, match="must begin with"):
        open_database(address)
