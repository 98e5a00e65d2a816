"""For every step of `db/client`: rows written before it, and what must hold of them after it."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError


@dataclass(frozen=True)
class Step:
    """`before` are INSERT statements for the schema ahead of the step; `after` looks at the schema it makes."""

    before: tuple[str, ...]
    after: Callable[[Connection], None]


def _first_tables_hold_their_rules(connection: Connection) -> None:
    def run(statement: str) -> None:
        connection.execute(text(statement))

    run("INSERT INTO identity VALUES (1, 'm', 'd', x'01', x'02')")
    run("INSERT INTO revision VALUES (1, 'id1', 'r', 'child', 'd', 1, x'7b7d', x'00')")
    run("INSERT INTO record VALUES ('r', 'child', 'id1', 't', 'm', 1, 1)")
    run("INSERT INTO draft VALUES ('i', 'r1', 'c', 'q', 'g', 't', 't', '')")
    run("INSERT INTO draft_entry VALUES (NULL, 'i', '/a', '', 'answered')")
    for refused in (
        "INSERT INTO identity VALUES (2, 'm', 'd', x'01', x'02')",
        "INSERT INTO revision VALUES (2, 'id2', 'r', 'child', 'd', 1, x'7b7d', x'00')",
        "INSERT INTO revision VALUES (2, 'id1', 'r', 'child', 'd', 2, x'7b7d', x'00')",
        "INSERT INTO revision VALUES (2, 'id2', 'r', 'child', 'd', 2, 'text', x'00')",
        "INSERT INTO record VALUES ('r2', 'child', 'no such revision', 't', 'm', 1, 1)",
        "INSERT INTO draft VALUES ('i2', 'r1', 'c', 'q', 'g', 't', 't', '')",
        "INSERT INTO draft_entry VALUES (NULL, 'i', '/a', '', 'answered')",
        "INSERT INTO draft_entry VALUES (NULL, 'no such draft', '/a', '', 'answered')",
        "INSERT INTO referral_row VALUES ('r', 'c', NULL, '', '[]', '', '', 'new', '', '', '', 0, 0)",
    ):
        with pytest.raises(IntegrityError), connection.begin_nested():
            run(refused)
    run("DELETE FROM draft")
    assert connection.execute(text("SELECT count(*) FROM draft_entry")).scalar() == 0


STEPS: dict[str, Step] = {
    "0001": Step(before=(), after=_first_tables_hold_their_rules),
}
