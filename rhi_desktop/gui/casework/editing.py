"""A form with a way to save it and a way to leave it, for one record at a time."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from rhi_desktop.domain.errors import RhiError
from rhi_desktop.gui.jobs import Err, Jobs, Result
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.scrolled import Scrolled
from rhi_desktop.gui.theme import SPACE

T = TypeVar("T")


class Checked(Protocol):
    """A form that can say what is wrong with it."""

    def wrong(self) -> bool:
        """Word what is wrong under the fields; return whether anything is."""
        ...


class EditPage(QWidget):
    """Shows a form under a heading. `done` after it was saved, `left` where it was not."""

    done = Signal()
    left = Signal()

    def __init__(self, form: QWidget, checked: Checked, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._checked = checked
        self._jobs = jobs
        self._work: Callable[[], object] | None = None
        self._heading = label("", "title")
        self._error = label("", "error")
        save, leave = QPushButton("Save"), QPushButton("Leave without saving")
        save.setProperty("role", "primary")
        leave.setProperty("role", "quiet")
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[3])
        column.addWidget(self._heading)
        column.addWidget(form)
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE[5], SPACE[2], SPACE[5], SPACE[2])
        foot.addWidget(self._error, 1)
        foot.addWidget(leave)
        foot.addWidget(save)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scrolled(content), 1)
        whole.addLayout(foot)
        save.clicked.connect(self.save)
        leave.clicked.connect(self.left)

    def begin(self, heading: str, work: Callable[[], object]) -> None:
        """Show the form under a heading; `work` saves what it holds."""
        self._heading.setText(heading)
        self._error.clear()
        self._work = work

    def save(self) -> None:
        """Save, or say what is wrong; the form stays as it is then."""
        if self._work is None or self._checked.wrong():
            return
        self._jobs.store(self._work, self._saved)

    def _saved(self, result: Result[object]) -> None:
        if isinstance(result, Err):
            if not isinstance(result.error, RhiError):
                raise result.error
            self._error.setText(str(result.error))
            return
        self.done.emit()
