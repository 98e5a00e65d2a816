"""The store against a plain model, through restarts, rebuilds and transactions that are cut off half-way."""

import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import OperationalError

from rhi_desktop.domain.answers import AnswerState, Delta, Entry
from rhi_desktop.domain.attempt import Attempt
from rhi_desktop.domain.bodies import from_body
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.interview import Interview, Override
from rhi_desktop.domain.jotting import Jotting
from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.records import Kind, RecordChanged, instant_text
from rhi_desktop.domain.referral import Referral
from rhi_desktop.services.ports import AuditAct, WorklistFilter
from rhi_desktop.store.drafts import DraftExists
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import (
    NOON,
    Clock,
    a_change,
    a_child,
    a_draft,
    a_jotting,
    a_referral,
    an_attempt,
    an_interview,
    new_id,
)
from tests.store.engines import encrypted, with_tables
from tests.store.model import Model

KEYS = st.sampled_from(
    ["/d/a", "/d/b", "/d/p{1}", "/d/p{1}/a", "/d/p{1}/n{2}", "/d/p{1}/n{2}/x", "/d/p{12}", "/d/p{12}/a", "/d/p%"]
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
ENTRIES = st.builds(lambda key, text: Entry(key, text, AnswerState.ANSWERED), KEYS, TEXT) | st.builds(
    lambda key: Entry(key, "", AnswerState.NOT_KNOWN), KEYS
)
DELTAS = st.builds(
    Delta,
    st.lists(ENTRIES, max_size=3, unique_by=lambda entry: entry.key).map(tuple),
    st.lists(KEYS, max_size=2).map(tuple),
)


class Scissors:
    """Cuts a transaction off, once, after a number of SQLite's steps; never in COMMIT, whose outcome is open then."""

    def __init__(self, engine: Engine) -> None:
        self.left: int | None = None
        event.listen(engine, "begin", self._begin)
        event.listen(engine, "commit", self._let_go)

    def _begin(self, connection: Connection) -> None:
        driver: Any = connection.connection.driver_connection
        driver.set_progress_handler(None if self.left is None else self._step, 1)

    def _let_go(self, connection: Connection) -> None:
        driver: Any = connection.connection.driver_connection
        driver.set_progress_handler(None, 1)

    def _step(self) -> int:
        self.left = -1 if self.left is None else self.left - 1
        return int(self.left == 0)


def interrupt(done: int) -> None:
    """Cancel what is being committed."""
    raise InterruptedError


class StoreMachine(RuleBasedStateMachine):
    """Everything that services do to a store, in any order."""

    template: ClassVar[Path]
    children, referrals, drafts = Bundle("children"), Bundle("referrals"), Bundle("drafts")
    attempts, jottings = Bundle("attempts"), Bundle("jottings")

    @initialize()
    def found(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        shutil.copy(self.template, self.folder / "store.db")
        self.clock = Clock()
        self.model = Model()
        self.tries = 0
        self._open()

    def _open(self) -> None:
        self.engine = encrypted(self.folder / "store.db")
        self.scissors = Scissors(self.engine)
        self.store = SqlStore.open(self.engine, self.clock)

    def teardown(self) -> None:
        assert self.store.verify() == ()
        self.store.rebuild()
        assert self.store.verify() == ()
        self.engine.dispose()
        shutil.rmtree(self.folder)

    @rule(target=children, name=TEXT)
    def register(self, name: str) -> str:
        child = a_child(name=name)
        return self._commit(child)

    @rule(target=referrals, child=children, returned=st.sampled_from(["", "2026-11-24", "2026-11-24T10:00Z"]))
    def refer(self, child: str, returned: str) -> str:
        return self._commit(a_referral(child, returned=returned))

    def _commit(self, value: Child | Referral | Attempt, *parents: str, record: str = "") -> str:
        (committed,) = self.store.commit([a_change(value, *parents, record=record)])
        self.model.commit(committed.id, committed.head, value)
        return committed.id

    @rule(child=children, name=TEXT)
    def amend_child(self, child: str, name: str) -> None:
        self._commit(a_child(preferred_name=name), self.model.head(child), record=child)

    @rule(referral=referrals, child=children)
    def give_referral_to_another_child(self, referral: str, child: str) -> None:
        self._commit(a_referral(child), self.model.head(referral), record=referral)

    @rule(target=attempts, referral=referrals, result=TEXT)
    def attempt(self, referral: str, result: str) -> str:
        return self._commit(self._attempt(referral, result))

    @rule(attempt=attempts, referral=referrals, result=TEXT)
    def amend_attempt(self, attempt: str, referral: str, result: str) -> None:
        self._commit(self._attempt(referral, result), self.model.head(attempt), record=attempt)

    def _attempt(self, referral: str, result: str) -> Attempt:
        """Each is later than all before: of two at the same time either could be called the newest."""
        self.tries += 1
        at = Moment.at(NOON + timedelta(minutes=self.tries)).text
        return an_attempt("child", referral, at=at, result=result)

    @rule(names=st.lists(TEXT, min_size=1, max_size=3), amended=st.none() | children, cancelled=st.booleans())
    def import_many(self, names: list[str], amended: str | None, cancelled: bool) -> None:
        """A child and a referral for each name, and a child who is there already; or nothing, where it is cancelled."""
        values: dict[str, Child | Referral] = {}
        for name in names:
            child = new_id()
            values |= {child: a_child(name=name), new_id(): a_referral(child)}
        if amended is not None:
            values[amended] = a_child(other_names=tuple(names))
        changes = [
            a_change(value, *([self.model.head(key)] if key == amended else []), record=key)
            for key, value in values.items()
        ]
        if cancelled:
            with pytest.raises(InterruptedError):
                self.store.commit_all(changes, progress=interrupt)
            return
        assert self.store.commit_all(changes) == len(changes)
        self.scissors.left = None  # what follows is the test's own reading
        for key, value in values.items():
            self.model.commit(key, self.store.history(key)[-1].id, value)

    @rule(child=children, name=TEXT)
    def amend_from_something_older(self, child: str, name: str) -> None:
        older = [head for head, _ in self.model.records[child][:-1]] or ["e" * 64]
        with pytest.raises(RecordChanged):
            self.store.commit([a_change(a_child(name="new")), a_change(a_child(name=name), older[0], record=child)])

    @rule(target=drafts, referral=referrals, entries=st.lists(ENTRIES, unique_by=lambda entry: entry.key, max_size=4))
    def begin(self, referral: str, entries: list[Entry]) -> str:
        value = self.model.of(Referral)[referral]
        assert isinstance(value, Referral)
        draft = a_draft(referral, value.child)
        if existing := self.model.drafted(referral):
            with pytest.raises(DraftExists):
                self.store.begin(draft, entries)
            return existing
        self.store.begin(draft, entries)
        self.model.drafts[draft.interview] = (draft, {entry.key: entry for entry in entries})
        return draft.interview

    @rule(draft=drafts, delta=DELTAS)
    def save(self, draft: str, delta: Delta) -> None:
        if draft in self.model.drafts:
            self.store.save(draft, delta, self.clock())
            self.model.save(draft, delta, instant_text(self.clock()))

    @rule(target=jottings, draft=drafts, text=TEXT, own_words=st.booleans())
    def jot(self, draft: str, text: str, own_words: bool) -> str:
        jotting = a_jotting(text, own_words=own_words, at=instant_text(self.clock()))
        self._jot(draft, jotting)
        return jotting.id

    @rule(draft=drafts, jotting=jottings, topic=KEYS)
    def file_jotting(self, draft: str, jotting: str, topic: str) -> None:
        if kept := self.model.jottings.get(draft, {}).get(jotting):
            self._jot(draft, replace(kept, topic=topic))

    def _jot(self, draft: str, jotting: Jotting) -> None:
        if draft in self.model.drafts:
            self.store.jot(draft, jotting)
            self.model.jot(draft, jotting)

    @rule(draft=drafts, jotting=jottings)
    def drop_jotting(self, draft: str, jotting: str) -> None:
        if draft in self.model.drafts:
            self.store.drop_jotting(draft, jotting)
            self.model.jottings.get(draft, {}).pop(jotting, None)

    @rule(draft=drafts, path=KEYS, reason=st.sampled_from(["", " ", "because", "for a reason"]))
    def give_reason(self, draft: str, path: str, reason: str) -> None:
        if draft in self.model.drafts:
            self.store.give_reason(draft, Override(path, "kind", reason))
            reasons = self.model.reasons.setdefault(draft, {})
            reasons.pop((path, "kind"), None)
            if reason.strip():
                reasons[path, "kind"] = reason

    @rule(draft=drafts, delta=DELTAS, set_=st.sampled_from(["one", "two"]))
    def rebind(self, draft: str, delta: Delta, set_: str) -> None:
        if draft in self.model.drafts:
            self.store.rebind(draft, set_, "f" * 64, delta, self.clock())
            self.model.save(draft, delta, instant_text(self.clock()))
            about, entries = self.model.drafts[draft]
            self.model.drafts[draft] = (replace(about, question_set=set_, digest="f" * 64), entries)

    @rule(draft=consumes(drafts))
    def discard(self, draft: str) -> None:
        if draft in self.model.drafts:
            self.store.discard(draft)
            self.model.end(draft)

    @rule(draft=consumes(drafts), outcome=st.sampled_from(["held", "declined"]))
    def submit(self, draft: str, outcome: str) -> None:
        if draft in self.model.drafts:
            self._submit(draft, outcome)

    def _submit(self, draft: str, outcome: str = "") -> None:
        about = self.model.drafts[draft][0]
        interview = an_interview(about.referral, about.child, outcome=outcome)
        (committed,) = self.store.commit([a_change(interview, record=draft)], closes_draft=draft)
        self.model.commit(draft, committed.head, interview)
        self.model.end(draft)

    @rule(steps=st.integers(1, 400), draft=drafts, delta=DELTAS)
    def save_is_cut_off(self, steps: int, draft: str, delta: Delta) -> None:
        if draft in self.model.drafts:
            self._cut(steps, lambda: self.save(draft, delta))

    @rule(steps=st.integers(1, 900), draft=drafts)
    def submission_is_cut_off(self, steps: int, draft: str) -> None:
        if draft in self.model.drafts:
            self._cut(steps, lambda: self._submit(draft))

    @rule(steps=st.integers(1, 300), draft=drafts, text=TEXT)
    def jotting_is_cut_off(self, steps: int, draft: str, text: str) -> None:
        jotting = a_jotting(text, at=instant_text(self.clock()))
        self._cut(steps, lambda: self._jot(draft, jotting))

    @rule(steps=st.integers(1, 1_500), names=st.lists(TEXT, min_size=1, max_size=3))
    def import_is_cut_off(self, steps: int, names: list[str]) -> None:
        self._cut(steps, lambda: self.import_many(names, None, cancelled=False))

    @rule(steps=st.integers(1, 900), child=children, name=TEXT)
    def amendment_is_cut_off(self, steps: int, child: str, name: str) -> None:
        self._cut(steps, lambda: self.amend_child(child, name))

    def _cut(self, steps: int, work: Callable[[], None]) -> None:
        """Either the work happens and the model with it, or it is cut off and nothing has changed."""
        self.scissors.left = steps
        try:
            with suppress(OperationalError):
                work()
        finally:
            self.scissors.left = None

    @rule(act=st.sampled_from([AuditAct.CHILD_OPENED, AuditAct.PRINTED]), child=children)
    def note(self, act: AuditAct, child: str) -> None:
        self.store.note(act, child)
        self.model.acts.append((act, child))

    @rule(hours=st.integers(-40, 40))
    def time_passes_or_is_set_back(self, hours: int) -> None:
        self.clock.now = self.clock.now.replace(hour=(self.clock.now.hour + hours) % 24)

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self._open()

    @precondition(lambda self: self.model.records)
    @rule()
    def check(self) -> None:
        assert self.store.verify() == ()

    @invariant()
    def the_worklist_is_as_the_model_has_it(self) -> None:
        rows = self.store.worklist(WorklistFilter(), offset=0, limit=1_000)
        assert {
            row.referral: (row.state, row.interview, row.called, row.attempts, row.last_result) for row in rows
        } == self.model.worklist()

    @invariant()
    def drafts_are_as_they_were_saved(self) -> None:
        assert {draft.interview for draft in self.store.open_drafts()} == set(self.model.drafts)
        for interview, (draft, entries) in self.model.drafts.items():
            kept, found = self.store.read(interview)
            assert kept == draft
            assert {entry.key: entry for entry in found} == entries
            assert self.store.jottings(interview) == tuple(self.model.jottings.get(interview, {}).values())
            reasons = {(one.path, one.kind): one.reason for one in self.store.reasons(interview)}
            assert reasons == self.model.reasons.get(interview, {})

    @invariant()
    def records_are_as_they_were_committed(self) -> None:
        kinds: dict[Kind, type] = {
            Kind.CHILD: Child,
            Kind.REFERRAL: Referral,
            Kind.INTERVIEW: Interview,
            Kind.ATTEMPT: Attempt,
        }
        for kind, shape in kinds.items():
            kept: dict[str, object] = {record.id: from_body(record.body, shape) for record in self.store.every(kind)}
            assert kept == self.model.of(shape)
        for record, history in self.model.records.items():
            assert [revision.id for revision in self.store.history(record)] == [head for head, _ in history]

    @invariant()
    def acts_are_as_they_were_noted(self) -> None:
        noted = [(entry.act, entry.subject) for entry in reversed(self.store.entries(limit=1_000))]
        assert noted == self.model.acts


def test_the_store_does_what_the_model_does(tmp_path: Path) -> None:
    template = tmp_path / "store.db"
    store = SqlStore.found(with_tables(template), "Sam Invented", Clock())
    store.close()
    machine = type("FoundedMachine", (StoreMachine,), {"template": template})
    limits = settings(
        max_examples=30, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    run_state_machine_as_test(machine, settings=limits)
