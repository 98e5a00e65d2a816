"""The rules of a service on a screen of their own, reached from the settings."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.rules import Rules
from rhi_desktop.gui.casework.rules_form import RulesForm
from rhi_desktop.gui.editing import EditPage
from rhi_desktop.gui.jobs import Err, Jobs, Result
from rhi_desktop.gui.labels import label
from rhi_desktop.services.rulebook import Rulebook


class RulesView(QWidget):
    """Shows the rules as they are, and keeps them where somebody saves."""

    back = Signal()

    def __init__(self, rulebook: Rulebook, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rulebook = rulebook
        self._jobs = jobs
        self.form = RulesForm(rulebook.now)
        self._page = EditPage(self.form, self.form, jobs)
        self._trouble = label("", "error")
        self._trouble.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._trouble)
        column.addWidget(self._page, 1)
        self._page.done.connect(self.back)
        self._page.left.connect(self.back)

    def refresh(self) -> None:
        """Read the rules anew."""
        self._jobs.store(self._rulebook.rules, self._read)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back, unless something was written that would be lost."""
        if event.key() == Qt.Key.Key_Escape:
            self._page.leave()
            return
        super().keyPressEvent(event)

    def _read(self, result: Result[Rules]) -> None:
        failed = isinstance(result, Err)
        self._trouble.setVisible(failed)
        if isinstance(result, Err):
            if not isinstance(result.error, RhiError):
                raise result.error
            self._trouble.setText(str(result.error))
            return
        self.form.show_rules(result.value)
        self._page.begin("Rules of the service", lambda: partial(self._rulebook.keep, self.form.rules()))
        next(iter(self.form.thresholds.values())).on.setFocus()
