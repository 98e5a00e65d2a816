"""A missing episode, to be written down or amended."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from rhi_desktop.domain.care import status_to_begin_with
from rhi_desktop.domain.checks import Problem, episode_problems, episode_remarks
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.code_lists import CodeLists
from rhi_desktop.domain.deadline import deadline_of
from rhi_desktop.domain.durations import duration, duration_words
from rhi_desktop.domain.episode import CareStatus, Episode
from rhi_desktop.domain.moments import LONDON, Moment
from rhi_desktop.domain.postcodes import postcode_text
from rhi_desktop.gui.casework.care_fields import CareFields
from rhi_desktop.gui.casework.code_box import CodeBox, WordBox
from rhi_desktop.gui.casework.overriding import OverrideFields
from rhi_desktop.gui.casework.sections import Sections
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.moment_field import MomentField

_TEXT_HIGH = 88
_LINES = {
    "missing_from": "Home, foster home, school …",
    "found_at": "Where the child was found",
    "police_reference": "",
    "missing_from_postcode": "",
    "found_postcode": "",
    "last_seen_by": "Who saw the child last",
    "reported_by": "Who told the police",
    "police_check": "What came of it; or that it was not done, and why",
}


class EpisodeForm(QWidget):
    """Fields for an episode, with the deadline, the duration and the night that follow from its times, in words."""

    changed = Signal()

    def __init__(self, now: Callable[[], datetime], lists: CodeLists, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        today = now().astimezone(LONDON).date()
        self._before = Episode(child="")
        self._child, self._others = Child(name=""), tuple[Episode, ...]()
        self.lines = {name: QLineEdit(placeholderText=hint) for name, hint in _LINES.items()}
        self.kind = CodeBox(lists["episode_kind"], today, blank=False)
        self.missing_since = MomentField("Missing since", now)
        self.missing_from, self.found_at = self.lines["missing_from"], self.lines["found_at"]
        self.missing_from_kind, self.found_kind = CodeBox(lists["place"], today), CodeBox(lists["place"], today)
        self.found = MomentField("Found", now)
        self.returned = MomentField("Returned", now)
        self.returned_how = CodeBox(lists["returned_how"], today)
        self.police_reference = self.lines["police_reference"]
        self.police_category = WordBox(lists["police_category"], today, "Word for word")
        self.police_risk = CodeBox(lists["police_risk"], today)
        self.police_check_on = MomentField("Police check", now)
        self.circumstances = QPlainTextEdit()
        self.circumstances.setTabChangesFocus(True)
        self.circumstances.setFixedHeight(_TEXT_HIGH)
        self._due = label("", "notice")
        self._moments = {
            "missing_since": self.missing_since,
            "found": self.found,
            "returned": self.returned,
            "police_check_on": self.police_check_on,
        }
        self._parts = Sections()
        self._lay_out()
        self._care = CareFields(lists, today, self._parts.fold("How the child was cared for then"))
        self._override = OverrideFields(self._parts.fold("Duration and overnight, where the times mislead"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._parts)
        self._follow()
        self._say()

    def show_episode(self, episode: Episode) -> None:
        """Fill the fields."""
        self._before = episode
        for name, line in self.lines.items():
            line.setText(str(getattr(episode, name)))
        for name, field in self._moments.items():
            field.set_moment(str(getattr(episode, name)))
        self.kind.choose(episode.kind)
        self.missing_from_kind.choose(episode.missing_from_kind)
        self.found_kind.choose(episode.found_kind)
        self.returned_how.choose(episode.returned_how)
        self.police_category.choose(episode.police_category)
        self.police_risk.choose(episode.police_risk)
        self.circumstances.setPlainText(episode.circumstances)
        self._care.show_status(episode.status)
        self._override.show_episode(episode)
        self._parts.settle()
        self._say()

    def about(self, child: Child, others: Sequence[Episode] = ()) -> None:
        """Say whose episode it is, beside which others. A new one begins with how the child was cared for last."""
        fresh = self._care.status() in {CareStatus(), status_to_begin_with(self._child, self._others)}
        self._child, self._others = child, tuple(others)
        if fresh and self._before.status == CareStatus():
            self._care.show_status(status_to_begin_with(child, others))
            self._parts.settle()
        self._say()

    def episode(self) -> Episode:
        """Return what the fields hold."""
        words = {name: line.text().strip() for name, line in self.lines.items()}
        words |= {name: postcode_text(words[name]) for name in ("missing_from_postcode", "found_postcode")}
        minutes_reason, overnight_reason = self._override.reasons()
        return replace(
            self._before,
            **words,
            **{name: field.text() for name, field in self._moments.items()},
            kind=self.kind.code(),
            missing_from_kind=self.missing_from_kind.code(),
            found_kind=self.found_kind.code(),
            returned_how=self.returned_how.code(),
            police_category=self.police_category.words(),
            police_risk=self.police_risk.code(),
            circumstances=self.circumstances.toPlainText().strip(),
            overnight=self._override.overnight(),
            overnight_reason=overnight_reason,
            minutes=self._override.minutes(),
            minutes_reason=minutes_reason,
            status=self._care.status(),
        )

    def wrong(self) -> QWidget | None:
        """Word what is wrong under the fields; return the first field to mend, None where all is well."""
        unread = [Problem(name, field.problem()) for name, field in self._moments.items() if field.problem()]
        for name, field in self._moments.items():
            field.leave_words_to(next((one.sentence for one in unread if one.field == name), ""))
        problems = episode_problems(self.episode(), self._now(), self._child.born)
        return self._parts.tell([*unread, *self._override.unread(), *problems])

    def _lay_out(self) -> None:
        add = self._parts.main.add
        add("kind", "What it was", self.kind)
        add("police_risk", "Risk as the police recorded it", self.police_risk, beside=True)
        add("missing_since", "Missing since", self.missing_since)
        add("missing_from", "Missing from", self.missing_from, beside=True)
        add("found", "Found", self.found)
        add("found_at", "Found where", self.found_at, beside=True)
        add("returned", "Returned to home or placement", self.returned)
        add("returned_how", "How the child came back", self.returned_how, beside=True)
        self._parts.main.add_wide(self._due)
        add("police_reference", "Police reference", self.police_reference)
        add("circumstances", "Circumstances, as reported", self.circumstances)
        self._lay_out_folds()

    def _lay_out_folds(self) -> None:
        places = self._parts.fold("Places and people")
        places.add("missing_from_kind", "Missing from: kind of place", self.missing_from_kind)
        places.add("missing_from_postcode", "Missing from: postcode", self.lines["missing_from_postcode"], beside=True)
        places.add("found_kind", "Found: kind of place", self.found_kind)
        places.add("found_postcode", "Found: postcode", self.lines["found_postcode"], beside=True)
        places.add("last_seen_by", "Last seen by", self.lines["last_seen_by"])
        places.add("reported_by", "Reported by", self.lines["reported_by"], beside=True)
        police = self._parts.fold("What the police recorded")
        police.add("police_category", "How the police recorded it", self.police_category)
        police.add("police_check_on", "Police check (prevention interview) on", self.police_check_on, beside=True)
        police.add("police_check", "Police check", self.lines["police_check"])

    def _follow(self) -> None:
        for field in (self.missing_since, self.found, self.returned):
            field.changed.connect(self._say)
        for box in (self.kind, self._override.night):
            box.currentIndexChanged.connect(self._say)
        for line in (self._override.span, self.lines["missing_from_postcode"], self.lines["found_postcode"]):
            line.editingFinished.connect(self._say)

    def _say(self) -> None:
        """Word what follows from the times, and what may be worth another look."""
        episode = self.episode()
        lasted = duration_words(episode) if duration(episode).least is not None else ""
        self._due.setText("\n".join(words for words in (self._due_words(), lasted) if words))
        self._parts.remark(episode_remarks(episode, self._child.born, self._others))
        self.changed.emit()

    def _due_words(self) -> str:
        deadline = deadline_of(self.returned.moment())
        if deadline.latest is None:
            return "No return recorded yet. The 72 hours begin when the child is back."
        if deadline.exact:
            return f"The interview is due by {Moment.at(deadline.latest).spoken}, 72 hours after the return."
        return f"{deadline.sentence(self._now())}. With the time, the program can count the hours."
