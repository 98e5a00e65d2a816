"""A case as one reads it: the child on top, then referrals with their clocks, interviews, episodes."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from rhi_desktop.domain.checks import age
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.deadline import deadline_of
from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.moments import LONDON, Moment
from rhi_desktop.domain.records import parse_instant
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.scrolled import Scrolled
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.casework import Case

_NO_EPISODES = "No episode is recorded yet."
_NO_REFERRALS = "No referral has been taken yet."


class CasePage(QWidget):
    """Shows a case. Every action is a button that says what it does."""

    interview_requested = Signal(str)
    interview_opened = Signal(str)
    child_amended = Signal(object)
    episode_amended = Signal(object)
    episode_added = Signal(str)
    left = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._shown: QWidget | None = None

    def show_case(self, case: Case) -> None:
        """Lay the case out anew."""
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        column.addWidget(self._child_card(case))
        for heading, cards, nothing in (
            ("Referrals", self._referrals(case), _NO_REFERRALS),
            ("Episodes", self._episodes(case), _NO_EPISODES),
        ):
            column.addSpacing(SPACE[2])
            column.addWidget(label(heading, "section"))
            for card in cards or [label(nothing, "muted")]:
                column.addWidget(card)
        row = QHBoxLayout()
        row.addWidget(_button("Add an episode", "", partial(self.episode_added.emit, case.child.id)))
        row.addStretch(1)
        row.addWidget(_button("Back", "quiet", self.left.emit))
        column.addLayout(row)
        if self._shown is not None:
            self._whole.removeWidget(self._shown)
            self._shown.deleteLater()
        self._shown = Scrolled(content)
        self._whole.addWidget(self._shown)

    def _child_card(self, case: Case) -> QWidget:
        child = case.child.value
        facts = [f"known as {child.called}"] if child.called != child.name else []
        facts += _born(child, self._now()) + ([child.reference] if child.reference else [])
        facts += [f"speaks {child.first_language}"] if child.first_language else []
        facts += ["an interpreter is needed"] if child.interpreter else []
        lines = [(child.name, "title"), (" · ".join(facts), "muted")]
        lines += [(alert, "notice") for alert in child.alerts]
        lines += [(child.needs, "body")] if child.needs else []
        times = "once" if case.child.revisions == 1 else f"{case.child.revisions} times"
        changed = case.child.at.astimezone(LONDON)
        lines.append((f"Recorded {times}, last on {Moment.at(changed).spoken}", "caption"))
        return _card(lines, [_button("Amend", "", partial(self.child_amended.emit, case))])

    def _referrals(self, case: Case) -> list[QWidget]:
        done = {interview.value.referral: interview for interview in case.interviews}
        drafts = {draft.referral: draft for draft in case.drafts}
        cards = []
        for referral in case.referrals:
            value = referral.value
            asked = f"Received {Moment.parse(value.received).spoken}" + (
                f" from {value.source}" if value.source else ""
            )
            interview, draft = done.get(referral.id), drafts.get(referral.id)
            if interview is not None:
                status = f"Interview submitted {Moment.at(parse_instant(interview.value.submitted)).spoken}"
                act = _button("Read the interview", "", partial(self.interview_opened.emit, interview.id))
            else:
                returned = Moment.parse(value.returned) if value.returned else None
                status = deadline_of(returned).sentence(self._now())
                words = "Go on with the interview" if draft is not None else "Begin the interview"
                act = _button(words, "primary", partial(self.interview_requested.emit, referral.id))
            lines = [(status, "section"), (asked, "muted"), *([(value.notes, "body")] if value.notes else [])]
            cards.append(_card(lines, [act]))
        return cards

    def _episodes(self, case: Case) -> list[QWidget]:
        cards = []
        for episode in case.episodes:
            lines = [(heading, "section") for heading in [_span(episode.value)]]
            lines += [(words, "muted") for words in _places(episode.value)]
            if episode.value.circumstances:
                lines.append((episode.value.circumstances, "body"))
            cards.append(_card(lines, [_button("Amend", "", partial(self.episode_amended.emit, episode))]))
        return cards


def _span(episode: Episode) -> str:
    kind = "Missing" if episode.kind == "missing" else "Away without authorisation"
    since = f"since {Moment.parse(episode.missing_since).spoken}" if episode.missing_since else "from an unknown time"
    back = f"returned {Moment.parse(episode.returned).spoken}" if episode.returned else "no return recorded"
    return f"{kind} {since}, {back}"


def _places(episode: Episode) -> Iterable[str]:
    facts = (
        ("from", episode.missing_from),
        ("found at", episode.found_at),
        ("came back:", episode.returned_how.lower()),
        ("police reference", episode.police_reference),
        ("police risk", episode.police_risk.lower()),
    )
    said = [f"{words} {value}" for words, value in facts if value]
    if said:
        words = " · ".join(said)
        yield words[0].upper() + words[1:]


def _born(child: Child, now: datetime) -> list[str]:
    years = age(child, now.astimezone(LONDON).date())
    if years is None:
        return ["date of birth not recorded"]
    return [f"{years} years old", f"born {Moment.parse(child.born).spoken[4:]}"]


def _card(lines: list[tuple[str, str]], buttons: list[QPushButton]) -> QWidget:
    card = QFrame()
    card.setProperty("role", "card")
    row = QHBoxLayout(card)
    row.setSpacing(SPACE[3])
    words = QVBoxLayout()
    words.setSpacing(SPACE[0])
    for text, role in lines:
        if text:
            words.addWidget(label(text, role))
    row.addLayout(words, 1)
    for button in buttons:
        row.addWidget(button)
    return card


def _button(words: str, role: str, act: Callable[[], object]) -> QPushButton:
    button = QPushButton(words)
    if role:
        button.setProperty("role", role)
    button.clicked.connect(lambda _checked: act())
    return button
