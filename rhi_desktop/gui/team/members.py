"""Who is in the team, with their laptops."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from rhi_desktop.domain.counted import counted
from rhi_desktop.domain.moments import LONDON, Moment
from rhi_desktop.domain.records import parse_instant
from rhi_desktop.gui.cards import button, chip
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.team.asks import Asks
from rhi_desktop.gui.team.shown import Shown
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.syncing.team import TeamDevice, TeamMember
from rhi_desktop.services.syncing.words import day_words, role_words

SILENT_DAYS = 14
"""After how many days without contact a laptop is pointed out."""


def member_cards(shown: Shown, own: str, today: date, asks: Asks) -> list[QWidget]:
    """Return a card for each member, those who are active first; `own` is the device that shows them."""
    ordered = sorted(shown.members, key=lambda one: not one.active)
    return [_card(one, shown, own, today, asks) for one in ordered]


def device_words(device: TeamDevice, member: TeamMember, today: date) -> str:
    """Return which laptop it is: since when it is in the team, and when it was last heard of, if known."""
    number = f" {member.devices.index(device) + 1}" if len(member.devices) > 1 else ""
    since = parse_instant(device.since).astimezone(LONDON).date().isoformat()
    if device.revoked:
        return f"Laptop{number}: taken out {Moment.at(parse_instant(device.revoked)).spoken_day}"
    seen = f", last contact {day_words(device.seen, today)}" if device.seen else ""
    return f"Laptop{number}: in the team since {day_words(since, today)}{seen}"


def silent(device: TeamDevice, today: date) -> bool:
    """Whether a laptop has not been heard of for long."""
    return bool(device.seen) and not device.revoked and (today - date.fromisoformat(device.seen)).days >= SILENT_DAYS


def _card(member: TeamMember, shown: Shown, own: str, today: date, asks: Asks) -> QWidget:
    frame = QFrame()
    frame.setProperty("role", "card")
    column = QVBoxLayout(frame)
    column.setSpacing(SPACE[0])
    mine = any(device.device == own for device in member.devices)
    head = QHBoxLayout()
    head.setSpacing(SPACE[1])
    head.addWidget(label(f"{member.name} (you)" if mine else member.name, "section"), 1)
    for words, tone in _facts(member, today):
        head.addWidget(chip(words, tone), 0, Qt.AlignmentFlag.AlignTop)
    column.addLayout(head)
    for device in member.devices:
        column.addLayout(_device(device, member, shown, own, today, asks))
    return frame


def _facts(member: TeamMember, today: date) -> Iterator[tuple[str, str]]:
    yield role_words(member.role), "neutral"
    if not member.active:
        yield "Taken out", "neutral"
    if member.open_cases:
        yield counted(member.open_cases, "open case"), "info" if member.active else "warning"
    if any(silent(device, today) for device in member.devices):
        yield "Not heard of", "warning"


def _device(device: TeamDevice, member: TeamMember, shown: Shown, own: str, today: date, asks: Asks) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(SPACE[2])
    words = device_words(device, member, today)
    row.addWidget(label(words, "muted"), 1)
    if shown.coordinates and not device.revoked and device.device != own:
        act = button(
            "Take out…", "", partial(asks.removed.emit, member, device), named=f"Take out {member.name}’s {words}"
        )
        row.addWidget(act, 0, Qt.AlignmentFlag.AlignTop)
    return row
