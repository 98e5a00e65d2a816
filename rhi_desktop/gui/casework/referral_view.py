"""Taking a referral: who, what happened, who asked. One page; nothing is lost when something is wrong."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from rhi_desktop.domain.child import Child
from rhi_desktop.domain.code_lists import CodeLists
from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.referral import Referral
from rhi_desktop.gui.casework.child_form import ChildForm
from rhi_desktop.gui.casework.child_search import ChildSearch, child_words
from rhi_desktop.gui.casework.episode_form import EpisodeForm
from rhi_desktop.gui.casework.request_form import RequestForm
from rhi_desktop.gui.fields import written
from rhi_desktop.gui.foot import Foot
from rhi_desktop.gui.jobs import Err, Jobs, Result
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.scrolled import Scrolled
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.casework import Case, Casework
from rhi_desktop.services.ports import ChildRow
from rhi_desktop.services.worklists import Worklists

_SEARCH_HIGH = 190
_TWINS = 3
_SAME = "If it is the same child, choose “A child who is in the store”."
_NOBODY = "Choose the child above, or “A child who is new here”."


class ReferralView(QWidget):
    """One form for child, episode and referral. `taken` carries the referral's id."""

    taken = Signal(str)
    back = Signal()

    def __init__(
        self,
        casework: Casework,
        worklists: Worklists,
        lists: CodeLists,
        jobs: Jobs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._casework = casework
        self._worklists = worklists
        self._jobs = jobs
        self._child_id = ""
        self._known = QRadioButton("A child who is in the store")
        self._new = QRadioButton("A child who is new here")
        self._search = ChildSearch(worklists, jobs)
        self._search.setFixedHeight(_SEARCH_HIGH)
        self._who = label("", "notice")
        self._child = ChildForm(casework.now, lists)
        self._episode = EpisodeForm(casework.now, lists)
        self._request = RequestForm(casework.now, lists)
        self._save = QPushButton("Save the referral")
        self._leave, self._clear = QPushButton("Leave for now"), QPushButton("Clear")
        self._clear.setAccessibleName("Clear the form")
        self._foot = Foot(self._save, self._leave, self._clear)
        self._kept = label("What you wrote before is still here, and is not saved yet.", "notice")
        self._twin = label("", "notice")
        self._clean: tuple[str, ...] = ()
        self._lay_out()
        self._known.toggled.connect(self._switch)
        self._search.chosen.connect(self._choose)
        self._save.clicked.connect(self.save)
        self._leave.clicked.connect(self.back)
        self._clear.clicked.connect(self.clear)
        save_key = QShortcut(QKeySequence("Ctrl+S"), self)
        save_key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        save_key.activated.connect(self.save)
        self._child.name.editingFinished.connect(self._look_for_twin)

    def begin(self) -> None:
        """Start with an empty form, or with what was written before one left it for something else."""
        self._search.search()
        if self._clean and self._written() != self._clean:
            self._kept.show()
            return
        self.clear()

    def clear(self) -> None:
        """Empty the form; the child is looked for before a new one is made."""
        self._child_id = ""
        self._child.show_child(Child(name=""))
        self._episode.show_episode(Episode(child=""))
        self._episode.about(Child(name=""))
        self._request.clear()
        self._foot.tell("")
        self._kept.hide()
        self._twin.hide()
        self._who.setText(_NOBODY)
        self._search.field.clear()
        self._known.setChecked(True)
        self._switch()
        self._search.field.setFocus()
        self._clean = self._written()

    def save(self) -> None:
        """Put the referral on record, or say what is missing. A second press while it is saved does nothing."""
        if not self._save.isEnabled():
            return
        self._foot.tell("")
        first = self._first_wrong()
        if first is not None:
            first.setFocus()
            return
        child = self._child.child() if self._new.isChecked() else self._child_id
        episode = self._episode.episode()
        request = self._request.request()
        self._save.setEnabled(False)
        self._jobs.store(
            lambda: self._casework.take_referral(
                child, episode, received=request.received, source=request.source, notes=request.notes
            ),
            self._saved,
        )

    def _first_wrong(self) -> QWidget | None:
        if self._new.isChecked():
            self._episode.about(self._child.child())
        wrong = [
            self._search.field if self._known.isChecked() and not self._child_id else None,
            self._child.wrong() if self._new.isChecked() else None,
            self._episode.wrong(),
            self._request.wrong(),
        ]
        if any(wrong):
            self._foot.tell(_NOBODY if wrong[0] else "Please look at what is marked above.")
        return next((field for field in wrong if field is not None), None)

    def _written(self) -> tuple[str, ...]:
        return (self._child_id, *written(self))

    def _saved(self, result: Result[Filed[Referral]]) -> None:
        self._save.setEnabled(True)
        if isinstance(result, Err):
            if not isinstance(result.error, RhiError):
                raise result.error
            self._foot.tell(str(result.error))
            return
        self.clear()
        self.taken.emit(result.value.id)

    def _choose(self, child: str, name: str) -> None:
        self._child_id = child
        self._who.setText(f"The referral is about {name}.")
        self._jobs.store(partial(self._casework.open_child, child), partial(self._known_child, child))

    def _known_child(self, child: str, result: Result[Case]) -> None:
        """Let the new episode begin with what is known of the child, and be checked against it."""
        if isinstance(result, Err):
            if not isinstance(result.error, RhiError):
                raise result.error
            self._foot.tell(str(result.error))
        elif child == self._child_id:
            self._episode.about(result.value.child.value, [one.value for one in result.value.episodes])

    def _switch(self) -> None:
        known = self._known.isChecked()
        self._search.setVisible(known)
        self._who.setVisible(known)
        self._child.setVisible(not known)
        self._twin.setVisible(not known and bool(self._twin.text()))
        if not known and not self._child.name.text():
            self._child.name.setText(self._search.field.text().strip())
            self._look_for_twin()

    def _look_for_twin(self) -> None:
        name = self._child.name.text().strip()
        if name and self._new.isChecked():
            self._jobs.store(partial(self._worklists.children, name, limit=_TWINS), self._found_twins)

    def _found_twins(self, result: Result[tuple[ChildRow, ...]]) -> None:
        rows = result.value if not isinstance(result, Err) else ()
        found = "\n".join(child_words(row) for row in rows)
        self._twin.setText(f"Already in the store:\n{found}\n{_SAME}" if rows else "")
        self._twin.setVisible(bool(rows) and self._new.isChecked())

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        column.addWidget(label("Take a referral", "title"))
        column.addWidget(self._kept)
        who = QWidget()
        choices = QHBoxLayout(who)
        choices.setContentsMargins(0, 0, 0, 0)
        choices.setSpacing(SPACE[3])
        for choice in (self._known, self._new):
            choices.addWidget(choice)
        choices.addStretch(1)
        for heading, widgets in (
            ("Who it is about", (who, self._search, self._who, self._child, self._twin)),
            ("What happened", (self._episode,)),
            ("The referral", (self._request,)),
        ):
            column.addSpacing(SPACE[2])
            column.addWidget(label(heading, "section"))
            for widget in widgets:
                column.addWidget(widget)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(Scrolled(content), 1)
        whole.addWidget(self._foot)
