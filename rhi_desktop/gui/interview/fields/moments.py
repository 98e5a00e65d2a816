"""Dates and times: typed the British way, repeated in words, with a calendar for who prefers one."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from rhi_desktop.domain import british_dates as typed
from rhi_desktop.gui.interview.fields.field import Field
from rhi_desktop.questions.definition import QuestionType
from rhi_desktop.questions.session import Node

_DAY_WIDTH, _CLOCK_WIDTH = 130, 80


class MomentField(Field):
    """A date, a time, or both. `today` says which day “today” and a date without a year mean."""

    def __init__(self, parent: QWidget, kind: QuestionType, today: Callable[[], date]) -> None:
        super().__init__(parent)
        self._kind = kind
        self._today = today
        self._day = _line(self, "Date, for example 24/11/26", "24/11/26", _DAY_WIDTH)
        self._clock = _line(self, "Time, for example 14:30", "14:30", _CLOCK_WIDTH)
        self._words = QLabel(self)
        self._words.setProperty("role", "muted")
        self._calendar: QCalendarWidget | None = None
        self._open = QPushButton("Calendar", self, autoDefault=False)
        self._open.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._open.setProperty("role", "quiet")
        self._open.setAccessibleName("Choose the day in a calendar")
        self._open.setToolTip("Calendar (Alt+Down)")
        self._open.clicked.connect(self.show_calendar)
        self._lay_out()
        for line in (self._day, self._clock):
            line.textEdited.connect(self._edited)
            line.returnPressed.connect(self.focusNextChild)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self._day, self._open, self._clock, self._words):
            layout.addWidget(widget)
        layout.addStretch(1)
        self._day.setVisible(self._kind is not QuestionType.TIME)
        self._open.setVisible(self._kind is not QuestionType.TIME)
        self._clock.setVisible(self._kind is not QuestionType.DATE)

    def value(self) -> str:
        """Return the answer where it can be read, otherwise the words as typed."""
        day, clock = self._day.text().strip(), self._clock.text().strip()
        read_day, read_clock = typed.read_date(day, self._today()), typed.read_time(clock)
        if self._kind is QuestionType.DATE:
            return read_day.isoformat() if read_day else day
        if self._kind is QuestionType.TIME:
            return f"{read_clock:%H:%M}:00.000" if read_clock else clock
        if read_day and read_clock:
            return typed.moment_value(read_day, read_clock)
        return typed.moment_raw(day, clock)

    def show_node(self, node: Node) -> None:
        """Show the answer, unless it says already what is typed here."""
        if node.value == self.value():
            self._say()
            return
        if self._kind is QuestionType.DATE:
            self._day.setText(typed.date_parts(node.value))
        elif self._kind is QuestionType.TIME:
            self._clock.setText(node.value[:5] if typed.read_time(node.value[:5]) else node.value)
        else:
            day, clock = typed.moment_parts(node.value)
            self._day.setText(day)
            self._clock.setText(clock)
        self._say()

    def entry(self) -> QWidget:
        """Return the first line that is shown."""
        return self._clock if self._kind is QuestionType.TIME else self._day

    def name_for(self, label: str, description: str) -> None:
        """Name both lines after the question."""
        self._day.setAccessibleName(f"{label} Date")
        self._clock.setAccessibleName(f"{label} Time")
        self.entry().setAccessibleDescription(description)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the calendar with Alt+Down."""
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.show_calendar()
            return
        super().keyPressEvent(event)

    def show_calendar(self) -> None:
        """Open the calendar under the date; Esc closes it."""
        if self._kind is QuestionType.TIME:
            return
        if self._calendar is None:
            self._calendar = QCalendarWidget(self)
            self._calendar.setWindowFlags(Qt.WindowType.Popup)
            self._calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
            self._calendar.activated.connect(self._pick)
            self._calendar.clicked.connect(self._pick)
        day = typed.read_date(self._day.text(), self._today()) or self._today()
        self._calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self._calendar.move(self._day.mapToGlobal(QPoint(0, self._day.height())))
        self._calendar.show()
        self._calendar.setFocus()

    def _pick(self, day: QDate) -> None:
        self._day.setText(f"{day.day():02}/{day.month():02}/{day.year()}")
        if self._calendar:
            self._calendar.hide()
        self._say()
        self.chosen.emit()
        (self._clock if self._kind is QuestionType.DATETIME else self._day).setFocus()

    def _edited(self) -> None:
        self._say()
        self.typing.emit()

    def _say(self) -> None:
        day = typed.read_date(self._day.text(), self._today())
        self._words.setText(typed.date_words(day) if day and self._kind is not QuestionType.TIME else "")


def _line(parent: QWidget, name: str, example: str, width: int) -> QLineEdit:
    line = QLineEdit(parent, placeholderText=example)
    line.setFixedWidth(width)
    line.setAccessibleName(name)
    line.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
    return line
