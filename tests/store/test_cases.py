"""The cases that figures are counted from follow every record that has a part in them, and nothing else remains."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, delete, func, select, update

from rhi_desktop.domain.figures.case import Case
from rhi_desktop.domain.records import Change
from rhi_desktop.domain.review import Verdict
from rhi_desktop.store.check import Fault
from rhi_desktop.store.figure_tables import case_row
from rhi_desktop.store.sql_store import SqlStore
from rhi_desktop.store.transactions import writing
from tests.builders import NOON, Clock, a_change, a_child, a_referral, a_review, an_attempt, an_episode, an_interview
from tests.store.engines import with_tables

NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


class Kept:
    """One child with two episodes; an interview on the second was approved."""

    def __init__(self, folder: Path) -> None:
        self.engine: Engine = with_tables(folder / "store.db")
        self.store = SqlStore.found(self.engine, "Sam Invented", Clock(NOON, timedelta(seconds=1)))
        self.child = a_change(a_child())
        self.first = a_change(an_episode(self.child.record, missing_since="2026-11-02T20:00Z", returned="2026-11-03"))
        self.second = a_change(an_episode(self.child.record))
        asked = a_referral(self.child.record, episodes=(self.second.record,))
        self.referral = a_change(asked)
        self.attempt = a_change(an_attempt(self.child.record, self.referral.record, result="agreed", to="child"))
        self.value = an_interview(self.referral.record, self.child.record, held="2026-11-25T10:00Z", outcome="held")
        self.talk = a_change(self.value)
        self.review = a_change(a_review(self.talk.record, self.value, verdict=Verdict.APPROVED))
        self.store.commit([self.child, self.first, self.second, self.referral, self.attempt, self.talk, self.review])

    def amend(self, made: Change, **fields: Any) -> None:
        """Change fields of a record."""
        head = self.store.get(made.kind, made.record).head
        self.store.commit([replace(made, body={**made.body, **as_kept(fields)}, parents=(head,))])

    def case(self, episode: Change) -> Case:
        """The case of an episode."""
        found = {one.episode: one for one in self.store.figures.ended_between(*NOVEMBER)}
        return found[episode.record]


def as_kept(fields: dict[str, Any]) -> dict[str, Any]:
    """Return fields as a body has them."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in fields.items()}


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path)


def test_a_case_holds_what_every_record_says_of_it(kept: Kept) -> None:
    case = kept.case(kept.second)
    assert (case.previous, case.recent, case.referral) == (date(2026, 11, 2), 2, kept.referral.record)
    assert [one.result for one in case.offers] == ["agreed"]
    assert [bool(one.approved) for one in case.talks] == [True]
    assert kept.case(kept.first).talks == ()
    assert kept.store.verify() == ()


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        (lambda k: k.amend(k.child, sex="female"), lambda k: k.case(k.first).sex == "female"),
        (lambda k: k.amend(k.first, missing_since="2026-11-01T20:00Z"), lambda k: k.case(k.second).previous.day == 1),
        (lambda k: k.amend(k.referral, received="2026-11-26T09:00Z"), lambda k: "11-26" in k.case(k.second).received),
        (lambda k: k.amend(k.referral, episodes=(k.first.record,)), lambda k: k.case(k.second).referral == ""),
        (lambda k: k.amend(k.attempt, result="said_no"), lambda k: k.case(k.second).offers[0].result == "said_no"),
        (lambda k: k.amend(k.talk, version=2), lambda k: k.case(k.second).talks[0].approved == ""),
        (lambda k: k.amend(k.review, verdict="returned"), lambda k: k.case(k.second).talks[0].approved == ""),
    ],
    ids=["child", "episode before", "referral", "other episode", "attempt", "version", "review"],
)
def test_a_change_to_any_of_them_is_seen_in_the_case(
    kept: Kept, change: Callable[[Kept], None], seen: Callable[[Kept], bool]
) -> None:
    assert not seen(kept)
    change(kept)
    assert seen(kept)
    assert kept.store.verify() == ()


def test_an_episode_that_is_given_to_another_child_leaves_the_first(kept: Kept) -> None:
    other = a_change(a_child(name="Kit Example"))
    kept.store.commit([other])
    kept.amend(kept.first, child=other.record)
    assert kept.case(kept.second).previous is None
    assert kept.case(kept.first).child == other.record
    assert kept.store.verify() == ()


@pytest.mark.parametrize(
    "damage", [delete(case_row), update(case_row).values(content=b"\xc0"), update(case_row).values(last="2020-01-01")]
)
def test_a_case_that_is_lost_or_changed_is_found_and_mended(kept: Kept, damage: Any) -> None:
    with writing(kept.engine) as connection:
        connection.execute(damage)
    said = "The cases that figures are counted from do not match their records. Rebuild the store."
    assert kept.store.verify() == (Fault(said),)
    kept.store.rebuild()
    assert kept.store.verify() == ()
    assert kept.case(kept.second).recent == 2


def test_what_happened_in_a_period_is_asked_of_a_few_cases_alone(kept: Kept) -> None:
    assert len(kept.store.figures.active_between(*NOVEMBER)) == 2
    assert kept.store.figures.active_between(date(2026, 10, 1), date(2026, 10, 30)) == ()
    assert kept.store.figures.active_between(date(2026, 12, 3), date(2026, 12, 30)) == ()
    with kept.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(case_row)) == 2
