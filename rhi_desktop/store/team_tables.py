"""The tables of the team: who is in it, what is to be sent, what came. All of it is kept; nothing here is derived."""

from typing import Final

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, UniqueConstraint

from rhi_desktop.store.schema import key, metadata, text


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


team: Final = Table(
    "team",
    metadata,
    Column("id", Integer, primary_key=True),
    text("organisation"),
    text("hub"),
    text("hub_key"),
    text("root_key"),
    text("standing"),
    text("since"),
    text("role"),
    text("asked_with"),
    _number("cursor"),
    _number("log_size"),
    text("log_root"),
    text("last_sent"),
    text("last_heard"),
    text("trouble"),
    CheckConstraint("id = 1", name="single"),
    sqlite_strict=True,
)
"""The team that this laptop is in, or asks to be let into: one row or none.

`cursor` is up to where the hub's log has been taken in, `log_size` and `log_root` the last head that was believed.
`role` is that of this device's certificate; `asked_with` the invitation while it waits.
"""

statement: Final = Table(
    "statement",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    text("signer"),
    Column("content", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    sqlite_strict=True,
)
"""The statements of the directory, in the order in which they came."""

team_key: Final = Table(
    "team_key",
    metadata,
    Column("epoch", Integer, primary_key=True),
    Column("private", LargeBinary, nullable=False),
    sqlite_strict=True,
)
"""Private halves of the team's keys: on coordinators' laptops alone."""

invited: Final = Table(
    "invited",
    metadata,
    key("code"),
    text("name"),
    text("role"),
    text("member"),
    text("until"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Whom this coordinator invited, by the SHA-256 of the invitation's code."""

posted: Final = Table(
    "posted",
    metadata,
    Column("counter", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    text("state"),
    text("at"),
    Column("content", LargeBinary, nullable=False),
    Index(None, "state"),
    sqlite_strict=True,
)
"""The envelopes that this device has sealed. `content` is kept until a coordinator has received it."""

posted_to: Final = Table(
    "posted_to",
    metadata,
    key("reader"),
    Column("number", Integer, primary_key=True, nullable=False),
    Column("counter", Integer, ForeignKey("posted.counter", ondelete="CASCADE"), nullable=False),
    Index(None, "counter"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""The place of each envelope among those for one reader."""

outgoing: Final = Table(
    "outgoing",
    metadata,
    Column("number", Integer, primary_key=True),
    text("kind"),
    text("subject"),
    Column("content", LargeBinary, nullable=False),
    text("reader"),
    Column("counter", Integer, ForeignKey("posted.counter", ondelete="SET NULL")),
    text("refused"),
    text("by"),
    text("at"),
    Index(None, "subject"),
    Index(None, "counter"),
    Index("ix_outgoing_waiting", "number", sqlite_where=Column("counter", Integer).is_(None)),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)
"""What is to be sent, until it is known to have arrived. `subject` is a revision, a statement or a child.

`reader` is empty where the rule of need to know says who reads it.
`counter` is the envelope that it is sealed in; `refused` why it was not taken, and `by` whom, or “withdrawn”.
"""

arrived: Final = Table(
    "arrived",
    metadata,
    key("id"),
    text("device"),
    _number("counter"),
    _number("position"),
    text("state"),
    text("at"),
    Column("content", LargeBinary, nullable=False),
    Index("ix_arrived_kept_aside", "position", sqlite_where=Column("state", Text) != "applied"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""The envelopes that came. `content` is kept of those that cannot be read yet, and of the quarantine."""

stream: Final = Table(
    "stream",
    metadata,
    key("device"),
    key("reader"),
    _number("number"),
    text("tip"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""How far each device's envelopes for this reader have come: the number and the id of the newest."""

missing: Final = Table(
    "missing",
    metadata,
    key("device"),
    key("reader"),
    Column("number", Integer, primary_key=True, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""The places in a stream that later envelopes skip: the hub has not handed them over."""

alarm: Final = Table(
    "alarm",
    metadata,
    Column("number", Integer, primary_key=True),
    text("code"),
    text("about"),
    text("at"),
    _number("dismissed"),
    UniqueConstraint("code", "about"),
    sqlite_strict=True,
)
"""What a hub or a device did that an honest one does not (`alarms.WORDS`)."""

departure: Final = Table(
    "departure",
    metadata,
    key("child"),
    key("device"),
    key("at"),
    text("why"),
    _number("revisions"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""The receipts of cases that were taken off a laptop."""
