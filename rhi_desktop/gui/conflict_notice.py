"""A notice above a screen: that two people changed something which it shows, and the way to choose."""

from functools import partial
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from rhi_desktop.domain.errors import RhiError
from rhi_desktop.gui.cards import button
from rhi_desktop.gui.jobs import Err, Jobs, Result
from rhi_desktop.gui.labels import label
from rhi_desktop.services.conflicts import Waiting


class Waits(Protocol):
    """Knows in which records somebody has to choose."""

    def waiting(self, about: str = "") -> tuple[Waiting, ...]:
        """Return them, of a child or of one record where `about` names it."""
        ...


class ConflictNotice(QFrame):
    """Hidden where nothing waits. `asked` carries what it is about: a child, a record, or everything (empty)."""

    asked = Signal(str)

    def __init__(self, waits: Waits, jobs: Jobs) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self._waits = waits
        self._jobs = jobs
        self._about: str | None = None
        self.words = label("")
        self.choose = button("Choose…", "quiet", self._ask, named="Choose what is to stay")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.words, 1)
        row.addWidget(self.choose)
        self.hide()

    def look(self, about: str) -> None:
        """Count what waits, and say so where anything does."""
        if about != self._about:
            self.put_away()
        self._about = about
        self._jobs.store(partial(self._waits.waiting, about), partial(self._counted, about))

    def put_away(self) -> None:
        """Say nothing."""
        self._about = None
        self.hide()

    def _counted(self, about: str, result: Result[tuple[Waiting, ...]]) -> None:
        if isinstance(result, Err):
            if not isinstance(result.error, RhiError):
                raise result.error
            return
        if about == self._about:
            count = len(result.value)
            what = "One record was" if count == 1 else f"{count} records were"
            self.words.setText(f"{what} changed by two people at the same time.")
            self.setVisible(bool(count))

    def _ask(self) -> None:
        self.asked.emit(self._about or "")
