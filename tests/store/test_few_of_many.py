"""A few records among very many: they are looked up by their ids, whatever else of their kind there is."""

from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from rhi_desktop.domain.records import Kind
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import a_change, a_child, a_referral, an_attempt, an_interview


@pytest.fixture
def plans(engine: Engine) -> list[str]:
    """How SQLite goes about every SELECT from the records that is run from now on."""
    found: list[str] = []

    def explain(connection: Connection, _cursor: Any, statement: str, values: Any, *_: object) -> None:
        if statement.startswith("SELECT") and "record" in statement:
            beside = connection.connection.cursor()
            beside.execute(f"EXPLAIN QUERY PLAN {statement}", values)
            found.extend(str(row[3]) for row in beside.fetchall())
            beside.close()

    event.listen(engine, "before_cursor_execute", explain)
    return found


def test_nothing_is_read_of_all_records_of_a_kind(store: SqlStore, plans: list[str]) -> None:
    child = a_change(a_child())
    referral = a_change(a_referral(child.record))
    interview = a_change(an_interview(referral.record, child.record))
    store.commit([child, referral, interview])
    store.commit([a_change(an_attempt(child.record, referral.record))])
    kept = store.get(Kind.CHILD, child.record)
    store.commit([a_change(a_child(name="Wren Renamed"), kept.head, record=child.record)])
    assert len(store.several(Kind.INTERVIEW, [interview.record] * 25)) == 1
    assert any("revision" in plan for plan in plans)
    assert [plan for plan in plans if "ix_record_kind" in plan] == []
