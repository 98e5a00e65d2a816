"""Reasons over time: as an independent count over the raw interviews says, with every month of the period."""

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rhi_desktop.domain.figures.figures import Period
from rhi_desktop.domain.interview import Coded
from rhi_desktop.services.pattern.reasons import ReasonsOverTime, month_words, table
from rhi_desktop.services.question_sets import QuestionSets
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import NOON, Clock, a_change, a_child, a_referral, an_interview
from tests.gui.real_desks import shipped_form
from tests.store.engines import with_tables

AUTUMN = Period(date(2026, 9, 1), date(2026, 12, 31))
CODES = [("reason.push", "bullying"), ("reason.pull", "friends"), ("reason.pull", "partner"), ("harm.kind", "friends")]
TALK = st.tuples(
    st.sampled_from(["2026-08-31", "2026-09-01", "2026-11-30"]), st.lists(st.sampled_from(CODES), max_size=4)
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TALK, max_size=8))
def test_each_reason_of_a_month_is_counted_once_an_interview(talks: list[tuple[str, list[tuple[str, str]]]]) -> None:
    with TemporaryDirectory() as folder:
        clock = Clock(NOON + timedelta(days=2))
        store = SqlStore.found(with_tables(Path(folder) / "store.db"), "Sam Invented", clock)
        sets = QuestionSets(store, store.member)
        sets.install(shipped_form())
        child = a_change(a_child())
        store.commit([child])
        for day, codes in talks:
            referral = a_change(a_referral(child.record))
            coded = tuple(Coded(*one) for one in [*codes, ("outcome", "accepted")])
            talk = a_change(an_interview(referral.record, child.record, held=f"{day}T10:00Z", coded=coded))
            store.commit([referral, talk])
        read = ReasonsOverTime(store, sets, clock).read(AUTUMN)
        store.close()
    assert [one.month for one in read.months] == ["2026-09", "2026-10", "2026-11"]
    rows = {(row[0], row[1]): row[2:] for row in table(read).rows}
    months = ["2026-09", "2026-10", "2026-11"]
    inside = [(day[:7], {one for one in codes if one[0] != "harm.kind"}) for day, codes in talks if day >= "2026-09"]
    assert rows["Interviews held", ""] == tuple(sum(day == one for day, _ in inside) for one in months)
    assert rows["Reasons given", ""] == tuple(sum(day == one and bool(why) for day, why in inside) for one in months)
    for code, key in ((CODES[0], ("Bullying", "Push")), (CODES[1], ("Friends", "Pull"))):
        counted = tuple(sum(day == one and code in why for day, why in inside) for one in months)
        assert rows.get(key, (0, 0, 0)) == counted


def test_a_month_is_written_as_people_do() -> None:
    assert month_words("2026-11") == "Nov 2026"
