"""A form with a way to save it and a way to leave it, for one record at a time."""

from collections.abc import Callable
from typing import NamedTuple, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from rhi_desktop.domain.errors import RhiError
from rhi_desktop.gui.fields import written
from rhi_desktop.gui.foot import Foot
from rhi_desktop.gui.jobs import Err, Jobs, Result
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.scrolled import Scrolled
from rhi_desktop.gui.theme import SPACE

Work = Callable[[], object]


class Checked(Protocol):
    """A form that can say what is wrong with it."""

    def wrong(self) -> QWidget | None:
        """Word what is wrong under the fields; return the first field to mend, None where all is well."""
        ...


class EditWords(NamedTuple):
    """What the buttons of a form say; `busy` is said while it is saved, where that takes long.

    A form that asks the `hub` is saved in the background, not on the store's lane.
    """

    save: str = "Save"
    leave: str = "Leave without saving"
    busy: str = ""
    unsaved: str = "What you wrote is not saved yet."
    hub: bool = False


class EditPage(QWidget):
    """Shows a form under a heading. `done` after it was saved, `left` where it was not; `made` has what came of it."""

    done = Signal()
    made = Signal(object)
    left = Signal()

    def __init__(self, form: QWidget, checked: Checked, jobs: Jobs, words: EditWords | None = None) -> None:
        super().__init__()
        self._words = words or EditWords()
        self._form = form
        self._clean: tuple[str, ...] = ()
        self._checked = checked
        self._run = jobs.background if self._words.hub else jobs.store
        self._prepare: Callable[[], Work] | None = None
        self._heading = label("", "title")
        self._save, leave = QPushButton(self._words.save), QPushButton(self._words.leave)
        self._foot = Foot(self._save, leave)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[3])
        column.addWidget(self._heading)
        column.addWidget(form)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(Scrolled(content), 1)
        whole.addWidget(self._foot)
        self._save.clicked.connect(self.save)
        leave.clicked.connect(self.left)
        save_key = QShortcut(QKeySequence("Ctrl+S"), self)
        save_key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        save_key.activated.connect(self.save)

    def begin(self, heading: str, prepare: Callable[[], Work]) -> None:
        """Show the form under a heading; `prepare` reads the form and returns the job that saves it."""
        self._heading.setText(heading)
        self._foot.tell("")
        self._save.setEnabled(True)
        self._prepare = prepare
        self._clean = written(self._form)

    def leave(self) -> None:
        """Leave, unless something was written that would be lost: that is said, and a button leaves all the same."""
        if written(self._form) == self._clean:
            self.left.emit()
            return
        self._foot.tell(self._words.unsaved)

    def save(self) -> None:
        """Save, or say what is wrong; the form stays as it is then. A second press while it is saved does nothing."""
        if self._prepare is None or not self._save.isEnabled():
            return
        self._foot.tell("")
        first = self._checked.wrong()
        if first is not None:
            self._foot.tell("Please look at what is marked above.")
            first.setFocus()
            return
        self._save.setEnabled(False)
        self._foot.wait(self._words.busy)
        self._run(self._prepare(), self._saved)

    def _saved(self, result: Result[object]) -> None:
        self._save.setEnabled(True)
        self._foot.wait("")
        if isinstance(result, Err):
            if not isinstance(result.error, RhiError):
                raise result.error
            self._foot.tell(str(result.error))
            return
        self.made.emit(result.value)
        self.done.emit()
