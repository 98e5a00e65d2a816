"""What two people changed at once: the list, and the page on which one chooses."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.merging import Path
from rhi_desktop.domain.records import RecordChanged
from rhi_desktop.gui.conflicts import wording
from rhi_desktop.gui.conflicts.choice_page import ChoicePage
from rhi_desktop.gui.conflicts.list_page import ListPage
from rhi_desktop.gui.jobs import Err, Jobs, Result
from rhi_desktop.services.conflicts import Conflicts, Undecided, Waiting

_ALL = ""


class ConflictsView(QWidget):
    """Leads from the list to a record and back; where only one waits, straight to it."""

    back = Signal()

    def __init__(self, conflicts: Conflicts, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._conflicts = conflicts
        self._jobs = jobs
        self._about = _ALL
        self._undecided: Undecided | None = None
        self._alone = False
        self.list_page, self.choice_page = ListPage(), ChoicePage()
        self._pages = QStackedLayout(self)
        for page in (self.list_page, self.choice_page):
            self._pages.addWidget(page)
        self.list_page.left.connect(self.back)
        self.list_page.chosen.connect(self.open)
        self.choice_page.left.connect(self.leave)
        self.choice_page.settled.connect(self._settle)
        self.choice_page.address_asked.connect(self._note_address)

    @property
    def choosing(self) -> bool:
        """Whether a record is shown in which somebody is choosing."""
        return self._pages.currentWidget() is self.choice_page

    def begin(self, about: str = _ALL) -> None:
        """Show what waits: of a child or of one record where `about` names it."""
        self._about = about
        self._to_list()
        self.list_page.tell("")
        self._jobs.store(partial(self._conflicts.waiting, about), partial(self._listed, lead_on=True))

    def refresh(self) -> None:
        """Read the list anew; a record in which somebody is choosing stays."""
        self._jobs.store(partial(self._conflicts.waiting, self._about), self._listed)

    def open(self, record: str) -> None:
        """Show one record."""
        self._jobs.store(partial(self._conflicts.ask, record), self._asked)

    def leave(self) -> None:
        """Go back to the list, or to where one came from if there was nothing else in it."""
        if self._alone:
            self.back.emit()
        self._to_list()
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads from a record to the list, and from the list to where one was."""
        if event.key() == Qt.Key.Key_Escape and self.choosing:
            self.leave()
            return
        super().keyPressEvent(event)

    def _listed(self, result: Result[tuple[Waiting, ...]], *, lead_on: bool = False) -> None:
        if self.choosing:
            return
        if isinstance(result, Err):
            self.list_page.tell(_sentence(result.error))
            return
        self.list_page.show_waiting(result.value)
        self._alone = lead_on and len(result.value) == 1
        if self._alone:
            self.open(result.value[0].record)

    def _asked(self, result: Result[Undecided], choices: Mapping[Path, str] | None = None, told: str = "") -> None:
        if isinstance(result, Err):
            self._end(_sentence(result.error))
            return
        self._undecided = result.value
        self._pages.setCurrentWidget(self.choice_page)
        self.choice_page.show_undecided(result.value, choices or {})
        self.choice_page.tell(told)

    def _settle(self, choices: Mapping[Path, str]) -> None:
        asked = self._undecided
        if asked is not None:
            job = partial(self._conflicts.settle, asked.waiting.record, asked.head, choices)
            self._jobs.store(job, partial(self._settled, asked.waiting.record))

    def _settled(self, record: str, result: Result[None]) -> None:
        if not isinstance(result, Err):
            self._end(wording.KEPT)
        elif isinstance(result.error, RecordChanged):
            again = partial(self._asked, choices=self.choice_page.choices, told=wording.ANOTHER)
            self._jobs.store(partial(self._conflicts.ask, record), again)
        else:
            self.choice_page.tell(_sentence(result.error))

    def _end(self, told: str) -> None:
        """Go to the list with a sentence."""
        self._to_list()
        self.list_page.tell(told)
        self.refresh()

    def _to_list(self) -> None:
        self._undecided, self._alone = None, False
        self._pages.setCurrentWidget(self.list_page)

    def _note_address(self, child: str) -> None:
        self._jobs.store(partial(self._conflicts.address_shown, child), _must)


def _sentence(error: Exception) -> str:
    if not isinstance(error, RhiError):
        raise error
    return str(error)


def _must(result: Result[None]) -> None:
    if isinstance(result, Err):
        raise result.error
