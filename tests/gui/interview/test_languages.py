"""A second language beneath the first, over the real engine and an encrypted store."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.records import Change, Kind
from rhi_desktop.gui.interview.languages import SecondLine
from rhi_desktop.gui.interview.question_block import QuestionBlock
from rhi_desktop.gui.interview.view import InterviewView
from rhi_desktop.services.filing import filed
from rhi_desktop.services.translations import Translations
from tests.gui.executors import ManualJobs
from tests.gui.interview.held import Held, hold
from tests.gui.pictures import DOUBLED, LAPTOP
from tests.gui.records import BESIDE_RAIL
from tests.gui.walkers import cut_off

LANGUAGES = Path(__file__).with_name("languages.md")
WORDS, SAFE, SCALE, WEATHER = (f"/data/start/setting/{name}" for name in ("words", "safe", "scale", "untranslated"))
Open = Callable[[str], InterviewView]


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Held]:
    made = hold(tmp_path, LANGUAGES)
    yield made
    made.store.close()


@pytest.fixture
def open_view(qtbot: QtBot, jobs: ManualJobs, held: Held) -> Open:
    """Open the interview of a child who is to have a second language."""

    def opened(second: str) -> InterviewView:
        child = filed(held.store.every(Kind.CHILD)[0], Child)
        held.store.commit(
            [Change(child.id, Kind.CHILD, to_body(replaced(child.value, second)), (child.head,))],
        )
        view = InterviewView(held.interviewing, jobs)
        qtbot.addWidget(view)
        view.resize(1100, 700)
        view.show()
        view.write(held.begin())
        jobs.drain()
        QApplication.processEvents()
        return view

    return opened


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def replaced(child: Child, second: str) -> Child:
    return Child(name=child.name, reference=child.reference, second_language=second)


def block(view: InterviewView, path: str) -> QuestionBlock:
    return next(block for block in view.frame.page.questions() if block.path == path)


def lines(view: InterviewView, path: str) -> list[str]:
    found = block(view, path).findChildren(SecondLine)
    return [line.text() for line in found if line.isVisible()]


def buttons(view: InterviewView, path: str) -> list[str]:
    return [one.text() for one in block(view, path).field.findChildren(QAbstractButton) if one.isVisible()]


def captions(view: InterviewView) -> list[str]:
    labels = view.frame.findChildren(QLabel)
    return [one.text() for one in labels if one.property("role") == "caption" and one.isVisible()]


def test_the_childs_second_language_stands_beneath_the_first(open_view: Open) -> None:
    view = open_view("ar")
    assert lines(view, WORDS) == ["ماذا حدث قبل أن تغادر؟", "بكلماتك أنت"]
    choices = view.node(SAFE).choices
    assert [bool(one.second) for one in choices] == [True, True]
    assert buttons(view, SAFE) == [f"{one.label}\n{one.second}" for one in choices]
    assert lines(view, WEATHER) == []


def test_a_script_from_the_right_stands_at_the_right_and_polish_at_the_left(open_view: Open) -> None:
    view = open_view("Arabic")
    assert block(view, WORDS).findChildren(SecondLine)[0].layoutDirection() is Qt.LayoutDirection.RightToLeft
    view.frame.header.languages.choose("Polish (pl)")
    line = block(view, WORDS).findChildren(SecondLine)[0]
    assert line.text() == "Co się stało, zanim wyszłaś?"
    assert line.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_a_heading_inside_a_page_stands_in_both_languages(open_view: Open) -> None:
    view = open_view("pl")
    headings = [one for one in view.frame.page.findChildren(QLabel) if one.property("role") == "section"]
    assert [one.text() for one in headings] == ["Afterwards\nPotem"]
    view.frame.header.languages.turn()
    assert [one.text() for one in headings] == ["Afterwards"]


@pytest.mark.parametrize("second", ["", "en", "Klingon"])
def test_a_child_without_a_language_of_the_set_sees_english_alone(open_view: Open, second: str) -> None:
    view = open_view(second)
    assert lines(view, WORDS) == []
    assert view.frame.header.languages.isVisible()
    said = [words for words in captions(view) if "not in this language" in words]
    assert said == (["These questions are not in this language: Klingon."] if second == "Klingon" else [])


def test_one_key_turns_the_language_off_and_on_and_keeps_what_was_typed(open_view: Open, jobs: ManualJobs) -> None:
    view = open_view("pl")
    block(view, WORDS).take_focus()
    QTest.keyClicks(focus(), "I was cold")
    QTest.keyClick(focus(), Qt.Key.Key_F8)
    assert lines(view, WORDS) == []
    assert buttons(view, SAFE) == ["Yes", "No"]
    QTest.keyClick(focus(), Qt.Key.Key_F8)
    assert lines(view, WORDS)[0].startswith("Co się")
    view.flush()
    jobs.drain()
    assert view.node(WORDS).value == "I was cold"


def test_the_state_of_the_translation_is_said_where_it_is_used(open_view: Open, held: Held) -> None:
    view = open_view("ar")
    assert "Arabic: translation not checked by anybody." in captions(view)
    form = held.begin().session.form
    Translations(held.store, held.clock).check(form, "Arabic (ar)", "Sam Invented")
    again = open_view("ar")
    assert "Arabic: translation checked by Sam Invented on Wednesday 25 November 2026." in captions(again)
    again.frame.header.languages.turn()
    assert not any("Arabic" in words for words in captions(again))


def test_every_language_of_the_set_can_be_chosen_from_the_button(open_view: Open) -> None:
    view = open_view("")
    button = view.frame.header.languages
    button.menu_.aboutToShow.emit()
    words = [act.text() for act in button.menu_.actions()]
    assert words[0] == "The first language alone"
    assert [one.partition(".")[0] for one in words[1:]] == ["Arabic (ar)", "Polish (pl)"]
    button.menu_.actions()[2].trigger()
    assert lines(view, WORDS)[0].startswith("Co się")


def test_the_conversation_shows_both_languages_and_says_the_state(open_view: Open) -> None:
    view = open_view("ar")
    view.turn_over()
    QApplication.processEvents()
    text = view.frame.conversation.frame.topics.text.toPlainText()
    assert "What happened before you left?" in text
    assert "ماذا حدث قبل أن تغادر؟" in text
    assert "Arabic: translation not checked by anybody." in captions(view)
    QTest.keyClick(focus(), Qt.Key.Key_F8)
    assert "ماذا حدث" not in view.frame.conversation.frame.topics.text.toPlainText()


@pytest.mark.parametrize("size", [LAPTOP, DOUBLED], ids=["laptop", "doubled"])
@pytest.mark.parametrize("second", ["ar", "pl"])
def test_nothing_is_cut_off_in_two_languages(qtbot: QtBot, open_view: Open, size: QSize, second: str) -> None:
    view = open_view(second)
    view.resize(size)
    qtbot.waitUntil(lambda: cut_off(view) == [])
    assert lines(view, WORDS)


def test_a_block_grows_with_its_second_language_however_often_it_is_turned(open_view: Open) -> None:
    view = open_view("")
    view.resize(DOUBLED)
    for _ in range(3):
        view.frame.header.languages.turn()
        QApplication.processEvents()
        for one in view.frame.page.questions():
            layout = one.layout()
            assert layout is not None
            assert one.height() >= layout.totalHeightForWidth(one.width())


def test_on_a_narrow_window_the_title_has_a_line_of_its_own(open_view: Open) -> None:
    view = open_view("cy")
    view.resize(BESIDE_RAIL)
    QApplication.processEvents()
    title = next(one for one in view.frame.header.findChildren(QLabel) if one.property("role") == "title")
    assert title.text()
    assert title.height() < 2 * title.fontMetrics().lineSpacing()
    assert title.width() > BESIDE_RAIL.width() * 0.9
    assert cut_off(view) == []
