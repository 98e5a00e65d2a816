"""What was agreed for the meeting: when, where, with whom, as the child would have it."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from rhi_desktop.domain.checks import Problem
from rhi_desktop.domain.code_lists import CodeList, CodeLists
from rhi_desktop.domain.moments import LONDON
from rhi_desktop.domain.referral import Arrangement
from rhi_desktop.gui.casework.code_box import CodeBox
from rhi_desktop.gui.casework.tick_box import TickBox
from rhi_desktop.gui.fields import Fields, keep_private
from rhi_desktop.gui.moment_field import MomentField

_HIGH = 64


class PlaceBox(CodeBox):
    """A place out of the list, or in one's own words."""

    def __init__(self, codes: CodeList, on: date) -> None:
        super().__init__(codes, on)
        self._places = codes
        self.setEditable(True)
        field = self.lineEdit()
        if field is not None:
            keep_private(field)

    def code(self) -> str:
        """Return the chosen code, or one's own words where they are no label of the list."""
        words = self.currentText().strip()
        return self._places.find(words) or words


class ArrangementForm(QWidget):
    """Fields for an arrangement; all may stay empty."""

    def __init__(self, now: Callable[[], datetime], lists: CodeLists, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        today = now().astimezone(LONDON).date()
        self.at = MomentField("When to meet", now)
        self.place = PlaceBox(lists["meeting_place"], today)
        self.chosen = TickBox("The child chose the place")
        self.person = QLineEdit(placeholderText="Somebody they know, a woman, a man …")
        self.interpreter = QLineEdit(placeholderText="Language and name, where one is needed")
        self.advocate = CodeBox(lists["advocate"], today)
        self.present = QLineEdit(placeholderText="Name and role")
        self.asked_by = CodeBox(lists["asked_by"], today)
        self.notes = QPlainTextEdit()
        self.notes.setTabChangesFocus(True)
        self.notes.setFixedHeight(_HIGH)
        self._fields = Fields()
        add = self._fields.add
        add("at", "When to meet", self.at)
        add("place", "Where", self.place, beside=True)
        self._fields.add_wide(self.chosen)
        add("person", "Who the child would like to talk with", self.person)
        add("interpreter", "Interpreter", self.interpreter)
        add("advocate", "Advocate", self.advocate, beside=True)
        add("present", "Who else will be there", self.present)
        add("asked_by", "At whose request", self.asked_by, beside=True)
        add("notes", "Notes", self.notes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._fields)

    def show_arrangement(self, agreed: Arrangement) -> None:
        """Fill the fields."""
        self.at.set_moment(agreed.at)
        self.place.choose(agreed.place)
        self.chosen.setChecked(agreed.place_chosen_by_child)
        self.person.setText(agreed.person_chosen)
        self.interpreter.setText(agreed.interpreter)
        self.advocate.choose(agreed.advocate)
        self.present.setText(agreed.present)
        self.asked_by.choose(agreed.present_asked_by)
        self.notes.setPlainText(agreed.notes)
        self._fields.tell(())

    def arrangement(self) -> Arrangement:
        """Return what the fields hold."""
        return Arrangement(
            at=self.at.text(),
            place=self.place.code(),
            place_chosen_by_child=self.chosen.isChecked(),
            person_chosen=self.person.text().strip(),
            interpreter=self.interpreter.text().strip(),
            advocate=self.advocate.code(),
            present=self.present.text().strip(),
            present_asked_by=self.asked_by.code(),
            notes=self.notes.toPlainText().strip(),
        )

    def wrong(self) -> QWidget | None:
        """Word what is wrong under the fields; return the first field to mend, None where all is well."""
        problem = self.at.problem()
        self.at.leave_words_to(problem)
        return self._fields.tell([Problem("at", problem)] if problem else [])
