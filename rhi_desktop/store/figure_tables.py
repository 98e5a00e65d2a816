"""The derived table that figures are read from."""

from typing import Final

from sqlalchemy import Column, Index, LargeBinary, Table

from rhi_desktop.store.schema import key as _key
from rhi_desktop.store.schema import metadata
from rhi_desktop.store.schema import text as _text

case_row: Final = Table(
    "case_row",
    metadata,
    _key("ended"),
    _key("day"),
    _key("episode"),
    _text("child"),
    _text("first"),
    _text("last"),
    Column("content", LargeBinary, nullable=False),
    Index(None, "child"),
    Index(None, "last", "first"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""An episode with all that its figures ask, as `domain.figures.case.Case` in MessagePack.

It lies in the order in which the cohort of a period reads it; `first` and `last` say from when to when something
happened about it. `child` is the record that the episode names, whether or not it was put aside since.
"""
