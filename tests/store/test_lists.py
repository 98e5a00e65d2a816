"""The worklist and the list of children: order, filters, and the indexes behind them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from rhi_desktop.domain.records import instant_text
from rhi_desktop.domain.referral import Arrangement, TriageLevel
from rhi_desktop.services.ports import WorklistFilter, WorkState
from rhi_desktop.store.lists import children_page, worklist_page
from rhi_desktop.store.sql_store import SqlStore
from rhi_desktop.store.transactions import reading
from tests.builders import a_change, a_child, a_draft, a_referral, a_triage, an_attempt, an_interview
from tests.store.engines import as_shipped
from tests.store.many import fill
from tests.store.plans import plan

ALL = WorklistFilter()


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[SqlStore, Engine]]:
    """A store with 1,200 referrals in all states."""
    path: Path = tmp_path_factory.mktemp("full") / "store.db"
    engine = as_shipped(path)
    yield fill(engine, 1_200), engine
    engine.dispose()


def refer(store: SqlStore, returned: str, received: str = "2026-11-25T09:00Z", **child: Any) -> str:
    """Put a child with a referral on record and return the referral's id."""
    about = a_change(a_child(**child))
    changes = [about, a_change(a_referral(about.record, returned=returned, received=received))]
    return store.commit(changes)[1].id


def submit(store: SqlStore, referral: str, submitted: datetime) -> None:
    """Put an interview on record."""
    (row,) = (row for row in store.worklist(ALL, offset=0, limit=99) if row.referral == referral)
    store.commit([a_change(an_interview(referral, row.child, submitted=instant_text(submitted)))])


def order(store: SqlStore, filter_: WorklistFilter = ALL) -> list[str]:
    """Return the referrals in the order of the worklist."""
    return [row.referral for row in store.worklist(filter_, offset=0, limit=99)]


def test_the_nearest_deadline_is_on_top_then_no_return_time_and_submitted_work_last(store: SqlStore) -> None:
    unknown = refer(store, "", received="2026-11-25T08:59Z")
    done_early, done_late = refer(store, "2026-11-20T10:00Z"), refer(store, "2026-11-20T11:00Z")
    submit(store, done_early, datetime(2026, 11, 21, tzinfo=UTC))
    submit(store, done_late, datetime(2026, 11, 22, tzinfo=UTC))
    evening = refer(store, "2026-11-24T18:30Z")
    that_day = refer(store, "2026-11-24")
    noon = refer(store, "2026-11-24T12:00Z")
    next_day = refer(store, "2026-11-25T00:30Z")
    unreadable = refer(store, "last Tuesday")
    assert order(store) == [noon, evening, that_day, next_day, unknown, unreadable, done_late, done_early]


def test_a_corrected_return_time_moves_the_referral(store: SqlStore) -> None:
    first, second = refer(store, "2026-11-24T12:00Z"), refer(store, "2026-11-24T13:00Z")
    (row,) = (row for row in store.worklist(ALL, offset=0, limit=9) if row.referral == second)
    head = store.history(second)[-1].id
    store.commit([a_change(a_referral(row.child, returned="2026-11-24T11:00Z"), head, record=second)])
    assert order(store) == [second, first]


def test_the_row_shows_the_child_as_it_is_now(store: SqlStore) -> None:
    referral = refer(store, "2026-11-24T12:00Z", name="Robin Example")
    (before,) = store.worklist(ALL, offset=0, limit=9)
    changed = a_child(name="Robin Example", preferred_name="Bobbin", reference="RHI-2", alerts=("Two to visit",))
    store.commit([a_change(changed, store.history(before.child)[-1].id, record=before.child)])
    (row,) = store.worklist(ALL, offset=0, limit=9)
    assert (row.referral, row.called, row.reference, row.alerts) == (referral, "Bobbin", "RHI-2", ("Two to visit",))
    assert (row.returned, row.received, row.state) == ("2026-11-24T12:00Z", "2026-11-25T09:00Z", WorkState.NEW)


