"""The full-text index in the encrypted store: what is found, in which order, and that it keeps step."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.domain.interview import Coded, SavedAnswer
from rhi_desktop.domain.records import Body, Change, Kind, instant_text
from rhi_desktop.domain.searching import terms_of
from rhi_desktop.store import searching
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import NOON, a_change, a_child, a_jotting, a_referral, an_interview

WORDS = "I went out of the Kitchen door, past Café Żubr. Mrs O'Brien saw me at the CANAL."


def said(text: str, **known: object) -> dict[str, object]:
    """Return the fields of an interview in which one answer is this text."""
    return {"answers": (SavedAnswer("/data/why/why_words", text, AnswerState.ANSWERED),), **known}


def submit(
    store: SqlStore,
    text: str,
    name: str = "Robin Example",
    reference: str = "RHI-0001",
    *,
    hours: int = 0,
    **known: object,
) -> str:
    """Put an interview on record and return its id."""
    child = a_change(a_child(name=name, reference=reference))
    referral = a_change(a_referral(child.record))
    submitted = instant_text(NOON + timedelta(hours=hours))
    fields = said(text) | {"submitted": submitted} | known
    interview = a_change(an_interview(referral.record, child.record, **fields))
    store.commit([child, referral, interview])
    return interview.record


def found(store: SqlStore, typed: str) -> list[str]:
    """Return the interviews that a search finds, which are as many as it counts."""
    terms = terms_of(typed)
    rows = store.search.page(terms, offset=0, limit=99)
    assert store.search.count(terms) == len(rows)
    return [row.interview for row in rows]


@pytest.mark.parametrize(
    "typed",
    [
        "kitchen", "KITCH", "kitchen canal", '"kitchen door"', "cafe zubr", "Żubr", "o'brien", "obrien", "o’bri",
        "robin", "rob canal", "rhi-0001", '"the kitchen doo', "kitchen*", "(canal)", "canal, door!",
    ],
)  # fmt: skip
def test_it_is_found(store: SqlStore, typed: str) -> None:
    assert found(store, typed) == []
    interview = submit(store, WORDS)
    submit(store, "Nothing of the kind.", "Kit Sample", "RHI-0002")
    assert found(store, typed) == [interview]


@pytest.mark.parametrize(
    "typed", ["", "bus", "kitchen bus", '"door kitchen"', '"kitch" door', '"', "itchen", "found_here", "yes", "2026"]
)
def test_it_is_not_found(store: SqlStore, typed: str) -> None:
    chosen = ("found_here", "yes", "2026-11-25", "walk_home bus_stop")
    answers = [SavedAnswer(f"/data/q{n}", value, AnswerState.ANSWERED) for n, value in enumerate(chosen)]
    words = SavedAnswer("/data/why", WORDS, AnswerState.ANSWERED)
    submit(store, "", answers=(words, *answers), coded=(Coded("how", "itchen"),))
    assert found(store, typed) == []


def test_the_last_submitted_comes_first_and_pages_join(store: SqlStore) -> None:
    hours = (5, 1, 9, 3, 7)
    submitted = {hour: submit(store, "The canal again.", hours=hour) for hour in hours}
    wanted = [submitted[hour] for hour in sorted(hours, reverse=True)]
    assert found(store, "canal") == wanted
    pages = [store.search.page(terms_of("canal"), offset=at, limit=2) for at in (0, 2, 4, 6)]
    assert [row.interview for page in pages for row in page] == wanted


def test_a_row_says_whose_interview_it_is(store: SqlStore) -> None:
    submit(store, WORDS)
    (row,) = store.search.page(terms_of("canal"), offset=0, limit=9)
    assert (row.called, row.reference, row.submitted) == ("Robin Example", "RHI-0001", instant_text(NOON))


def test_what_is_amended_and_who_is_renamed_is_found_anew(store: SqlStore) -> None:
    interview = submit(store, WORDS, jottings=(a_jotting("A blue bicycle."),))
    assert found(store, "bicycle") == [interview]
    kept = store.get(Kind.INTERVIEW, interview)
    said_then: Body = {**kept.body, "answers": [{"key": "/data/why", "value": "By the fountain.", "state": "answered"}]}
    store.commit([Change(interview, Kind.INTERVIEW, said_then, (kept.head,))])
    child = store.get(Kind.CHILD, str(kept.body["child"]))
    store.commit([a_change(a_child(name="Wren Renamed"), child.head, record=child.id)])
    assert (found(store, "fountain wren"), found(store, "kitchen"), found(store, "robin")) == ([interview], [], [])
    assert store.verify() == ()


def test_a_child_who_comes_after_the_interview_is_found_with_it(store: SqlStore) -> None:
    child = a_change(a_child())
    interview = a_change(an_interview("elsewhere", child.record, **said(WORDS)))
    store.commit([interview])
    assert found(store, "robin") == []
    store.commit([child])
    assert found(store, "robin canal") == [interview.record]


def test_an_index_that_lost_or_changed_something_is_found_out_and_mended(store: SqlStore, engine: Engine) -> None:
    interview = submit(store, WORDS)
    fault = "The search does not match the interviews. Rebuild the store."
    for tamper in (
        "DELETE FROM search_text",
        "DELETE FROM search_term WHERE word='canal'",
        "INSERT INTO search_text(rowid, words) VALUES(7, 'kitchen')",
        "INSERT OR REPLACE INTO search_text(rowid, words) SELECT number, 'kitchen' FROM search_entry",
    ):
        with engine.begin() as connection:
            connection.exec_driver_sql(tamper)
        assert fault in map(str, store.verify())
        store.rebuild()
        assert store.verify() == ()
        assert found(store, "canal") == [interview]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_whatever_is_typed_is_no_command(store: SqlStore, typed: str) -> None:
    store.search.count(terms_of(typed))
    assert store.search.page(terms_of(typed), offset=0, limit=1) == ()


def test_many_words_of_one_beginning_are_all_found(store: SqlStore) -> None:
    interviews = {submit(store, f"The bell{chr(97 + n)}{chr(97 + n)} rang.", hours=n) for n in range(26)}
    interviews |= {submit(store, f"The bella{chr(97 + n)}x rang.", hours=30 + n) for n in range(20)}
    assert set(found(store, "bell")) == interviews
    assert set(found(store, '"the bell')) == interviews
    assert len(found(store, "bella")) == 21


def test_no_more_are_counted_than_are_listed(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    for hours in range(4):
        submit(store, WORDS, hours=hours)
    monkeypatch.setattr(searching, "MOST_FOUND", 3)
    assert store.search.count(terms_of("canal")) == 3
