from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.gui.interview.section_list import CHECK
from tests.gui.executors import ManualJobs
from tests.gui.interview.benches import ALT, CONTROL, KEY, TalkBench
from tests.gui.interview.held import PERSON, SETTING, hold
from tests.gui.pictures import DOUBLED, LAPTOP
from tests.gui.walkers import cut_off, unnamed

WORDS = f"{SETTING}/words"


@pytest.fixture
def bench(qtbot: QtBot, jobs: ManualJobs, tmp_path: Path) -> Iterator[TalkBench]:
    bench = TalkBench(qtbot, jobs, hold(tmp_path), tmp_path)
    yield bench
    bench.settle()
    bench.held.store.close()


@pytest.fixture
def talked(bench: TalkBench) -> TalkBench:
    """After a talk: two jottings under the first topic, one under the second, one under none."""
    bench.press(KEY.Key_F5)
    bench.jot("row about the phone", KEY.Key_1, ALT)
    bench.jot('"Nobody listened', KEY.Key_1, ALT)
    bench.jot("a lad called Dee", KEY.Key_2, ALT)
    bench.jot("something about a cousin")
    bench.press(KEY.Key_F5)
    bench.view.go_to_question(WORDS)
    bench.settle()
    return bench


def rows(bench: TalkBench) -> list[str]:
    shown = bench.view.frame.jottings.list
    return [shown.item(row).text() for row in range(shown.count())]


def left(bench: TalkBench) -> str:
    bench.qtbot.waitUntil(lambda: not bench.view._tell.isActive())
    button = bench.view.frame.left
    return "" if button.isHidden() else button.text()


def test_without_a_talk_there_is_no_panel(bench: TalkBench) -> None:
    assert not bench.view.frame.jottings.isVisible()
    assert left(bench) == ""


def test_beside_a_section_stand_its_own_jottings_and_those_without_a_topic(talked: TalkBench) -> None:
    assert talked.view.frame.jottings.isVisible()
    assert rows(talked) == ["row about the phone", "“Nobody listened”", "something about a cousin"]
    talked.view.go_to_section("/data/people")
    assert rows(talked) == ["a lad called Dee", "something about a cousin"]
    talked.view.frame.jottings.every.click()
    assert len(rows(talked)) == 4


def test_one_key_puts_each_jotting_into_the_answer_and_says_where_it_went(talked: TalkBench) -> None:
    talked.type("Before. ")
    talked.press(KEY.Key_J, CONTROL)
    talked.press(KEY.Key_J, CONTROL)
    assert talked.kept(WORDS)[0] == "Before.\nrow about the phone\n“Nobody listened”"
    assert [one.placed for one in talked.jottings()] == [WORDS, WORDS, "", ""]
    assert rows(talked)[0] == "something about a cousin"
    field = talked.view.frame.page.current
    assert field is not None
    entry = field.field.entry()
    assert isinstance(entry, QPlainTextEdit)
    assert entry.textCursor().atEnd()


def test_putting_a_jotting_in_is_taken_back_with_the_answer(talked: TalkBench) -> None:
    talked.type("Before.")
    talked.press(KEY.Key_J, CONTROL)
    talked.view.frame.jottings.undo.click()
    talked.settle()
    assert talked.kept(WORDS)[0] == "Before."
    assert talked.jottings()[0].placed == ""


def test_a_question_that_takes_no_words_takes_no_jotting(talked: TalkBench) -> None:
    talked.view.go_to_question(f"{SETTING}/nights")
    talked.press(KEY.Key_J, CONTROL)
    assert talked.kept(f"{SETTING}/nights") == ("", AnswerState.NOT_ASKED)
    assert [one.placed for one in talked.jottings()] == [""] * 4


def test_the_foot_and_the_sections_say_how_many_are_not_used(talked: TalkBench) -> None:
    assert left(talked) == "4 jottings not used yet"
    assert "2 jottings left" in talked.view.frame.sections.item(0).text()
    talked.press(KEY.Key_J, CONTROL)
    assert left(talked) == "3 jottings not used yet"
    assert "1 jotting left" in talked.view.frame.sections.item(0).text()


def test_a_jotting_is_not_used_any_more_once_its_answer_is_gone(talked: TalkBench) -> None:
    talked.press(KEY.Key_J, CONTROL)
    talked.press(KEY.Key_D, ALT)
    assert left(talked) == "4 jottings not used yet"
    assert rows(talked)[0] == "row about the phone"


def test_a_jotting_goes_with_its_card_when_another_card_is_taken_away(talked: TalkBench) -> None:
    answering = talked.view.answering
    assert answering is not None
    answering.add(PERSON)
    talked.view.go_to_question(f"{PERSON}[2]/name")
    talked.press(KEY.Key_J, CONTROL)
    assert talked.kept(f"{PERSON}{{2}}/name")[0] == "a lad called Dee"
    answering.remove(f"{PERSON}[1]")
    assert left(talked) == "3 jottings not used yet"
    answering.remove(f"{PERSON}[1]")
    assert left(talked) == "4 jottings not used yet"


