"""What needs a person, each thing on a card of its own with what can be done about it."""

from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from rhi_desktop.domain.counted import counted
from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.records import parse_instant
from rhi_desktop.gui.cards import Line, button, card
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.team.asks import Asks
from rhi_desktop.gui.team.codes import code_label
from rhi_desktop.gui.team.shown import Shown
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.syncing.naming import NOUNS
from rhi_desktop.services.syncing.team import Departure, Newcomer, Quarantined, Refusal
from rhi_desktop.services.syncing.words import role_words

_WHY_LEFT = {
    "signed_off": "the work was signed off",
    "given_away": "it was given to somebody else",
}
_COMPARE = "Speak to them, by telephone or face to face, and compare this code with the one on their screen."
_AT_THE_HUB = "hub"


def newcomer_cards(shown: Shown, asks: Asks) -> list[QWidget]:
    """Return a card for everybody who waits to be let in, with the code to compare."""
    return [_newcomer(one, asks) for one in shown.newcomers]


def alarm_cards(shown: Shown, asks: Asks) -> list[QWidget]:
    """Return a card for every alarm."""
    return [
        card([(one, "body")], [button("Dealt with", "", partial(asks.dismissed.emit, one), named=f"Dealt with: {one}")])
        for one in shown.status.alarms
    ]


def refusal_cards(shown: Shown, asks: Asks) -> list[QWidget]:
    """Return a card for everything that was refused."""
    return [_refusal(one, shown.names.get(one.record, ""), asks) for one in shown.refusals]


def quarantine_cards(shown: Shown, asks: Asks) -> list[QWidget]:
    """Return a card for every envelope that was kept aside."""
    return [_quarantined(one, asks) for one in shown.quarantine]


def departure_cards(shown: Shown) -> list[QWidget]:
    """Return one card with a line for every case that left a laptop."""
    whose = {device.device: one.name for one in shown.members for device in one.devices}
    whose |= {one.member: one.name for one in shown.members}
    lines: list[Line] = [(departure_words(one, shown, whose.get(one.member, "")), "body") for one in shown.departures]
    return [card(lines, ())] if lines else []


def departure_words(departure: Departure, shown: Shown, whose: str) -> str:
    """Return which case left whose laptop, when and why."""
    child = shown.names.get(departure.child, "a child")
    held = counted(departure.revisions, "change")
    why = _WHY_LEFT.get(departure.why, departure.why)
    laptop = f"{whose}’s laptop" if whose else "a laptop"
    left = f"left {laptop} {_moment(departure.at)}, because {why}"
    return f"{child[:1].upper()}{child[1:]}: {left}. The coordinators hold {held} to it."


def _newcomer(one: Newcomer, asks: Asks) -> QWidget:
    frame = QFrame()
    frame.setProperty("role", "card")
    column = QVBoxLayout(frame)
    column.setSpacing(SPACE[0])
    column.addWidget(label(one.name, "section"))
    column.addWidget(label(f"{role_words(one.role)}. {_COMPARE}", "muted"))
    column.addWidget(code_label(one.code))
    match = button("The codes match", "", partial(asks.approved.emit, one), named=f"The codes match: let {one.name} in")
    differ = button("They differ", "danger", partial(asks.declined.emit, one), named=f"They differ: not {one.name}")
    row = QHBoxLayout()
    row.setSpacing(SPACE[1])
    row.addWidget(match)
    row.addWidget(differ)
    row.addStretch(1)
    column.addLayout(row)
    return frame


def _refusal(one: Refusal, name: str, asks: Asks) -> QWidget:
    by = "the hub" if one.by == _AT_THE_HUB else one.by
    lines: list[Line] = [
        (name, "section"),
        (one.why, "body"),
        (f"Refused by {by}, {_moment(one.at)}. It is kept on this laptop.", "caption"),
    ]
    return card(
        lines,
        [
            button("Try again", "", partial(asks.retried.emit, one.number), named=f"Try again: {name}"),
            button("Withdraw", "quiet", partial(asks.withdrawn.emit, one.number), named=f"Withdraw: {name}"),
        ],
    )


def _quarantined(one: Quarantined, asks: Asks) -> QWidget:
    kinds = ", ".join(sorted(NOUNS[kind][1] for kind in one.kinds))
    lines: list[Line] = [
        (f"From {one.name}", "section"),
        (f"{counted(one.records, 'record')}: {kinds}" if kinds else counted(one.records, "record"), "body"),
        (f"Came {_moment(one.at)}, after the laptop was taken out of the team.", "caption"),
    ]
    return card(
        lines,
        [
            button("Take in", "", partial(asks.taken_in.emit, one.envelope), named=f"Take in from {one.name}"),
            button("Leave out…", "quiet", partial(asks.left_out.emit, one), named=f"Leave out from {one.name}"),
        ],
    )


def _moment(instant: str) -> str:
    return Moment.at(parse_instant(instant)).spoken
