"""The facts of a child, to be written down or amended."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from rhi_desktop.domain.british_dates import date_text, date_words, read_date
from rhi_desktop.domain.checks import Problem, age, child_problems
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.moments import LONDON
from rhi_desktop.gui.casework.fields import Fields
from rhi_desktop.gui.labels import label

_NO_DATE = "Please give the date of birth like 4/3/2012, or leave it empty if it is not known."
_ALERTS_HIGH = 64
_LONG_AGO = timedelta(days=1_000)
SEXES = ("", "Female", "Male", "Other", "Not known")


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
        self.sex = QComboBox()
        self.sex.addItems(SEXES)
        self.language = QLineEdit(placeholderText="If not English")
        self.interpreter = QCheckBox("An interpreter is needed")
        self.needs = QLineEdit(placeholderText="Anything that helps to talk: hearing, learning, autism …")
        self.alerts = QPlainTextEdit(placeholderText="One on each line, such as: Do not disclose address")
        self.alerts.setTabChangesFocus(True)
        self.alerts.setFixedHeight(_ALERTS_HIGH)
        self._fields = Fields()
        self._born_words = label("", "caption")
        self._lay_out()
        self.born.editingFinished.connect(self._show_born)

    def show_child(self, child: Child) -> None:
        """Fill the fields."""
        self._before = child
        self.name.setText(child.name)
        self.preferred.setText(child.preferred_name)
        self.born.setText(date_text(date.fromisoformat(child.born)) if child.born else "")
        self.reference.setText(child.reference)
        if self.sex.findText(child.sex) < 0:
            self.sex.addItem(child.sex)
        self.sex.setCurrentText(child.sex)
        self.language.setText(child.first_language)
        self.interpreter.setChecked(child.interpreter)
        self.needs.setText(child.needs)
        self.alerts.setPlainText("\n".join(child.alerts))
        self._fields.tell(())
        self._show_born()

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
            sex=self.sex.currentText(),
            first_language=self.language.text().strip(),
            interpreter=self.interpreter.isChecked(),
            needs=self.needs.text().strip(),
            alerts=tuple(line for line in lines if line),
        )

    def wrong(self) -> QWidget | None:
        """Word what is wrong under the fields; return the first field to mend, None where all is well."""
        problems = list(child_problems(self.child(), self._today()))
        if self.born.text().strip() and self._born() is None:
            problems.append(Problem("born", _NO_DATE))
            self._born_words.hide()
        return self._fields.tell(problems)

    def _lay_out(self) -> None:
        add = self._fields.add
        add("name", "Full name", self.name)
        add("preferred", "Preferred name", self.preferred, beside=True)
        add("born", "Date of birth", self.born)
        add("reference", "Reference", self.reference, beside=True)
        self._fields.add_wide(self._born_words)
        add("sex", "Sex", self.sex)
        add("language", "First language", self.language, beside=True)
        self._fields.add_wide(self.interpreter)
        add("needs", "Communication needs", self.needs)
        add("alerts", "Alerts", self.alerts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._fields)

    def _born(self) -> date | None:
        """Return the date of birth, None where it is not one or its year was left out."""
        today = self._today()
        born = read_date(self.born.text(), today)
        return born if born == read_date(self.born.text(), today - _LONG_AGO) else None

    def _today(self) -> date:
        return self._now().astimezone(LONDON).date()

    def _show_born(self) -> None:
        born = self._born()
        if born is not None:
            years = age(self.child(), self._today())
            self._born_words.setText(f"Born {date_words(born)}, {years} years old")
        elif self.born.text().strip():
            self._born_words.setText(_NO_DATE)
        self._born_words.setVisible(bool(self.born.text().strip()))
