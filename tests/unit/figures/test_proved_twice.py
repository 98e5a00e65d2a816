"""Each cell of the scorecard computed from the store equals an independent count over the raw data.

The count below knows the definitions as sentences and nothing of the program's own: no case, no query, no clock of it.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rhi_desktop.domain.child import Child
from rhi_desktop.domain.episode import CareStatus
from rhi_desktop.domain.figures.figures import FIGURES, Period, Unit, View, figures_of
from rhi_desktop.domain.figures.scorecard import Dimension
from rhi_desktop.domain.interview import Coded
from rhi_desktop.domain.records import Change
from rhi_desktop.services.figures.figures import Figures
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import Clock, a_change, a_referral, an_attempt, an_episode, an_interview
from tests.checking import some_rulebook
from tests.store.engines import with_tables

HERE = ZoneInfo("Europe/London")
FIRST, LAST = date(2026, 3, 1), date(2026, 4, 30)
START = datetime(2025, 12, 20, tzinfo=UTC)
HOLIDAYS = {date(2026, 4, 3), date(2026, 4, 6)}


@dataclass
class Gone:
    """An episode as it is invented; hours since `START`, None where not recorded."""

    child: int
    began: int
    away: int | None
    status: str
    placement: str = ""
    by_day: bool = False
    asked: bool = True
    offers: list[tuple[int, str, str]] = field(default_factory=list)
    talks: list[tuple[int, str, int, bool]] = field(default_factory=list)
    id: str = ""
    referral: str = ""
    interviews: list[str] = field(default_factory=list)

    def at(self, hours: int) -> datetime:
        return START + timedelta(hours=self.began + hours)

    @property
    def start(self) -> datetime:
        return self.at(0)

    @property
    def back(self) -> datetime | None:
        return None if self.away is None else self.at(self.away)


GONE = st.builds(
    Gone,
    child=st.integers(0, 3),
    began=st.one_of(st.integers(0, 24 * 60), st.integers(24 * 60, 24 * 130)),
    away=st.one_of(st.integers(1, 24 * 9), st.integers(1, 24 * 9), st.none()),
    status=st.sampled_from(["", "looked_after_here", "looked_after_other", "cin"]),
    placement=st.sampled_from(["", "K2", "U1"]),
    by_day=st.booleans(),
    asked=st.booleans(),
    offers=st.lists(
        st.tuples(
            st.integers(1, 200),
            st.sampled_from(["agreed", "said_no", "thinking", "message", "no_answer"]),
            st.sampled_from(["child", "carer", "social_worker"]),
        ),
        max_size=3,
    ),
    talks=st.lists(
        st.tuples(
            st.integers(1, 240),
            st.sampled_from(["held", "partly", "declined_child", "not_reached"]),
            st.integers(1, 60),
            st.booleans(),
        ),
        max_size=2,
    ),
)


def day(at: datetime) -> date:
    return at.astimezone(HERE).date()


def moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%MZ")


def kept(store: SqlStore, gone: list[Gone]) -> list[str]:
    """Put the invented data on record; return the ids of the children."""
    children = [a_change(Child(name=f"Child {number} Example", sex="ab"[number % 2])) for number in range(4)]
    changes: list[Change] = [*children]
    for one in gone:
        child = children[one.child].record
        back = one.back
        returned = "" if back is None else day(back).isoformat() if one.by_day else moment(back)
        status = CareStatus(case_status=one.status, placement=one.placement)
        episode = a_change(an_episode(child, missing_since=moment(one.start), returned=returned, status=status))
        one.id = episode.record
        changes.append(episode)
        if not one.asked:
            continue
        referral = a_change(a_referral(child, episodes=(one.id,), received=moment(one.at(2)), returned=returned))
        one.referral = referral.record
        changes.append(referral)
        for hours, result, whom in one.offers:
            changes.append(a_change(an_attempt(child, one.referral, at=moment(one.at(hours)), result=result, to=whom)))
        for hours, outcome, wrote, seen in one.talks:
            value = an_interview(
                one.referral, child, episodes=(one.id,), outcome=outcome,
                held=moment(one.at(hours)) if outcome in {"held", "partly"} else "",
                submitted=one.at(hours + wrote).strftime("%Y-%m-%dT%H:%M:%S.000000Z"),
                coded=(Coded("indicator.cce.debt", "known_now" if seen else "no"),),
            )  # fmt: skip
            interview = a_change(value)
            one.interviews.append(interview.record)
            changes.append(interview)
    store.commit_all(changes)
    return [one.record for one in children]


# The independent count -------------------------------------------------------------------------------------------


def talks(one: Gone) -> list[tuple[int, str, int, bool, str]]:
    return [(*talk, id_) for talk, id_ in zip(one.talks, one.interviews, strict=True)] if one.asked else []


def talk(one: Gone) -> tuple[int, str, int, bool, str] | None:
    held = sorted(t for t in talks(one) if t[1] in {"held", "partly"})
    # two at the same time: the one that was written up first
    return min(held, key=lambda t: (t[0], t[0] + t[2]), default=None)


def refusal(one: Gone) -> tuple[int, str, int, bool, str] | None:
    if talk(one) is not None:
        return None
    said = [t for t in talks(one) if t[1] == "declined_child"]
    return max(said, key=lambda t: t[0] + t[2], default=None)


def answers(one: Gone) -> list[tuple[int, str]]:
    spoke = {"agreed", "said_no", "thinking"}
    return [(h, r) for h, r, whom in one.offers if one.asked and r in spoke and whom in {"child", "carer"}]


def offered_day(one: Gone) -> date | None:
    if answers(one):
        return day(one.at(min(h for h, _ in answers(one))))
    held = talk(one)
    return day(one.at(held[0])) if held else None


def is_offered(one: Gone) -> bool:
    return bool(answers(one)) or talk(one) is not None or refusal(one) is not None


def is_accepted(one: Gone) -> bool:
    return talk(one) is not None or any(r == "agreed" for _, r in answers(one))


def is_declined(one: Gone) -> bool:
    if talk(one) is not None:
        return False
    if refusal(one) is not None:
        return True
    given = answers(one)
    latest = max((h for h, _ in given), default=None)
    # two at the same time: the one that was recorded last
    return next((r for h, r in reversed(given) if h == latest), "") == "said_no"


def in_time(one: Gone) -> bool | None:
    held, back = talk(one), one.back
    if held is None or back is None:
        return None
    at = one.at(held[0])
    if not one.by_day:
        return at <= back + timedelta(hours=72)
    apart = (day(at) - day(back)).days
    return True if apart <= 2 else None if apart == 3 else False


def in_working_days(one: Gone) -> bool:
    held, back = talk(one), one.back
    if held is None or back is None:
        return False
    due, count = day(back), 0
    while count < 3:
        due += timedelta(days=1)
        count += due.weekday() < 5 and due not in HOLIDAYS
    return day(one.at(held[0])) <= due


def gap_before(one: Gone, everything: list[Gone]) -> int | None:
    earlier = [day(o.start) for o in everything if o.child == one.child and day(o.start) < day(one.start)]
    return (day(one.start) - max(earlier)).days if earlier else None


def group_of(one: Gone, dimension: Dimension) -> str:
    return one.status if dimension is Dimension.CASE_STATUS else one.placement


def within(of: date | None) -> bool:
    return of is not None and FIRST <= of <= LAST


def written(one: Gone, t: tuple[int, str, int, bool, str]) -> date:
    return day(one.at(t[0] + t[2]))


def child(one: Gone) -> str:
    return str(one.child)


def counts(gone: list[Gone], view: View) -> dict[str, set[str]]:
    """Return what each figure counts, for the whole."""
    inside = [one for one in gone if view is View.ACTIVITY or (one.back and FIRST <= day(one.back) <= LAST)]
    often = {one.child for one in inside if sum(o.child == one.child for o in inside) >= 3}
    care = {"looked_after_here", "looked_after_other"}
    held = [one for one in inside if talk(one)]
    gap = {one.id: gap_before(one, gone) for one in gone}
    if view is View.COHORT:
        return {
            "episodes": {o.id for o in inside},
            "children": {child(o) for o in inside},
            "looked_after_episodes": {o.id for o in inside if o.status in care},
            "looked_after_children": {child(o) for o in inside if o.status in care},
            "three_or_more": {str(c) for c in often},
            "first_ever": {o.id for o in inside if gap[o.id] is None},
            "not_in_3_months": {o.id for o in inside if (g := gap[o.id]) is not None and g > 91},
            "in_3_months": {o.id for o in inside if (g := gap[o.id]) is not None and g <= 91},
            "referred": {o.id for o in inside if o.asked},
            "offered": {o.id for o in inside if is_offered(o)},
            "accepted": {o.id for o in inside if is_accepted(o)},
            "declined": {o.id for o in inside if is_declined(o)},
            "completed": {o.id for o in held},
            "within_72_hours": {o.id for o in held if in_time(o) is True},
            "after_72_hours": {o.id for o in held if in_time(o) is False},
            "cannot_be_told": {o.id for o in held if in_time(o) is None},
            "within_3_working_days": {o.id for o in held if in_working_days(o)},
            "exploitation": {o.id for o in held if (t := talk(o)) and t[3]},
        }
    now = [one for one in held if (t := talk(one)) and within(day(one.at(t[0])))]
    return {
        "began": {o.id for o in inside if within(day(o.start))},
        "children_began": {child(o) for o in inside if within(day(o.start))},
        "referrals": {o.referral for o in inside if o.asked and within(day(o.at(2)))},
        "offers": {o.referral for o in inside if within(offered_day(o))},
        "refused": {o.referral for o in inside if (t := refusal(o)) and within(written(o, t))},
        "held": {t[4] for o in now if (t := talk(o))},
        "held_within_72_hours": {t[4] for o in now if in_time(o) is True and (t := talk(o))},
        "held_within_3_working_days": {t[4] for o in now if in_working_days(o) and (t := talk(o))},
        "submitted": {t[4] for o in held if (t := talk(o)) and within(written(o, t))},
        "approved": set(),
    }


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # each example is a store: shrinking takes minutes
)  # fmt: skip
@given(st.lists(GONE, min_size=3, max_size=16), st.sampled_from([Dimension.CASE_STATUS, Dimension.PLACEMENT]))
def test_every_cell_of_both_views_is_what_the_raw_data_say(gone: list[Gone], dimension: Dimension) -> None:
    fresh = [Gone(**{k: v for k, v in vars(one).items() if k not in {"id", "referral", "interviews"}}) for one in gone]
    with TemporaryDirectory() as folder:
        clock = Clock()
        store = SqlStore.found(with_tables(Path(folder) / "store.db"), "Sam Invented", clock)
        children = kept(store, fresh)
        figures = Figures(store, some_rulebook(store, clock), clock)
        for view in View:
            card = figures.scorecard(Period(FIRST, LAST), view, dimension)
            raw = counts(fresh, view)
            assert set(raw) == {figure.name for figure in figures_of(view)}
            for name, expected in raw.items():
                found = {str(children.index(one)) if one in children else one for one in card.whole(name).ids}
                assert found == expected, (view, name)
            for group in card.groups:
                some = [one for one in fresh if group_of(one, dimension) == group]
                for name in ("completed", "episodes") if view is View.COHORT else ("held", "began"):
                    expected = counts(fresh, view)[name]
                    own = {o.id for o in some} | {i for o in some for i in o.interviews}
                    assert set(card.cell(name, group).ids) == expected & own
            for name in raw:
                parts = card.parts(name)
                assert parts.agree or FIGURES[name].unit is Unit.CHILDREN
        assert store.verify() == ()
        store.close()
