"""Taking a referral: who, what happened, who asked. One page; nothing is lost when something is wrong."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QRadioButton, QVBoxLayout, QWidget

from rhi_desktop.domain.checks import Problem
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.referral import Referral
from rhi_desktop.gui.casework.child_form import ChildForm
from rhi_desktop.gui.casework.child_search import ChildSearch
from rhi_desktop.gui.casework.episode_form import EpisodeForm
from rhi_desktop.gui.casework.fields import Fields
from rhi_desktop.gui.casework.moment_field import MomentField
from rhi_desktop.gui.jobs import Err, Jobs, Result
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.scrolled import Scrolled
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.casework import Casework
from rhi_desktop.services.worklists import Worklists

_SEARCH_HIGH, _NOTES_HIGH = 190, 72
_NOBODY = "Choose the child above, or “A child who is new here”."


class ReferralView(QWidget):
    """One form for child, episode and referral. `taken` carries the referral's id."""

    taken = Signal(str)
    back = Signal()

    def __init__(self, casework: Casework, worklists: Worklists, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._casework = casework
        self._jobs = jobs
        self._child_id = ""
        self._known = QRadioButton("A child who is in the store")
        self._new = QRadioButton("A child who is new here")
        self._search = ChildSearch(worklists, jobs)
        self._search.setFixedHeight(_SEARCH_HIGH)
        self._who = label("", "notice")
        self._child = ChildForm(casework.now)
        self._episode = EpisodeForm(casework.now)
        self._received = MomentField("Referral received", casework.now)
        self._source = QLineEdit(placeholderText="Police, home, social worker …")
        self._notes = QPlainTextEdit()
        self._notes.setTabChangesFocus(True)
        self._notes.setFixedHeight(_NOTES_HIGH)
        self._request = Fields()
        self._request.add("received", "Referral received", self._received)
        self._request.add("source", "Who asked", self._source)
        self._request.add("notes", "Notes", self._notes)
        self._error = label("", "error")
        self._save = QPushButton("Save the referral")
        self._save.setProperty("role", "primary")
        self._leave = QPushButton("Leave without saving")
        self._leave.setProperty("role", "quiet")
        self._lay_out()
        self._known.toggled.connect(self._switch)
        self._search.chosen.connect(self._choose)
        self._save.clicked.connect(self.save)
        self._leave.clicked.connect(self.back)

    def begin(self) -> None:
        """Start with an empty form; the child is looked for before a new one is made."""
        self._child_id = ""
        self._child.show_child(Child(name=""))
        self._episode.show_episode(Episode(child=""))
        self._received.set_moment(Moment.at(self._casework.now()).text)
        self._source.clear()
        self._notes.clear()
        self._error.clear()
        self._who.setText(_NOBODY)
        self._known.setChecked(True)
        self._switch()
        self._search.field.clear()
        self._search.search()
        self._search.field.setFocus()

    def save(self) -> None:
        """Put the referral on record, or say what is missing."""
        self._error.clear()
        if self._known.isChecked() and not self._child_id:
            self._error.setText(_NOBODY)
            self._search.field.setFocus()
            return
        problem = self._received.problem()
        wrong = [
            self._request.tell([Problem("received", problem)] if problem else []),
            self._episode.wrong(),
            self._new.isChecked() and self._child.wrong(),
        ]
        if any(wrong):
            self._error.setText("Please look at what is marked above.")
            return
        child = self._child.child() if self._new.isChecked() else self._child_id
        episode = self._episode.episode()
        words = {"source": self._source.text().strip(), "notes": self._notes.toPlainText().strip()}
        received = self._received.text()
        self._save.setEnabled(False)
        self._jobs.store(lambda: self._casework.take_referral(child, episode, received=received, **words), self._saved)

    def _saved(self, result: Result[Filed[Referral]]) -> None:
        self._save.setEnabled(True)
        if isinstance(result, Err):
            if not isinstance(result.error, RhiError):
                raise result.error
            self._error.setText(str(result.error))
            return
        self.taken.emit(result.value.id)

    def _choose(self, child: str, name: str) -> None:
        self._child_id = child
        self._who.setText(f"The referral is about {name}.")

    def _switch(self) -> None:
        known = self._known.isChecked()
        self._search.setVisible(known)
        self._who.setVisible(known)
        self._child.setVisible(not known)

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        column.addWidget(label("Take a referral", "title"))
        for heading, widgets in (
            ("Who it is about", (self._known, self._new, self._search, self._who, self._child)),
            ("What happened", (self._episode,)),
            ("The referral", (self._request,)),
        ):
            column.addSpacing(SPACE[2])
            column.addWidget(label(heading, "section"))
            for widget in widgets:
                column.addWidget(widget)
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE[5], SPACE[2], SPACE[5], SPACE[2])
        foot.addWidget(self._error, 1)
        foot.addWidget(self._leave)
        foot.addWidget(self._save)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(Scrolled(content), 1)
        whole.addLayout(foot)
