"""For every step of `db/client`: rows written before it, and what must hold of them after it."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy import Connection, func, select, text
from sqlalchemy import table as table_named
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


def _drafts_stay_and_what_is_derived_is_to_be_made_anew(connection: Connection) -> None:
    def count(table: str) -> int:
        return int(connection.execute(select(func.count()).select_from(table_named(table))).scalar_one())

    kept = {table: count(table) for table in ("identity", "revision", "tail", "audit", "draft", "draft_entry")}
    assert set(kept.values()) == {1}, kept
    derived = ("head", "record", "link", "child_row", "search_word", "interview_row", "referral_row")
    assert {table: count(table) for table in derived} == dict.fromkeys(derived, 0)
    run = [
        "INSERT INTO jotting VALUES (NULL, 'i', 'j', 'words', 't', 1, '', '', '')",
        "INSERT INTO draft_reason VALUES ('i', '/a', 'kind', 'because')",
    ]
    refused = [
        *run,
        "INSERT INTO jotting VALUES (NULL, 'no such draft', 'j', 'words', 't', 1, '', '', '')",
        "INSERT INTO jotting VALUES (NULL, 'i', 'j2', 'words', 't', 2, '', '', '')",
        "INSERT INTO draft_reason VALUES ('no such draft', '/a', 'kind', 'because')",
    ]
    for statement in run:
        connection.execute(text(statement))
    for statement in refused:
        with pytest.raises(IntegrityError), connection.begin_nested():
            connection.execute(text(statement))
    connection.execute(text("DELETE FROM draft"))
    assert (count("jotting"), count("draft_reason")) == (0, 0)


def _what_is_derived_is_to_be_made_anew_and_the_team_holds_its_rules(connection: Connection) -> None:
    def count(table: str) -> int:
        return int(connection.execute(select(func.count()).select_from(table_named(table))).scalar_one())

    kept = {table: count(table) for table in ("identity", "revision", "draft", "jotting", "draft_reason", "head")}
    assert kept == dict.fromkeys(kept, 1)
    assert count("record") == 0
    run = [
        "INSERT INTO record VALUES ('r', 'child', 'id1', 'id1', 't', 'm', 1, 1, 0, x'')",
        "INSERT INTO team VALUES (1, 'o', 'h', 'k', 'k', 'active', 't', 'worker', '', 0, 0, '', '', '', '')",
        "INSERT INTO posted VALUES (1, 'e1', 'sealed', 't', x'00')",
        "INSERT INTO posted_to VALUES ('team', 1, 1)",
        "INSERT INTO outgoing VALUES (NULL, 'revision', 'id1', x'', '', 1, '', '', '')",
        "INSERT INTO arrived VALUES ('e2', 'd2', 1, 1, 'applied', 't', x'')",
    ]
    refused = [
        *(statement for statement in run if "outgoing" not in statement),
        "INSERT INTO team VALUES (2, 'o', 'h', 'k', 'k', 'active', 't', 'worker', '', 0, 0, '', '', '', '')",
        "INSERT INTO posted VALUES (2, 'e1', 'sealed', 't', x'00')",
        "INSERT INTO posted_to VALUES ('team', 2, 7)",
        "INSERT INTO outgoing VALUES (NULL, 'revision', 'id1', x'', '', 7, '', '', '')",
    ]
    for statement in run:
        connection.execute(text(statement))
    for statement in refused:
        with pytest.raises(IntegrityError), connection.begin_nested():
            connection.execute(text(statement))
    connection.execute(text("DELETE FROM posted"))
    assert count("posted_to") == 0
    assert connection.execute(text("SELECT counter FROM outgoing")).all() == [(None,)]


def _work_stays_and_what_is_derived_is_to_be_made_anew(connection: Connection) -> None:
    assert connection.execute(text("SELECT content FROM revision")).all() == [(b"{}",)]
    assert connection.execute(text("SELECT interview FROM draft")).all() == [("i",)]
    assert connection.execute(text("SELECT count(*) FROM record")).scalar_one() == 0


STEPS: dict[str, Step] = {
    "0001": Step(before=(), after=_first_tables_hold_their_rules),
    "0002": Step(
        before=(
            "INSERT INTO identity VALUES (1, 'm', 'd', x'01', x'02')",
            "INSERT INTO revision VALUES (1, 'id1', 'r', 'child', 'd', 1, x'7b7d', x'00')",
            "INSERT INTO tail VALUES ('revisions', 1, 'id1', x'00')",
            "INSERT INTO audit VALUES (1, 'a', '', x'7b7d')",
            "INSERT INTO draft VALUES ('i', 'r1', 'c', 'q', 'g', 't', 't', '')",
            "INSERT INTO draft_entry VALUES (NULL, 'i', '/a', '', 'answered')",
            "INSERT INTO head VALUES ('r', 'id1')",
            "INSERT INTO record VALUES ('r', 'child', 'id1', 't', 'm', 1, 1)",
            "INSERT INTO link VALUES ('s', 'child', 'r')",
            "INSERT INTO child_row VALUES ('r', 'Robin Example', 'Robin', '', '', '[]', 'robin example')",
            "INSERT INTO search_word VALUES ('robin', 'r')",
            "INSERT INTO interview_row VALUES ('i0', 'r0', 't', 1)",
            "INSERT INTO referral_row VALUES ('r0', 'r', '', '', '[]', '', '', 'new', '', '', '', 0, 0)",
        ),
        after=_drafts_stay_and_what_is_derived_is_to_be_made_anew,
    ),
    "0003": Step(
        before=(
            "INSERT INTO identity VALUES (1, 'm', 'd', x'01', x'02')",
            "INSERT INTO revision VALUES (1, 'id1', 'r', 'child', 'd', 1, x'7b7d', x'00')",
            "INSERT INTO draft VALUES ('i', 'r1', 'c', 'q', 'g', 't', 't', '')",
            "INSERT INTO jotting VALUES (NULL, 'i', 'j', 'words', 't', 1, '', '', '')",
            "INSERT INTO draft_reason VALUES ('i', '/a', 'kind', 'because')",
            "INSERT INTO head VALUES ('r', 'id1')",
            "INSERT INTO record VALUES ('r', 'child', 'id1', 't', 'm', 1, 1)",
        ),
        after=_what_is_derived_is_to_be_made_anew_and_the_team_holds_its_rules,
    ),
    "0004": Step(
        before=(
            "INSERT INTO identity VALUES (1, 'm', 'd', x'01', x'02')",
            "INSERT INTO revision VALUES (1, 'id1', 'r', 'child', 'd', 1, x'7b7d', x'00')",
            "INSERT INTO draft VALUES ('i', 'r1', 'c', 'q', 'g', 't', 't', '')",
            "INSERT INTO head VALUES ('r', 'id1')",
            "INSERT INTO record VALUES ('r', 'child', 'id1', 'id1', 't', 'm', 1, 1, 0, x'')",
        ),
        after=_work_stays_and_what_is_derived_is_to_be_made_anew,
    ),
}
