"""The search screen, over an interview that was written on the shipped questions."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView
from pytestqt.qtbot import QtBot

from rhi_desktop.domain.records import Kind
from rhi_desktop.gui.search.view import SearchView
from rhi_desktop.services.question_sets import QuestionSets
from rhi_desktop.services.searching import Searching
from tests.gui.executors import ManualJobs
from tests.gui.pictures import LAPTOP
from tests.gui.records import BESIDE_RAIL
from tests.gui.walkers import cut_off, unnamed
from tests.scripted import Scripted, scripted

CLEAR = "QLineEditIconButton"
"""Qt's own button in a field: what it asks for is the room it has in a higher one."""


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Scripted]:
    """A store with one submitted interview."""
    made = scripted(tmp_path)
    made.submit("interview-long")
    yield made
    made.store.close()


@pytest.fixture
def view(qtbot: QtBot, jobs: ManualJobs, held: Scripted) -> SearchView:
    """The screen, before anything is typed."""
    made = SearchView(Searching(held.store, QuestionSets(held.store, held.store.member)), jobs)
    qtbot.addWidget(made)
    made.resize(LAPTOP)
    made.show()
    made.refresh()
    jobs.drain()
    return made


def typed_into(view: SearchView) -> QLineEdit:
    """Return the field."""
    found = view.findChild(QLineEdit)
    assert isinstance(found, QLineEdit)
    return found


def listed(view: SearchView) -> QListView:
    """Return the list."""
    found = view.findChild(QListView)
    assert isinstance(found, QListView)
    return found


def type_in(view: SearchView, words: str, jobs: ManualJobs, qtbot: QtBot) -> None:
    """Type words and wait for the answer."""
    field = typed_into(view)
    field.clear()
    QTest.keyClicks(field, words)
    qtbot.waitUntil(lambda: jobs.executor.waiting > 0)
    jobs.drain()


def shown(view: SearchView) -> str:
    """Return the words on the screen."""
    return "\n".join(one.text() for one in view.findChildren(QLabel) if one.isVisible())


def test_typing_finds_and_enter_opens(view: SearchView, held: Scripted, jobs: ManualJobs, qtbot: QtBot) -> None:
    assert "Every submitted interview on this laptop" in shown(view)
    opened: list[str] = []
    children: list[str] = []
    view.interview_opened.connect(opened.append)
    view.child_chosen.connect(children.append)
    type_in(view, '"hot choco', jobs, qtbot)
    assert (view.rows, "1 interview ·" in shown(view)) == (1, True)
    rows = listed(view)
    said = rows.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "gave me a hot chocolate" in said
    assert said.startswith("Robin Example, RHI-0001, 25 Nov 2026, ")
    QTest.keyClick(typed_into(view), Qt.Key.Key_Return)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    QTest.keyClick(rows, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    child = str(held.store.get(Kind.REFERRAL, held.referral).body["child"])
    (interview,) = held.store.linked(Kind.INTERVIEW, child)
    assert (opened, children) == ([interview.id], [child])


def test_where_it_stands_is_named_as_it_was_asked(held: Scripted) -> None:
    searching = Searching(held.store, QuestionSets(held.store, held.store.member))
    (words,) = searching.page("garage petrol", offset=0, limit=9)
    (name,) = searching.page("robin", offset=0, limit=9)
    (split,) = searching.page('robin "key worker, for the first"', offset=0, limit=9)
    assert {word.lower() for a, b in words.snippet.marks for word in [words.snippet.text[a:b]]} <= {"garage", "petrol."}
    assert words.snippet.marks
    assert words.where not in {"Answer", name.where}
    assert (name.where, name.snippet.text) == ("Name or reference", "")
    assert split.snippet.text.startswith("Dana Pretend, key worker, for the first ten")


def test_nothing_found_says_what_to_try(view: SearchView, jobs: ManualJobs, qtbot: QtBot) -> None:
    type_in(view, "submarine", jobs, qtbot)
    assert view.rows == 0
    assert "No interview holds all of that." in shown(view)
    type_in(view, " ", jobs, qtbot)
    assert "Every submitted interview on this laptop" in shown(view)


@pytest.mark.parametrize("size", [LAPTOP, BESIDE_RAIL], ids=["laptop", "doubled"])
def test_nothing_is_cut_off_and_every_control_has_a_name(
    view: SearchView, jobs: ManualJobs, qtbot: QtBot, size: QSize
) -> None:
    for words in ("the", "submarine"):
        type_in(view, words, jobs, qtbot)
        view.resize(size)
        QApplication.processEvents()
        assert view.size() == size
        assert [one for one in cut_off(view) if not one.startswith(CLEAR)] == []
        assert unnamed(view) == []
