"""A missing episode, to be written down or amended."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from rhi_desktop.domain.checks import Problem, episode_problems
from rhi_desktop.domain.deadline import deadline_of
from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.moments import Moment
from rhi_desktop.gui.casework.fields import Fields
from rhi_desktop.gui.casework.moment_field import MomentField
from rhi_desktop.gui.labels import label

KINDS = (("missing", "Missing"), ("away", "Away without authorisation"))
RETURNED_HOW = ("", "By themselves", "Carer or parent", "Police", "Friend", "Other")
RISKS = ("", "No apparent risk", "Low", "Medium", "High")
_TEXT_HIGH = 88


class EpisodeForm(QWidget):
    """Fields for an episode, with the deadline that follows from the return, in words."""

    changed = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._before = Episode(child="")
        self.kind = _chooser([words for _, words in KINDS])
        self.missing_since = MomentField("Missing since", now)
        self.missing_from = QLineEdit(placeholderText="Home, foster home, school …")
        self.found = MomentField("Found", now)
        self.found_at = QLineEdit(placeholderText="Where the child was found")
        self.returned = MomentField("Returned", now)
        self.returned_how = _chooser(RETURNED_HOW)
        self.police_reference = QLineEdit()
        self.police_risk = _chooser(RISKS)
        self.circumstances = QPlainTextEdit()
        self.circumstances.setTabChangesFocus(True)
        self.circumstances.setFixedHeight(_TEXT_HIGH)
        self._due = label("", "notice")
        self._moments = {"missing_since": self.missing_since, "found": self.found, "returned": self.returned}
        self._fields = Fields()
        self._lay_out_fields()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._fields)
        self.returned.changed.connect(self._show_due)
        self._show_due()

    def show_episode(self, episode: Episode) -> None:
        """Fill the fields."""
        self._before = episode
        kinds = [code for code, _ in KINDS]
        self.kind.setCurrentIndex(kinds.index(episode.kind) if episode.kind in kinds else 0)
        self.missing_since.set_moment(episode.missing_since)
        self.missing_from.setText(episode.missing_from)
        self.found.set_moment(episode.found)
        self.found_at.setText(episode.found_at)
        self.returned.set_moment(episode.returned)
        _choose(self.returned_how, episode.returned_how)
        self.police_reference.setText(episode.police_reference)
        _choose(self.police_risk, episode.police_risk)
        self.circumstances.setPlainText(episode.circumstances)
        self._fields.tell(())

    def episode(self) -> Episode:
        """Return what the fields hold."""
        return replace(
            self._before,
            kind=KINDS[self.kind.currentIndex()][0],
            missing_since=self.missing_since.text(),
            missing_from=self.missing_from.text().strip(),
            found=self.found.text(),
            found_at=self.found_at.text().strip(),
            returned=self.returned.text(),
            returned_how=self.returned_how.currentText(),
            police_reference=self.police_reference.text().strip(),
            police_risk=self.police_risk.currentText(),
            circumstances=self.circumstances.toPlainText().strip(),
        )

    def wrong(self) -> QWidget | None:
        """Word what is wrong under the fields; return the first field to mend, None where all is well."""
        unread = [Problem(name, field.problem()) for name, field in self._moments.items() if field.problem()]
        for name, field in self._moments.items():
            field.leave_words_to(next((one.sentence for one in unread if one.field == name), ""))
        return self._fields.tell([*unread, *episode_problems(self.episode(), self._now())])

    def _lay_out_fields(self) -> None:
        add = self._fields.add
        add("kind", "What it was", self.kind)
        add("police_risk", "Risk as the police recorded it", self.police_risk, beside=True)
        add("missing_since", "Missing since", self.missing_since)
        add("missing_from", "Missing from", self.missing_from, beside=True)
        add("found", "Found", self.found)
        add("found_at", "Found where", self.found_at, beside=True)
        add("returned", "Returned to home or placement", self.returned)
        add("returned_how", "How the child came back", self.returned_how, beside=True)
        self._fields.add_wide(self._due)
        add("police_reference", "Police reference", self.police_reference)
        add("circumstances", "Circumstances, as reported", self.circumstances)

    def _show_due(self) -> None:
        returned = self.returned.moment()
        deadline = deadline_of(returned)
        if deadline.latest is None:
            words = "No return recorded yet. The 72 hours begin when the child is back."
        elif deadline.exact:
            words = f"The interview is due by {Moment.at(deadline.latest).spoken}, 72 hours after the return."
        else:
            words = f"{deadline.sentence(self._now())}. With the time, the program can count the hours."
        self._due.setText(words)
        self.changed.emit()


def _chooser(words: tuple[str, ...] | list[str]) -> QComboBox:
    box = QComboBox()
    box.addItems(list(words))
    return box


def _choose(box: QComboBox, words: str) -> None:
    at = box.findText(words)
    if at < 0:
        box.addItem(words)
        at = box.count() - 1
    box.setCurrentIndex(at)