def test_a_child_that_is_committed_after_its_referral_is_shown_all_the_same(store: SqlStore) -> None:
    child = a_change(a_child(preferred_name="Bobbin"))
    store.commit([a_change(a_referral(child.record)), child])
    assert [row.called for row in store.worklist(ALL, offset=0, limit=9)] == ["Bobbin"]


def test_states_are_filtered_and_counted(store: SqlStore) -> None:
    new, drafted, done = (refer(store, f"2026-11-24T1{hour}:00Z") for hour in range(3))
    store.begin(a_draft(drafted, "child"), [])
    submit(store, done, datetime(2026, 11, 25, tzinfo=UTC))
    expected = {
        frozenset[WorkState](): [new, drafted, done],
        frozenset([WorkState.NEW]): [new],
        frozenset([WorkState.DRAFT, WorkState.SUBMITTED]): [drafted, done],
        frozenset(WorkState): [new, drafted, done],
    }
    for states, referrals in expected.items():
        assert order(store, WorklistFilter(states=states)) == referrals
        assert store.worklist_count(WorklistFilter(states=states)) == len(referrals)


def test_all_words_must_begin_a_word_of_the_names_or_the_reference(store: SqlStore) -> None:
    dao = refer(store, "2026-11-24T10:00Z", name="Nguyễn Thị Đào", preferred_name="Daisy", reference="RHI-2026/014")
    lucja = refer(store, "2026-11-24T11:00Z", name="Łucja Żółć", reference="RHI-2026/015")
    for text, found in {
        "nguyen dao": [dao],
        "DAI": [dao],
        "rhi 2026": [dao, lucja],
        "2026/015 z": [lucja],
        "lucja nguyen": [],
        "ucja": [],
        "zolcz": [],
        "%": [dao, lucja],
        "  ": [dao, lucja],
    }.items():
        assert order(store, WorklistFilter(text=text)) == found, text
        assert store.worklist_count(WorklistFilter(text=text)) == len(found)


def test_a_changed_name_is_found_and_the_old_one_is_not(store: SqlStore) -> None:
    refer(store, "", name="Robin Example")
    (child,) = store.children("robin", limit=9)
    store.commit([a_change(a_child(name="Sasha Example"), store.history(child.child)[-1].id, record=child.child)])
    assert store.children("robin", limit=9) == ()
    assert [row.name for row in store.children("sasha", limit=9)] == ["Sasha Example"]


def test_children_come_by_name_whatever_the_accents(store: SqlStore) -> None:
    names = ["Zoë Example", "Łucja Invented", "Émile Example", "adam Invented", "Luca Invented"]
    store.commit([a_change(a_child(name=name)) for name in names])
    by_name = ["adam Invented", "Émile Example", "Luca Invented", "Łucja Invented", "Zoë Example"]
    assert [row.name for row in store.children("", limit=9)] == by_name
    assert [row.name for row in store.children("inv", limit=2)] == ["adam Invented", "Luca Invented"]


def test_a_number_typed_for_a_reference_finds_the_child_among_many(full: tuple[SqlStore, Engine]) -> None:
    (found,) = full[0].children("00777", limit=50)
    assert found.reference == "RHI-00777"


def test_pages_follow_each_other_without_gap_or_overlap(full: tuple[SqlStore, Engine]) -> None:
    store, _ = full
    whole = store.worklist(ALL, offset=0, limit=2_000)
    pages = [row for start in range(0, 1_200, 70) for row in store.worklist(ALL, offset=start, limit=70)]
    assert pages == list(whole)
    assert store.worklist_count(ALL) == len(whole) == 1_200
    assert {row.state for row in whole} == set(WorkState) - {WorkState.RETURNED}


