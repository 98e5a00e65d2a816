"""What a coordinator reads and does at the desk, for tests of its window."""

from PySide6.QtWidgets import QApplication

from rhi_desktop.domain.bodies import from_body
from rhi_desktop.domain.records import Kind
from rhi_desktop.domain.referral import Referral
from rhi_desktop.gui.desk.view import CoordinatorView
from rhi_desktop.services.desk_rows import Group
from tests.gui.desk.offices import DeskOffice
from tests.gui.executors import ManualJobs


def rows(view: CoordinatorView) -> list[str]:
    """Return what a screen reader says of each row."""
    return [view.list.rows.index(row).data() for row in range(view.list.rows.rowCount())]


def names(view: CoordinatorView) -> list[str]:
    """Return whom each row is about."""
    return [row.split(",")[0] for row in rows(view)]


def turn(view: CoordinatorView, group: Group, jobs: ManualJobs) -> None:
    """Turn to a group."""
    view.groups.turn_to(group)
    jobs.drain()
    QApplication.processEvents()


def referral(office: DeskOffice, record: str) -> Referral:
    """Return a referral as it is on record."""
    return from_body(office.store.get(Kind.REFERRAL, record).body, Referral)
