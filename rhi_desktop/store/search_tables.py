"""What interviews are searched by (see `search_index`): a row for each, and the full-text index over its words.

The index holds no text, only where words stand; FTS5 keeps its pages in the encrypted file like any other.
"""

from typing import Final

from sqlalchemy import Column, Connection, Index, Integer, MetaData, Table, event

from rhi_desktop.store.schema import key as _key
from rhi_desktop.store.schema import metadata
from rhi_desktop.store.schema import text as _text

search_entry: Final = Table(
    "search_entry",
    metadata,
    Column("number", Integer, primary_key=True),
    _text("interview"),
    Index(None, "interview", unique=True),
    sqlite_strict=True,
)
"""`number` names an interview in the index, and sorts interviews by when they were submitted."""

search_term: Final = Table(
    "search_term",
    metadata,
    _key("word"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Every word of the index, to find words by how they begin; one may stay that no interview holds any more."""

MAKE_INDEX: Final = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_text USING fts5("
    "words, content='', contentless_delete=1, prefix='3', tokenize='ascii')"
)
"""The words come folded, so the plainest way to tell them apart does; beginnings of three letters are ready."""


@event.listens_for(metadata, "after_create")
def _make_index(_metadata: MetaData, connection: Connection, **_about: object) -> None:
    connection.exec_driver_sql(MAKE_INDEX)
