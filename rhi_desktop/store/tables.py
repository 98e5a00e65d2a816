"""The tables of the store. `revision`, `tail`, `identity`, `audit` and drafts are kept; all else is derived.

Constraints are named by rule, so that a migration can name what it changes. Tables are STRICT: a wrong type is
an error of the statement, not of a later reader.
"""

from typing import Final

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _key(name: str) -> Column[str]:
    return Column(name, Text, primary_key=True, nullable=False)


# What is kept -----------------------------------------------------------------------------------------------

identity: Final = Table(
    "identity",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("member"),
    _text("device"),
    Column("signing_key", LargeBinary, nullable=False),
    Column("sealing_key", LargeBinary, nullable=False),
    CheckConstraint("id = 1", name="single"),
    sqlite_strict=True,
)
"""Who this store belongs to: the member, the device and the device's private keys."""

revision: Final = Table(
    "revision",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    _text("record"),
    _text("kind"),
    _text("device"),
    Column("counter", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    sa.UniqueConstraint("device", "counter"),
    Index(None, "record", "number"),
    sqlite_strict=True,
)
"""Every revision in the order in which it came here; `content` is the canonical JSON that `id` is the hash of."""

tail: Final = Table(
    "tail",
    metadata,
    _key("chain"),
    Column("links", Integer, nullable=False),
    _text("tip"),
    Column("signature", LargeBinary, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""The end of each of this device's chains, signed: without it the newest link could be cut off unseen."""

audit: Final = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True),
    _text("id"),
    _text("subject"),
    Column("content", LargeBinary, nullable=False),
    Index(None, "subject", "number"),
    sqlite_strict=True,
)
"""Acts that leave no revision, each with the hash of the one before."""

draft: Final = Table(
    "draft",
    metadata,
    _key("interview"),
    Column("referral", Text, nullable=False, unique=True),
    _text("child"),
    _text("question_set"),
    _text("digest"),
    _text("started"),
    _text("saved"),
    _text("page"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Interviews that are being written; a referral has at most one."""

draft_entry: Final = Table(
    "draft_entry",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("interview", Text, ForeignKey("draft.interview", ondelete="CASCADE"), nullable=False),
    _text("key"),
    _text("value"),
    _text("state"),
    sa.UniqueConstraint("interview", "key"),
    sqlite_strict=True,
)
"""The answers of a draft, in the order in which each was first given."""

# What is derived (see `projection`, `rebuild`) ----------------------------------------------------------------

head: Final = Table(
    "head",
    metadata,
    _key("record"),
    Column("revision", Text, ForeignKey("revision.id"), primary_key=True, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""The revisions of a record that no other revision replaces: one, or several where devices diverged."""

record: Final = Table(
    "record",
    metadata,
    _key("id"),
    _text("kind"),
    Column("head", Text, ForeignKey("revision.id"), nullable=False),
    _text("at"),
    _text("author"),
    Column("revisions", Integer, nullable=False),
    Column("created", Integer, nullable=False),
    Index(None, "kind", "created"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Each record as it stands; `created` is the number of its first revision, and orders records by age."""

link: Final = Table(
    "link",
    metadata,
    _key("subject"),
    _key("kind"),
    _key("record"),
    Index(None, "record"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Which record names which other (`subject`) in its body."""

child_row: Final = Table(
    "child_row",
    metadata,
    _key("child"),
    _text("name"),
    _text("called"),
    _text("born"),
    _text("reference"),
    _text("alerts"),
    _text("sort_name"),
    Index(None, "sort_name", "child"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

search_word: Final = Table(
    "search_word",
    metadata,
    _key("word"),
    _key("child"),
    Index(None, "child"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""The folded words of children's names and references, found by their beginning."""

interview_row: Final = Table(
    "interview_row",
    metadata,
    _key("interview"),
    _text("referral"),
    _text("submitted"),
    Column("created", Integer, nullable=False),
    Index(None, "referral", "created"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

referral_row: Final = Table(
    "referral_row",
    metadata,
    _key("referral"),
    _text("child"),
    _text("called"),
    _text("reference"),
    _text("alerts"),
    _text("returned"),
    _text("received"),
    _text("state"),
    _text("interview"),
    _text("saved"),
    _text("submitted"),
    Column("section", Integer, nullable=False),
    Column("due", Integer, nullable=False),
    Index(None, "section", "due", "referral"),
    Index(None, "state", "section", "due", "referral"),
    Index(None, "child"),
    sqlite_strict=True,
)
"""The worklist. `section` and `due` are its order (see `projection.place`)."""

DERIVED: Final = (head, record, link, child_row, search_word, interview_row, referral_row)
"""The tables that can be made again from the revisions and the drafts."""
