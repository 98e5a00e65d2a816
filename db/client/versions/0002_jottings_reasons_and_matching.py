"""Jottings and reasons of drafts; the rows that matching, thresholds, triage and “heard of before” read.

Derived tables are left empty: the program makes them anew from the revisions when it next opens the store.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("head", "record", "link", "search_word"):
        op.execute(sa.delete(sa.table(table)))
    for table in ("child_row", "interview_row", "referral_row"):
        op.drop_table(table)
    _drafts()
    _children()
    _episodes()
    _mentions()
    _referrals()


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _drafts() -> None:
    op.create_table(
        "jotting",
        _number("number"),
        _text("interview"),
        _text("id"),
        _text("text"),
        _text("at"),
        _number("own_words"),
        _text("topic"),
        _text("placed"),
        _text("set_aside"),
        sa.PrimaryKeyConstraint("number", name="pk_jotting"),
        sa.UniqueConstraint("interview", "id", name="uq_jotting_interview_id"),
        sa.CheckConstraint("own_words IN (0, 1)", name=op.f("ck_jotting_own_words")),
        sa.ForeignKeyConstraint(
            ["interview"], ["draft.interview"], name="fk_jotting_interview_draft", ondelete="CASCADE"
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "draft_reason",
        _text("interview"),
        _text("path"),
        _text("kind"),
        _text("reason"),
        sa.PrimaryKeyConstraint("interview", "path", "kind", name="pk_draft_reason"),
        sa.ForeignKeyConstraint(
            ["interview"], ["draft.interview"], name="fk_draft_reason_interview_draft", ondelete="CASCADE"
        ),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _children() -> None:
    op.create_table(
        "child_row",
        *map(_text, ("child", "name", "called", "preferred_name", "other_names", "born", "reference")),
        *map(_text, ("police_reference", "nhs_number", "alerts", "sort_name")),
        sa.PrimaryKeyConstraint("child", name="pk_child_row"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_child_row_sort_name_child", "child_row", ["sort_name", "child"])


def _episodes() -> None:
    op.create_table(
        "episode_row",
        *map(_text, ("episode", "child", "kind", "missing_since", "found", "returned", "police_reference")),
        *map(_text, ("day", "missing_from", "place", "postcode", "found_at")),
        sa.PrimaryKeyConstraint("episode", name="pk_episode_row"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    for column in ("child", "postcode", "place"):
        op.create_index(f"ix_episode_row_{column}_day", "episode_row", [column, "day"])


def _mentions() -> None:
    op.create_table(
        "mention",
        _text("interview"),
        _number("number"),
        *map(_text, ("kind", "key", "text", "card", "child", "submitted")),
        sa.PrimaryKeyConstraint("interview", "number", name="pk_mention"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_mention_kind_key_submitted", "mention", ["kind", "key", "submitted"])
    op.create_index("ix_mention_child_submitted", "mention", ["child", "submitted"])


def _referrals() -> None:
    op.create_table(
        "attempt_row",
        *map(_text, ("attempt", "referral", "at", "result")),
        _number("created"),
        sa.PrimaryKeyConstraint("attempt", name="pk_attempt_row"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_attempt_row_referral", "attempt_row", ["referral"])
    op.create_table(
        "interview_row",
        *map(_text, ("interview", "referral", "submitted", "outcome")),
        _number("created"),
        sa.PrimaryKeyConstraint("interview", name="pk_interview_row"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_interview_row_referral_created", "interview_row", ["referral", "created"])
    op.create_table(
        "referral_row",
        *map(_text, ("referral", "child", "called", "reference", "alerts", "episodes", "returned", "received")),
        *map(_text, ("triage", "meeting")),
        _number("attempts"),
        *map(_text, ("last_result", "state", "interview", "saved", "submitted", "outcome")),
        *map(_number, ("priority", "section", "due")),
        sa.PrimaryKeyConstraint("referral", name="pk_referral_row"),
        sqlite_strict=True,
    )
    order = ["section", "due", "referral"]
    for before in ([], ["state"], ["triage"], ["priority"], ["state", "priority"]):
        columns = [*before, *order]
        op.create_index(f"ix_referral_row_{'_'.join(columns)}", "referral_row", columns)
    op.create_index("ix_referral_row_child", "referral_row", ["child"])
