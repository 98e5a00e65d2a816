from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rhi_desktop.domain.helpline import YEAR, Helpline
from rhi_desktop.services.helplines import Helplines, HelplineUnclear
from tests.checking import some_helplines
from tests.scripted import Scripted, scripted

TODAY = date(2026, 11, 25)


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Scripted]:
    made = scripted(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def helplines(held: Scripted) -> Helplines:
    return some_helplines(held.store, held.clock)


def shown(held: Scripted) -> dict[str, str]:
    """Return the labels of the helplines as an interview asks for them."""
    session = held.interviewing.start(held.referral).session
    path = next(one.path for one in session.form.walk() if one.concept == "plan.helplines")
    return {choice.value: choice.label for choice in session.node(path).choices}


@example(YEAR)
@example(YEAR + 1)
@given(st.integers(0, 3 * YEAR))
def test_a_check_counts_for_a_year_to_the_day(days: int) -> None:
    line = Helpline(code="a", name="A", contact="1", checked=(TODAY - timedelta(days=days)).isoformat())
    assert line.stale(TODAY) is (days > YEAR)
    assert bool(line.caution(TODAY)) is line.stale(TODAY)


def test_what_nobody_checked_says_so_where_the_child_is_told(held: Scripted) -> None:
    assert shown(held)["childline"] == "Childline 0800 1111 (not checked yet)"


def test_a_changed_number_is_the_one_that_the_interview_shows(held: Scripted, helplines: Helplines) -> None:
    lines = [
        replace(line, contact="0000 000", checked="2026-11-01") if line.code == "childline" else line
        for line in helplines.lines()
    ]
    helplines.keep(lines)
    assert helplines.lines() == tuple(lines)
    assert shown(held)["childline"] == "Childline 0000 000"


def test_the_day_of_an_old_check_is_said(held: Scripted, helplines: Helplines) -> None:
    helplines.keep(replace(line, checked="2025-01-03") for line in helplines.lines())
    assert shown(held)["childline"].endswith("(last checked 3 Jan 2025)")


def test_the_list_can_be_kept_again_and_again(helplines: Helplines) -> None:
    first, *rest = helplines.lines()
    helplines.keep(rest)
    helplines.keep([first])
    assert helplines.lines() == (first,)


def test_a_helpline_without_a_number_is_refused_and_the_list_stays(helplines: Helplines) -> None:
    before = helplines.lines()
    with pytest.raises(HelplineUnclear, match="number"):
        helplines.keep([Helpline(code="x", name="X", contact=" ")])
    assert helplines.lines() == before
