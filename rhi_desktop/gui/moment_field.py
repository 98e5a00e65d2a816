"""A date and a time as people type them, shown back in words."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from rhi_desktop.domain.british_dates import date_text, no_such_day, read_date, read_time
from rhi_desktop.domain.checks import clock_times
from rhi_desktop.domain.moments import LONDON, Moment
from rhi_desktop.gui.fields import keep_private
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.theme import SPACE

_NO_DATE = "Please give the day like 24/11/2026 or 24 Nov."
_NO_TIME = "Please give the time like 14:05 or 2.05pm, or leave it empty if it is not known."
_SKIPPED = "The clocks went forward then: this time did not exist. Please check it."
_DAY_MISSING = "Please give the day as well."
_TWICE = "the clocks went back that night; the earlier of the two is meant"


class MomentField(QWidget):
    """Two fields, day and time; the time may stay empty where it is not known. `changed` on leaving a field."""

    changed = Signal()

    def __init__(self, name: str, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self.day = QLineEdit(placeholderText="Day, such as 24/11")
        self.day.setAccessibleName(f"{name}: day")
        self.time = QLineEdit(placeholderText="Time, if known")
        self.time.setAccessibleName(f"{name}: time")
        self._words = label("", "caption")
        self._kept: Moment | None = None
        row = QHBoxLayout()
        row.setSpacing(SPACE[1])
        row.addWidget(self.day, 3)
        row.addWidget(self.time, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[0])
        column.addLayout(row)
        column.addWidget(self._words)
        self._words.hide()
        self.setFocusProxy(self.day)
        for field in (self.day, self.time):
            keep_private(field)
            field.editingFinished.connect(self._show_words)

    def set_moment(self, text: str) -> None:
        """Show a stored moment (`Moment.text`, or empty)."""
        self._kept = Moment.parse(text) if text else None
        day, clock = _typed(self._kept)
        self.day.setText(day)
        self.time.setText(clock)
        self._show_words()

    def moment(self) -> Moment | None:
        """Return what was typed; None where it is empty or cannot be read (`problem` tells which).

        What was set and not touched comes back as it was, to the instant.
        """
        if self._kept is not None and (self.day.text(), self.time.text()) == _typed(self._kept):
            return self._kept
        day = self._day()
        if day is None:
            return None
        if not self.time.text().strip():
            return Moment(day)
        return next(iter(self._instants()), None)

    def text(self) -> str:
        """Return the moment as it is stored, empty where there is none."""
        moment = self.moment()
        return moment.text if moment is not None else ""

    def problem(self) -> str:
        """Say why what was typed cannot be read, empty where it can."""
        day_typed, time_typed = self.day.text().strip(), self.time.text().strip()
        if not day_typed:
            return _DAY_MISSING if time_typed else ""
        if self._day() is None:
            return no_such_day(day_typed) or _NO_DATE
        if time_typed and read_time(time_typed) is None:
            return _NO_TIME
        return _SKIPPED if self.moment() is None else ""

    def leave_words_to(self, problem: str) -> None:
        """Say nothing here that is said below already."""
        self._words.setVisible(bool(self._words.text()) and self._words.text() != problem)

    def _day(self) -> date | None:
        return read_date(self.day.text(), self._now().astimezone(LONDON).date())

    def _instants(self) -> tuple[Moment, ...]:
        day, clock = self._day(), read_time(self.time.text())
        return clock_times(day, clock.hour, clock.minute) if day is not None and clock is not None else ()

    def _show_words(self) -> None:
        moment = self.moment()
        words = self.problem() or (moment.spoken if moment is not None else "")
        if moment is not None and moment.instant is None:
            words += ", time not known"
        elif moment is not None and len(self._instants()) > 1 and moment == self._instants()[0]:
            words += f" ({_TWICE})"
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.changed.emit()


def _typed(moment: Moment | None) -> tuple[str, str]:
    if moment is None:
        return "", ""
    return date_text(moment.day), f"{moment.local:%H:%M}" if moment.local is not None else ""
