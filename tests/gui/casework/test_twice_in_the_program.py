"""Who finds “Recorded twice” on a child's page, in the program as it is put together."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from rhi_desktop.domain.people import Role
from rhi_desktop.domain.records import instant_text
from rhi_desktop.gui.access.gate import Gate
from rhi_desktop.gui.access.parts import AccessParts
from rhi_desktop.gui.access.sheet_making import SheetMaking
from rhi_desktop.gui.forms import Forms
from rhi_desktop.gui.screens import make_desk_view
from rhi_desktop.gui.worklist.view import WorklistView
from rhi_desktop.runtime.assets import Assets
from rhi_desktop.runtime.settings import Settings
from rhi_desktop.services.syncing.ports import Membership
from rhi_desktop.services.syncing.team import Standing
from tests.builders import NOON, Clock, new_id
from tests.gui import keyboard
from tests.gui.executors import ManualJobs
from tests.gui.fakes import FakeAccess
from tests.gui.pictures import LAPTOP
from tests.gui.real_desks import desk_over, founded


@pytest.mark.parametrize(
    ("role", "offered"), [(None, True), (Role.COORDINATOR, True), (Role.WORKER, False), (Role.REVIEWER, False)]
)
def test_whoever_allocates_or_works_alone_is_offered_it(
    role: Role | None, offered: bool, tmp_path: Path, assets: Assets, jobs: ManualJobs, qtbot: QtBot
) -> None:
    clock = Clock()
    store = founded(tmp_path, clock)
    if role is not None:
        key = "0" * 64
        standing, since = Standing.ACTIVE, instant_text(NOON)
        joined = Membership(organisation=new_id(), hub="https://hub.example", hub_key=key, root_key=key,
                            standing=standing, since=since, role=role)  # fmt: skip
        store.team.enter(joined, (), {})
    making = SheetMaking(lambda _sheet: b"", lambda _path, _pdf: None)
    parts = AccessParts(Forms(assets.ui), Gate(FakeAccess, jobs), jobs, making, clock, lambda _below: 0)
    view = make_desk_view(desk_over(store, clock), parts, Settings(), lambda _settings: "")
    qtbot.addWidget(view)
    view.resize(LAPTOP)
    keyboard.show(view)
    jobs.drain()
    worklist = view.findChild(WorklistView)
    assert isinstance(worklist, WorklistView)
    worklist.child_chosen.emit(store.children("", limit=1)[0].child)
    jobs.drain()
    QApplication.processEvents()
    assert view.current == "child"
    shown = {one.text() for one in view.findChildren(QPushButton) if one.isVisible()}
    assert ("Recorded twice…" in shown, "Follow up" in shown) == (offered, True)
    store.close()