def test_the_row_shows_triage_meeting_and_the_newest_attempt(store: SqlStore) -> None:
    child = a_change(a_child())
    agreed = Arrangement(at="2026-11-27T15:00Z")
    referral = a_change(a_referral(child.record, triage=a_triage(TriageLevel.AMBER), arrangement=agreed))
    attempts = [
        a_change(an_attempt(child.record, referral.record, at="2026-11-26T09:00Z", result="agreed")),
        a_change(an_attempt(child.record, referral.record, at="2026-11-25T09:00Z", result="no_reply")),
        a_change(an_attempt(child.record, "another referral", at="2026-11-27", result="declined")),
    ]
    store.commit([child, referral, *attempts])
    (row,) = store.worklist(ALL, offset=0, limit=9)
    assert (row.triage, row.meeting, row.attempts, row.last_result) == ("amber", "2026-11-27T15:00Z", 2, "agreed")
    head = store.history(attempts[0].record)[-1].id
    store.commit([a_change(an_attempt(child.record, "another referral"), head, record=attempts[0].record)])
    (row,) = store.worklist(ALL, offset=0, limit=9)
    assert (row.attempts, row.last_result) == (1, "no_reply")
    assert store.verify() == ()


def test_by_priority_red_comes_first_and_what_is_submitted_last(store: SqlStore) -> None:
    def level(level: TriageLevel | None, returned: str) -> str:
        child = a_change(a_child())
        triage = level and a_triage(level)
        return store.commit([child, a_change(a_referral(child.record, returned=returned, triage=triage))])[1].id

    green, plain = level(TriageLevel.GREEN, "2026-11-20"), level(None, "2026-11-21")
    amber, red_late = level(TriageLevel.AMBER, "2026-11-22"), level(TriageLevel.RED, "2026-11-24T10:00Z")
    red_soon, done = level(TriageLevel.RED, "2026-11-24T09:00Z"), level(TriageLevel.RED, "2026-11-01")
    submit(store, done, datetime(2026, 11, 3, tzinfo=UTC))
    assert order(store) == [green, plain, amber, red_soon, red_late, done]
    assert order(store, WorklistFilter(by_priority=True)) == [red_soon, red_late, amber, plain, green, done]
    red, some = frozenset([TriageLevel.RED]), frozenset([TriageLevel.RED, TriageLevel.GREEN])
    assert order(store, WorklistFilter(triage=red, by_priority=True)) == [red_soon, red_late, done]
    assert order(store, WorklistFilter(triage=some)) == [green, red_soon, red_late, done]
    assert order(store, WorklistFilter(triage=some, by_priority=True, states=OPEN)) == [red_soon, red_late, green]
    assert store.worklist_count(WorklistFilter(triage=some, states=OPEN)) == 3


OPEN = frozenset([WorkState.NEW, WorkState.DRAFT])
DONE = frozenset([WorkState.SUBMITTED])
BY_ORDER, BY_STATE = "ix_referral_row_section_due_referral", "ix_referral_row_state_section_due_referral"


@pytest.mark.parametrize("text", ["", "rob ex"])
@pytest.mark.parametrize(("states", "index"), [(frozenset(), BY_ORDER), (OPEN, BY_ORDER), (DONE, BY_STATE)])
def test_a_page_of_many_is_a_walk_along_an_index_without_sorting(
    full: tuple[SqlStore, Engine], text: str, states: frozenset[WorkState], index: str
) -> None:
    steps = plan(full[1], worklist_page(WorklistFilter(text, states), common=True))
    assert f"USING INDEX {index}" in steps[0], steps
    assert not any("TEMP B-TREE" in step for step in steps), steps
    words = [step for step in steps if "search_word" in step]
    assert [step for step in words if "ix_search_word_child (child=? AND word>? AND word<?)" not in step] == []


NEW, RED = frozenset([WorkState.NEW]), frozenset([TriageLevel.RED])
RED_OR_GREEN = frozenset([TriageLevel.RED, TriageLevel.GREEN])
LEVELS = ["red", "amber", "", "green"]
BY_LEVEL = "ix_referral_row_triage_section_due_referral"
BY_PRIORITY, BY_STATE_AND_PRIORITY = (
    "ix_referral_row_priority_section_due_referral",
    "ix_referral_row_state_priority_section_due_referral",
)


