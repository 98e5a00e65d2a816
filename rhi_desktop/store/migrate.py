"""Bringing a store to this program's schema, on the keyed connection. A newer store is refused, not guessed at."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rhi_desktop.domain.errors import NewerStore

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Engine


@dataclass(frozen=True, slots=True)
class Migrations:
    """The steps in a folder of Alembic scripts (`db/client`)."""

    scripts: Path

    def head(self) -> str:
        """Return the newest revision."""
        from alembic.script import ScriptDirectory

        head = ScriptDirectory.from_config(self._config()).get_current_head()
        if head is None:
            message = f"there are no migrations in {self.scripts}"
            raise FileNotFoundError(message)
        return head

    def upgrade(self, engine: "Engine", before: Callable[[str], None], check: Callable[[], None]) -> str | None:
        """Bring the store to `head`; return the revision it came from, or None where nothing was to do.

        `before` is called with the old revision ahead of the first step (to keep a copy), `check` on the
        upgraded store; all steps are one transaction, rolled back when one of them fails.
        Raises NewerStore for a revision that this program does not know.
        """
        from alembic import command

        current, head = revision(engine), self.head()
        if current == head:
            return None
        if current:
            self._refuse_unknown(current)
            before(current)
        with engine.begin() as connection:
            config = self._config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        check()
        return current

    def _refuse_unknown(self, current: str) -> None:
        from alembic.script import ScriptDirectory

        known = {step.revision for step in ScriptDirectory.from_config(self._config()).walk_revisions()}
        if current not in known:
            raise NewerStore

    def _config(self) -> "Config":
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(self.scripts).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        return config


def revision(engine: "Engine") -> str:
    """Return the revision of the store's schema; empty for a store without tables."""
    from sqlalchemy import inspect, text

    from rhi_desktop.store.engine import READING

    with engine.connect().execution_options(**READING) as connection:
        if not inspect(connection).has_table("alembic_version"):
            return ""
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""
