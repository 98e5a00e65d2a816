"""The tables of the store. `revision`, `tail`, `identity`, `audit` and drafts are kept; all else is derived.

Constraints are named by rule, so that a migration can name what it changes. Tables are STRICT: a wrong type is
an error of the statement, not of a later reader.
"""

from typing import Final

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from rhi_desktop.store import desk_tables, duplicate_tables, pattern_tables, search_tables
from rhi_desktop.store.schema import key as _key
from rhi_desktop.store.schema import metadata
from rhi_desktop.store.schema import text as _text

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

jotting: Final = Table(
    "jotting",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("interview", Text, ForeignKey("draft.interview", ondelete="CASCADE"), nullable=False),
    _text("id"),
    _text("text"),
    _text("at"),
    Column("own_words", Integer, nullable=False),
    _text("topic"),
    _text("placed"),
    _text("set_aside"),
    sa.UniqueConstraint("interview", "id"),
    CheckConstraint("own_words IN (0, 1)", name="own_words"),
    sqlite_strict=True,
)
"""The jottings of a draft, in the order in which each was first kept."""

draft_reason: Final = Table(
    "draft_reason",
    metadata,
    Column("interview", Text, ForeignKey("draft.interview", ondelete="CASCADE"), primary_key=True, nullable=False),
    _key("path"),
    _key("kind"),
    _text("reason"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""The reasons given so far for submitting a draft in spite of warnings."""

review_draft: Final = Table(
    "review_draft",
    metadata,
    _key("interview"),
    _key("kind"),
    Column("version", Integer, nullable=False),
    _text("content"),
    _text("saved"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Reviews that are being written, as JSON, by interview and kind of review; seen by their reviewer alone."""

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
    _text("token"),
    _text("at"),
    _text("author"),
    Column("revisions", Integer, nullable=False),
    Column("created", Integer, nullable=False),
    Column("clashes", Integer, nullable=False),
    Column("merged", LargeBinary, nullable=False),
    Index(None, "kind", "created"),
    Index("ix_record_clashing", "id", sqlite_where=sa.text("clashes > 0")),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Each record as it stands; `created` is the number of its first revision, and orders records by age.

`head` is the newest of its heads and `token` all of them (`records.token_of`). Where there are several, `merged` is the
body that comes of them, and `clashes` counts the fields that a person has to choose.
"""

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
    _text("preferred_name"),
    _text("other_names"),
    _text("born"),
    _text("reference"),
    _text("police_reference"),
    _text("nhs_number"),
    _text("alerts"),
    _text("sex"),
    _text("ethnicity"),
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

episode_row: Final = Table(
    "episode_row",
    metadata,
    _key("episode"),
    _text("child"),
    _text("kind"),
    _text("missing_since"),
    _text("found"),
    _text("returned"),
    _text("police_reference"),
    _text("day"),
    _text("missing_from"),
    _text("place"),
    _text("postcode"),
    _text("found_at"),
    _text("found_postcode"),
    _text("ended"),
    _text("case_status"),
    _text("placement"),
    _text("responsible"),
    _text("host"),
    Index(None, "child", "day"),
    Index(None, "day"),
    Index(None, "postcode", "day"),
    Index(None, "place", "day"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""`day` is the first day known of it, in Europe/London, `ended` that of the return, or of being found.

`place` and `postcode` are the keys of where it began.
"""

mention: Final = Table(
    "mention",
    metadata,
    _key("interview"),
    Column("number", Integer, primary_key=True, nullable=False),
    _text("kind"),
    _text("key"),
    _text("text"),
    _text("card"),
    _text("child"),
    _text("submitted"),
    Index(None, "kind", "key", "submitted"),
    Index(None, "child", "submitted"),
    Index(None, "submitted"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""What submitted interviews mention, by `recognising.key_of`; `number` is its place in the interview."""

attempt_row: Final = Table(
    "attempt_row",
    metadata,
    _key("attempt"),
    _text("referral"),
    _text("at"),
    _text("result"),
    _text("to"),
    Column("created", Integer, nullable=False),
    Index(None, "referral"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

interview_row: Final = Table(
    "interview_row",
    metadata,
    _key("interview"),
    _text("referral"),
    _text("child"),
    _text("worker"),
    Column("version", Integer, nullable=False),
    _text("submitted"),
    _text("outcome"),
    _text("held"),
    _text("declined"),
    _text("exploitation"),
    Column("created", Integer, nullable=False),
    Index(None, "referral", "created"),
    Index(None, "held"),
    Index(None, "submitted"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""`declined` holds the codes of the reasons for a no; `exploitation` is “yes”, “no”, or empty: no codes were kept."""

referral_row: Final = Table(
    "referral_row",
    metadata,
    _key("referral"),
    _text("child"),
    _text("called"),
    _text("reference"),
    _text("alerts"),
    _text("episodes"),
    _text("returned"),
    _text("received"),
    _text("triage"),
    _text("meeting"),
    Column("attempts", Integer, nullable=False),
    _text("last_result"),
    _text("state"),
    _text("interview"),
    _text("saved"),
    _text("submitted"),
    _text("outcome"),
    Column("priority", Integer, nullable=False),
    Column("section", Integer, nullable=False),
    Column("due", Integer, nullable=False),
    _text("worker"),
    _text("latest"),
    Column("version", Integer, nullable=False),
    Column("step", Integer, nullable=False),
    Column("breach", Integer, nullable=False),
    _text("since"),
    _text("risk"),
    Index(None, "section", "due", "referral"),
    Index(None, "state", "section", "due", "referral"),
    Index(None, "triage", "section", "due", "referral"),
    Index(None, "priority", "section", "due", "referral"),
    Index(None, "state", "priority", "section", "due", "referral"),
    Index(None, "child", "step", "worker", "breach", "referral"),
    Index(None, "step", "breach", "referral"),
    Index(None, "worker", "step", "breach", "referral"),
    sqlite_strict=True,
)
"""The worklist. `section` and `due` are its order (see `worklist.place`), after `priority` where that is asked for.

`step` and `breach` are the order of the coordinator's desk (see `desk_rows`).
"""

review_row: Final = Table(
    "review_row",
    metadata,
    _key("review"),
    _text("interview"),
    Column("version", Integer, nullable=False),
    _text("worker"),
    _text("reviewer"),
    _text("at"),
    _text("verdict"),
    Index(None, "interview", "version"),
    Index(None, "worker", "at"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Reviews that were given; second, blind ones are left out."""

DERIVED: Final = (
    head, record, link, child_row, search_word, episode_row, interview_row, mention, attempt_row, review_row,
    desk_tables.risk_row, desk_tables.told_row, duplicate_tables.duplicate_row, pattern_tables.reason_row,
    search_tables.search_entry,
    referral_row,
)  # fmt: skip
"""The tables that can be made again from the revisions and the drafts."""
