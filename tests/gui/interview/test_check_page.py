from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.domain.records import Kind
from rhi_desktop.gui.interview.check_page import CheckPage, verdict
from rhi_desktop.gui.theme import Themes
from rhi_desktop.services.findings import Finding
from tests.gui.executors import ManualJobs
from tests.gui.interview.held import PERSON, SETTING, hold
from tests.gui.interview.test_interview_view import Bench
from tests.gui.pictures import LAPTOP
from tests.gui.walkers import cut_off

QUESTIONS = ("words", "nights", "day", "at", "safe")

NARROWER = QSize(LAPTOP.width() - 300, LAPTOP.height() - 96)


@pytest.fixture
def bench(qtbot: QtBot, jobs: ManualJobs, tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(qtbot, jobs, hold(tmp_path))
    yield bench
    bench.settle()
    bench.held.store.close()


def check(bench: Bench) -> CheckPage:
    """Turn to the check."""
    bench.view.go_to_section("check")
    bench.settle()
    return bench.view.frame.check


def answer_what_is_required(bench: Bench) -> None:
    assert bench.view._answering is not None
    bench.view._answering.answer(f"{SETTING}/alone", "yes")


def decline_the_rest(bench: Bench) -> None:
    answering = bench.view._answering
    assert answering is not None
    for name in QUESTIONS:
        answering.mark(f"{SETTING}/{name}", AnswerState.DECLINED)
    for name in ("name", "adult"):
        answering.mark(f"{PERSON}[1]/{name}", AnswerState.NOT_KNOWN)


def button(page: CheckPage, words: str) -> QPushButton:
    return next(found for found in page.findChildren(QPushButton) if found.text() == words)


def test_what_must_be_answered_holds_the_submission_up_and_leads_to_its_question(bench: Bench) -> None:
    page = check(bench)
    assert not page._submit.isEnabled()
    button(page, "Were you on your own?").click()
    bench.settle()
    assert bench.block(f"{SETTING}/alone").isAncestorOf(bench.focus())
    assert bench.block(f"{SETTING}/alone")._problem is not None


def test_what_was_not_asked_may_stay_with_a_reason_for_its_section(bench: Bench) -> None:
    answer_what_is_required(bench)
    page = check(bench)
    lines = page.findChildren(QLineEdit)
    assert len(lines) == 2
    QTest.keyClicks(lines[0], "Robin was tired")
    assert not page._submit.isEnabled()
    QTest.keyClicks(lines[1], "Not the day for it")
    assert page._submit.isEnabled()


def test_the_keyboard_stands_on_the_first_thing_to_do(bench: Bench) -> None:
    page = check(bench)
    assert bench.focus() is button(page, "Were you on your own?")
    answer_what_is_required(bench)
    page = check(bench)
    assert bench.focus() is page.findChildren(QLineEdit)[0]


def test_reasons_are_still_there_after_mending_something(bench: Bench) -> None:
    page = check(bench)
    QTest.keyClicks(page.findChildren(QLineEdit)[0], "Robin was tired")
    bench.view.go_back()
    answer_what_is_required(bench)
    assert check(bench).findChildren(QLineEdit)[0].text() == "Robin was tired"


def test_a_question_in_a_folded_card_is_reached(bench: Bench) -> None:
    answering = bench.view._answering
    assert answering is not None
    answering.add(PERSON)
    answering.mark(f"{PERSON}[1]/name", AnswerState.DECLINED)
    page = check(bench)
    links = [found for found in page.findChildren(QPushButton) if found.text() == "What do you call them?"]
    links[0].click()
    bench.settle()
    assert bench.block(f"{PERSON}[2]/name").isAncestorOf(bench.focus())


def test_a_long_list_is_folded_and_unfolds(bench: Bench) -> None:
    answer_what_is_required(bench)
    page = check(bench)
    last = button(page, "How safe did you feel?")
    assert last.isHidden()
    button(page, "Show 1 more").click()
    assert not last.isHidden()


def test_submitting_puts_the_interview_on_record_with_its_reasons(bench: Bench) -> None:
    answer_what_is_required(bench)
    page = check(bench)
    for line in page.findChildren(QLineEdit):
        line.setText("Robin was tired")
    with bench.qtbot.waitSignal(bench.view.submitted) as told:
        page._submit.click()
        bench.settle()
    read = bench.held.interviewing.read(told.args[0])
    assert [override.reason for override in read.interview.value.overrides] == ["Robin was tired"] * 2
    assert bench.held.store.get(Kind.INTERVIEW, told.args[0]).revisions == 1


def test_with_every_state_given_nothing_stands_in_the_way(bench: Bench) -> None:
    answer_what_is_required(bench)
    decline_the_rest(bench)
    page = check(bench)
    assert page._submit.isEnabled()
    assert page.findChildren(QLineEdit) == []
    assert QApplication.focusWidget() is page._submit
    with bench.qtbot.waitSignal(bench.view.submitted):
        QTest.keyClick(page._submit, Qt.Key.Key_Space)
        bench.settle()


def test_a_submission_that_fails_loses_nothing_and_can_be_tried_again(bench: Bench) -> None:
    answer_what_is_required(bench)
    decline_the_rest(bench)
    page = check(bench)
    bench.held.interviewing.discard(bench.writing.draft.interview)
    bench.held.store.begin(bench.writing.draft, bench.writing.session.entries())
    bench.held.drafts.full = True
    bench.view._answering.answer(f"{SETTING}/nights", "2")  # type: ignore[union-attr]
    page._submit.click()
    bench.settle()
    assert bench.view.frame.save_line.words.startswith("Not saved")
    bench.held.drafts.full = False
    with bench.qtbot.waitSignal(bench.view.submitted):
        bench.view.frame.save_line._retry()
        bench.settle()


def test_the_verdict_says_how_much_is_left() -> None:
    mend = Finding("/data/a/b", "/data/a", "required", "Needs an answer.", overridable=False)
    give = Finding("/data/a", "/data/a", "not_asked", "One question has no answer.", overridable=True)
    assert (
        verdict((mend, give), (mend, give))
        == "Before you submit: one answer to mend and one point to look at or give a reason for."
    )
    assert (
        verdict((mend, mend, give), (mend, mend)) == "Before you submit: 2 answers to mend. One already has a reason."
    )
    assert "can no longer be changed" in verdict((give,), ())


def test_a_reason_is_kept_with_the_draft_and_there_again_when_it_is_opened(bench: Bench) -> None:
    answer_what_is_required(bench)
    page = check(bench)
    line = page.findChildren(QLineEdit)[0]
    QTest.keyClicks(line, "Robin was tired")
    QTest.keyClick(line, Qt.Key.Key_Return)
    bench.settle()
    bench.view.write(bench.held.begin())
    bench.settle()
    assert check(bench).findChildren(QLineEdit)[0].text() == "Robin was tired"


def test_better_words_are_taken_over_into_the_answer_and_the_finding_is_gone(bench: Bench) -> None:
    assert bench.view._answering is not None
    answer_what_is_required(bench)
    bench.view._answering.answer(f"{SETTING}/alone", "no")
    bench.view._answering.answer(f"{SETTING}/company", "Robin absconded with Sasha.")
    page = check(bench)
    button(page, "Write “went missing”").click()
    bench.settle()
    assert bench.view._answering.node(f"{SETTING}/company").value == "Robin went missing with Sasha."
    assert not [found for found in bench.view.frame.check._findings if found.kind.startswith("language.")]
    kept = bench.held.kept(bench.writing.draft.interview)
    assert kept[f"{SETTING}/company"][0] == "Robin went missing with Sasha."


def test_whose_interview_it_is_can_be_read_whole_with_large_text(
    bench: Bench, themes: Themes, dressed: QApplication
) -> None:
    themes.apply(dressed, "light", 200)
    try:
        bench.view.resize(NARROWER)
        check(bench)
        for _ in range(3):
            bench.settle()
        assert bench.view.size() == NARROWER
        header = bench.view.frame.header
        (whose,) = (one for one in header.findChildren(QLabel) if one.text().startswith("Interview with"))
        assert whose.isVisible()
        assert cut_off(header) == []
    finally:
        themes.apply(dressed, "light")
