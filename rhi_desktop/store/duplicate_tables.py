"""The derived table of children who were recorded twice (see `tables`)."""

from typing import Final

from sqlalchemy import Index, Table

from rhi_desktop.store.schema import key as _key
from rhi_desktop.store.schema import metadata
from rhi_desktop.store.schema import text as _text

duplicate_row: Final = Table(
    "duplicate_row",
    metadata,
    _key("duplicate"),
    _text("child"),
    _text("other"),
    Index(None, "other", "child"),
    Index(None, "child"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Where a child's record was put aside (`other`) and leads on to `child`. What was undone has no row."""
