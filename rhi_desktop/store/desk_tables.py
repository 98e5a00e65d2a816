"""Derived tables that only the coordinator's desk reads (see `tables`)."""

from typing import Final

from sqlalchemy import Index, Table

from rhi_desktop.store.schema import key as _key
from rhi_desktop.store.schema import metadata
from rhi_desktop.store.schema import text as _text

risk_row: Final = Table(
    "risk_row",
    metadata,
    _key("interview"),
    _text("risk"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Interviews whose answers raise an immediate risk that no decision settles: `desk_rows.Risk`."""

told_row: Final = Table(
    "told_row",
    metadata,
    _key("sharing"),
    _text("referral"),
    _text("at"),
    Index(None, "referral"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""When something urgent was passed on about a referral."""
