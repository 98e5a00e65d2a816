"""Derived tables that patterns are read from."""

from typing import Final

from sqlalchemy import Index, Table

from rhi_desktop.store.schema import key as _key
from rhi_desktop.store.schema import metadata
from rhi_desktop.store.schema import text as _text

reason_row: Final = Table(
    "reason_row",
    metadata,
    _key("interview"),
    _key("concept"),
    _key("value"),
    _text("month"),
    Index(None, "month", "concept", "value"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""The reasons that were given in an interview, with the month (`2026-11`) in which it was held."""
