"""The facts of a child, to be written down or amended."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from rhi_desktop.domain.british_dates import date_text, date_words, read_date
from rhi_desktop.domain.checks import Problem, child_problems
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.moments import LONDON
from rhi_desktop.gui.casework.fields import Fields

_NO_DATE = "Please give the date of birth like 4/3/2012, or leave it empty if it is not known."
_ALERTS_HIGH = 64


class ChildForm(QWidget):
    """Fields for a child. `child` gives what was typed, on top of what is not shown here."""

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._before = Child(name="")
        self.name = QLineEdit()
        self.preferred = QLineEdit(placeholderText="What the child likes to be called")
        self.born = QLineEdit(placeholderText="Such as 4/3/2012")
        self.reference = QLineEdit(placeholderText="The team’s own reference")
        self.language = QLineEdit(placeholderText="If not English")
        self.interpreter = QCheckBox("An interpreter is needed")
        self.needs = QLineEdit(placeholderText="Anything that helps to talk: hearing, learning, autism …")
        self.alerts = QPlainTextEdit(placeholderText="One on each line, such as: Do not disclose address")
        self.alerts.setTabChangesFocus(True)
        self.alerts.setFixedHeight(_ALERTS_HIGH)
        self._fields = Fields()
        for name, words, field in (
            ("name", "Full name", self.name),
            ("preferred", "Preferred name", self.preferred),
            ("born", "Date of birth", self.born),
            ("reference", "Reference", self.reference),
            ("language", "First language", self.language),
            ("needs", "Communication needs", self.needs),
            ("alerts", "Alerts", self.alerts),
        ):
            self._fields.add(name, words, field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._fields)
        column.addWidget(self.interpreter)
        self.born.editingFinished.connect(self._show_born)

    def show_child(self, child: Child) -> None:
        """Fill the fields."""
        self._before = child
        self.name.setText(child.name)
        self.preferred.setText(child.preferred_name)
        self.born.setText(date_text(date.fromisoformat(child.born)) if child.born else "")
        self.reference.setText(child.reference)
        self.language.setText(child.first_language)
        self.interpreter.setChecked(child.interpreter)
        self.needs.setText(child.needs)
        self.alerts.setPlainText("\n".join(child.alerts))
        self._fields.tell(())

    def child(self) -> Child:
        """Return what the fields hold."""
        born = self._born()
        lines = (line.strip() for line in self.alerts.toPlainText().splitlines())
        return replace(
            self._before,
            name=self.name.text().strip(),
            preferred_name=self.preferred.text().strip(),
            born=born.isoformat() if born is not None else "",
            reference=self.reference.text().strip(),
            first_language=self.language.text().strip(),
            interpreter=self.interpreter.isChecked(),
            needs=self.needs.text().strip(),
            alerts=tuple(line for line in lines if line),
        )

    def wrong(self) -> bool:
        """Word what is wrong under the fields; return whether anything is."""
        problems = list(child_problems(self.child(), self._today()))
        if self.born.text().strip() and self._born() is None:
            problems.append(Problem("born", _NO_DATE))
        return self._fields.tell(problems)

    def _born(self) -> date | None:
        return read_date(self.born.text(), self._today())

    def _today(self) -> date:
        return self._now().astimezone(LONDON).date()

    def _show_born(self) -> None:
        born = self._born()
        self.born.setToolTip(date_words(born) if born is not None else "")
