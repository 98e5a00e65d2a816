"""What is known of a request for an interview: when it came, from whom, and about which episodes."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QVBoxLayout, QWidget

from rhi_desktop.domain.checks import Problem
from rhi_desktop.domain.code_lists import CodeLists
from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.moments import LONDON, Moment
from rhi_desktop.domain.referral import Referral
from rhi_desktop.gui.casework.code_box import WordBox
from rhi_desktop.gui.casework.wording import episode_words
from rhi_desktop.gui.fields import Fields
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.moment_field import MomentField

_NOTES_HIGH = 72
_NO_DAY = "Please give the day on which the referral came."
_TO_COME = "This is still to come. Please check the date and the time."
_NO_EPISODE = "Please choose at least one episode."


@dataclass(frozen=True, slots=True)
class Request:
    """What the form holds; `received` is `Moment.text`, `episodes` are ids."""

    received: str
    source: str
    notes: str
    episodes: tuple[str, ...]


class RequestForm(QWidget):
    """Fields for a referral. Episodes are offered where `clear` is given some: an interview may cover several."""

    def __init__(self, now: Callable[[], datetime], lists: CodeLists, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        today = now().astimezone(LONDON).date()
        self.received = MomentField("Referral received", now)
        self.source = WordBox(lists["referral_source"], today, "Police, home, social worker …")
        self.notes = QPlainTextEdit()
        self.notes.setTabChangesFocus(True)
        self.notes.setFixedHeight(_NOTES_HIGH)
        self.episodes: dict[str, QCheckBox] = {}
        self._about = QWidget()
        self._choices = QVBoxLayout(self._about)
        self._choices.setContentsMargins(0, 0, 0, 0)
        self._fields = Fields()
        self._fields.add_wide(self._about)
        self._fields.add("received", "Referral received", self.received)
        self._fields.add("source", "Who asked", self.source, beside=True)
        self._fields.add("notes", "Notes", self.notes)
        self._none = label(_NO_EPISODE, "error")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._fields)
        self.clear()

    def clear(self, episodes: Iterable[Filed[Episode]] = (), chosen: Collection[str] = ()) -> None:
        """Empty the fields; the referral came now, unless one says otherwise. `chosen` are ticked."""
        self.received.set_moment(Moment.at(self._now()).text)
        self.source.choose("")
        self.notes.clear()
        self._fields.tell(())
        for old in self.episodes.values():
            self._choices.removeWidget(old)
            old.setParent(None)
        self.episodes = {one.id: QCheckBox(episode_words(one.value, ",\n")) for one in episodes}
        for record, box in self.episodes.items():
            box.setChecked(record in chosen)
            self._choices.addWidget(box)
        self._choices.addWidget(self._none)
        self._none.hide()
        self._about.setVisible(bool(self.episodes))

    def show_referral(self, referral: Referral) -> None:
        """Fill the fields, to be amended; which episodes it is about is not asked here."""
        self.clear()
        self.received.set_moment(referral.received)
        self.source.choose(referral.source)
        self.notes.setPlainText(referral.notes)

    def request(self) -> Request:
        """Return what the fields hold."""
        return Request(
            received=self.received.text(),
            source=self.source.words(),
            notes=self.notes.toPlainText().strip(),
            episodes=tuple(record for record, box in self.episodes.items() if box.isChecked()),
        )

    def wrong(self) -> QWidget | None:
        """Word what is wrong under the fields; return the first field to mend, None where all is well."""
        unread = self.received.problem() or ("" if self.received.text() else _NO_DAY)
        self.received.leave_words_to(unread)
        problem = unread or self._to_come()
        field = self._fields.tell([Problem("received", problem)] if problem else [])
        unchosen = bool(self.episodes) and not self.request().episodes
        self._none.setVisible(unchosen)
        return next(iter(self.episodes.values())) if unchosen else field

    def _to_come(self) -> str:
        received, now = self.received.moment(), Moment.at(self._now())
        if received is None or received.day < now.day:
            return ""
        later = received.instant is not None and now.instant is not None and received.instant > now.instant
        return _TO_COME if later or received.day > now.day else ""
