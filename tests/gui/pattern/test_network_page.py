"""The network on the screen, by keyboard, with the evidence behind it."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QGraphicsLineItem, QGraphicsPathItem, QGraphicsSimpleTextItem
from pytestqt.qtbot import QtBot

from rhi_desktop.domain.interview import Mention, MentionKind
from rhi_desktop.domain.network import Evidence, Shared
from rhi_desktop.gui.pattern.network_page import NetworkPage
from rhi_desktop.gui.pattern.view import PatternView
from rhi_desktop.gui.theme import Themes
from rhi_desktop.services.pattern.networks import Networks
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import NOON, Clock, a_change, a_child, a_referral, an_interview
from tests.gui import keyboard
from tests.gui.executors import ManualJobs
from tests.gui.pictures import LAPTOP
from tests.gui.records import BESIDE_RAIL
from tests.gui.walkers import cut_off, unnamed
from tests.oversight import some_oversight
from tests.store.engines import with_tables


class Shown:
    """Three children, two of whom named the same number."""

    def __init__(self, folder: Path, jobs: ManualJobs) -> None:
        self.jobs = jobs
        clock = Clock(NOON + timedelta(days=10))
        self.store = SqlStore.found(with_tables(folder / "store.db"), "Sam Invented", clock)
        self.interviews = []
        for number, words in enumerate(("07700 900123", "07700900123", "07700 900456")):
            child = a_change(a_child(name=f"Child {number} Example"))
            referral = a_change(a_referral(child.record))
            mention = Mention(MentionKind.PHONE, words)
            talk = a_change(an_interview(referral.record, child.record, mentions=(mention,)))
            self.store.commit([child, referral, talk])
            self.interviews.append(talk.record)
        of = some_oversight(self.store, clock)
        self.page = NetworkPage(of.networks, of.figures, of.exporting, jobs)
        self.view = PatternView({"Network": self.page})

    def settle(self) -> None:
        """Do the work that waits."""
        self.jobs.drain()
        QApplication.processEvents()


@pytest.fixture
def shown(qtbot: QtBot, dressed: QApplication, jobs: ManualJobs, tmp_path: Path) -> Iterator[Shown]:
    made = Shown(tmp_path, jobs)
    qtbot.addWidget(made.view)
    made.view.resize(LAPTOP)
    keyboard.show(made.view)
    made.page.period.show_month(NOON.date())
    made.view.refresh()
    made.settle()
    yield made
    made.settle()
    made.store.close()


def test_the_arrows_walk_along_and_show_the_evidence_which_opens_the_interview(shown: Shown, qtbot: QtBot) -> None:
    page = shown.page
    assert page.drawn is not None
    assert "07700 900123 (phone)" in page.words.text() or "07700900123 (phone)" in page.words.text()
    page.view.setFocus()
    for _ in page.drawn.network.nodes:
        keyboard.press(Qt.Key.Key_Right)
    assert page.about.text().startswith("0770")
    assert page.evidence.rows.rowCount() == 2
    page.evidence.setFocus()
    page.evidence.setCurrentIndex(page.evidence.rows.index(0, 0))
    with qtbot.waitSignal(page.interview_opened) as opened:
        keyboard.press(Qt.Key.Key_Return)
    assert opened.args[0] in shown.interviews[:2]


def test_a_line_is_walked_to_and_pressed_and_shows_its_own_evidence(shown: Shown, qtbot: QtBot) -> None:
    page, view = shown.page, shown.page.view
    view.setFocus()
    keyboard.press(Qt.Key.Key_Right)
    first = page.about.text()
    keyboard.press(Qt.Key.Key_Down)
    assert page.about.text().startswith("Child 0 Example and 0770")
    assert page.evidence.rows.rowCount() == 1
    assert view.accessibleDescription().startswith(page.about.text())
    keyboard.press(Qt.Key.Key_Return)
    assert page.evidence.rows.rowCount() == 2
    keyboard.press(Qt.Key.Key_Left)
    assert page.about.text() != first
    drawn = [one for one in view.scene().items() if isinstance(one, QGraphicsLineItem)]
    assert len(drawn) == 2
    middle = view.mapFromScene(drawn[0].line().center())
    with qtbot.waitSignal(view.line_chosen):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert page.evidence.rows.rowCount() == 1


def test_no_label_lies_on_another_or_on_a_shape_as_drawn(shown: Shown) -> None:
    words = ("Wilhelmina WWWWWWWWWWWWWWWW", "MMMMMM Mmmmmm", "Jo", "07700 900123")
    made = [
        Shared(
            MentionKind.NICKNAME, f"k{n}", tuple(seen(child, words[child % 4], words[n % 4]) for child in (n, n // 2))
        )
        for n in range(1, 95)
    ]
    shown.page.view.show_network(Networks.draw(shown.page.period.period, tuple(made)))
    items = shown.page.view.scene().items()
    labels = [one.sceneBoundingRect() for one in items if isinstance(one, QGraphicsSimpleTextItem)]
    shapes = [one.sceneBoundingRect() for one in items if isinstance(one, QGraphicsPathItem)]
    assert len(labels) == len(shapes) > 180
    inner = [one.adjusted(1, 1, -1, -1) for one in labels]
    assert not any(one.intersects(other) for one, other in combinations(inner, 2))
    assert not any(one.intersects(shape) for one in inner for shape in shapes)


def seen(child: int, called: str, words: str) -> Evidence:
    return Evidence(f"c{child}", called, f"i{child}", "2026-11-02", words)


def test_another_theme_is_drawn_in_its_own_ink(shown: Shown, dressed: QApplication, themes: Themes) -> None:
    def ink() -> QColor:
        labels = [one for one in shown.page.view.scene().items() if isinstance(one, QGraphicsSimpleTextItem)]
        return labels[0].brush().color()

    light = ink().lightness()
    try:
        themes.apply(dressed, "dark")
        shown.settle()
        assert ink().lightness() > light + 100
    finally:
        themes.apply(dressed, "light")


def test_what_was_read_for_a_period_that_was_left_is_not_shown_as_another_ones(shown: Shown) -> None:
    shown.page.period.before.click()
    shown.page.period.after.click()
    shown.page.period.before.click()
    shown.settle()
    assert shown.page.words.text().startswith("In this period nobody")
    shown.page.period.after.click()
    shown.page.period.before.click()
    shown.jobs.executor.step()  # the month that has something is read, after it was left
    assert shown.jobs.executor.waiting == 1


def test_the_table_tells_the_same_and_leads_to_the_same_evidence(shown: Shown) -> None:
    page = shown.page
    page.tabs.setCurrentIndex(1)
    assert page.list.rows.rowCount() == 1
    assert [page.list.rows.index(0, n).data() for n in range(2, 4)] == ["2", "2"]
    page.list.setCurrentIndex(page.list.rows.index(0, 0))
    assert page.evidence.rows.rowCount() == 2


def test_a_period_in_which_nothing_is_shared_says_so(shown: Shown) -> None:
    shown.page.period.before.click()
    shown.settle()
    assert shown.page.words.text().startswith("In this period nobody")
    assert not shown.page.tabs.isVisible()


@pytest.mark.parametrize("size", [LAPTOP, BESIDE_RAIL], ids=["laptop", "doubled"])
def test_nothing_is_cut_off_and_every_control_has_a_name(shown: Shown, size: QSize) -> None:
    shown.view.resize(size)
    shown.settle()
    assert shown.view.size() == size
    assert cut_off(shown.view) == []
    assert unnamed(shown.view) == []
