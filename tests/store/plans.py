"""How SQLite would go about a query."""

from typing import Any

from sqlalchemy import Engine, Select

from rhi_desktop.store.transactions import reading


def plan(engine: Engine, query: "Select[Any]") -> list[str]:
    """Return SQLite's plan for a query."""
    compiled = query.compile(engine, compile_kwargs={"render_postcompile": True})
    with reading(engine) as connection:
        values = tuple(compiled.construct_params()[name] for name in compiled.positiontup or ())
        return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", values)]
