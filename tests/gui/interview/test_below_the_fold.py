"""What lies below the fold is made right after the page is painted, and nothing depends on when."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.executors import ManualJobs
from tests.gui.interview.held import SETTING, hold
from tests.gui.interview.test_interview_view import Bench

ASSOCIATES, PERSON = "/data/associates", "/data/associates/people/person"


@pytest.fixture
def small(qtbot: QtBot, jobs: ManualJobs, tmp_path: Path) -> Iterator[Bench]:
    yield from low(Bench(qtbot, jobs, hold(tmp_path)))


@pytest.fixture
def away(qtbot: QtBot, jobs: ManualJobs, tmp_path: Path) -> Iterator[Bench]:
    yield from low(Bench(qtbot, jobs, hold(tmp_path, Path(__file__).with_name("away.md"))))


def low(bench: Bench) -> Iterator[Bench]:
    """Make the window so low that one question fills it."""
    bench.view.resize(1000, 240)
    bench.settle()
    yield bench
    bench.settle()
    bench.held.store.close()


def turn(bench: Bench, section: str) -> int:
    """Turn to a section, and return how many questions are there before anything else has run."""
    bench.view.go_to_section(section)
    return len(bench.shown())


def test_a_page_is_whole_once_it_has_been_painted(small: Bench) -> None:
    turn(small, "/data/people")
    before = turn(small, "/data/start")
    small.settle()
    assert 0 < before < len(small.shown())
    assert small.shown()[-1] == f"{SETTING}/safe"


def test_what_is_wrong_below_the_fold_is_worded_when_one_comes_back(small: Bench) -> None:
    assert small.view.answering is not None
    small.view.answering.answer(f"{SETTING}/nights", "99")
    small.settle()
    turn(small, "/data/people")
    turn(small, "/data/start")
    assert f"{SETTING}/nights" not in small.shown()
    small.settle()
    problem = small.block(f"{SETTING}/nights")._problem
    assert problem is not None
    assert problem.isVisible()


def test_next_stops_for_something_wrong_that_nobody_has_scrolled_to(small: Bench) -> None:
    assert small.view.answering is not None
    small.view.answering.answer(f"{SETTING}/nights", "99")
    turn(small, "/data/people")
    turn(small, "/data/start")
    small.view.go_next()
    small.settle()
    assert small.view.frame.page.current is small.block(f"{SETTING}/nights")


def test_a_question_below_the_fold_can_be_gone_to_at_once(small: Bench) -> None:
    turn(small, "/data/people")
    small.view.go_to_question(f"{SETTING}/at")
    assert small.block(f"{SETTING}/at").isAncestorOf(small.focus())


def test_an_answer_that_comes_before_a_question_is_made_is_shown_by_it(small: Bench) -> None:
    assert small.view.answering is not None
    turn(small, "/data/people")
    turn(small, "/data/start")
    small.view.answering.answer(f"{SETTING}/nights", "3")
    small.settle()
    assert small.block(f"{SETTING}/nights").field.value() == "3"


def test_a_page_or_card_that_goes_away_makes_nothing_more(away: Bench) -> None:
    turn(away, ASSOCIATES)
    away.settle()
    away.view.add_card()
    away.settle()
    cards = away.view.frame.page.nearest_cards()
    assert cards is not None
    cards.open(cards.cards()[0].key)
    cards.open(cards.cards()[1].key)
    cards._remove(cards.cards()[0].key)
    away.settle()
    assert away.shown()[0] == f"{PERSON}[1]/person_name"
    assert len(away.shown()) == 7
    turn(away, "/data/whereabouts")
    turn(away, ASSOCIATES)
    turn(away, "/data/signs")
    QApplication.processEvents()
    assert away.shown()[0].startswith("/data/signs")


def test_a_page_that_was_turned_at_once_is_not_gone_on_with(small: Bench) -> None:
    turn(small, "/data/people")
    turn(small, "/data/start")
    gone = small.view.frame.page._blocks
    assert gone is not None
    assert gone._go_on.isActive()
    turn(small, "/data/people")
    assert not gone._go_on.isActive()
