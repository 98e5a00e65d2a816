"""The coordinator's desk: reviews that are being written, and the rows that its lists and figures read.

`record` is made anew and left empty, so that the program derives everything when it next opens the store.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(sa.delete(sa.table("record")))
    op.drop_table("interview_row")
    _interviews()
    _reviews()


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _interviews() -> None:
    op.create_table(
        "interview_row",
        _text("interview"),
        _text("referral"),
        _text("child"),
        _text("worker"),
        _number("version"),
        _text("submitted"),
        _text("outcome"),
        _number("created"),
        sa.PrimaryKeyConstraint("interview", name="pk_interview_row"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_interview_row_referral_created", "interview_row", ["referral", "created"])


def _reviews() -> None:
    op.create_table(
        "review_draft",
        _text("interview"),
        _text("kind"),
        _number("version"),
        _text("content"),
        _text("saved"),
        sa.PrimaryKeyConstraint("interview", "kind", name="pk_review_draft"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "review_row",
        _text("review"),
        _text("interview"),
        _number("version"),
        _text("worker"),
        _text("reviewer"),
        _text("at"),
        _text("verdict"),
        sa.PrimaryKeyConstraint("review", name="pk_review_row"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_review_row_interview_version", "review_row", ["interview", "version"])
    op.create_index("ix_review_row_worker_at", "review_row", ["worker", "at"])
