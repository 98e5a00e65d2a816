"""Encrypted files for tests of the store: real SQLCipher, a raw key, the schema as the migrations make it."""

from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from rhi_desktop.store import team_tables

KEY = "5a" * 32
APPLICATION = 0x52484931
"""What marks a file as one of ours: “RHI1”."""
SCRIPTS = Path(__file__).parents[2] / "db" / "client"


def encrypted(path: Path, key: str = KEY) -> Engine:
    """Return an engine over the encrypted file at `path`, made where it is missing, without tables."""

    def connect() -> sqlcipher.Connection:
        connection = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False, cached_statements=0)
        connection.execute(f"PRAGMA key=\"x'{key}'\"")
        for setting in ("cipher_log_level=NONE", "temp_store=MEMORY", "journal_mode=WAL", "synchronous=FULL"):
            connection.execute(f"PRAGMA {setting}")
        connection.execute("PRAGMA foreign_keys=ON")
        if connection.execute("PRAGMA application_id").fetchone() == (0,):
            connection.execute(f"PRAGMA application_id={APPLICATION}")
        return connection

    engine = create_engine("sqlite://", module=sqlcipher, creator=connect, poolclass=QueuePool, hide_parameters=True)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get("rhi_reading", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run the migrations up to `revision`, all in one transaction."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def with_tables(path: Path) -> Engine:
    """Return an engine over a new encrypted file with today's tables, made quickly (a test holds them equal)."""
    engine = encrypted(path)
    with engine.begin() as connection:
        team_tables.team.metadata.create_all(connection)
    return engine


def as_shipped(path: Path) -> Engine:
    """Return an engine over a new encrypted file as the migrations make it.

    SQLite breaks a tie between two indexes by which was made first, and SQLAlchemy makes those of a table in no order:
    what is said of a plan holds for these files.
    """
    engine = encrypted(path)
    upgrade(engine)
    return engine
