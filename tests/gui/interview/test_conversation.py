from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from rhi_desktop.gui.interview.conversation import KEEP_MS
from rhi_desktop.gui.interview.view import TALK
from rhi_desktop.gui.theme import Themes
from tests.gui.executors import ManualJobs
from tests.gui.interview.benches import ALT, CONTROL, KEY, SHIFT, TalkBench
from tests.gui.interview.held import SETTING, hold
from tests.gui.pictures import DOUBLED, LAPTOP
from tests.gui.walkers import cut_off, unnamed

START, PEOPLE = "/data/start", "/data/people"


@pytest.fixture
def bench(qtbot: QtBot, jobs: ManualJobs, tmp_path: Path) -> Iterator[TalkBench]:
    bench = TalkBench(qtbot, jobs, hold(tmp_path), tmp_path)
    bench.press(KEY.Key_F5)
    yield bench
    bench.settle()
    bench.held.store.close()


def rows(bench: TalkBench) -> list[str]:
    shown = bench.view.frame.conversation.frame.list
    return [shown.item(row).text() for row in range(shown.count())]


def test_the_keyboard_is_where_one_jots_and_enter_keeps_the_line(bench: TalkBench) -> None:
    bench.jot("slept at a flat")
    bench.jot("by the river")
    assert bench.texts() == ["slept at a flat", "by the river"]
    assert rows(bench) == ["by the river", "slept at a flat"]


def test_what_is_being_typed_is_in_the_store_before_enter(bench: TalkBench) -> None:
    bench.type("he took me")
    bench.qtbot.waitUntil(lambda: bench.jobs.executor.waiting > 0, timeout=KEEP_MS + 300)
    bench.settle()
    assert bench.texts() == ["he took me"]
    bench.type(" to a house")
    bench.press(KEY.Key_Return)
    assert bench.texts() == ["he took me to a house"]


def test_words_that_are_all_taken_out_again_are_no_jotting(bench: TalkBench) -> None:
    bench.type("no")
    bench.view.flush()
    bench.settle()
    bench.press(KEY.Key_Backspace)
    bench.press(KEY.Key_Backspace)
    bench.view.flush()
    bench.settle()
    assert bench.texts() == []


def test_a_new_line_inside_a_jotting_needs_ctrl_or_shift(bench: TalkBench) -> None:
    bench.type("one")
    bench.press(KEY.Key_Return, CONTROL)
    bench.type("two")
    bench.press(KEY.Key_Return, SHIFT)
    bench.jot("three")
    assert bench.texts() == ["one\ntwo\nthree"]


def test_one_key_files_what_is_being_typed_and_the_next_line_begins(bench: TalkBench) -> None:
    bench.jot("older lads with a van", KEY.Key_2, ALT)
    assert [(one.text, one.topic) for one in bench.jottings()] == [("older lads with a van", PEOPLE)]
    bench.jot("cold night", KEY.Key_1, ALT)
    assert bench.jottings()[1].topic == START


def test_one_key_files_the_last_jotting_without_a_topic(bench: TalkBench) -> None:
    bench.jot("first")
    bench.jot("second")
    bench.press(KEY.Key_2, ALT)
    bench.press(KEY.Key_1, ALT)
    assert [one.topic for one in bench.jottings()] == [START, PEOPLE]


def test_where_nothing_is_to_be_filed_the_key_shows_the_prompts_of_the_topic(bench: TalkBench) -> None:
    topics = bench.view.frame.conversation.frame.topics
    assert "What happened?" in topics.text.toPlainText()
    bench.press(KEY.Key_2, ALT)
    assert topics.topic == PEOPLE
    assert "What do you call them?" in topics.text.toPlainText()


def test_what_has_no_topic_stands_above_what_has_one(bench: TalkBench) -> None:
    bench.jot("filed", KEY.Key_1, ALT)
    bench.jot("loose")
    bench.jot("filed later", KEY.Key_2, ALT)
    assert rows(bench) == ["loose", "filed later", "filed"]


