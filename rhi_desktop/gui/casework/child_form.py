"""The facts of a child, to be written down or amended."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from rhi_desktop.domain.british_dates import date_text, date_words, no_such_day, read_date
from rhi_desktop.domain.checks import Problem, age, child_problems, child_remarks
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.code_lists import CodeLists
from rhi_desktop.domain.moments import LONDON
from rhi_desktop.domain.nhs_number import nhs_digits, nhs_words
from rhi_desktop.domain.postcodes import postcode_text
from rhi_desktop.gui.casework.address_field import AddressField
from rhi_desktop.gui.casework.alerts_field import AlertsField
from rhi_desktop.gui.casework.code_box import CodeBox, CodeChecks
from rhi_desktop.gui.casework.sections import Sections
from rhi_desktop.gui.fields import Fields
from rhi_desktop.gui.labels import label

_NO_DATE = "Please give the date of birth like 4/3/2012, or leave it empty if it is not known."
_NAMES_HIGH = 56
_LONG_AGO = timedelta(days=1_000)
_LINES = {
    "name": ("Full name", ""),
    "preferred_name": ("Preferred name", "What the child likes to be called"),
    "reference": ("Reference", "The team’s own reference"),
    "first_language": ("First language", "If not English"),
    "needs": ("Communication needs", "Anything that helps to talk: hearing, learning, autism …"),
    "second_language": ("Second language of the form", "Shown beneath the English, such as Polski"),
    "gender": ("Gender, in the child’s words", ""),
    "police_reference": ("Police reference for the child", ""),
    "nhs_number": ("NHS number", "Ten digits, if it is known"),
    "pupil_number": ("Pupil number (UPN)", ""),
    "carer": ("Parent or carer", "Name, and how to reach them"),
    "school": ("School or college", ""),
    "social_worker": ("Social worker", "Name, team, telephone"),
    "responsible_authority": ("Responsible authority", "The council that is responsible for the child"),
    "host_authority": ("Authority they live in", "If it is another one"),
}


class ChildForm(QWidget):
    """Fields for a child: the few that a referral needs on top, the rest in folds."""

    address_asked = Signal()

    def __init__(self, now: Callable[[], datetime], lists: CodeLists, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        today = self._today()
        self._before = Child(name="")
        self.lines = {name: QLineEdit(placeholderText=hint) for name, (_, hint) in _LINES.items()}
        self.name, self.preferred, self.needs = (self.lines[one] for one in ("name", "preferred_name", "needs"))
        self.reference, self.language = self.lines["reference"], self.lines["first_language"]
        self.born = QLineEdit(placeholderText="Such as 4/3/2012")
        self.sex = CodeBox(lists["sex"], today)
        self.ethnicity = CodeBox(lists["ethnicity"], today)
        self.disabilities = CodeChecks(lists["disability"], today)
        self.interpreter = QCheckBox("An interpreter is needed")
        self.unaccompanied = QCheckBox("Came to this country without a parent or carer")
        self.others = QPlainTextEdit(placeholderText="One on each line: other spellings, earlier names")
        self.others.setTabChangesFocus(True)
        self.others.setFixedHeight(_NAMES_HIGH)
        self.alerts = AlertsField(lists["alert"], today)
        self.home = AddressField()
        self._parts = Sections()
        self._born_words = label("", "caption")
        self._lay_out()
        self.born.editingFinished.connect(self._show_born)
        self.home.edited.connect(self._remark)
        self.home.asked.connect(self.address_asked)

    def show_child(self, child: Child) -> None:
        """Fill the fields. An address that is not to be disclosed is kept back until somebody asks."""
        self._before = child
        for name, line in self.lines.items():
            line.setText(nhs_words(child.nhs_number) if name == "nhs_number" else str(getattr(child, name)))
        self.born.setText(date_text(date.fromisoformat(child.born)) if child.born else "")
        self.sex.choose(child.sex)
        self.ethnicity.choose(child.ethnicity)
        self.disabilities.choose(child.disabilities)
        self.interpreter.setChecked(child.interpreter)
        self.unaccompanied.setChecked(child.unaccompanied)
        self.others.setPlainText("\n".join(child.other_names))
        self.alerts.show_alerts(child.alerts)
        self.home.show_child(child)
        self._parts.settle()
        self._show_born()

    def child(self) -> Child:
        """Return what the fields hold, on top of what is not shown here."""
        born = self._born()
        address, postcode = self.home.texts()
        words = {name: line.text().strip() for name, line in self.lines.items()}
        words["nhs_number"] = nhs_digits(words["nhs_number"])
        others = (line.strip() for line in self.others.toPlainText().splitlines())
        return replace(
            self._before,
            **words,
            born=born.isoformat() if born is not None else "",
            sex=self.sex.code(),
            ethnicity=self.ethnicity.code(),
            disabilities=self.disabilities.codes(),
            interpreter=self.interpreter.isChecked(),
            unaccompanied=self.unaccompanied.isChecked(),
            other_names=tuple(line for line in others if line),
            alerts=self.alerts.alerts(),
            address=address,
            postcode=postcode_text(postcode),
        )

    def wrong(self) -> QWidget | None:
        """Word what is wrong under the fields; return the first field to mend, None where all is well."""
        problems = list(child_problems(self.child(), self._today()))
        if self.born.text().strip() and self._born() is None:
            problems.append(Problem("born", no_such_day(self.born.text()) or _NO_DATE))
            self._born_words.hide()
        return self._parts.tell(problems)

    def _lay_out(self) -> None:
        main = self._parts.main
        self._line(main, "name")
        self._line(main, "preferred_name", beside=True)
        main.add("born", "Date of birth", self.born)
        self._line(main, "reference", beside=True)
        main.add_wide(self._born_words)
        main.add("sex", "Sex", self.sex)
        self._line(main, "first_language", beside=True)
        main.add_wide(self.interpreter)
        self._line(main, "needs")
        main.add("alerts", "Alerts", self.alerts)
        more = self._parts.fold("More about the child")
        more.add("other_names", "Other names", self.others)
        self._line(more, "gender")
        more.add("ethnicity", "Ethnicity", self.ethnicity, beside=True)
        self._line(more, "second_language")
        more.add("disabilities", "Disabilities", self.disabilities)
        numbers = self._parts.fold("Numbers and references")
        self._line(numbers, "nhs_number")
        self._line(numbers, "pupil_number", beside=True)
        self._line(numbers, "police_reference")
        home = self._parts.fold("Home, care and people")
        home.add("postcode", "Address", self.home)
        self._line(home, "carer", beside=True)
        self._line(home, "responsible_authority")
        self._line(home, "host_authority", beside=True)
        self._line(home, "social_worker")
        self._line(home, "school", beside=True)
        home.add_wide(self.unaccompanied)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._parts)

    def _line(self, fields: Fields, name: str, *, beside: bool = False) -> None:
        fields.add(name, _LINES[name][0], self.lines[name], beside=beside)

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
            self._born_words.setText(no_such_day(self.born.text()) or _NO_DATE)
        self._born_words.setVisible(bool(self.born.text().strip()))
        self._remark()

    def _remark(self) -> None:
        child, today = self.child(), self._today()
        wrong = {problem.field for problem in child_problems(child, today)}
        self._parts.remark(one for one in child_remarks(child, today) if one.field not in wrong)
