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
    for table in ("interview_row", "child_row", "episode_row", "attempt_row", "referral_row"):
        op.drop_table(table)
    op.create_index("ix_mention_submitted", "mention", ["submitted"])
    _reasons()
    _interviews()
    _children()
    _episodes()
    _attempts()
    _referrals()
    _reviews()
    _duplicates()
    _search()
    _cases()


def _reasons() -> None:
    op.create_table(
        "reason_row",
        *map(_text, ("interview", "concept", "value", "month")),
        sa.PrimaryKeyConstraint("interview", "concept", "value", name="pk_reason_row"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_reason_row_month_concept_value", "reason_row", ["month", "concept", "value"])


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
        _text("held"),
        _text("declined"),
        _text("exploitation"),
        _number("created"),
        sa.PrimaryKeyConstraint("interview", name="pk_interview_row"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_interview_row_referral_created", "interview_row", ["referral", "created"])
    op.create_index("ix_interview_row_held", "interview_row", ["held"])
    op.create_index("ix_interview_row_submitted", "interview_row", ["submitted"])


def _children() -> None:
    names = (
        "name", "called", "preferred_name", "other_names", "born", "reference", "police_reference", "nhs_number",
        "alerts", "sex", "ethnicity", "sort_name",
    )  # fmt: skip
    op.create_table(
        "child_row",
        _text("child"),
        *map(_text, names),
        sa.PrimaryKeyConstraint("child", name="pk_child_row"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_child_row_sort_name_child", "child_row", ["sort_name", "child"])


def _episodes() -> None:
    names = (
        "child", "kind", "missing_since", "found", "returned", "police_reference", "day", "missing_from", "place",
        "postcode", "found_at", "found_postcode", "ended", "case_status", "placement", "responsible", "host",
    )  # fmt: skip
    op.create_table(
        "episode_row",
        _text("episode"),
        *map(_text, names),
        sa.PrimaryKeyConstraint("episode", name="pk_episode_row"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_episode_row_child_day", "episode_row", ["child", "day"])
    op.create_index("ix_episode_row_postcode_day", "episode_row", ["postcode", "day"])
    op.create_index("ix_episode_row_place_day", "episode_row", ["place", "day"])
    op.create_index("ix_episode_row_day", "episode_row", ["day"])


def _attempts() -> None:
    op.create_table(
        "attempt_row",
        _text("attempt"),
        _text("referral"),
        _text("at"),
        _text("result"),
        _text("to"),
        _number("created"),
        sa.PrimaryKeyConstraint("attempt", name="pk_attempt_row"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_attempt_row_referral", "attempt_row", ["referral"])


def _referrals() -> None:
    op.create_table(
        "referral_row",
        *map(_text, ("referral", "child", "called", "reference", "alerts", "episodes", "returned", "received")),
        *map(_text, ("triage", "meeting")),
        _number("attempts"),
        *map(_text, ("last_result", "state", "interview", "saved", "submitted", "outcome")),
        *map(_number, ("priority", "section", "due")),
        *map(_text, ("worker", "latest")),
        *map(_number, ("version", "step", "breach")),
        *map(_text, ("since", "risk")),
        sa.PrimaryKeyConstraint("referral", name="pk_referral_row"),
        sqlite_strict=True,
    )
    order = ["section", "due", "referral"]
    for before in ([], ["state"], ["triage"], ["priority"], ["state", "priority"]):
        _index("referral_row", *before, *order)
    _index("referral_row", "child", "step", "worker", "breach", "referral")
    _index("referral_row", "step", "breach", "referral")
    _index("referral_row", "worker", "step", "breach", "referral")
    op.create_table(
        "risk_row",
        _text("interview"),
        _text("risk"),
        sa.PrimaryKeyConstraint("interview", name="pk_risk_row"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "told_row",
        *map(_text, ("sharing", "referral", "at")),
        sa.PrimaryKeyConstraint("sharing", name="pk_told_row"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    _index("told_row", "referral")


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns)


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


def _duplicates() -> None:
    op.create_table(
        "duplicate_row",
        *map(_text, ("duplicate", "child", "other")),
        sa.PrimaryKeyConstraint("duplicate", name="pk_duplicate_row"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    _index("duplicate_row", "other", "child")
    _index("duplicate_row", "child")


def _search() -> None:
    op.create_table(
        "search_entry",
        _number("number"),
        _text("interview"),
        sa.PrimaryKeyConstraint("number", name="pk_search_entry"),
        sqlite_strict=True,
    )
    op.create_table(
        "search_term",
        _text("word"),
        sa.PrimaryKeyConstraint("word", name="pk_search_term"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_search_entry_interview", "search_entry", ["interview"], unique=True)
    op.execute(
        "CREATE VIRTUAL TABLE search_text USING fts5("
        "words, content='', contentless_delete=1, prefix='3', tokenize='ascii')"
    )


def _cases() -> None:
    op.create_table(
        "case_row",
        *map(_text, ("ended", "day", "episode", "child", "first", "last")),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("ended", "day", "episode", name="pk_case_row"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_case_row_child", "case_row", ["child"])
    op.create_index("ix_case_row_last_first", "case_row", ["last", "first"])
