from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.gui.interview.question_block import QuestionBlock
from rhi_desktop.gui.interview.saving import SaveState
from rhi_desktop.gui.interview.view import InterviewView
from tests.gui.executors import ManualJobs
from tests.gui.interview.held import MORE, PERSON, SETTING, Held, hold

KEY = Qt.Key
CONTROL, ALT, SHIFT = (getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("Control", "Alt", "Shift"))


class Bench:
    """A window on an interview, a store behind it, and hands on the keyboard."""

    def __init__(self, qtbot: QtBot, jobs: ManualJobs, held: Held) -> None:
        self.qtbot, self.held, self.jobs = qtbot, held, jobs
        self.view = self.make_view()
        qtbot.addWidget(self.view)
        self.view.resize(1100, 700)
        self.view.show()
        self.writing = held.begin()
        self.view.write(self.writing)
        self.settle()

    def make_view(self) -> InterviewView:
        """Return the window that is tried."""
        return InterviewView(self.held.interviewing, self.jobs)

    def settle(self) -> None:
        """Let everything that was begun come to its end."""
        self.jobs.drain()
        QApplication.processEvents()

    def block(self, path: str) -> QuestionBlock:
        """Return the block of a question that is shown."""
        return next(block for block in self.view.frame.page.questions() if block.path == path)

    def shown(self) -> list[str]:
        """Return the paths of the questions that are shown."""
        return [block.path for block in self.view.frame.page.questions()]

    def focus(self) -> QWidget:
        """Return the widget with the keyboard."""
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(self.focus(), key, modifiers)
        self.settle()

    def type(self, words: str) -> None:
        """Type words where the keyboard is."""
        QTest.keyClicks(self.focus(), words)

    def kept(self, path: str) -> tuple[str, AnswerState]:
        """Return what the store holds of an answer."""
        return self.held.kept(self.writing.draft.interview).get(path, ("", AnswerState.NOT_ASKED))


