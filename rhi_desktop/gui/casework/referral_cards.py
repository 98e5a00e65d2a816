"""The cards of a referral's page: what is to be done, the offer, the meeting, the clocks."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rhi_desktop.domain.attempt import Attempt
from rhi_desktop.domain.clocks import Clock
from rhi_desktop.domain.code_lists import CodeLists
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.records import parse_instant
from rhi_desktop.domain.referral import Triage, TriageLevel
from rhi_desktop.domain.triage import FACTORS, STATUTORY
from rhi_desktop.gui.cards import Line, button, card, chip
from rhi_desktop.gui.casework.offer_wording import (
    ALWAYS,
    LEVELS,
    STATE_TONES,
    STATES,
    attempt_words,
    meeting_words,
    refusal_words,
)
from rhi_desktop.gui.icons import icon
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.gui.tones import LEVEL_TONES
from rhi_desktop.services.referrals import Raised, ReferralDesk

_SIDE = 20


def prompts_card(raised: Iterable[Raised], note: Callable[[Raised], object]) -> QWidget:
    """Return one card with a row for each prompt, those that nobody has dealt with first."""
    frame, column = _rows()
    for number, one in enumerate(sorted(raised, key=lambda each: each.dealt is not None)):
        if number:
            _rule_off(column)
        threshold, dealt = one.prompt.threshold, one.dealt
        due = f" Due by {Moment(one.prompt.due).spoken}." if one.prompt.due is not None else ""
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(one.prompt.sentence, "field"))
        words.addWidget(label(threshold.then + due))
        words.addWidget(label(f"Source: {threshold.source}", "caption"))
        if dealt is not None:
            when = Moment.at(parse_instant(dealt.at)).spoken
            words.addWidget(label(f"Dealt with: {dealt.done} ({dealt.by}, {when})", "muted"))
        act = "Note what was done" if dealt is None else "Amend the note"
        row = QHBoxLayout()
        row.setSpacing(SPACE[2])
        row.addLayout(words, 1)
        pressed = button(act, "", partial(note, one), named=f"{act}: {one.prompt.sentence}")
        row.addWidget(pressed, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
    return frame


def triage_card(desk: ReferralDesk, decide: Callable[[], object]) -> QWidget:
    """Return the card of the level that somebody decided on, else of the one that the rules give."""
    decided = desk.referral.value.triage
    now = desk.assess(decided.factors if decided is not None else ())
    lines: list[Line] = []
    if decided is None:
        lines += [("Nobody has decided yet. By the rules:", "muted")]
        rules, factors = now.rules, now.factors
    else:
        rules, factors = decided.rules, decided.factors
        lines += [(_decided(decided), "muted"), (f"Reason: {decided.reason}" if decided.reason else "", "body")]
    lines += [(rule, "body") for rule in rules]
    if decided is not None and now.level is not decided.computed:
        lines.append((f"By what is known now the rules give: {LEVELS[now.level]}.", "notice"))
    important = [one.words for one in FACTORS if one.statutory and one.code in factors]
    if important:
        lines.append(("The guidance calls an interview especially important where the child:", "field"))
        lines += [(f"• {words}", "body") for words in important]
        lines.append((f"Source: {STATUTORY}", "caption"))
    lines.append((ALWAYS, "caption"))
    words = "Decide the level" if decided is None else "Change the level"
    made = card(lines, [button(words, "", decide)])
    level = decided.level if decided is not None else now.level
    _on_top(made, level_chip(level, LEVELS[level]))
    return made


def level_chip(level: TriageLevel, words: str) -> QWidget:
    """Return a level as a shape and words, so that it is not told by colour alone."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE[0])
    shape = QLabel()
    shape.setPixmap(icon(f"level-{level.value}", shape.palette()).pixmap(_SIDE, _SIDE))
    row.addWidget(shape)
    row.addWidget(chip(words, LEVEL_TONES[level]))
    row.addStretch(1)
    return whole


def attempt_cards(
    attempts: Iterable[Filed[Attempt]], lists: CodeLists, amend: Callable[[Filed[Attempt]], object]
) -> list[QWidget]:
    """Return a card for each attempt."""
    found: list[QWidget] = []
    for one in attempts:
        value = one.value
        line = attempt_words(value, lists)
        told = f"A parent or carer told: {value.carer_information}" if value.carer_information else ""
        lines: list[Line] = [
            (line, "section"),
            (refusal_words(value, lists), "body"),
            (f"“{value.words}”" if value.words else "", "body"),
            (told, "body"),
            (value.notes, "body"),
            (f"By {value.by}" if value.by else "", "caption"),
        ]
        found.append(card(lines, [button("Amend", "", partial(amend, one), named=f"Amend: {line}")]))
    return found


def meeting_card(desk: ReferralDesk, lists: CodeLists, arrange: Callable[[], object]) -> QWidget:
    """Return the card of what was agreed for the meeting."""
    agreed = meeting_words(desk.referral.value.arrangement, lists)
    lines: list[Line] = [(agreed[0], "section"), *((line, "body") for line in agreed[1:])] if agreed else []
    nothing: list[Line] = [("Nothing is agreed yet. Ask the child where, when and with whom.", "muted")]
    return card(lines or nothing, [button("Amend the meeting" if agreed else "Arrange the meeting", "", arrange)])


def clocks_card(clocks: Iterable[Clock]) -> QWidget:
    """Return one card with a row for each clock: how it stands, what it means, who says so."""
    frame, column = _rows()
    for number, clock in enumerate(clocks):
        if number:
            _rule_off(column)
        head = QHBoxLayout()
        head.setSpacing(SPACE[2])
        head.addWidget(label(clock.rule.title, "field"), 1)
        head.addWidget(chip(STATES[clock.state], STATE_TONES[clock.state]), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(label(clock.sentence, "body"))
        column.addWidget(label(f"{clock.rule.definition} Source: {clock.rule.source}.", "caption"))
    return frame


def _rows() -> tuple[QFrame, QVBoxLayout]:
    frame = QFrame()
    frame.setProperty("role", "card")
    column = QVBoxLayout(frame)
    column.setSpacing(SPACE[0])
    return frame, column


def _rule_off(column: QVBoxLayout) -> None:
    line = QFrame()
    line.setProperty("role", "line")
    column.addSpacing(SPACE[0])
    column.addWidget(line)
    column.addSpacing(SPACE[0])


def _decided(triage: Triage) -> str:
    return f"Decided by {triage.by}, {Moment.at(parse_instant(triage.at)).spoken}"


def _on_top(made: QFrame, widget: QWidget) -> None:
    row = made.layout()
    first = row.itemAt(0) if row is not None else None
    words = first.layout() if first is not None else None
    if isinstance(words, QVBoxLayout):
        words.insertWidget(0, widget)
