"""Gathers what came of the interview on each referral, for its row on the desk: of some referrals, or of all rows."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from sqlalchemy import Connection, Table, select

from rhi_desktop.store import desk_tables, tables
from rhi_desktop.store.desk_rows import Account
from rhi_desktop.store.projection import Fields
from rhi_desktop.store.rows import among

SEEN: Final = (tables.interview_row, desk_tables.risk_row, tables.review_row, desk_tables.told_row)
"""The tables whose rows it is made from."""


def accounts_of(connection: Connection, referrals: Collection[str]) -> dict[str, Account]:
    """Return the accounts of these referrals, of which there are few; none where nothing came of one."""
    interview, review = tables.interview_row, tables.review_row
    of_these = select(interview.c.interview).where(among(interview.c.referral, referrals))
    queries = {
        interview: select(interview).where(among(interview.c.referral, referrals)),
        desk_tables.risk_row: select(desk_tables.risk_row).where(desk_tables.risk_row.c.interview.in_(of_these)),
        review: select(review).where(review.c.interview.in_(of_these)),
        desk_tables.told_row: select(desk_tables.told_row).where(among(desk_tables.told_row.c.referral, referrals)),
    }
    return accounts(
        {table: [dict(row) for row in connection.execute(query).mappings()] for table, query in queries.items()}
    )


def accounts(rows: Mapping[Table, Iterable[Fields]]) -> dict[str, Account]:
    """Return the account of each referral that has one. Of several interviews the one begun last counts."""
    newest: dict[str, Fields] = {}
    for row in sorted(rows[tables.interview_row], key=lambda row: row["created"]):
        newest[str(row["referral"])] = row
    risks = {row["interview"]: str(row["risk"]) for row in rows[desk_tables.risk_row]}
    verdicts: dict[tuple[str | int, str | int], list[tuple[str, str]]] = defaultdict(list)
    for row in rows[tables.review_row]:
        verdicts[row["interview"], row["version"]].append((str(row["verdict"]), str(row["at"])))
    told: dict[str, list[str]] = defaultdict(list)
    for row in rows[desk_tables.told_row]:
        told[str(row["referral"])].append(str(row["at"]))
    found = {referral: Account(told=tuple(moments)) for referral, moments in told.items()}
    for referral, row in newest.items():
        found[referral] = Account(
            interview=str(row["interview"]),
            version=int(row["version"]),
            submitted=str(row["submitted"]),
            outcome=str(row["outcome"]),
            risk=risks.get(row["interview"], ""),
            verdicts=tuple(sorted(verdicts[row["interview"], row["version"]])),
            told=tuple(told[referral]),
        )
    return found
