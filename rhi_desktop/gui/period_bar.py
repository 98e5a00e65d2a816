"""The choice of a period: a month, a quarter, a year, or two days."""

from datetime import date, timedelta

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QPushButton, QWidget

from rhi_desktop.domain.figures.figures import Period
from rhi_desktop.gui.cards import button
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.figures.words import period_words

MONTH, QUARTER, YEAR, DAYS = range(4)
_KINDS = ("Month", "Quarter", "Year", "From – to")
_MONTHS = {MONTH: 1, QUARTER: 3, YEAR: 12}


class PeriodBar(QWidget):
    """`changed` says that another period is chosen. It begins with the month before this one."""

    changed = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first = _months_on(today.replace(day=1), -1)
        self.kind = QComboBox()
        self.kind.setAccessibleName("Kind of period")
        self.kind.addItems(_KINDS)
        self.before: QPushButton = button("Earlier", "", lambda: self._step(-1), named="The period before")
        self.after: QPushButton = button("Later", "", lambda: self._step(1), named="The period after")
        self._words = label("", "field")
        self._words.setWordWrap(False)
        self.since, self.until = _day_field("First day"), _day_field("Last day")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE[1])
        for one in (self.kind, self.before, self._words, self.after, self.since, self.until):
            row.addWidget(one)
        self._show()
        self.kind.currentIndexChanged.connect(self._turn)
        for field in (self.since, self.until):
            field.dateChanged.connect(self.changed)

    @property
    def period(self) -> Period:
        """The period that is chosen."""
        if self.kind.currentIndex() == DAYS:
            first, last = _python(self.since), _python(self.until)
            return Period(min(first, last), max(first, last))
        return Period(self._first, _months_on(self._first, _MONTHS[self.kind.currentIndex()]) - timedelta(days=1))

    def show_month(self, of: date) -> None:
        """Choose the month in which a day is."""
        self.kind.setCurrentIndex(MONTH)
        self._first = of.replace(day=1)
        self._show()
        self.changed.emit()

    def _turn(self, kind: int) -> None:
        if kind == DAYS:
            months = Period(self._first, _months_on(self._first, 1) - timedelta(days=1))
            for field, day in ((self.since, months.first), (self.until, months.last)):
                field.blockSignals(True)
                field.setDate(QDate(day.year, day.month, day.day))
                field.blockSignals(False)
        else:
            size = _MONTHS[kind]
            self._first = self._first.replace(month=(self._first.month - 1) // size * size + 1)
        self._show()
        self.changed.emit()

    def _step(self, by: int) -> None:
        self._first = _months_on(self._first, by * _MONTHS.get(self.kind.currentIndex(), 1))
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        days = self.kind.currentIndex() == DAYS
        for one in (self.before, self._words, self.after):
            one.setVisible(not days)
        for field in (self.since, self.until):
            field.setVisible(days)
        self._words.setText(period_words(self.period))


def _day_field(name: str) -> QDateEdit:
    made = QDateEdit()
    made.setCalendarPopup(True)
    made.setDisplayFormat("d MMM yyyy")
    made.setAccessibleName(name)
    return made


def _python(field: QDateEdit) -> date:
    chosen = field.date()
    return date(chosen.year(), chosen.month(), chosen.day())


def _months_on(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)
