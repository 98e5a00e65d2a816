"""The history of the store's schema: one line of steps, each tried with rows, ending at today's tables."""

import ast
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from rhi_desktop.store import team_tables
from tests.migrations.steps import STEPS
from tests.store.engines import SCRIPTS, encrypted, upgrade, with_tables

METADATA = team_tables.team.metadata
INDEX = "search_text"


def history() -> list[str]:
    """Return the revisions from the oldest to the newest."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.set_main_option("path_separator", "os")
    directory = ScriptDirectory.from_config(config)
    assert len(directory.get_heads()) == 1
    return [step.revision for step in directory.walk_revisions()][::-1]


def shape(engine: Engine) -> dict[str, object]:
    """Return everything about the tables that the two ways of making them could disagree on."""
    found: dict[str, object] = {}
    with engine.connect() as connection:
        look = inspect(connection)
        indexed = {name for name in look.get_table_names() if name.startswith(INDEX)}
        found[INDEX] = [_statement(connection, name) for name in sorted(indexed)]
        for table in sorted(set(look.get_table_names()) - {"alembic_version"} - indexed):
            found[table] = {
                "columns": [str({**column, "type": str(column["type"])}) for column in look.get_columns(table)],
                "primary key": look.get_pk_constraint(table),
                "foreign keys": sorted(map(str, look.get_foreign_keys(table))),
                "unique": sorted(map(str, look.get_unique_constraints(table))),
                "checks": sorted(map(str, look.get_check_constraints(table))),
                "indexes": sorted(_index(index) for index in look.get_indexes(table)),
                "kind": _kind(connection, table),
            }
    return found


def _statement(connection: Connection, table: str) -> str:
    """How a table of the full-text index was made; SQLAlchemy knows no such tables."""
    made = connection.execute(text("SELECT sql FROM sqlite_master WHERE name=:name"), {"name": table}).scalar_one()
    return str(made).replace("IF NOT EXISTS ", "")


def _ours(name: str | None, kind: str, _parents: object) -> bool:
    return not (kind == "table" and str(name).startswith(INDEX))


def _index(index: Mapping[str, Any]) -> str:
    where = index.get("dialect_options", {}).get("sqlite_where")
    return str({**index, "dialect_options": str(where)})


def _kind(connection: Connection, table: str) -> object:
    """Whether the table is WITHOUT ROWID, and whether it is STRICT."""
    row = connection.execute(text("SELECT wr, strict FROM pragma_table_list WHERE name=:name"), {"name": table}).one()
    return tuple(row)


def test_the_steps_end_at_the_tables_that_the_program_uses(tmp_path: Path) -> None:
    migrated, made = encrypted(tmp_path / "migrated.db"), with_tables(tmp_path / "made.db")
    upgrade(migrated)
    assert shape(migrated) == shape(made)
    assert len(shape(made)) == len(METADATA.tables) + 1 > 10
    assert shape(made)[INDEX]
    with migrated.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts={"include_name": _ours}), METADATA) == []
    migrated.dispose()
    made.dispose()


def test_every_step_is_tried_with_rows_in_the_tables_before_it() -> None:
    assert list(STEPS) == history()
    assert all(step.before for step in list(STEPS.values())[1:])
    assert all(step.after for step in STEPS.values())


@pytest.mark.parametrize("revision", STEPS)
def test_rows_come_through_the_step(tmp_path: Path, revision: str) -> None:
    engine = encrypted(tmp_path / "store.db")
    earlier = list(STEPS)[: list(STEPS).index(revision)]
    if earlier:
        upgrade(engine, earlier[-1])
        with engine.begin() as connection:
            for statement in STEPS[revision].before:
                assert connection.execute(text(statement)).rowcount > 0
    upgrade(engine, revision)
    with engine.begin() as connection:
        STEPS[revision].after(connection)
    engine.dispose()


def test_steps_import_alembic_and_sqlalchemy_alone() -> None:
    scripts = [SCRIPTS / "env.py", *(SCRIPTS / "versions").glob("*.py")]
    assert len(scripts) > 1
    for script in scripts:
        for node in ast.walk(ast.parse(script.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert {name.split(".")[0] for name in names} <= {"alembic", "sqlalchemy"}, script


def test_a_step_that_fails_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    engine = encrypted(tmp_path / "store.db")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE referral_row (id INTEGER)"))  # the last table of the first step
    with pytest.raises(Exception, match="already exists"):
        upgrade(engine)
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["referral_row"]
    engine.dispose()
