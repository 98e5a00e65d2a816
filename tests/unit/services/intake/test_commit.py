"""Writing an import: all of it or nothing, and never twice."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rhi_desktop.domain.child import Child
from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.records import Kind
from rhi_desktop.domain.referral import Referral
from rhi_desktop.services.filing import filed
from rhi_desktop.services.intake.fields import Field
from rhi_desktop.services.intake.intake import PlanStale
from rhi_desktop.services.intake.plan import Choice, Decision, Plan
from rhi_desktop.services.intake.sheets import Cancelled
from rhi_desktop.services.ports import AuditAct, WorklistFilter
from tests.builders import a_change, a_child, an_episode
from tests.intakes import TRACKER, Desk, a_desk

ROBIN = ("MP/1", "EXAMPLE, Robin", "4/5/12", "3/11/26 14:05", "3/11/26 23:00", "4/11/26 01:00")
HEADING = ("Misper ref", "Notification", "Name", "DOB", "Date / time")
messages = st.lists(
    st.tuples(
        st.sampled_from(["", "", "MP/1", "MP/2", "MP/3"]),
        st.sampled_from(["Missing", "Found", "Returned"]),
        st.sampled_from(["Robin Example", "EXAMPLE, Robin", "Robyn Example", "Sasha Invented", ""]),
        st.sampled_from(["04/05/2012", "5/4/12", "1/6/2011", ""]),
        st.builds("{}/11/26{}".format, st.integers(1, 12), st.sampled_from(["", " 09:00", " 09:30", " 23:10"])),
    ),
    min_size=1,
    max_size=9,
)


def test_records_hold_what_the_row_said(desk: Desk) -> None:
    heading = (*TRACKER, "Person ref", "Risk level", "Missing from", "Placing LA", "Referred by", "Notes", "Alerts")
    desk.take(
        [
            (
                *ROBIN,
                "P-1",
                "High",
                "Foster home",
                "Otherton",
                "Exampleshire Police",
                "Call first",
                "Do not disclose address",
            )
        ],
        heading,
    )
    store = desk.store
    child = filed(store.get(Kind.CHILD, next(iter(store.child_index())).child), Child)
    episode = filed(store.get(Kind.EPISODE, next(iter(store.episode_index())).episode), Episode)
    referral = filed(store.get(Kind.REFERRAL, next(iter(store.referral_index())).referral), Referral)
    assert child.value == Child(
        name="Robin Example",
        born="2012-05-04",
        police_reference="P-1",
        responsible_authority="Otherton",
        alerts=("Do not disclose address",),
    )
    assert (episode.value.child, episode.value.police_reference, episode.value.police_risk) == (
        child.id,
        "MP/1",
        "high",
    )
    assert (episode.value.missing_from, episode.value.status.responsible_authority) == ("Foster home", "Otherton")
    assert referral.value == Referral(
        child=child.id,
        episodes=(episode.id,),
        received="2026-11-25T12:00Z",
        source="Exampleshire Police",
        notes="Call first",
        returned="2026-11-04T01:00Z",
        worker=store.member,
    )
    assert store.worklist(WorklistFilter(), offset=0, limit=5)[0].called == "Robin Example"


def test_the_same_file_twice_changes_nothing(desk: Desk) -> None:
    first = desk.take([ROBIN])
    again = desk.plan([ROBIN])
    assert (first.records, again.rows[0].changes_nothing) == (3, True)
    assert desk.intake.commit(again).records == 0


def test_a_later_return_starts_the_clock_of_the_referral(desk: Desk) -> None:
    desk.take([("MP/1", "Missing", "Robin Example", "4/5/12", "3/11/26 14:05")], HEADING)
    outcome = desk.take([("", "Returned", "Robin Example", "4/5/12", "4/11/26 01:00")], HEADING)
    assert (outcome.counts.completed_episodes, outcome.counts.new_referrals) == (1, 0)
    assert [row.returned for row in desk.store.worklist(WorklistFilter(), offset=0, limit=5)] == ["2026-11-04T01:00Z"]


def test_an_episode_on_record_without_a_referral_gets_one(desk: Desk) -> None:
    child = a_change(a_child(name="Robin Example", born="2012-05-04"))
    episode = a_change(an_episode(child.record, missing_since="2026-11-03T14:05Z", returned="2026-11-04T01:00Z"))
    desk.store.commit([child, episode])
    plan = desk.plan([(*ROBIN[:4], "", ROBIN[5])])
    assert (plan.counts.new_episodes, plan.counts.new_referrals) == (0, 1)
    desk.intake.commit(plan)
    assert [entry.episodes for entry in desk.store.referral_index()] == [(episode.record,)]


def test_stopping_leaves_nothing(desk: Desk) -> None:
    rows = [(f"MP/{number}", f"Robin Example{number}", "4/5/12", "3/11/26", "", "") for number in range(600)]
    plan = desk.plan(rows, decisions={number: Decision(Choice.NEW) for number in range(2, 602)})
    assert plan.counts.new_children == 600

    def stop(done: int, _total: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        desk.intake.commit(plan, progress=stop)
    assert (tuple(desk.store.child_index()), desk.store.every(Kind.REFERRAL)) == ((), ())
    assert AuditAct.IMPORTED not in {entry.act for entry in desk.store.entries()}
    told: list[tuple[int, int]] = []
    desk.intake.commit(plan, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (1800, 1800)
    assert len(told) > 2


def test_a_plan_that_the_records_have_overtaken_is_refused(desk: Desk) -> None:
    plan = desk.plan([ROBIN])
    desk.intake.commit(plan)
    with pytest.raises(PlanStale):
        desk.intake.commit(plan)
    assert len(tuple(desk.store.child_index())) == 1


def test_an_import_is_noted_by_the_digest_of_its_file_alone(desk: Desk) -> None:
    plan = desk.plan([ROBIN])
    desk.intake.commit(plan)
    entry = desk.store.entries()[0]
    assert (entry.act, entry.subject) == (AuditAct.IMPORTED, plan.digest)


def test_a_corrected_mapping_is_kept_for_the_same_headings(desk: Desk) -> None:
    heading = ("Kennung", "Name", "DOB", "Missing since", "Found", "Returned")
    preview = desk.intake.open(desk.file([ROBIN], heading)).best
    assert (preview.mapping.columns[0], preview.kept) == (None, False)
    desk.intake.keep_mapping(preview, preview.mapping.with_column(0, Field.POLICE_REFERENCE))
    again = desk.intake.open(desk.file([ROBIN], tuple(map(str.upper, heading)))).best
    assert (again.mapping.columns[0], again.kept) == (Field.POLICE_REFERENCE, True)
    desk.intake.keep_mapping(again, again.mapping)
    desk.intake.keep_mapping(again, again.mapping.with_column(0, Field.REFERENCE))
    assert len([one for one in desk.store.every(Kind.SETTING) if str(one.body["name"]).startswith("intake.")]) == 1
    assert desk.intake.open(desk.file([ROBIN], heading)).best.mapping.columns[0] is Field.REFERENCE


def with_desk(check: Callable[[Desk], None]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = a_desk(Path(folder))
        try:
            check(desk)
        finally:
            desk.store.close()


def essence(plan: Plan) -> list[tuple[object, ...]]:
    """Return what a plan says of each row, without numbers."""
    return sorted(
        (
            *(row.name, row.born, row.missing_since, row.found, row.returned, row.imported, str(row.child)),
            *(
                str(row.episode),
                len(row.with_rows),
                len(row.candidates),
                [note.sentence for note in row.errors if "row" not in note.sentence],
            ),
        )
        for row in plan.rows
    )


@settings(max_examples=12, deadline=None)
@example(
    [
        ("MP/3", "Returned", "Robyn Example", "1/6/2011", "5/11/26"),
        ("MP/3", "Found", "EXAMPLE, Robin", "", "6/11/26 09:00"),
        ("MP/1", "Returned", "Robin Example", "1/6/2011", "7/11/26"),
    ]
)
@example(
    [
        ("MP/3", "Missing", "Robyn Example", "", "10/11/26 09:00"),
        ("MP/3", "Found", "EXAMPLE, Robin", "5/4/12", "2/11/26 23:10"),
    ]
)
@example(
    [
        ("MP/1", "Missing", "Sasha Invented", "", "1/11/26"),
        ("MP/1", "Missing", "", "1/6/2011", "1/11/26"),
        ("MP/1", "Missing", "Sasha Invented", "04/05/2012", "1/11/26"),
    ]
)
@given(messages)
def test_importing_any_file_twice_writes_nothing_the_second_time(rows: list[tuple[str, ...]]) -> None:
    def check(desk: Desk) -> None:
        desk.take(rows, HEADING)
        again = desk.plan(rows, HEADING)
        assert desk.intake.commit(again).records == 0
        assert [row.changes_nothing for row in again.rows if row.imported] == [True] * again.counts.imported

    with_desk(check)


@settings(max_examples=12, deadline=None)
@given(messages, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(rows: list[tuple[str, ...]], random: Random) -> None:
    shuffled = random.sample(rows, len(rows))

    def check(desk: Desk) -> None:
        plan, other = desk.plan(rows, HEADING), desk.plan(shuffled, HEADING)
        assert essence(plan) == essence(other)
        assert plan.counts == other.counts

    with_desk(check)
