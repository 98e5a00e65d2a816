"""The coordinator's desk: where each referral stands, against a plain computation; and the indexes behind it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from rhi_desktop.domain.interview import Coded
from rhi_desktop.domain.records import instant_text
from rhi_desktop.domain.review import Verdict
from rhi_desktop.services.desk_rows import DeskFilter, Group, Step
from rhi_desktop.store.desk import desk_page, state_query
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import NOON, Clock, a_change, a_child, a_referral, an_attempt, an_episode, new_id
from tests.forked import Forked
from tests.overseen import URGENT, Overseen
from tests.store.engines import as_shipped, with_tables
from tests.store.many import fill
from tests.store.plans import plan

ASH, BO, LEE = "ash", "bo", "lee"
STEPS = {
    Group.RISK: Step.RISK,
    Group.REVIEW: Step.REVIEW,
    Group.SIGN_OFF: Step.SIGN_OFF,
    Group.RETURNED: Step.RETURNED,
}


@dataclass(frozen=True)
class Case:
    """One referral in hours before noon (negative: after), None for what there is not."""

    worker: str
    due: int | None
    signed_off: bool
    submitted: int | None
    version: int
    outcome: str
    decision: str | None
    verdicts: tuple[tuple[int, Verdict, int], ...]
    told: tuple[int, ...]
    offered: int | None

    @property
    def step(self) -> Step:
        """Where it stands, said once more in plain words."""
        to_hold = Step.UNDATED if self.due is None else Step.CLOCK
        if self.signed_off:
            return Step.DONE
        if self.submitted is None:
            return to_hold
        now = [(verdict, hours) for version, verdict, hours in self.verdicts if version == self.version]
        if self._at_risk(now):
            return Step.RISK
        if self.outcome == "no_contact" and self.offered is not None and self.offered < self.submitted:
            return to_hold
        good = Step.SIGN_OFF if all(verdict is Verdict.APPROVED for verdict, _ in now) else Step.RETURNED
        return good if now else Step.REVIEW

    def _at_risk(self, now: list[tuple[Verdict, int]]) -> bool:
        urgent = [hours for verdict, hours in now if verdict is Verdict.URGENT]
        if urgent and not any(hours <= min(urgent) for hours in self.told):
            return True
        return self.decision in ("", "told") and not self.told

    def within(self, group: Group, late: bool, soon: bool) -> bool:
        """Whether it is in a group; Lee has left."""
        if group is Group.OPEN:
            return self.step is not Step.DONE
        if group is Group.LEFT:
            return self.step is not Step.DONE and self.worker == LEE
        if group is Group.UNALLOCATED:
            return self.step in (Step.CLOCK, Step.UNDATED) and not self.worker
        if group in (Group.OVERDUE, Group.SOON):
            return self.step is Step.CLOCK and (late if group is Group.OVERDUE else soon)
        return group in STEPS and self.step is STEPS[group]


CASES = st.builds(
    Case,
    worker=st.sampled_from(["", ASH, BO, LEE]),
    due=st.sampled_from([None, 50, 25, 24, 1, 0, -1, -30]),
    signed_off=st.sampled_from([False, False, False, True]),
    submitted=st.sampled_from([None, 5, 20]),
    version=st.integers(1, 2),
    outcome=st.sampled_from(["held", "no_contact"]),
    decision=st.sampled_from([None, None, "", "told", "known", "not_needed"]),
    verdicts=st.lists(st.tuples(st.integers(1, 2), st.sampled_from(Verdict), st.integers(1, 4)), max_size=2).map(tuple),
    told=st.lists(st.integers(0, 6), max_size=2).map(tuple),
    offered=st.sampled_from([None, 2, 30]),
)


def put(office: Overseen, case: Case) -> str:
    """Put a case on record; return its referral."""
    signed = instant_text(NOON) if case.signed_off else ""
    known = {} if case.due is not None else {"returned": ""}
    referral = office.refer("Robin Example", case.due or 0, case.worker, signed_off=signed, **known)
    if case.offered is not None:
        at = (NOON - timedelta(hours=case.offered)).strftime("%Y-%m-%dT%H:%MZ")
        office.store.commit([a_change(an_attempt(office.child(referral), referral, at=at))])
    for hours in case.told:
        office.tell(referral, (NOON - timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%MZ"))
    if case.submitted is not None:
        raised = () if case.decision is None else (Coded("urgent.raised", "yes"),)
        decided = (Coded("urgent.decision", case.decision),) if case.decision else ()
        about = {"version": case.version, "outcome": case.outcome, "coded": raised + decided}
        interview = office.submit(referral, case.submitted, **about)
        for version, verdict, ago in case.verdicts:
            office.review(interview, verdict, ago, version)
    return referral


@settings(max_examples=30, deadline=None)
@given(cases=st.lists(CASES, max_size=6))
def test_every_group_holds_what_a_plain_computation_says_in_its_order(
    cases: list[Case], tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = SqlStore.found(with_tables(tmp_path_factory.mktemp("desk") / "store.db"), "Sam Invented", Clock())
    by_id = {put(Overseen(store), case): case for case in cases}
    assert store.verify() == ()
    state = store.desk.state(NOON, [LEE])
    for group in Group:
        for worker in ("", ASH, LEE):
            filter_ = DeskFilter(NOON, group, "", worker, (LEE,))
            found = [row.work.referral for row in store.desk.page(filter_, offset=0, limit=50)]
            expected = {
                one
                for one, case in by_id.items()
                if case.within(group, late=(case.due or 0) < 0, soon=0 <= (case.due or 0) <= 24)
                and (not worker or case.worker == worker)
            }
            assert (group, worker, set(found)) == (group, worker, expected)
            assert store.desk.count(filter_) == len(found) == len(set(found))
            steps = [by_id[one].step for one in found]
            assert steps == sorted(steps)
            clock = [by_id[one].due or 0 for one in found if by_id[one].step is Step.CLOCK]
            assert clock == sorted(clock)
            if not worker:
                assert state.counts[group] == len(found)
    for worker in ("", ASH, BO, LEE):
        mine = [case for case in cases if case.worker == worker and case.step is not Step.DONE]
        load = state.loads.get(worker)
        assert (load.open if load else 0) == len(mine)
        assert (load.overdue if load else 0) == sum(c.step is Step.CLOCK and (c.due or 0) < 0 for c in mine)
        assert (load.returned if load else 0) == sum(c.step is Step.RETURNED for c in mine)
    store.close()


def row(store: SqlStore) -> tuple[Step, str]:
    """Return where the one referral stands, and which risk is open."""
    (found,) = store.desk.page(DeskFilter(NOON), offset=0, limit=9)
    return found.step, found.risk


def test_a_risk_is_answered_by_the_log_and_asked_again_by_an_urgent_review(store: SqlStore) -> None:
    office = Overseen(store)
    referral = office.refer()
    interview = office.submit(referral, coded=URGENT)
    assert row(store) == (Step.RISK, "told")
    office.tell(referral, what="record")
    assert row(store) == (Step.RISK, "told")
    office.tell(referral, "2026-11-25T10:00Z")
    assert row(store) == (Step.REVIEW, "")
    office.review(interview, Verdict.URGENT, hours_ago=1.5)
    assert row(store) == (Step.RISK, "reviewer")
    office.tell(referral, "2026-11-25T10:30Z")
    assert row(store) == (Step.RETURNED, "")
    assert store.verify() == ()


def test_a_new_version_waits_for_a_review_of_its_own(store: SqlStore) -> None:
    office = Overseen(store)
    interview = office.submit(office.refer())
    office.review(interview, Verdict.RETURNED)
    assert row(store)[0] is Step.RETURNED
    office.amend(interview, version=2)
    (found,) = store.desk.page(DeskFilter(NOON, Group.REVIEW), offset=0, limit=9)
    assert (found.interview, found.version) == (interview, 2)
    office.review(interview, Verdict.APPROVED, version=2)
    assert row(store)[0] is Step.SIGN_OFF


def test_a_draft_of_an_amendment_leaves_it_with_the_worker(store: SqlStore) -> None:
    office = Overseen(store)
    referral = office.refer()
    interview = office.submit(referral)
    office.review(interview, Verdict.RETURNED)
    office.begin_amendment(referral, interview)
    assert row(store)[0] is Step.RETURNED
    assert store.verify() == ()


def test_the_row_carries_the_head_at_which_it_was_seen(store: SqlStore) -> None:
    office = Overseen(store)
    referral = office.refer()
    (before,) = store.desk.page(DeskFilter(NOON), offset=0, limit=9)
    office.change(referral, worker=ASH)
    (after,) = store.desk.page(DeskFilter(NOON), offset=0, limit=9)
    assert before.head != after.head == store.history(referral)[-1].id
    assert (before.worker, after.worker) == ("", ASH)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[SqlStore, Engine]]:
    path: Path = tmp_path_factory.mktemp("full") / "store.db"
    engine = as_shipped(path)
    yield fill(engine, 600), engine
    engine.dispose()


BY_STEP, BY_WORKER = "ix_referral_row_step_breach_referral", "ix_referral_row_worker_step_breach_referral"


@pytest.mark.parametrize("worker", ["", ASH])
@pytest.mark.parametrize("text", ["", "rob"])
@pytest.mark.parametrize(
    "group",
    [Group.OPEN, Group.RISK, Group.OVERDUE, Group.SOON, Group.REVIEW, Group.SIGN_OFF, Group.RETURNED],
)
def test_each_group_is_one_range_of_an_index_and_is_not_sorted(
    full: tuple[SqlStore, Engine], group: Group, text: str, worker: str
) -> None:
    steps = plan(full[1], desk_page(DeskFilter(NOON, group, text, worker), common=True))
    assert f"INDEX {BY_WORKER if worker else BY_STEP}" in steps[0], steps
    assert not any("TEMP B-TREE" in step for step in steps), steps


def test_what_is_with_nobody_is_a_range_and_what_is_with_those_who_left_a_sort_of_few(
    full: tuple[SqlStore, Engine],
) -> None:
    steps = plan(full[1], desk_page(DeskFilter(NOON, Group.UNALLOCATED), common=True))
    assert f"USING COVERING INDEX {BY_WORKER} (worker=? AND step>? AND step<?)" in steps[0], steps
    assert not any("TEMP B-TREE" in step for step in steps), steps
    steps = plan(full[1], desk_page(DeskFilter(NOON, Group.LEFT, left=(LEE,)), common=True))
    assert any(f"USING COVERING INDEX {BY_WORKER} (worker=? AND step<?)" in step for step in steps), steps


def test_the_counts_are_one_walk_along_an_index_that_holds_all_of_it(full: tuple[SqlStore, Engine]) -> None:
    steps = plan(full[1], state_query(NOON))
    assert steps == [f"SCAN referral_row USING COVERING INDEX {BY_WORKER}"]


def test_conflicts_are_looked_up_from_the_few_records_that_have_one(full: tuple[SqlStore, Engine]) -> None:
    steps = plan(full[1], desk_page(DeskFilter(NOON, Group.CONFLICT), common=True))
    assert "SEARCH referral_row USING INDEX sqlite_autoindex_referral_row_1 (referral=?)" in steps[0], steps
    scans = [step for step in steps if step.startswith("SCAN")]
    assert scans == ["SCAN record USING INDEX ix_record_clashing"] * 3, steps


def test_a_referral_is_in_conflict_with_its_child_its_episode_and_what_names_it(tmp_path: Path) -> None:
    forked = Forked(tmp_path)
    other = forked.meet("Jo Made-up")
    child, episode, own, quiet = (new_id() for _ in range(4))
    office = Overseen(forked.store)
    apart = office.refer("Kit Sample")
    forked.wrote(child, a_child())
    forked.wrote(quiet, a_referral(child, episodes=(episode,)))

    def found() -> list[str]:
        filter_ = DeskFilter(NOON, Group.CONFLICT)
        rows = [row.work.referral for row in forked.store.desk.page(filter_, offset=0, limit=9)]
        assert forked.store.desk.count(filter_) == len(rows)
        assert forked.store.desk.state(NOON, []).counts[Group.CONFLICT] == len(rows)
        return sorted(rows)

    assert found() == []
    places = ({"missing_from": "Hill Road"}, {"missing_from": "Mill Lane"})
    forked.fork(episode, an_episode(child), *places, other)
    assert found() == [quiet]
    forked.fork(own, a_referral(child), {"notes": "One."}, {"notes": "Two."}, other)
    assert found() == sorted([quiet, own])
    assert apart not in found()


def test_a_few_matches_are_looked_up_by_the_word(full: tuple[SqlStore, Engine]) -> None:
    steps = plan(full[1], desk_page(DeskFilter(NOON, Group.REVIEW, "00777"), common=False))
    assert "COVERING INDEX ix_referral_row_child_step_worker_breach_referral (child=?)" in steps[0], steps


def test_pages_follow_each_other_and_both_ways_of_searching_find_the_same(full: tuple[SqlStore, Engine]) -> None:
    store, _ = full
    for group in Group:
        for text in ("", "rob", "00123"):
            filter_ = DeskFilter(NOON, group, text)
            whole = store.desk.page(filter_, offset=0, limit=1_000)
            pages = [row for at in range(0, 600, 70) for row in store.desk.page(filter_, offset=at, limit=70)]
            assert pages == list(whole)
            assert store.desk.count(filter_) == len(whole)
    assert store.desk.count(DeskFilter(NOON, Group.REVIEW)) > 400
