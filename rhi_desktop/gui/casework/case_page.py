"""A case as one reads it: the child on top, then referrals with their clocks, interviews, episodes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from rhi_desktop.domain.code_lists import CodeLists
from rhi_desktop.domain.deadline import Urgency, deadline_of
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.interview import Interview
from rhi_desktop.domain.moments import LONDON, Moment
from rhi_desktop.domain.records import parse_instant
from rhi_desktop.domain.referral import Referral
from rhi_desktop.gui.cards import button, card
from rhi_desktop.gui.casework.child_card import ChildCard
from rhi_desktop.gui.casework.wording import episode_lines, episode_words
from rhi_desktop.gui.episode_line import EpisodeLine, spans, told
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.scrolled import Scrolled
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.gui.tones import URGENCY_TONES
from rhi_desktop.services.casework import Case
from rhi_desktop.services.duplicates import Joined
from rhi_desktop.services.offers import TOOK_PLACE, outcome_words

_TWICE = "This child is recorded twice: find the other record"
_NO_EPISODES = "No episode is recorded yet."
_NO_REFERRALS = "No referral has been taken yet."


@dataclass(frozen=True, slots=True)
class Joining:
    """What was joined into the child's record, and whether this member joins and parts records."""

    joined: tuple[Joined, ...] = ()
    may: bool = False


NO_JOINING = Joining()


