"""A referral as one reads it: what comes next on top, then what is to be done, the offer, the meeting, the clocks."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from rhi_desktop.domain.attempt import Attempt
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.code_lists import CodeLists
from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.records import parse_instant
from rhi_desktop.gui.cards import LONG_CHIP, Line, button, card, chip
from rhi_desktop.gui.casework.referral_cards import attempt_cards, clocks_card, meeting_card, prompts_card, triage_card
from rhi_desktop.gui.casework.wording import episode_words
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.scrolled import Scrolled
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.gui.tones import URGENCY_TONES
from rhi_desktop.services.offers import outcome_words, stage
from rhi_desktop.services.referrals import ReferralDesk

_NO_ATTEMPTS = "Nobody has offered the interview yet. The offer is the duty; whether to talk is the child’s choice."
_OPEN_DOOR = "The door stays open: record a new attempt at any time, and begin an interview when the child wants one."
_NO_INTERVIEW = (
    "When the answer is no, or nobody can be reached, a short form keeps why, and what a parent or carer told."
)
_AGAIN = "Missing again: this referral is not about every episode since."


class ReferralOverview(QWidget):
    """Shows a desk of a referral. Every action is a button that says what it does."""

    interview_requested = Signal()
    conversation_requested = Signal()
    preparation_requested = Signal()
    interview_opened = Signal(str)
    refusal_chosen = Signal(str)
    child_chosen = Signal()
    attempt_asked = Signal(object)
    arrangement_asked = Signal()
    triage_asked = Signal()
    prompt_asked = Signal(object)
    episodes_asked = Signal()
    left = Signal()

    def __init__(self, lists: CodeLists, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lists = lists
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._shown: QWidget | None = None
        self._with_whom = QVBoxLayout()

    def show_desk(self, desk: ReferralDesk, refusals: Iterable[tuple[str, str]]) -> None:
        """Lay the referral out anew, and put the keyboard on what comes next."""
        content, column = _column()
        column.addWidget(button("Back", "link", self.left.emit))
        go_on = self._head(desk, column)
        self._with_whom = QVBoxLayout()
        column.addLayout(self._with_whom)
        self._add(column, "To be done", [prompts_card(desk.prompts, self.prompt_asked.emit)] if desk.prompts else [])
        self._add(column, "The offer", self._offer(desk))
        self._add(column, "The meeting", [meeting_card(desk, self._lists, self.arrangement_asked.emit)])
        self._add(column, "Triage", [triage_card(desk, self.triage_asked.emit)])
        self._add(column, "Episodes", self._episodes(desk))
        self._add(column, "Clocks", [clocks_card(desk.clocks)] if desk.clocks else [])
        self._add(column, "If there will be no interview", [self._refusal(tuple(refusals), desk)])
        self._put(content)
        go_on.setFocus()

    def show_allocation(self, widget: QWidget) -> None:
        """Show with whom the referral is, below what is known of it."""
        before = self._with_whom.takeAt(0)
        old = before.widget() if before is not None else None
        if old is not None:
            old.hide()
            old.deleteLater()
        self._with_whom.addWidget(widget)

    def show_trouble(self, words: str) -> None:
        """Say why the referral cannot be shown."""
        content, column = _column()
        column.addWidget(button("Back", "link", self.left.emit))
        column.addWidget(label(words, "notice"))
        self._put(content)

    def clear(self) -> None:
        """Take everything off the screen."""
        self._put(QWidget())

    def _head(self, desk: ReferralDesk, column: QVBoxLayout) -> QPushButton:
        child, value = desk.child.value, desk.referral.value
        asked = f"Referral received {Moment.parse(value.received).spoken}"
        asked += f" from {self._lists['referral_source'].label(value.source)}" if value.source else ""
        frame = QFrame()
        frame.setProperty("role", "card")
        lines = QVBoxLayout(frame)
        lines.setSpacing(SPACE[1])
        lines.addWidget(label(child.called, "title"))
        facts = _facts(child)
        if facts:
            lines.addWidget(label(" · ".join(facts), "muted"))
        lines.addLayout(_chips(desk, self._lists))
        lines.addWidget(label(asked, "muted"))
        if value.notes:
            lines.addWidget(label(value.notes))
        if desk.declined:
            lines.addWidget(label(_OPEN_DOOR, "notice"))
        begin = "Begin another interview" if desk.interviews else "Begin the interview"
        go_on = button("Go on with the interview" if desk.draft else begin, "primary", self.interview_requested.emit)
        go_on.setAutoDefault(True)  # Enter presses it, as Enter led here
        fresh = Attempt(child=desk.child.id, referral=desk.referral.id, at="")
        first = (go_on, button("Record an attempt", "", partial(self.attempt_asked.emit, fresh)))
        second = (
            button("Converse", "", self.conversation_requested.emit, named="Hold the conversation"),
            button("Prepare", "", self.preparation_requested.emit, named="Prepare the meeting"),
            button("The child", "quiet", self.child_chosen.emit, named="Open the child’s case"),
        )
        for buttons in (first, second):
            acts = QHBoxLayout()
            acts.setSpacing(SPACE[1])
            for one in buttons:
                acts.addWidget(one)
            acts.addStretch(1)
            lines.addLayout(acts)
        column.addWidget(frame)
        return go_on

    def _offer(self, desk: ReferralDesk) -> list[QWidget]:
        made = attempt_cards(desk.attempts, self._lists, self.attempt_asked.emit)
        done = [self._submitted(one.id, one.value.outcome, one.value.submitted) for one in desk.interviews]
        return done + made or [label(_NO_ATTEMPTS, "muted")]

    def _submitted(self, interview: str, outcome: str, submitted: str) -> QWidget:
        when = Moment.at(parse_instant(submitted)).spoken
        lines: list[Line] = [(outcome_words(outcome), "section"), (f"Submitted {when}", "muted")]
        return card(lines, [button("Read", "", partial(self.interview_opened.emit, interview), named=f"Read: {when}")])

    def _episodes(self, desk: ReferralDesk) -> list[QWidget]:
        lines: list[Line] = [(episode_words(one.value), "body") for one in desk.episodes]
        newest = max((one.value.missing_since for one in desk.episodes), default="")
        if any(one.value.missing_since > newest for one in desk.others):
            lines.append((_AGAIN, "notice"))
        choose = [button("Choose the episodes", "", self.episodes_asked.emit)] if desk.others else []
        return [card(lines or [("No episode is recorded.", "muted")], choose)]

    def _refusal(self, refusals: tuple[tuple[str, str], ...], desk: ReferralDesk) -> QWidget:
        frame = QFrame()
        frame.setProperty("role", "card")
        column = QVBoxLayout(frame)
        column.setSpacing(SPACE[1])
        column.addWidget(label(_NO_INTERVIEW, "muted"))
        chosen = QComboBox()
        chosen.setAccessibleName("How the offer ended")
        chosen.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        chosen.setMinimumContentsLength(16)
        for code, words in refusals:
            chosen.addItem(words, code)
        chosen.setCurrentIndex(max(0, chosen.findData(_likely(desk))))
        column.addWidget(chosen)
        act = button(
            "Record that there will be no interview", "", lambda: self.refusal_chosen.emit(chosen.currentData())
        )
        column.addWidget(act, 0, Qt.AlignmentFlag.AlignLeft)
        return frame

    def _add(self, column: QVBoxLayout, heading: str, widgets: Iterable[QWidget]) -> None:
        shown = list(widgets)
        if shown:
            column.addSpacing(SPACE[2])
            column.addWidget(label(heading, "section"))
            for one in shown:
                column.addWidget(one)

    def _put(self, content: QWidget) -> None:
        if self._shown is not None:
            self._whole.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = Scrolled(content)
        self._whole.addWidget(self._shown)
        self._shown.show()  # so that what gets the keyboard next is laid out with its ring


def _column() -> tuple[QWidget, QVBoxLayout]:
    content = QWidget()
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE[2])
    return content, column


def _facts(child: Child) -> list[str]:
    facts = [child.name] if child.called != child.name else []
    facts += [child.reference] if child.reference else []
    facts += [f"speaks {child.first_language}"] if child.first_language else []
    return facts + (["an interpreter is needed"] if child.interpreter else [])


def _chips(desk: ReferralDesk, lists: CodeLists) -> QVBoxLayout:
    """Return a line of chips for the clock and the offer, and one for each alert."""
    column, row = QVBoxLayout(), QHBoxLayout()
    column.setSpacing(SPACE[0])
    row.setSpacing(SPACE[1])
    last = desk.attempts[0].value.result if desk.attempts else ""
    words = lists["attempt_result"].label(last)
    meeting, now = desk.referral.value.arrangement.at, Moment.at(desk.now)
    if desk.declined:
        row.addWidget(chip(outcome_words(desk.interviews[0].value.outcome), "neutral"))
    elif not desk.interviews:
        row.addWidget(chip(desk.deadline.sentence(desk.now), URGENCY_TONES[desk.deadline.urgency(desk.now)]))
    if not desk.interviews or desk.declined:
        offered = stage(len(desk.attempts), last, words, meeting, now)
        row.addWidget(chip(offered.words, "warning" if offered.waits else "neutral"))
    else:
        row.addWidget(chip("Interview submitted", "good"))
    row.addStretch(1)
    column.addLayout(row)
    for alert in desk.child.value.alerts:
        if len(alert) > LONG_CHIP:
            column.addWidget(label(alert, "notice"))
        else:
            column.addWidget(chip(alert, "urgent"), 0, Qt.AlignmentFlag.AlignLeft)
    return column


def _likely(desk: ReferralDesk) -> str:
    """Return the outcome that the last attempt speaks for."""
    last = desk.attempts[0].value if desk.attempts else None
    if last is None:
        return ""
    if last.result == "said_no":
        return "declined_child" if last.declined_by in {"", "child"} else "declined_adult"
    return "no_contact"
