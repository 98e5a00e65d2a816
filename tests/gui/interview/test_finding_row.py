import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rhi_desktop.gui.interview.finding_row import FindingRow
from rhi_desktop.services.findings import Finding, Likeness, Wording

BLAMING = Finding(
    "/data/a/b",
    "/data/a",
    "language.absconded",
    "“absconded”: a child goes missing.",
    overridable=True,
    detail=Wording("absconded", "went missing", "Robin went missing."),
)
ALIKE = Finding(
    "/data/a/b",
    "/data/a",
    "likeness",
    "This is much like the last report.",
    overridable=True,
    detail=Likeness("The same again.", "The same before.", "2026-10-01T09:00:00.000000Z"),
)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def row(parent: QWidget, finding: Finding, reason: str = "") -> FindingRow:
    return FindingRow(finding, "What do you make of it?", reason, parent)


def reason_of(inside: FindingRow) -> QLineEdit:
    (field,) = inside.findChildren(QLineEdit)
    return field


def button(inside: FindingRow, words: str) -> QPushButton:
    return next(found for found in inside.findChildren(QPushButton) if found.text() == words)


def test_one_click_hands_on_the_answer_in_better_words(qtbot: QtBot, parent: QWidget) -> None:
    shown = row(parent, BLAMING)
    with qtbot.waitSignal(shown.mended) as told:
        button(shown, "Write “went missing”").click()
    assert told.args == ["/data/a/b", "Robin went missing."]


def test_keeping_it_asks_for_a_reason_and_hands_on_every_letter_of_it(qtbot: QtBot, parent: QWidget) -> None:
    shown = row(parent, BLAMING)
    assert reason_of(shown).isHidden()
    button(shown, "Keep it, and say why").click()
    assert not reason_of(shown).isHidden()
    given: list[str] = []
    shown.reasoned.connect(given.append)
    QTest.keyClicks(reason_of(shown), "A quote")
    assert given[-1] == "A quote"
    with qtbot.waitSignal(shown.settled):
        QTest.keyClick(reason_of(shown), Qt.Key.Key_Return)


def test_a_reason_that_was_given_before_is_shown_again(qtbot: QtBot, parent: QWidget) -> None:
    assert not reason_of(row(parent, BLAMING, "It is his word")).isHidden()


def test_both_texts_are_shown_side_by_side_with_the_day_of_the_older(qtbot: QtBot, parent: QWidget) -> None:
    said = [found.text() for found in row(parent, ALIKE).findChildren(QLabel)]
    assert "The same again." in said
    assert "The same before." in said
    assert "Last report, Thursday 1 October" in said


def test_an_answer_that_must_be_mended_takes_no_reason(qtbot: QtBot, parent: QWidget) -> None:
    shown = row(parent, Finding("/data/a/b", "/data/a", "required", "Please answer this.", overridable=False))
    assert shown.findChildren(QLineEdit) == []
    assert [found.text() for found in shown.findChildren(QPushButton)] == ["What do you make of it?"]