def test_a_jotting_is_set_aside_only_with_a_reason_and_can_be_taken_back(talked: TalkBench) -> None:
    panel = talked.view.frame.jottings
    talked.press(KEY.Key_F7)
    talked.press(KEY.Key_Delete)
    talked.press(KEY.Key_Return)
    assert [one.set_aside for one in talked.jottings()] == [""] * 4
    talked.press(KEY.Key_Delete)
    talked.jot("It was said by the driver.")
    assert talked.jottings()[0].set_aside == "It was said by the driver."
    panel.list.choose(talked.jottings()[0].id)
    panel.back.click()
    talked.settle()
    assert talked.jottings()[0].set_aside == ""


def test_esc_in_the_reason_leaves_the_reason_and_not_the_interview(talked: TalkBench) -> None:
    talked.press(KEY.Key_F7)
    talked.press(KEY.Key_Delete)
    with talked.qtbot.assertNotEmitted(talked.view.left):
        talked.press(KEY.Key_Escape)
    assert talked.focus() is talked.view.frame.jottings.list


def test_one_can_go_to_where_a_jotting_was_put(talked: TalkBench) -> None:
    talked.press(KEY.Key_J, CONTROL)
    talked.view.go_to_section("/data/people")
    panel = talked.view.frame.jottings
    panel.every.click()
    panel.list.choose(talked.jottings()[0].id)
    panel.where.click()
    talked.settle()
    current = talked.view.frame.page.current
    assert current is not None
    assert current.path == WORDS


def test_the_keyboard_alone_goes_to_the_jottings_and_back_to_the_question(talked: TalkBench) -> None:
    before = talked.focus()
    talked.press(KEY.Key_F7)
    assert talked.focus() is talked.view.frame.jottings.list
    talked.press(KEY.Key_Return)
    assert talked.kept(WORDS)[0] == "row about the phone"
    talked.press(KEY.Key_F7)
    assert talked.focus() is before


def test_on_a_small_window_the_jottings_take_the_place_of_the_page(talked: TalkBench) -> None:
    talked.view.resize(DOUBLED)
    talked.settle()
    frame = talked.view.frame
    assert not frame.jottings.isVisible()
    talked.press(KEY.Key_J, CONTROL)
    assert frame.jottings.isVisible()
    assert not frame.page.isVisible()
    talked.press(KEY.Key_Return)
    frame.jottings.close_.click()
    talked.settle()
    assert frame.page.isVisible()
    assert talked.kept(WORDS)[0] == "row about the phone"


def test_the_check_asks_about_what_is_not_used_and_the_rest_goes_on_record(talked: TalkBench) -> None:
    talked.press(KEY.Key_J, CONTROL)
    answering = talked.view.answering
    assert answering is not None
    answering.answer(f"{SETTING}/alone", "yes")
    talked.view.go_to_section(CHECK)
    talked.settle()
    assert len(rows(talked)) == 4
    found = talked.held.interviewing.findings(answering.writing)
    assert [one.path for one in found if one.kind == "jottings"] == ["/data/start", "/data/people", "/data"]


@pytest.mark.parametrize("size", [LAPTOP, DOUBLED], ids=["laptop", "doubled"])
def test_the_check_leads_to_the_jottings_that_are_not_used(talked: TalkBench, size: QSize) -> None:
    talked.view.resize(size)
    talked.view.go_to_section(CHECK)
    talked.settle()
    talked.view.frame.check.asked.emit("/data/people")
    talked.settle()
    assert talked.focus() is talked.view.frame.jottings.list
    assert rows(talked)[0] == "a lad called Dee"
    talked.view.go_to_section(CHECK)
    talked.view.frame.check.asked.emit("/data")
    talked.settle()
    assert talked.focus() is talked.view.frame.jottings.list
    assert len(rows(talked)) == 4


def test_after_submission_no_jotting_stays_in_the_window(talked: TalkBench) -> None:
    answering = talked.view.answering
    assert answering is not None
    answering.answer(f"{SETTING}/alone", "yes")
    talked.view.go_to_section(CHECK)
    check = talked.view.frame.check
    for finding in talked.held.interviewing.findings(answering.writing):
        check._reasons[finding.path, finding.kind] = "It did not come up."
    check._judge()
    with talked.qtbot.waitSignal(talked.view.submitted) as sent:
        talked.view.submit()
        talked.settle()
    assert rows(talked) == []
    assert len(talked.held.interviewing.read(sent.args[0]).interview.value.jottings) == 4


@pytest.mark.parametrize("size", [LAPTOP, DOUBLED, QSize(900, 600)], ids=["laptop", "doubled", "between"])
def test_nothing_is_cut_off_and_everything_has_a_name(talked: TalkBench, size: QSize) -> None:
    talked.press(KEY.Key_J, CONTROL)
    talked.view.resize(size)
    talked.settle()
    assert (cut_off(talked.view), unnamed(talked.view)) == ([], [])
    talked.press(KEY.Key_F7)
    talked.press(KEY.Key_Delete)
    assert (cut_off(talked.view), unnamed(talked.view)) == ([], [])