@pytest.mark.parametrize(
    ("states", "triage", "by_priority", "index"),
    [
        (frozenset(), RED, False, BY_LEVEL),
        (frozenset(), RED, True, BY_LEVEL),
        (OPEN, RED, True, BY_LEVEL),
        (DONE, RED, False, BY_LEVEL),
        (NEW, RED, False, BY_STATE),
        (NEW, RED, True, BY_STATE),
        (NEW, RED_OR_GREEN, True, BY_STATE_AND_PRIORITY),
        (NEW, frozenset(), True, BY_STATE_AND_PRIORITY),
        (frozenset(), RED_OR_GREEN, False, BY_ORDER),
        (frozenset(), RED_OR_GREEN, True, BY_PRIORITY),
        (OPEN, frozenset(), True, BY_PRIORITY),
        (frozenset(), frozenset(), True, BY_PRIORITY),
    ],
)
def test_triage_and_priority_are_walks_along_an_index_too(
    full: tuple[SqlStore, Engine],
    states: frozenset[WorkState],
    triage: frozenset[TriageLevel],
    by_priority: bool,
    index: str,
) -> None:
    filter_ = WorklistFilter("", states, triage, by_priority)
    steps = plan(full[1], worklist_page(filter_, common=True))
    assert steps == [steps[0]]
    assert f"USING INDEX {index}" in steps[0], steps
    by_priority_or_clock = [
        row.referral
        for row in sorted(
            full[0].worklist(WorklistFilter(states=states), offset=0, limit=2_000),
            key=lambda row: by_priority and (9 if row.state is WorkState.SUBMITTED else LEVELS.index(row.triage)),
        )
        if not triage or row.triage in triage
    ]
    assert [row.referral for row in full[0].worklist(filter_, offset=0, limit=2_000)] == by_priority_or_clock
    assert full[0].worklist_count(filter_) == len(by_priority_or_clock) > 0


@pytest.mark.parametrize("states", [frozenset(), OPEN, DONE])
def test_few_matches_are_looked_up_by_the_word_and_then_by_the_child(
    full: tuple[SqlStore, Engine], states: frozenset[WorkState]
) -> None:
    steps = plan(full[1], worklist_page(WorklistFilter("rob ex", states), common=False))
    assert "ix_referral_row_child_step_worker_breach_referral (child=?)" in steps[0], steps
    assert sum("SEARCH search_word USING PRIMARY KEY (word>? AND word<?)" in step for step in steps) == 2, steps


def test_children_are_walked_by_name_or_looked_up_by_the_word(full: tuple[SqlStore, Engine]) -> None:
    steps = plan(full[1], children_page(""))
    walk, aside = "SCAN child_row USING INDEX ix_child_row_sort_name_child", "ix_duplicate_row_other_child"
    assert steps == [walk, f"USING INDEX {aside} FOR IN-OPERATOR"]
    steps = plan(full[1], children_page("rob ex"))
    assert "USING PRIMARY KEY (child=?)" in steps[0], steps
    assert sum("SEARCH search_word USING PRIMARY KEY (word>? AND word<?)" in step for step in steps) == 2, steps


@pytest.mark.parametrize("text", ["r", "rhi", "rob", "rob ex", "inv", "00777", "nguyen 7", "zzz"])
@pytest.mark.parametrize("states", [frozenset(), OPEN, DONE])
def test_both_ways_of_searching_find_the_same(
    full: tuple[SqlStore, Engine], text: str, states: frozenset[WorkState]
) -> None:
    store, engine = full
    filter_ = WorklistFilter(text, states)
    with reading(engine) as connection:
        ways = [
            [row.referral for row in connection.execute(worklist_page(filter_, common=common))]
            for common in (True, False)
        ]
    assert ways[0] == ways[1] == [row.referral for row in store.worklist(filter_, offset=0, limit=2_000)]
    assert store.worklist_count(filter_) == len(ways[0])
