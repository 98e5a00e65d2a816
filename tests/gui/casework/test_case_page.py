"""What a child's page shows of their episodes together."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from rhi_desktop.bootstrap import code_lists
from rhi_desktop.gui.casework.case_page import CasePage
from rhi_desktop.gui.episode_line import EpisodeLine
from tests.builders import an_episode
from tests.gui.records import Office


def test_several_episodes_stand_on_a_line_of_time_and_in_words(office: Office, qtbot: QtBot) -> None:
    child = office.refer("Robin Example", "2026-11-22T18:00Z").value.child
    page = CasePage(office.casework.now, code_lists())
    qtbot.addWidget(page)
    page.show_case(office.casework.open_child(child))
    assert page.findChildren(EpisodeLine) == [], "one episode is read on its card"
    office.casework.add_episode(an_episode(child, kind="away", missing_since="2026-11-24", returned="2026-11-24"))
    page = CasePage(office.casework.now, code_lists())
    qtbot.addWidget(page)
    page.show_case(office.casework.open_child(child))
    said = "Once missing and once away, from 20 Nov 2026 to 24 Nov 2026, the last two 2 days apart, "
    said += "over 3 days at the longest."
    (line,) = page.findChildren(EpisodeLine)
    assert line.accessibleName() == said
    assert said in [one.text() for one in page.findChildren(QLabel)]