def test_a_jotting_in_the_list_is_filed_elsewhere_by_its_key_alone(bench: TalkBench) -> None:
    bench.jot("with two others", KEY.Key_1, ALT)
    bench.view.frame.conversation.frame.list.setFocus()
    bench.view.frame.conversation.frame.list.choose("")
    bench.press(KEY.Key_2)
    assert bench.jottings()[0].topic == PEOPLE


@pytest.mark.parametrize("typed", ['"I owed him', "“I owed him”"])
def test_a_quotation_mark_at_the_beginning_marks_the_childs_own_words(bench: TalkBench, typed: str) -> None:
    line = bench.view.frame.conversation.frame.line
    line.insertPlainText(typed)
    bench.press(KEY.Key_Return)
    bench.jot("not said by the child")
    assert [(one.text, one.own_words) for one in bench.jottings()] == [
        ("I owed him", True),
        ("not said by the child", False),
    ]
    assert rows(bench)[1] == "“I owed him”"


def test_a_key_marks_own_words_while_typing_and_in_the_list(bench: TalkBench) -> None:
    bench.type("I was scared")
    bench.press(KEY.Key_F4)
    bench.press(KEY.Key_Return)
    assert bench.jottings()[0].own_words
    shown = bench.view.frame.conversation.frame.list
    shown.setFocus()
    shown.choose("")
    bench.press(KEY.Key_F4)
    assert not bench.jottings()[0].own_words


def test_a_jotting_is_edited_in_the_line_and_keeps_its_time_and_topic(bench: TalkBench) -> None:
    bench.jot("a flt", KEY.Key_2, ALT)
    before = bench.jottings()[0]
    edit_first(bench)
    bench.press(KEY.Key_A, CONTROL)
    bench.jot("a flat")
    after = bench.jottings()
    assert [(one.id, one.at, one.topic, one.text) for one in after] == [(before.id, before.at, PEOPLE, "a flat")]


def test_esc_leaves_a_jotting_as_it_was_and_stays_in_the_conversation(bench: TalkBench) -> None:
    bench.jot("a flat")
    edit_first(bench)
    bench.type(" or not")
    bench.view.flush()
    bench.settle()
    bench.press(KEY.Key_Escape)
    assert bench.texts() == ["a flat"]
    assert bench.view.frame.talking


def test_a_change_a_filing_and_a_deletion_are_taken_back_one_by_one(bench: TalkBench) -> None:
    bench.jot("a flat")
    edit_first(bench)
    bench.jot(" by the river")
    bench.press(KEY.Key_2, ALT)
    shown = bench.view.frame.conversation.frame.list
    shown.setFocus()
    shown.choose("")
    bench.press(KEY.Key_Delete)
    assert bench.texts() == []
    bench.press(KEY.Key_Z, CONTROL)
    bench.view.frame.conversation.frame.line.setFocus()
    assert [(one.text, one.topic) for one in bench.jottings()] == [("a flat by the river", PEOPLE)]
    bench.press(KEY.Key_Z, CONTROL)
    assert [one.topic for one in bench.jottings()] == [""]
    bench.press(KEY.Key_Z, CONTROL)
    assert bench.texts() == ["a flat"]


def test_a_line_that_was_not_ended_is_kept_on_the_way_to_the_form_and_out(bench: TalkBench) -> None:
    bench.type("unfinished")
    bench.press(KEY.Key_F5)
    assert not bench.view.frame.talking
    assert bench.texts() == ["unfinished"]
    bench.press(KEY.Key_F5)
    bench.type("so is this")
    with bench.qtbot.waitSignal(bench.view.left):
        bench.press(KEY.Key_Escape)
    assert bench.texts() == ["unfinished", "so is this"]


