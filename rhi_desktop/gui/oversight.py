"""Joins the screens of those who answer for quality and for the figures to the desk."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from rhi_desktop.gui.desk_view import DeskView
from rhi_desktop.gui.jobs import Jobs
from rhi_desktop.services.desk import Desk

PLACES = ("desk", "figures", "pattern")
"""The stops of the strip that are this issue's."""


@dataclass(frozen=True, slots=True)
class Ways:
    """Where a screen leads to: each takes the id of the record to show."""

    open_child: Callable[[str], None]
    open_referral: Callable[[str], None]
    read: Callable[[str], None]


class OversightScreens(QObject):
    """Makes each screen when it is first turned to. Lives as long as the desk that it belongs to."""

    def __init__(self, view: DeskView, desk: Desk, jobs: Jobs, ways: Ways) -> None:
        super().__init__(view)
        self._view = view
        self._desk = desk
        self._jobs = jobs
        self._ways = ways
        makers: dict[str, Callable[[], object]] = {}
        for name, make in makers.items():
            view.add_later(name, make)
        for name in PLACES:
            if name not in makers:
                view.leave_out(name)
