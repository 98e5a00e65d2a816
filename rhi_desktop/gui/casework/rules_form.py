"""The rules of a service: thresholds, triage counts, clocks, and the days on which nobody works."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from rhi_desktop.domain.british_dates import date_text, read_date
from rhi_desktop.domain.checks import Problem
from rhi_desktop.domain.clocks import RULES
from rhi_desktop.domain.moments import LONDON
from rhi_desktop.domain.rules import Rules, ThresholdChoice
from rhi_desktop.domain.thresholds import THRESHOLDS, Counts, Threshold
from rhi_desktop.domain.triage import TriageRules
from rhi_desktop.gui.casework.offer_wording import ALWAYS
from rhi_desktop.gui.casework.tick_box import TickBox
from rhi_desktop.gui.fields import Fields
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.theme import SPACE

_WIDE = 64
_NUMBER = "Please give a whole number."
_DAYS = "Please give each day like 24/12/2026, with commas between them."
_COUNTED = {
    Counts.EPISODES: "episodes or more",
    Counts.AWAY: "times away or more",
    Counts.FROM_ADDRESS: "or more from one address",
    Counts.HOURS: "hours, where the child was missing for longer",
}
_TRIAGE = (
    ("red_over", "Red above so many episodes"),
    ("red_away", "Red at so many times away without authorisation"),
    ("green_below", "Green below so many episodes"),
    ("few", "Amber at so many factors that are not serious"),
    ("days", "Episodes count for so many days (0: all on record)"),
)


class ThresholdRow(QWidget):
    """One threshold: whether it is on, how many, in how long."""

    def __init__(self, threshold: Threshold) -> None:
        super().__init__()
        self._threshold = threshold
        self.on = TickBox(threshold.then)
        self.count = _number(f"How many: {threshold.then}")
        self.span = _number(f"In how long: {threshold.then}")
        numbers = QHBoxLayout()
        numbers.setSpacing(SPACE[1])
        numbers.addWidget(self.count)
        numbers.addWidget(_plain(_COUNTED[threshold.counts]))
        if threshold.counts is not Counts.HOURS:
            numbers.addWidget(_plain("in"))
            numbers.addWidget(self.span)
            numbers.addWidget(_plain("months" if threshold.months else "days (0: on record)"))
        numbers.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE[1])
        column.setSpacing(SPACE[0])
        column.addWidget(self.on)
        column.addLayout(numbers)
        column.addWidget(label(f"Source: {threshold.source}", "caption"))

    def show_threshold(self, threshold: Threshold) -> None:
        """Fill the fields."""
        self.on.setChecked(threshold.on)
        self.count.setText(str(threshold.count))
        self.span.setText(str(threshold.months or threshold.days))

    def choice(self) -> ThresholdChoice:
        """Return what the fields hold."""
        span = int(self.span.text() or 0)
        by_months = bool(self._threshold.months)
        return ThresholdChoice(
            name=self._threshold.name,
            on=self.on.isChecked(),
            count=int(self.count.text()),
            days=0 if by_months else span,
            months=span if by_months else 0,
        )


class RulesForm(QWidget):
    """Everything that a service may decide for itself."""

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._before = Rules()
        self.thresholds = {one.name: ThresholdRow(one) for one in THRESHOLDS}
        self.triage = {name: _number(words) for name, words in _TRIAGE}
        self.clocks = {rule.name: TickBox(rule.title) for rule in RULES}
        self.days_off = QLineEdit(placeholderText="24/12/2026, 31/12/2026")
        self._wrong = label("", "error")
        self._off = Fields()
        self._lay_out()

    def show_rules(self, rules: Rules) -> None:
        """Fill the fields."""
        self._before = rules
        for threshold in rules.in_force():
            self.thresholds[threshold.name].show_threshold(threshold)
        for name, field in self.triage.items():
            field.setText(str(getattr(rules.triage, name)))
        for name, box in self.clocks.items():
            box.setChecked(name in rules.clocks)
        self.days_off.setText(", ".join(date_text(date.fromisoformat(day)) for day in rules.days_off))
        self._wrong.hide()
        self._off.tell(())

    def rules(self) -> Rules:
        """Return what the fields hold."""
        days = [day for day in map(self._day, self._days()) if day is not None]
        chosen = replace(
            self._before,
            triage=TriageRules(**{name: int(field.text()) for name, field in self.triage.items()}),
            clocks=frozenset(name for name, box in self.clocks.items() if box.isChecked()),
            days_off=tuple(day.isoformat() for day in days),
        )
        return chosen.choose(row.choice() for row in self.thresholds.values())

    def wrong(self) -> QWidget | None:
        """Word what is wrong; return the first field to mend, None where all is well."""
        rows = self.thresholds.values()
        numbers = [field for row in rows for field in (row.count, row.span)] + list(self.triage.values())
        unread = next((field for field in numbers if not field.text().strip().isdecimal()), None)
        self._wrong.setText(f"{unread.accessibleName()}. {_NUMBER}" if unread is not None else "")
        self._wrong.setVisible(unread is not None)
        bad = any(self._day(one) is None for one in self._days())
        return unread or self._off.tell([Problem("days_off", _DAYS)] if bad else [])

    def _days(self) -> list[str]:
        return [one.strip() for one in self.days_off.text().split(",") if one.strip()]

    def _day(self, words: str) -> date | None:
        return read_date(words, self._now().astimezone(LONDON).date())

    def _lay_out(self) -> None:
        self._off.add("days_off", "Days on which nobody works, besides weekends and bank holidays", self.days_off)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        column.addWidget(self._wrong)
        self._wrong.hide()
        self._section(column, "Thresholds", "What raises a prompt on a referral.", self.thresholds.values())
        self._section(column, "Triage", ALWAYS, [_line(self.triage[name], words) for name, words in _TRIAGE])
        self._section(column, "Clocks", "Which clocks stand on a referral.", self.clocks.values())
        self._section(column, "Working days", "They move the clocks that count working days.", [self._off])

    def _section(self, column: QVBoxLayout, heading: str, about: str, widgets: Iterable[QWidget]) -> None:
        column.addSpacing(SPACE[2])
        column.addWidget(label(heading, "section"))
        column.addWidget(label(about, "muted"))
        for widget in widgets:
            column.addWidget(widget)


def _plain(words: str) -> QLabel:
    made = label(words)
    made.setWordWrap(False)
    return made


def _line(field: QWidget, words: str) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE[1])
    row.addWidget(field)
    row.addWidget(label(words, buddy=field), 1)
    return whole


def _number(named: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(named)
    field.setMaximumWidth(_WIDE)
    field.setMaxLength(4)
    return field
