"""The traps of published figures (domain reference, sections 5 and 12), on plain cases."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.domain.figures.case import Case, Offer, Talk
from rhi_desktop.domain.figures.figures import Period, View
from rhi_desktop.domain.figures.publishing import SHARED_OUT, published
from rhi_desktop.domain.figures.scorecard import Dimension, Scorecard, Share, percent, scorecard
from rhi_desktop.domain.records import Kind
from rhi_desktop.domain.working_days import WorkingDays
from rhi_desktop.services.figures.checking import check
from rhi_desktop.services.figures.figures import Figures, MonthClosed, MonthNotOver, differences, month
from rhi_desktop.services.figures.findings import Grade
from rhi_desktop.services.figures.panel import Panel
from rhi_desktop.services.figures.published import PublishedLine, PublishedTable
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import Clock, a_change, a_child, a_referral, an_episode, an_interview
from tests.checking import some_rulebook
from tests.store.engines import with_tables

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
DAYS = WorkingDays()


def a_case(number: int, **fields: Any) -> Case:
    known: dict[str, object] = {
        "episode": f"e{number}", "child": f"c{number}", "referral": f"r{number}", "began": date(2026, 3, 9),
        "returned": "2026-03-10T12:00Z", "received": "2026-03-10T15:00Z",
    }  # fmt: skip
    return Case(**{**known, **fields})


def a_talk(number: int, held: str = "2026-03-11T12:00Z", **fields: Any) -> Talk:
    known = {"interview": f"i{number}", "outcome": "held", "held": held, "submitted": "2026-03-12T12:00:00.000000Z"}
    return Talk(**{**known, **fields})


def card(*cases: Case, view: View = View.COHORT, dimension: Dimension = Dimension.NONE) -> Scorecard:
    return scorecard(cases, MARCH, view, dimension, DAYS)


def test_a_share_of_nothing_is_no_data_and_all_of_it_is_a_hundred() -> None:
    assert Share("offered", 0, 0).words == "no data"
    assert Share("offered", 3, 3).words == "3 of 3, 100 %"
    assert Share("offered", 0, 3).words == "0 of 3, 0 %"
    assert Share("completed", 42, 47).words == "42 of 47, 89.4 %"
    assert Share("completed", 7, 8).words == "7 of 8, 87.5 %"


@given(st.integers(1, 10_000), st.integers(0, 10_000))
def test_only_all_is_a_hundred_per_cent_and_only_none_is_nought(total: int, count: int) -> None:
    count = min(count, total)
    words = percent(Fraction(count, total))
    assert words.startswith("100") == (count == total)
    assert (words in {"0 %", "0.0 %"}) == (count == 0)


def test_the_percentage_is_of_the_completed_and_not_of_the_referrals() -> None:
    late = a_case(2, talks=(a_talk(2, "2026-03-20T12:00Z"),))
    found = card(a_case(1, talks=(a_talk(1),)), late, a_case(3)).whole("within_72_hours")
    assert [(one.of, one.words) for one in found.shares] == [
        ("completed", "1 of 2, 50.0 %"),
        ("episodes", "1 of 3, 33.3 %"),
    ]


def test_activity_counts_what_was_done_and_may_be_more_than_was_referred() -> None:
    """46 referrals and 50 completed in one month (Rotherham 2015): the interviews belong to earlier referrals."""
    before = a_case(1, began=date(2026, 2, 20), returned="2026-02-25T12:00Z", received="2026-02-26T12:00Z",
                    talks=(a_talk(1, "2026-03-02T12:00Z"),))  # fmt: skip
    done = card(before, view=View.ACTIVITY)
    assert (done.whole("referrals").count, done.whole("held").count) == (0, 1)
    assert card(before).whole("completed").count == 0


def test_triaged_red_is_not_offered_and_waiting_is_not_declined() -> None:
    found = card(a_case(1, triage="red"), a_case(2, offers=(Offer(at="2026-03-11T10:00Z", result="thinking"),)))
    assert (found.whole("offered").count, found.whole("declined").count) == (1, 0)


def test_an_offer_that_was_declined_and_then_held_is_completed_and_not_declined() -> None:
    refused = a_talk(1, "", outcome="declined_child")
    both = a_case(1, offers=(Offer(at="2026-03-11T10:00Z", result="said_no"),), talks=(refused, a_talk(2)))
    found = card(both)
    assert (found.whole("completed").count, found.whole("declined").count, found.whole("accepted").count) == (1, 0, 1)


def test_the_newest_answer_decides_and_the_interview_that_was_held_first_counts() -> None:
    no, yes = Offer(at="2026-03-11T10:00Z", result="said_no"), Offer(at="2026-03-12T10:00Z", result="thinking")
    assert card(a_case(1, offers=(no, yes))).whole("declined").count == 0
    assert (
        card(a_case(1, offers=(yes, no, Offer(at="2026-03-13T10:00Z", result="said_no")))).whole("declined").count == 1
    )
    first = a_talk(1, "2026-03-11T12:00Z", submitted="2026-03-20T12:00:00.000000Z")
    late = a_talk(2, "2026-03-19T12:00Z", submitted="2026-03-19T14:00:00.000000Z")
    both = a_case(1, talks=(late, first))
    assert card(both).whole("within_72_hours").count == 1
    assert card(both, view=View.ACTIVITY).whole("held").ids == {"i1"}


def test_three_or_more_is_by_child_and_includes_three() -> None:
    three = [a_case(number, child="robin") for number in range(3)]
    two = [a_case(number, child="ash") for number in range(3, 5)]
    assert card(*three, *two).whole("three_or_more").ids == {"robin"}


def test_one_interview_about_two_episodes_completes_both_and_is_held_once() -> None:
    talk = (a_talk(1),)
    two = (a_case(1, child="robin", talks=talk), a_case(2, child="robin", talks=talk))
    assert card(*two).whole("completed").count == 2
    assert card(*two, view=View.ACTIVITY).whole("held").count == 1


def test_days_alone_that_are_three_apart_are_told_apart_and_in_neither() -> None:
    found = card(a_case(1, returned="2026-03-10", talks=(a_talk(1, "2026-03-13"),)))
    assert [found.whole(name).count for name in ("within_72_hours", "after_72_hours", "cannot_be_told")] == [0, 0, 1]


def test_parts_that_do_not_make_up_the_whole_are_said() -> None:
    """A child in two groups is in both: 17 and 24 against 41 is checked, not assumed (Rotherham 2014)."""
    moved = (a_case(1, child="robin", case_status="cin"), a_case(2, child="robin", case_status="looked_after_here"))
    found = card(*moved, a_case(3), dimension=Dimension.CASE_STATUS)
    children, episodes = found.parts("children"), found.parts("episodes")
    assert (children.parts, children.whole, children.agree) == (3, 2, False)
    assert (episodes.parts, episodes.whole, episodes.agree, episodes.not_recorded) == (3, 3, True, 1)
    assert found.groups == ("cin", "looked_after_here", "")


def test_an_episode_without_an_end_is_in_no_cohort_and_is_told() -> None:
    found = card(a_case(1, returned=""))
    assert (found.whole("episodes").count, found.still_away) == (0, 1)


@given(st.lists(st.integers(0, 12), min_size=1, max_size=6))
def test_what_is_held_back_does_not_follow_from_what_is_shown(sizes: list[int]) -> None:
    cases, number = [], 0
    for kind, size in enumerate(sizes):
        for _ in range(size):
            number += 1
            cases.append(a_case(number, case_status=f"group{kind}"))
    found = card(*cases, dimension=Dimension.CASE_STATUS)
    shown = published(found, 5)
    groups: list[str | None] = list(found.groups)
    hidden = [group for group in groups if shown["episodes", group].count is None]
    assert all(shown["episodes", group].count in (None, 0) or found.cells["episodes", group].count >= 5
               for group in groups)  # fmt: skip
    whole = shown["episodes", None].count
    assert len(hidden) != 1 or whole is None or len(found.groups) == 1
    for held in hidden:
        assert shown["looked_after_episodes", held].words == ()


def as_published(found: Scorecard) -> PublishedTable:
    """Put down a scorecard as it is published, line by line, for the check of published tables."""
    shown, lines = published(found, 5), []
    part_of = {part: whole for whole, parts in SHARED_OUT.items() for part in parts}
    for (name, group), one in shown.items():
        cell = PublishedLine(
            figure=name, column="All" if group is None else f"of {group}", count=one.count, held_back=one.count is None,
            part_of=part_of.get(name, ""), of=part_of.get(name, ""),
        )  # fmt: skip
        lines.append(cell)
        if group is None and found.groups:
            lines.append(replace(cell, column=name, part_of="", of=""))
        elif group is not None:
            lines.append(replace(cell, figure=f"{name} {group}", column=name, part_of=name, of=name))
    return PublishedTable.of("Scorecard", "", lines)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 2),
            st.sampled_from((None, "2026-03-11T12:00Z", "2026-03-20T12:00Z", "2026-03-13")),
            st.sampled_from((None, date(2026, 1, 9), date(2025, 1, 9))),
        ),
        max_size=60,
    ),
    st.sampled_from((Dimension.NONE, Dimension.CASE_STATUS)),
)
def test_a_published_scorecard_passes_the_check_of_published_tables(
    some: list[tuple[int, str | None, date | None]], dimension: Dimension
) -> None:
    cases = [
        a_case(
            number, case_status=f"group{kind}", previous=before, talks=(a_talk(number, held),) if held else (),
            returned="2026-03-10" if held == "2026-03-13" else "2026-03-10T12:00Z",
        )
        for number, (kind, held, before) in enumerate(some)
    ]  # fmt: skip
    made = card(*cases, dimension=dimension)
    assert all(one.count == 0 for at, one in published(made, 5).items() if made.cells[at].count == 0)
    found = check(as_published(made))
    assert [one.words for one in found if one.grade is Grade.WRONG] == []


# Over a store ---------------------------------------------------------------------------------------------------


@pytest.fixture
def store(tmp_path: Path) -> SqlStore:
    return SqlStore.found(with_tables(tmp_path / "store.db"), "Sam Invented", Clock())


def with_one_interview(store: SqlStore, held: str = "2026-11-25T10:00Z") -> None:
    child = a_change(a_child())
    episode = a_change(an_episode(child.record))
    referral = a_change(a_referral(child.record, episodes=(episode.record,)))
    talk = a_change(an_interview(referral.record, child.record, outcome="held", held=held))
    store.commit([child, episode, referral, talk])


def test_a_month_is_closed_once_over_and_later_data_are_shown_as_the_difference(store: SqlStore) -> None:
    clock = Clock()
    figures = Figures(store, some_rulebook(store, clock), clock)
    november = month(clock().date())
    with_one_interview(store)
    with pytest.raises(MonthNotOver):
        figures.close(november, View.COHORT)
    clock.now += timedelta(days=20)
    kept = figures.close(november, View.COHORT)
    with pytest.raises(MonthClosed):
        figures.close(november, View.COHORT)
    closed = figures.closed(november, View.COHORT)
    assert closed is not None
    assert not any(one.differs or one.redefined for one in closed.differences)
    with_one_interview(store)
    closed = figures.closed(november, View.COHORT)
    assert closed is not None
    differ = {one.figure: (one.then.count, one.now) for one in closed.differences if one.differs}
    assert differ["episodes"] == (1, 2)
    assert store.get(Kind.SCORECARD, kept.id).body == store.every(Kind.SCORECARD)[0].body
    assert figures.closed(november, View.ACTIVITY) is None


def test_a_figure_that_counts_something_else_since_or_is_gone_is_marked(store: SqlStore) -> None:
    clock = Clock(Clock().now + timedelta(days=20))
    figures = Figures(store, some_rulebook(store, clock), clock)
    november = month(date(2026, 11, 1))
    kept = figures.close(november, View.COHORT).value
    old = type(kept)(month=kept.month, view=kept.view, at=kept.at, by=kept.by, figures=(
        type(kept.figures[0])(figure="episodes", count=7, version=0),
        type(kept.figures[0])(figure="absences", count=9),
    ))  # fmt: skip
    found = {one.figure: (one.redefined, one.now) for one in differences(old, figures.scorecard(november, View.COHORT))}
    assert found == {"episodes": (True, 0), "absences": (True, None)}


def test_a_month_without_data_has_figures_of_nought_and_no_percentages(store: SqlStore) -> None:
    clock = Clock()
    found = Figures(store, some_rulebook(store, clock), clock).scorecard(month(date(2020, 2, 9)), View.COHORT)
    assert found.whole("episodes").count == 0
    assert {share.words for cell in found.cells.values() for share in cell.shares} == {"no data"}
    assert found.period == Period(date(2020, 2, 1), date(2020, 2, 29))


def test_the_panel_list_says_why_and_leaves_out_whom_nothing_points_at(store: SqlStore) -> None:
    quiet, often = a_change(a_child(name="Ash Specimen")), a_change(a_child())
    changes = [quiet, often, a_change(an_episode(quiet.record, missing_since="2026-11-24T12:00Z"))]
    for days in (0, 20, 40):
        since = (date(2026, 11, 23) - timedelta(days=days)).isoformat()
        back = (date(2026, 11, 24) - timedelta(days=days)).isoformat()
        changes.append(a_change(an_episode(often.record, missing_since=since, returned=back)))
    store.commit(changes)
    (found,) = Panel(store, Clock()).week()
    assert found.called == "Robin Example"
    assert [reason.words for reason in found.reasons] == ["3 episodes in 90 days"]