def test_keys_of_the_form_change_no_answer_behind_the_conversation(bench: TalkBench) -> None:
    before = bench.held.kept(bench.writing.draft.interview)
    for key in (KEY.Key_D, KEY.Key_K, KEY.Key_N):
        bench.press(key, ALT)
    bench.press(KEY.Key_A, CONTROL | SHIFT)
    assert bench.held.kept(bench.writing.draft.interview) == before


def test_the_form_is_where_it_was_after_the_conversation(bench: TalkBench) -> None:
    bench.press(KEY.Key_F5)
    bench.view.go_next()
    here = bench.view.frame.page.current
    bench.press(KEY.Key_F5)
    bench.press(KEY.Key_F5)
    now = bench.view.frame.page.current
    assert here is not None
    assert now is not None
    assert now.path == here.path


def test_an_interview_that_ended_in_the_conversation_is_opened_there(bench: TalkBench) -> None:
    assert bench.held.begin().draft.page == TALK
    bench.jot("still here")
    bench.open()
    assert bench.view.frame.talking
    assert rows(bench) == ["still here"]


def test_prompts_show_how_to_ask_only_when_wanted(bench: TalkBench) -> None:
    text = bench.view.frame.conversation.frame.topics.text
    assert "Ask, then wait." not in text.toPlainText()
    bench.press(KEY.Key_F2)
    assert "Ask, then wait." in text.toPlainText()


def test_topics_are_turned_without_the_mouse(bench: TalkBench) -> None:
    topics = bench.view.frame.conversation.frame.topics
    bench.press(KEY.Key_PageDown, CONTROL)
    assert topics.topic == PEOPLE
    bench.press(KEY.Key_PageUp, CONTROL)
    assert topics.topic == START
    bench.press(KEY.Key_F6)
    assert bench.focus() is topics.list


def test_a_failed_save_is_said_without_alarm_and_nothing_is_lost(bench: TalkBench) -> None:
    bench.held.drafts.full = True
    bench.jot("while the disk is full")
    line = bench.view.frame.conversation.frame.save_line
    assert line.words.startswith("Not saved")
    assert [label.property("role") for label in line.findChildren(QLabel)] == ["muted"]
    bench.held.drafts.full = False
    assert bench.view.answering is not None
    bench.view.answering.saver.retry()
    bench.settle()
    assert bench.texts() == ["while the disk is full"]


def test_words_of_the_form_and_of_the_talk_are_saved_in_the_order_in_which_they_came(bench: TalkBench) -> None:
    bench.jot("from the talk")
    bench.press(KEY.Key_F5)
    bench.view.go_to_question(f"{SETTING}/words")
    bench.type("from the form")
    bench.press(KEY.Key_F5)
    assert bench.kept(f"{SETTING}/words")[0] == "from the form"
    assert bench.texts() == ["from the talk"]


@pytest.mark.parametrize("size", [LAPTOP, DOUBLED], ids=["laptop", "doubled"])
def test_nothing_is_cut_off_and_everything_has_a_name(bench: TalkBench, size: QSize) -> None:
    bench.jot("A longer line about where we went and who was there, told in one breath and in no order at all. " * 3)
    bench.jot("filed", KEY.Key_1, ALT)
    bench.view.resize(size)
    bench.settle()
    assert (cut_off(bench.view), unnamed(bench.view)) == ([], [])


def test_nothing_is_cut_off_with_large_text(bench: TalkBench, themes: Themes, dressed: QApplication) -> None:
    bench.jot("filed", KEY.Key_1, ALT)
    themes.apply(dressed, "light", 200)
    try:
        bench.view.resize(LAPTOP)
        bench.settle()
        assert cut_off(bench.view) == []
    finally:
        themes.apply(dressed, "light")


def edit_first(bench: TalkBench) -> None:
    shown = bench.view.frame.conversation.frame.list
    shown.setFocus()
    shown.choose("")
    bench.press(KEY.Key_Return)