class CasePage(QWidget):
    """Shows a case. Every action is a button that says what it does."""

    interview_requested = Signal(str)
    interview_opened = Signal(str)
    child_amended = Signal(object)
    episode_amended = Signal(object, object)
    episode_added = Signal(object)
    referral_amended = Signal(object)
    referral_chosen = Signal(str)
    history_asked = Signal(str, str, object)
    address_asked = Signal()
    referral_asked = Signal(object, str)
    follow_up_requested = Signal(str, str)
    twice_asked = Signal(object)
    gathering_asked = Signal(object)
    parting_asked = Signal(object)
    left = Signal()

    def __init__(self, now: Callable[[], datetime], lists: CodeLists, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._lists = lists
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._shown: QWidget | None = None
        self._interviews: list[QPushButton] = []

    def show_case(self, case: Case, joining: Joining = NO_JOINING, note: str = "") -> None:
        """Lay the case out anew, and put the keyboard on what comes next. `note` is said on top."""
        self._interviews = []
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        column.addWidget(button("Back", "link", self.left.emit))
        if note:
            column.addWidget(label(note, "notice"))
        buttons = [*self._child_buttons(case), *self._twice_button(case, joining)]
        column.addWidget(ChildCard(case, self._now(), self._lists, buttons, self.address_asked.emit))
        for joined in joining.joined:
            column.addWidget(self._joined(joined, joining))
        for heading, cards, nothing in (
            ("Referrals", self._referrals(case), _NO_REFERRALS),
            ("Episodes", self._episodes(case), _NO_EPISODES),
        ):
            column.addSpacing(SPACE[2])
            column.addWidget(label(heading, "section"))
            if cards and heading == "Episodes":
                self._line(case, column)
            for one in cards or [label(nothing, "muted")]:
                column.addWidget(one)
        adding = button("Add an episode", "", partial(self.episode_added.emit, case))
        column.addWidget(adding, 0, Qt.AlignmentFlag.AlignLeft)
        self._put(content)
        next_up = next(iter(self._interviews), adding)
        next_up.setFocus()

    def show_trouble(self, words: str) -> None:
        """Say why the case cannot be shown."""
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(button("Back", "link", self.left.emit))
        column.addWidget(label(words, "notice"))
        self._put(content)

    def _put(self, content: QWidget) -> None:
        if self._shown is not None:
            self._whole.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = Scrolled(content)
        self._whole.addWidget(self._shown)

    def _child_buttons(self, case: Case) -> list[QPushButton]:
        child = case.child.value
        asked = partial(self.history_asked.emit, case.child.id, f"History of {child.called}", child)
        return [
            button("Amend", "", partial(self.child_amended.emit, case), named="Amend what is recorded of the child"),
            button("Follow up", "", partial(self.follow_up_requested.emit, case.child.id, child.called)),
            button("History", "quiet", asked, named="History of what is recorded of the child"),
        ]

    def _twice_button(self, case: Case, joining: Joining) -> list[QPushButton]:
        asked = partial(self.twice_asked.emit, case.child)
        return [button("Recorded twice…", "quiet", asked, named=_TWICE)] if joining.may else []

    def _joined(self, one: Joined, joining: Joining) -> QWidget:
        value, name = one.said.value, one.other.name
        when = Moment.at(parse_instant(value.at)).spoken
        known = f"{name}, {one.other.reference}" if one.other.reference else name
        late = f"{_came(one.late)} come in for the other record since." if one.late else ""
        acts = [button("Undo…", "quiet", partial(self.parting_asked.emit, one), named=f"Undo: part {name} again")]
        if one.late:
            take = partial(self.gathering_asked.emit, one.said)
            acts.insert(0, button("Take it over", "", take, named=f"Take over what came in for {name}"))
        about = f"Two records became this one on {when}, by {one.by}: “{value.reason}”"
        lines = [(f"Also recorded as {known}", "body"), (about, "muted"), (late, "notice")]
        return card(lines, acts if joining.may else [])

    def _referrals(self, case: Case) -> list[QWidget]:
        done = {one.value.referral: one for one in reversed(case.interviews)}
        drafts = {draft.referral: draft for draft in case.drafts}
        cards: list[QWidget] = []
        for referral in case.referrals:
            value = referral.value
            asked = f"Received {Moment.parse(value.received).spoken}"
            asked += f" from {value.source}" if value.source else ""
            interview, draft = done.get(referral.id), drafts.get(referral.id)
            if interview is not None and draft is None:
                status, tone = _ended(interview.value), URGENCY_TONES[Urgency.DONE]
                act = button("Read the interview", "", partial(self.interview_opened.emit, interview.id))
            else:
                deadline = deadline_of(Moment.parse(value.returned) if value.returned else None)
                status, tone = deadline.sentence(self._now()), URGENCY_TONES[deadline.urgency(self._now())]
                words = "Go on with the interview" if draft is not None else "Begin the interview"
                act = button(words, "primary", partial(self.interview_requested.emit, referral.id))
            self._interviews.append(act)
            saved = "" if draft is None else f"Draft saved {Moment.at(parse_instant(draft.saved)).spoken}"
            lines = [(status, f"chip:{tone}"), (asked, "muted"), (saved, "muted"), (value.notes, "body")]
            cards.append(card(lines, [act, *self._referral_buttons(case, referral, asked)]))
        return cards

    def _referral_buttons(self, case: Case, referral: Filed[Referral], asked: str) -> list[QPushButton]:
        history = partial(self.history_asked.emit, referral.id, "History of the referral", case.child.value)
        look = partial(self.referral_chosen.emit, referral.id)
        return [
            button("Offer and triage", "", look, named=f"Offer and triage: {asked}"),
            button("Amend", "", partial(self.referral_amended.emit, referral), named=f"Amend: {asked}"),
            button("History", "quiet", history, named=f"History: {asked}"),
        ]

    def _line(self, case: Case, column: QVBoxLayout) -> None:
        """Show the episodes on a line of time where there are several, with what it shows in words."""
        line = spans([one.value for one in case.episodes])
        if len(line) > 1:
            column.addWidget(EpisodeLine(line, self._now().astimezone(LONDON).date()))
            column.addWidget(label(told(line), "body"))

    def _episodes(self, case: Case) -> list[QWidget]:
        cards: list[QWidget] = []
        referred = {record for referral in case.referrals for record in referral.value.episodes}
        for episode in case.episodes:
            span = episode_words(episode.value)
            history = partial(self.history_asked.emit, episode.id, "History of the episode", case.child.value)
            acts = [
                button("Amend", "", partial(self.episode_amended.emit, case, episode), named=f"Amend: {span}"),
                button("History", "quiet", history, named=f"History: {span}"),
            ]
            if episode.id not in referred:
                refer = partial(self.referral_asked.emit, case, episode.id)
                acts.insert(0, button("Take a referral", "", refer, named=f"Take a referral: {span}"))
            cards.append(card(episode_lines(episode, case.child.value, self._lists), acts))
        return cards


def _ended(interview: Interview) -> str:
    """Return how and when an offer ended: not every one ends with an interview."""
    when = Moment.at(parse_instant(interview.submitted)).spoken
    held = interview.outcome in TOOK_PLACE
    return f"Interview submitted {when}" if held else f"{outcome_words(interview.outcome)}, recorded {when}"


def _came(count: int) -> str:
    return "1 record has" if count == 1 else f"{count} records have"
