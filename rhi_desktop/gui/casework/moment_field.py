"""A date and a time as people type them, shown back in words."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from rhi_desktop.domain.british_dates import date_text, read_date, read_time
from rhi_desktop.domain.checks import local_moment
from rhi_desktop.domain.moments import LONDON, Moment
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.theme import SPACE

_NO_DATE = "Please give the day like 24/11/2026 or 24 Nov."
_NO_TIME = "Please give the time like 14:05 or 2.05pm, or leave it empty if it is not known."
_SKIPPED = "The clocks went forward then: this time did not exist. Please check it."
_DAY_MISSING = "Please give the day as well."


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
            field.editingFinished.connect(self._show_words)

    def set_moment(self, text: str) -> None:
        """Show a stored moment (`Moment.text`, or empty)."""
        moment = Moment.parse(text) if text else None
        local = moment.local if moment is not None else None
        self.day.setText(date_text(moment.day) if moment is not None else "")
        self.time.setText(f"{local:%H:%M}" if local is not None else "")
        self._show_words()

    def moment(self) -> Moment | None:
        """Return what was typed; None where it is empty or cannot be read (`problem` tells which)."""
        day = read_date(self.day.text(), self._now().astimezone(LONDON).date())
        if day is None:
            return None
        if not self.time.text().strip():
            return Moment(day)
        clock = read_time(self.time.text())
        return local_moment(day, clock.hour, clock.minute) if clock is not None else None

    def text(self) -> str:
        """Return the moment as it is stored, empty where there is none."""
        moment = self.moment()
        return moment.text if moment is not None else ""

    def problem(self) -> str:
        """Say why what was typed cannot be read, empty where it can."""
        day_typed, time_typed = self.day.text().strip(), self.time.text().strip()
        if not day_typed:
            return _DAY_MISSING if time_typed else ""
        if read_date(day_typed, self._now().astimezone(LONDON).date()) is None:
            return _NO_DATE
        if time_typed and read_time(time_typed) is None:
            return _NO_TIME
        return _SKIPPED if self.moment() is None else ""

    def _show_words(self) -> None:
        moment = self.moment()
        words = self.problem() or (moment.spoken if moment is not None else "")
        if moment is not None and moment.instant is None:
            words += ", time not known"
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.changed.emit()
