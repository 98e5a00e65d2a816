"""Moving between screens by key, and back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rhi_desktop.gui.desk_view import DeskView
from rhi_desktop.gui.rail import STOPS, Rail
from tests.gui import keyboard


class Screen(QWidget):
    """A screen with two fields, the second for searching."""

    def __init__(self) -> None:
        super().__init__()
        self.refreshed = 0
        self.first, self.search = QLineEdit(), QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.first)
        column.addWidget(self.search)

    def refresh(self) -> None:
        """Count."""
        self.refreshed += 1

    def focus_search(self) -> None:
        """Put the keyboard into the search field."""
        self.search.setFocus()


class Plain(QWidget):
    """A screen with one field."""

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        QVBoxLayout(self).addWidget(self.field)


@pytest.fixture
def view(qtbot: QtBot, dressed: QApplication) -> DeskView:
    made = DeskView()
    qtbot.addWidget(made)
    for name in ("worklist", "children"):
        made.add(name, Screen())
    for name in ("settings", "questions", "search", "team", "desk", "reviews", "figures", "pattern"):
        made.add(name, Plain())
    for name in ("child", "interview"):
        made.add(name, Plain(), deep=True)
    made.turn_to("worklist")
    made.resize(1200, 700)
    keyboard.show(made)
    return made


def screen(view: DeskView, name: str) -> QWidget:
    view.turn_to(name)
    shown = keyboard.focused().parentWidget()
    assert isinstance(shown, QWidget)
    return shown


def where(view: DeskView) -> str:
    return view.current


def test_the_keyboard_begins_in_the_screen_not_in_the_strip(view: DeskView) -> None:
    shown = keyboard.focused().parentWidget()
    assert isinstance(shown, Screen)
    assert keyboard.focused() is shown.first


def test_every_place_of_the_strip_has_its_key(view: DeskView) -> None:
    keyboard.control(Qt.Key.Key_2)
    assert where(view) == "children"
    keyboard.control(Qt.Key.Key_Comma)
    assert where(view) == "settings"
    keyboard.control(Qt.Key.Key_1)
    assert where(view) == "worklist"


def test_escape_leads_back_the_way_one_came(view: DeskView) -> None:
    view.turn_to("children")
    view.turn_to("child")
    view.turn_to("interview")
    keyboard.press(Qt.Key.Key_Escape)
    assert where(view) == "child"
    keyboard.press(Qt.Key.Key_Escape)
    assert where(view) == "children"
    keyboard.press(Qt.Key.Key_Escape)
    assert where(view) == "children"


def test_a_screen_reads_anew_whenever_it_is_shown(view: DeskView) -> None:
    shown = screen(view, "children")
    assert isinstance(shown, Screen)
    before = shown.refreshed
    view.turn_to("child")
    view.back()
    assert shown.refreshed == before + 1


def test_search_goes_to_the_field_of_this_screen_or_to_the_worklist(view: DeskView) -> None:
    shown = screen(view, "children")
    assert isinstance(shown, Screen)
    keyboard.control(Qt.Key.Key_F)
    assert keyboard.focused() is shown.search
    view.turn_to("settings")
    keyboard.control(Qt.Key.Key_F)
    assert where(view) == "worklist"


def test_search_never_leaves_an_interview(view: DeskView) -> None:
    view.turn_to("interview")
    keyboard.control(Qt.Key.Key_F)
    assert where(view) == "interview"


def test_what_is_no_place_is_asked_for(view: DeskView) -> None:
    asked: list[str] = []
    view.asked.connect(asked.append)
    rail = view.findChild(Rail)
    assert isinstance(rail, Rail)
    for stop in STOPS:
        rail.chosen.emit(stop.name)
    assert asked == ["keys", "lock"]


@pytest.mark.parametrize(("width", "shown"), [(1200, True), (683, False)])
def test_an_interview_gets_the_room_of_the_strip_on_a_narrow_window(view: DeskView, width: int, shown: bool) -> None:
    rail = view.findChild(Rail)
    assert isinstance(rail, Rail)
    view.turn_to("interview")
    view.resize(width, 384)
    QApplication.processEvents()
    assert rail.isVisible() is shown
    view.turn_to("worklist")
    assert rail.isVisible()


class Held(Plain):
    """A screen whose saving the test ends."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[Callable[[], None]] = []

    def when_saved(self, done: Callable[[], None]) -> None:
        """Keep what is to be called."""
        self.done.append(done)


def test_all_is_saved_only_when_every_screen_says_so(view: DeskView) -> None:
    first, second = Held(), Held()
    view.add("first", first)
    view.add("second", second)
    saved: list[bool] = []
    view.when_saved(lambda: saved.append(True))
    first.done[0]()
    assert saved == []
    second.done[0]()
    assert saved == [True]


def test_a_notice_stays_until_the_next_screen(view: DeskView) -> None:
    def said() -> list[str]:
        return [label.text() for label in view.findChildren(QLabel) if label.isVisible()]

    view.tell("The interview could not be opened.")
    assert "The interview could not be opened." in said()
    view.turn_to("children")
    assert said() == []


def test_news_let_a_list_read_anew_and_leave_a_page_that_is_read_alone(view: DeskView) -> None:
    shown = screen(view, "worklist")
    assert isinstance(shown, Screen)
    before = shown.refreshed
    view.refresh()
    assert shown.refreshed == before + 1
    deep = Screen()
    view.add("offer", deep, deep=True)
    view.turn_to("offer")
    before = deep.refreshed
    view.refresh()
    assert deep.refreshed == before


def test_what_runs_below_the_screens_ends_after_everything_is_saved(view: DeskView) -> None:
    first, below = Held(), Held()
    view.add("first", first)
    view.add_below(QWidget(), below)
    saved: list[bool] = []
    view.when_saved(lambda: saved.append(True))
    assert below.done == []
    first.done[0]()
    assert saved == []
    below.done[0]()
    assert saved == [True]


def test_a_place_that_this_workspace_does_not_have_is_left_out(view: DeskView) -> None:
    def places() -> list[str]:
        return [one.text() for one in view.findChildren(QToolButton) if one.isVisible()]

    assert "Team" in places()
    view.leave_out("team")
    assert "Team" not in places()
    assert len(places()) == len(STOPS) - 1
