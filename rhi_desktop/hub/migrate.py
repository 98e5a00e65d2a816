"""Bringing the hub's database to this program's schema; several processes may start at once."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from rhi_desktop.hub.engine import reading, writing
from rhi_desktop.hub.refusing import HubProblem

_LOCK = 0x524849  # “RHI”: PostgreSQL's advisory lock that upgrades take turns by


class Schema:
    """The steps in a folder of Alembic scripts (`db/hub`)."""

    def __init__(self, engine: Engine, scripts: Path) -> None:
        self._engine = engine
        self._config = Config()
        self._config.set_main_option("script_location", str(scripts).replace("%", "%%"))
        self._config.set_main_option("path_separator", "os")

    def current(self) -> str:
        """Return the revision of the database; empty for one without tables."""
        with reading(self._engine) as connection:
            return _revision(connection)

    def is_current(self) -> bool:
        """Whether the database has the schema of this program."""
        return self.current() == self._scripts().get_current_head()

    def upgrade(self) -> None:
        """Bring the database to the newest revision, in one transaction. Raises HubProblem for a newer one."""
        with writing(self._engine) as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            current = _revision(connection)
            known = {step.revision for step in self._scripts().walk_revisions()}
            if current and current not in known:
                raise HubProblem("This database was made by a newer version of the hub. Update the program.")
            self._config.attributes["connection"] = connection
            command.upgrade(self._config, "head")

    def _scripts(self) -> ScriptDirectory:
        return ScriptDirectory.from_config(self._config)


def _revision(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""
