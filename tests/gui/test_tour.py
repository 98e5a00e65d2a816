from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from rhi_desktop.bootstrap import practice_tour
from rhi_desktop.gui.tour import Tour


def said(tour: Tour) -> list[str]:
    return [label.text() for label in tour.findChildren(QLabel)]


def test_the_steps_are_gone_through_one_by_one_to_the_end_and_back(qtbot: QtBot) -> None:
    tour = Tour([("First", "Do this."), ("Second", "Then that.")])
    qtbot.addWidget(tour)
    assert said(tour) == ["1 of 2: First", "Do this."]
    assert not tour.before.isEnabled()
    tour.after.click()
    assert said(tour) == ["2 of 2: Second", "Then that."]
    assert not tour.after.isEnabled()
    tour.before.click()
    assert said(tour)[0] == "1 of 2: First"


def test_the_steps_can_be_put_away(qtbot: QtBot) -> None:
    tour = Tour([("First", "Do this.")])
    qtbot.addWidget(tour)
    tour.show()
    tour.away.click()
    assert tour.isHidden()


def test_the_practice_steps_lead_from_import_to_submission() -> None:
    titles = [title for title, _ in practice_tour()]
    assert titles[0] == "Import notifications"
    assert titles[-1] == "Check and submit"
    assert not any("{" in words for _, words in practice_tour())
