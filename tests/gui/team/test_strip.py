"""The line at the foot of the desk: calm words, a bar while it sends, and a way to what needs a person."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from rhi_desktop.gui.team.runner import Seen
from rhi_desktop.gui.team.strip import SyncStrip
from rhi_desktop.gui.theme import Themes
from rhi_desktop.services.syncing.team import Progress, Standing, SyncStatus
from tests.builders import Clock
from tests.gui.team.benches import ACTIVE
from tests.gui.team.scripted_team import OFFLINE, SENT
from tests.gui.walkers import cut_off, unnamed

BUSY = SyncStatus(
    standing=Standing.ACTIVE, interviews=12, others=34, refused=2, conflicts=3, quarantined=1, last_sent=SENT,
    trouble=OFFLINE, alarms=("One.", "Two."),
)  # fmt: skip
BESIDE_RAIL = 587


@pytest.fixture
def strip(qtbot: QtBot, dressed: QApplication) -> SyncStrip:
    made = SyncStrip(Clock())
    qtbot.addWidget(made)
    return made


def test_a_laptop_alone_has_no_line(strip: SyncStrip) -> None:
    assert strip.isHidden()
    strip.show_seen(Seen(ACTIVE))
    assert not strip.isHidden()
    assert strip.words.text() == "Everything sent. Last sent 10:41."


def test_offline_is_said_calmly_and_the_reason_is_a_tool_tip(strip: SyncStrip) -> None:
    strip.show_seen(Seen(SyncStatus(standing=Standing.ACTIVE, interviews=3, trouble=OFFLINE), offline=True))
    assert strip.words.text() == "Offline. 3 interviews waiting, nothing was sent so far."
    assert strip.words.property("role") == "caption"
    assert strip.toolTip() == OFFLINE
    assert not strip.exchange.isHidden()


def test_while_it_sends_there_are_a_bar_and_a_stop(strip: SyncStrip) -> None:
    strip.show_seen(Seen(ACTIVE, running=True))
    assert strip.words.text() == "Looking for the hub…"
    assert (strip.bar.isHidden(), strip.stop.isHidden(), strip.exchange.isHidden()) == (False, False, True)
    strip.show_progress(Progress("Sending", 1, 3))
    assert strip.words.text() == "Sending 2 of 3…"
    assert (strip.bar.value(), strip.bar.maximum()) == (1, 3)
    strip.show_seen(Seen(ACTIVE, running=True))
    assert strip.words.text() == "Sending 2 of 3…"
    strip.show_seen(Seen(ACTIVE))
    assert (strip.bar.isHidden(), strip.stop.isHidden(), strip.exchange.isHidden()) == (True, True, False)
    assert strip.words.text() == "Everything sent. Last sent 10:41."


def test_what_needs_a_person_leads_to_the_team(strip: SyncStrip, qtbot: QtBot) -> None:
    strip.show_seen(Seen(ACTIVE))
    assert strip.look.isHidden()
    strip.show_seen(Seen(BUSY))
    assert strip.look.text() == "8 things to look at"
    assert strip.look.accessibleName().endswith("2 alarms, 2 refused, 3 changed by two people, 1 kept aside")
    with qtbot.waitSignal(strip.team_asked):
        strip.look.click()


@pytest.mark.parametrize("ask", [lambda s: s.exchange, lambda s: s.stop], ids=["exchange", "stop"])
def test_the_buttons_ask(strip: SyncStrip, qtbot: QtBot, ask: Callable[[SyncStrip], QAbstractButton]) -> None:
    signal = strip.exchange_asked if ask(strip) is strip.exchange else strip.stop_asked
    with qtbot.waitSignal(signal):
        ask(strip).click()


@pytest.mark.parametrize("standing", [Standing.REVOKED, Standing.FORKED])
def test_who_may_not_send_is_offered_no_sending(strip: SyncStrip, standing: Standing) -> None:
    strip.show_seen(Seen(SyncStatus(standing=standing)))
    assert strip.exchange.isHidden()


@pytest.mark.parametrize("running", [True, False])
@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_cut_off_beside_the_rail(
    strip: SyncStrip, themes: Themes, dressed: QApplication, percent: int, running: bool
) -> None:
    themes.apply(dressed, "light", percent)
    try:
        strip.show_seen(Seen(BUSY, offline=True, running=running))
        strip.show()
        wide = BESIDE_RAIL * percent // 100
        strip.resize(wide, strip.heightForWidth(wide))
        QApplication.processEvents()
        assert strip.width() == wide
        assert cut_off(strip) == []
        assert unnamed(strip) == []
    finally:
        themes.apply(dressed, "light")
