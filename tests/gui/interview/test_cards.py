from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.gui.interview.card_list import CardList
from tests.gui.executors import ManualJobs
from tests.gui.interview.held import PERSON, hold
from tests.gui.interview.test_interview_view import CONTROL, SHIFT, Bench

ADD = (Qt.Key.Key_A, CONTROL | SHIFT)


@pytest.fixture
def bench(qtbot: QtBot, jobs: ManualJobs, tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(qtbot, jobs, hold(tmp_path))
    bench.view.go_to_section("/data/people")
    bench.settle()
    yield bench
    bench.settle()
    bench.held.store.close()


def cards(bench: Bench) -> CardList:
    found = bench.view.frame.page.nearest_cards()
    assert found is not None
    return found


def titles(bench: Bench) -> list[str]:
    return [card._title.text() for card in cards(bench).cards()]


def said(bench: Bench) -> dict[str, str]:
    """Return the answers that the store holds."""
    kept = bench.held.kept(bench.writing.draft.interview)
    return {key: value for key, (value, state) in kept.items() if state is AnswerState.ANSWERED}


def name(bench: Bench, words: str) -> None:
    """Type a name into the open card."""
    bench.view.frame.page.focus_first()
    bench.type(words)
    bench.view.flush()
    bench.settle()


def three(bench: Bench) -> None:
    """Write down three people."""
    name(bench, "Kay")
    for other in ("Lee", "Max"):
        bench.press(*ADD)
        name(bench, other)


def test_an_added_card_is_open_with_the_keyboard_in_it(bench: Bench) -> None:
    name(bench, "Kay")
    bench.press(*ADD)
    bench.type("Lee")
    bench.view.flush()
    bench.settle()
    assert titles(bench) == ["Kay", "Lee"]
    assert bench.kept(f"{PERSON}{{2}}/name")[0] == "Lee"
    assert [card.body is None for card in cards(bench).cards()] == [True, False]


def test_a_removed_card_is_gone_from_the_store_and_the_others_keep_their_answers(bench: Bench) -> None:
    three(bench)
    cards(bench)._remove(cards(bench).cards()[1].key)
    bench.settle()
    assert titles(bench) == ["Kay", "Max"]
    kept = bench.held.kept(bench.writing.draft.interview)
    assert not [key for key in kept if key.startswith(f"{PERSON}{{2}}")]
    cards(bench).open(cards(bench).cards()[1].key)
    assert bench.block(f"{PERSON}[2]/name").field.value() == "Max"


def test_undo_puts_a_card_back_where_it_was_with_what_was_in_it(bench: Bench) -> None:
    three(bench)
    before = said(bench)
    cards(bench)._remove(cards(bench).cards()[1].key)
    bench.settle()
    assert bench.view.frame.page.isAncestorOf(bench.focus())
    bench.press(Qt.Key.Key_Space)
    assert titles(bench) == ["Kay", "Lee", "Max"]
    assert said(bench) == before


def test_an_open_card_goes_on_writing_to_its_own_person_after_one_before_it_went(bench: Bench) -> None:
    three(bench)
    cards(bench)._remove(cards(bench).cards()[0].key)
    bench.settle()
    cards(bench).open(cards(bench).cards()[1].key)
    bench.type(" Invented")
    bench.view.flush()
    bench.settle()
    assert "Invented" in bench.kept(f"{PERSON}{{3}}/name")[0]
    assert bench.kept(f"{PERSON}{{2}}/name")[0] == "Lee"


def test_questions_in_a_card_follow_its_own_answers(bench: Bench) -> None:
    three(bench)
    assert bench.view._answering is not None
    bench.view._answering.answer(f"{PERSON}[3]/adult", "yes")
    assert f"{PERSON}[3]/worry" in bench.shown()
    bench.view._answering.answer(f"{PERSON}[1]/adult", "yes")
    assert f"{PERSON}[1]/worry" not in bench.shown()


def test_many_cards_make_one_open_card_of_widgets(bench: Bench) -> None:
    for _ in range(20):
        bench.press(*ADD)
    assert len(cards(bench).cards()) == 21
    assert sum(card.body is not None for card in cards(bench).cards()) == 1


def test_on_a_page_of_folded_cards_the_keyboard_is_on_the_first(bench: Bench) -> None:
    three(bench)
    bench.view.go_to_section("/data/start")
    bench.view.go_to_section("/data/people")
    bench.settle()
    assert cards(bench).cards()[0].isAncestorOf(bench.focus())