@pytest.fixture
def bench(qtbot: QtBot, jobs: ManualJobs, tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(qtbot, jobs, hold(tmp_path))
    yield bench
    bench.settle()
    bench.held.store.close()


def test_words_are_in_the_store_half_a_second_after_the_last_key(bench: Bench) -> None:
    bench.type("I was cold.")
    bench.qtbot.waitUntil(lambda: bench.jobs.executor.waiting > 0, timeout=500)
    bench.settle()
    assert bench.kept(f"{SETTING}/words") == ("I was cold.", AnswerState.ANSWERED)


def test_words_are_saved_at_once_when_the_keyboard_leaves(bench: Bench) -> None:
    bench.type("I was cold.")
    bench.press(KEY.Key_Tab)
    assert bench.kept(f"{SETTING}/words")[0] == "I was cold."


def test_saved_is_said_only_after_the_save(bench: Bench) -> None:
    bench.held.clock.now = bench.held.clock.now.replace(hour=14, minute=7)
    bench.type("x")
    bench.view.flush()
    assert bench.view.frame.save_line.words != "Saved 14:07"
    bench.settle()
    assert bench.view.frame.save_line.words == "Saved 14:07"


@pytest.mark.parametrize(("key", "state"), [(KEY.Key_D, AnswerState.DECLINED), (KEY.Key_K, AnswerState.NOT_KNOWN)])
def test_a_state_is_one_key_away_and_typing_answers_again(bench: Bench, key: Qt.Key, state: AnswerState) -> None:
    bench.type("Typed by mistake")
    bench.press(key, ALT)
    assert bench.kept(f"{SETTING}/words") == ("", state)
    assert bench.block(f"{SETTING}/words").field.value() == ""
    bench.type("Said after all")
    bench.view.flush()
    bench.settle()
    assert bench.kept(f"{SETTING}/words") == ("Said after all", AnswerState.ANSWERED)
    bench.press(KEY.Key_N, ALT)
    assert bench.kept(f"{SETTING}/words") == ("", AnswerState.NOT_ASKED)


def test_what_becomes_relevant_appears_and_the_keyboard_stays(bench: Bench) -> None:
    alone = bench.block(f"{SETTING}/alone")
    alone.take_focus()
    bench.press(KEY.Key_N)
    bench.press(KEY.Key_Space)
    assert f"{SETTING}/company" in bench.shown()
    assert bench.view.frame.page.current is alone
    assert alone.isAncestorOf(bench.focus())
    bench.press(KEY.Key_Y)
    bench.press(KEY.Key_Space)
    assert f"{SETTING}/company" not in bench.shown()


def test_what_appears_above_does_not_move_the_current_question_on_the_screen(bench: Bench) -> None:
    bench.view.resize(700, 320)
    nights = bench.block(f"{SETTING}/nights")
    nights.take_focus()
    page = bench.view.frame.page
    page.ensureWidgetVisible(nights, 0, 0)
    bench.settle()
    before = nights.mapTo(page.viewport(), nights.rect().topLeft()).y()
    assert bench.view._answering is not None
    bench.view._answering.answer(f"{SETTING}/alone", "no")
    assert f"{SETTING}/company" in bench.shown()
    assert nights.mapTo(page.viewport(), nights.rect().topLeft()).y() == before


def test_only_what_changed_is_shown_anew(bench: Bench) -> None:
    words = bench.block(f"{SETTING}/words")
    editor = words.field.entry()
    bench.block(f"{SETTING}/alone").take_focus()
    bench.press(KEY.Key_N)
    bench.press(KEY.Key_Space)
    assert bench.block(f"{SETTING}/words") is words
    assert words.field.entry() is editor


def test_nothing_is_wrong_while_typing_and_the_words_come_when_the_page_is_left(bench: Bench) -> None:
    nights = bench.block(f"{SETTING}/nights")
    nights.take_focus()
    bench.type("99")
    bench.view.flush()
    bench.settle()
    assert nights._problem is None
    bench.press(KEY.Key_PageDown, CONTROL)
    assert nights._problem is not None
    assert nights._problem.text() == "Please check the number of nights."
    assert nights.isAncestorOf(bench.focus())
    bench.press(KEY.Key_PageDown, CONTROL)
    assert bench.shown() == [f"{PERSON}[1]/name", f"{PERSON}[1]/adult"]


def test_a_problem_goes_away_with_its_cause(bench: Bench) -> None:
    nights = bench.block(f"{SETTING}/nights")
    nights.take_focus()
    bench.type("99")
    bench.press(KEY.Key_PageDown, CONTROL)
    bench.press(KEY.Key_Backspace)
    bench.view.flush()
    assert nights._problem is not None
    assert nights._problem.isHidden()


def test_the_page_is_remembered(bench: Bench) -> None:
    bench.press(KEY.Key_PageDown, CONTROL)
    assert bench.held.begin().draft.page == PERSON


def test_the_prompt_unfolds_by_key(bench: Bench) -> None:
    block = bench.block(f"{SETTING}/words")
    assert block._prompt is None
    bench.press(KEY.Key_F2)
    assert block._prompt is not None
    assert not block._prompt.isHidden()
    bench.press(KEY.Key_F2)
    assert block._prompt.isHidden()


def test_a_failed_save_keeps_the_words_says_so_and_goes_through_later(bench: Bench) -> None:
    bench.held.drafts.full = True
    bench.type("Do not lose this")
    bench.view.flush()
    bench.settle()
    assert bench.view.frame.save_line.words.startswith("Not saved — ")
    assert bench.block(f"{SETTING}/words").field.value() == "Do not lose this"
    left: list[int] = []
    bench.view.left.connect(lambda: left.append(1))
    bench.view.leave()
    bench.settle()
    assert not left
    bench.held.drafts.full = False
    bench.view.frame.save_line._retry()
    bench.settle()
    assert bench.kept(f"{SETTING}/words")[0] == "Do not lose this"
    assert left == [1]


def test_leaving_says_so_only_when_everything_is_saved(bench: Bench) -> None:
    bench.type("One more thing")
    with bench.qtbot.waitSignal(bench.view.left):
        bench.view.leave()
        assert bench.view._answering is not None
        assert bench.view._answering.saver.state is SaveState.SAVING
        bench.settle()
    assert bench.kept(f"{SETTING}/words")[0] == "One more thing"


def test_undo_stacks_are_empty_after_a_page_is_left(bench: Bench) -> None:
    bench.type("Secret")
    editor = bench.focus()
    assert isinstance(editor, QPlainTextEdit)
    assert editor.document().isUndoAvailable()
    bench.view.frame.page.clear()
    assert not editor.document().isUndoAvailable()


def test_a_recovered_draft_says_when_it_was_saved(bench: Bench) -> None:
    bench.type("Before the power went")
    bench.view.flush()
    bench.settle()
    back = bench.held.interviewing.resume(bench.writing.draft.interview, recovered=True)
    bench.view.write(back)
    bench.settle()
    assert "as it was saved at 12:00" in bench.view.frame.notice.words
    assert bench.block(f"{SETTING}/words").field.value() == "Before the power went"


def test_a_hundred_thousand_letters_stay_usable(bench: Bench) -> None:
    words = "Sasha Invented said this. " * 4000
    editor = bench.block(f"{SETTING}/words").field.entry()
    assert isinstance(editor, QPlainTextEdit)
    editor.setPlainText(words)
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    bench.type("And this.")
    bench.view.flush()
    bench.settle()
    assert bench.kept(f"{SETTING}/words")[0] == words + "And this."
    assert editor.height() < 500


def test_right_to_left_answers_stand_at_the_right(bench: Bench) -> None:
    editor = bench.block(f"{SETTING}/words").field.entry()
    assert isinstance(editor, QPlainTextEdit)
    editor.setPlainText("كنت أريد بعض الهدوء")
    assert editor.cursorRect().left() > editor.viewport().width() // 2


def test_more_opens_an_indicator_with_its_evidence(bench: Bench) -> None:
    assert bench.view._answering is not None
    bench.view._answering.answer(f"{SETTING}/alone", "no")
    bench.press(KEY.Key_PageDown, CONTROL)
    sign = bench.block(f"{MORE}/sign")
    assert sign.field.value() == ""
    sign.take_focus()
    bench.press(KEY.Key_Right)
    bench.press(KEY.Key_Right)
    assert bench.kept(f"{MORE}/sign") == ("suspected", AnswerState.ANSWERED)
    assert f"{MORE}/sign_evidence" in bench.shown()
    bench.press(KEY.Key_Left)
    bench.press(KEY.Key_Left)
    assert bench.kept(f"{MORE}/sign") == ("", AnswerState.NOT_ASKED)


def test_what_appears_gets_the_room_that_it_needs(bench: Bench) -> None:
    bench.view.resize(1300, 420)
    assert bench.view._answering is not None
    bench.view._answering.answer(f"{SETTING}/alone", "no")
    bench.press(KEY.Key_PageDown, CONTROL)
    bench.view._answering.answer(f"{MORE}/sign", "suspected")
    bench.settle()
    blocks = list(bench.view.frame.page.questions())
    assert len(blocks) == 4
    assert [block.height() - block.heightForWidth(block.width()) for block in blocks] == [0] * 4
