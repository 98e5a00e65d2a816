"""The team: members' keys, what is to be sent, what came; and several heads of one record, merged.

`record` is made anew and left empty, so that the program derives it when it next opens the store.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("record")
    _records()
    _membership()
    _sending()
    _receiving()


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _bytes(name: str) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary, nullable=False)


def _records() -> None:
    op.create_table(
        "record",
        _text("id"),
        _text("kind"),
        _text("head"),
        _text("token"),
        _text("at"),
        _text("author"),
        _number("revisions"),
        _number("created"),
        _number("clashes"),
        _bytes("merged"),
        sa.PrimaryKeyConstraint("id", name="pk_record"),
        sa.ForeignKeyConstraint(["head"], ["revision.id"], name="fk_record_head_revision"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_record_clashing", "record", ["id"], sqlite_where=sa.text("clashes > 0"))
    op.create_index("ix_record_kind_created", "record", ["kind", "created"])


def _membership() -> None:
    op.create_table(
        "team",
        _number("id"),
        _text("organisation"),
        _text("hub"),
        _text("hub_key"),
        _text("root_key"),
        _text("standing"),
        _text("since"),
        _text("role"),
        _text("asked_with"),
        _number("cursor"),
        _number("log_size"),
        _text("log_root"),
        _text("last_sent"),
        _text("last_heard"),
        _text("trouble"),
        sa.PrimaryKeyConstraint("id", name="pk_team"),
        sa.CheckConstraint("id = 1", name=op.f("ck_team_single")),
        sqlite_strict=True,
    )
    op.create_table(
        "statement",
        _number("number"),
        _text("id"),
        _text("signer"),
        _bytes("content"),
        _bytes("signature"),
        sa.PrimaryKeyConstraint("number", name="pk_statement"),
        sa.UniqueConstraint("id", name="uq_statement_id"),
        sqlite_strict=True,
    )
    op.create_table(
        "team_key",
        _number("epoch"),
        _bytes("private"),
        sa.PrimaryKeyConstraint("epoch", name="pk_team_key"),
        sqlite_strict=True,
    )
    op.create_table(
        "invited",
        _text("code"),
        _text("name"),
        _text("role"),
        _text("member"),
        _text("until"),
        sa.PrimaryKeyConstraint("code", name="pk_invited"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _sending() -> None:
    op.create_table(
        "posted",
        _number("counter"),
        _text("id"),
        _text("state"),
        _text("at"),
        _bytes("content"),
        sa.PrimaryKeyConstraint("counter", name="pk_posted"),
        sa.UniqueConstraint("id", name="uq_posted_id"),
        sqlite_strict=True,
    )
    op.create_index("ix_posted_state", "posted", ["state"])
    op.create_table(
        "posted_to",
        _text("reader"),
        _number("number"),
        _number("counter"),
        sa.PrimaryKeyConstraint("reader", "number", name="pk_posted_to"),
        sa.ForeignKeyConstraint(
            ["counter"], ["posted.counter"], name="fk_posted_to_counter_posted", ondelete="CASCADE"
        ),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_posted_to_counter", "posted_to", ["counter"])
    op.create_table(
        "outgoing",
        _number("number"),
        _text("kind"),
        _text("subject"),
        _bytes("content"),
        _text("reader"),
        sa.Column("counter", sa.Integer),
        _text("refused"),
        _text("by"),
        _text("at"),
        sa.PrimaryKeyConstraint("number", name="pk_outgoing"),
        sa.ForeignKeyConstraint(
            ["counter"], ["posted.counter"], name="fk_outgoing_counter_posted", ondelete="SET NULL"
        ),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outgoing_counter", "outgoing", ["counter"])
    op.create_index("ix_outgoing_subject", "outgoing", ["subject"])
    op.create_index("ix_outgoing_waiting", "outgoing", ["number"], sqlite_where=sa.text("counter IS NULL"))


def _receiving() -> None:
    op.create_table(
        "arrived",
        _text("id"),
        _text("device"),
        _number("counter"),
        _number("position"),
        _text("state"),
        _text("at"),
        _bytes("content"),
        sa.PrimaryKeyConstraint("id", name="pk_arrived"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_arrived_kept_aside", "arrived", ["position"], sqlite_where=sa.text("state != 'applied'"))
    op.create_table(
        "stream",
        _text("device"),
        _text("reader"),
        _number("number"),
        _text("tip"),
        sa.PrimaryKeyConstraint("device", "reader", name="pk_stream"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "missing",
        _text("device"),
        _text("reader"),
        _number("number"),
        sa.PrimaryKeyConstraint("device", "reader", "number", name="pk_missing"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "alarm",
        _number("number"),
        _text("code"),
        _text("about"),
        _text("at"),
        _number("dismissed"),
        sa.PrimaryKeyConstraint("number", name="pk_alarm"),
        sa.UniqueConstraint("code", "about", name="uq_alarm_code_about"),
        sqlite_strict=True,
    )
    op.create_table(
        "departure",
        _text("child"),
        _text("device"),
        _text("at"),
        _text("why"),
        _number("revisions"),
        sa.PrimaryKeyConstraint("child", "device", "at", name="pk_departure"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
