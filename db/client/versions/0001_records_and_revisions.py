"""Records, revisions, drafts, the audit log, and the rows that the worklist and search read."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _kept()
    _drafts()
    _derived()
    _rows()


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _bytes(name: str) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary, nullable=False)


def _kept() -> None:
    op.create_table(
        "identity",
        _number("id"),
        _text("member"),
        _text("device"),
        _bytes("signing_key"),
        _bytes("sealing_key"),
        sa.PrimaryKeyConstraint("id", name="pk_identity"),
        sa.CheckConstraint("id = 1", name=op.f("ck_identity_single")),
        sqlite_strict=True,
    )
    op.create_table(
        "revision",
        _number("number"),
        _text("id"),
        _text("record"),
        _text("kind"),
        _text("device"),
        _number("counter"),
        _bytes("content"),
        _bytes("signature"),
        sa.PrimaryKeyConstraint("number", name="pk_revision"),
        sa.UniqueConstraint("id", name="uq_revision_id"),
        sa.UniqueConstraint("device", "counter", name="uq_revision_device_counter"),
        sqlite_strict=True,
    )
    op.create_index("ix_revision_record_number", "revision", ["record", "number"])
    op.create_table(
        "tail",
        _text("chain"),
        _number("links"),
        _text("tip"),
        _bytes("signature"),
        sa.PrimaryKeyConstraint("chain", name="pk_tail"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "audit",
        _number("number"),
        _text("id"),
        _text("subject"),
        _bytes("content"),
        sa.PrimaryKeyConstraint("number", name="pk_audit"),
        sqlite_strict=True,
    )
    op.create_index("ix_audit_subject_number", "audit", ["subject", "number"])


def _drafts() -> None:
    op.create_table(
        "draft",
        _text("interview"),
        _text("referral"),
        _text("child"),
        _text("question_set"),
        _text("digest"),
        _text("started"),
        _text("saved"),
        _text("page"),
        sa.PrimaryKeyConstraint("interview", name="pk_draft"),
        sa.UniqueConstraint("referral", name="uq_draft_referral"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "draft_entry",
        _number("number"),
        _text("interview"),
        _text("key"),
        _text("value"),
        _text("state"),
        sa.PrimaryKeyConstraint("number", name="pk_draft_entry"),
        sa.UniqueConstraint("interview", "key", name="uq_draft_entry_interview_key"),
        sa.ForeignKeyConstraint(
            ["interview"], ["draft.interview"], name="fk_draft_entry_interview_draft", ondelete="CASCADE"
        ),
        sqlite_strict=True,
    )


def _derived() -> None:
    op.create_table(
        "head",
        _text("record"),
        _text("revision"),
        sa.PrimaryKeyConstraint("record", "revision", name="pk_head"),
        sa.ForeignKeyConstraint(["revision"], ["revision.id"], name="fk_head_revision_revision"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "record",
        _text("id"),
        _text("kind"),
        _text("head"),
        _text("at"),
        _text("author"),
        _number("revisions"),
        _number("created"),
        sa.PrimaryKeyConstraint("id", name="pk_record"),
        sa.ForeignKeyConstraint(["head"], ["revision.id"], name="fk_record_head_revision"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_record_kind_created", "record", ["kind", "created"])
    op.create_table(
        "link",
        _text("subject"),
        _text("kind"),
        _text("record"),
        sa.PrimaryKeyConstraint("subject", "kind", "record", name="pk_link"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_link_record", "link", ["record"])


def _rows() -> None:
    op.create_table(
        "child_row",
        _text("child"),
        _text("name"),
        _text("called"),
        _text("born"),
        _text("reference"),
        _text("alerts"),
        _text("sort_name"),
        sa.PrimaryKeyConstraint("child", name="pk_child_row"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_child_row_sort_name_child", "child_row", ["sort_name", "child"])
    op.create_table(
        "search_word",
        _text("word"),
        _text("child"),
        sa.PrimaryKeyConstraint("word", "child", name="pk_search_word"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_search_word_child", "search_word", ["child"])
    op.create_table(
        "interview_row",
        _text("interview"),
        _text("referral"),
        _text("submitted"),
        _number("created"),
        sa.PrimaryKeyConstraint("interview", name="pk_interview_row"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_interview_row_referral_created", "interview_row", ["referral", "created"])
    op.create_table(
        "referral_row",
        _text("referral"),
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
        _number("section"),
        _number("due"),
        sa.PrimaryKeyConstraint("referral", name="pk_referral_row"),
        sqlite_strict=True,
    )
    op.create_index("ix_referral_row_section_due_referral", "referral_row", ["section", "due", "referral"])
    op.create_index(
        "ix_referral_row_state_section_due_referral", "referral_row", ["state", "section", "due", "referral"]
    )
    op.create_index("ix_referral_row_child", "referral_row", ["child"])
