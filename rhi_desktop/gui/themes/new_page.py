"""Beginning a survey: which interviews, and which themes."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from rhi_desktop.domain.moments import LONDON
from rhi_desktop.domain.records import parse_instant
from rhi_desktop.domain.survey import SUGGESTED, Chosen
from rhi_desktop.gui.cards import button
from rhi_desktop.gui.forms import say
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.scrolled import Scrolled
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.reviewing.ports import WaitingRow
from rhi_desktop.services.theming.surveys import Plan

_WAYS = (
    ("A number of them, drawn at random", Chosen.DRAWN),
    ("All of them", Chosen.ALL),
    ("Those that I tick", Chosen.BY_HAND),
)
_ABOUT = "A draw is put on record with its seed, so that anybody can draw it again and see that nobody chose."
MANY = 500
_ID = Qt.ItemDataRole.UserRole


class NewPage(QWidget):
    """`asked` says that another time was chosen; `begun` carries the plan of a survey."""

    asked = Signal()
    begun = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.told, self._found = label("", "notice"), label("", "muted")
        self.title = QLineEdit()
        self.since, self.until = QDateEdit(), QDateEdit()
        for one in (self.since, self.until):
            one.setCalendarPopup(True)
            one.setDisplayFormat("d MMM yyyy")
            one.dateChanged.connect(self.asked)
        self.held = QCheckBox("Only interviews that were held")
        self.held.setChecked(True)
        self.held.toggled.connect(self.asked)
        self.way = QComboBox()
        for words, way in _WAYS:
            self.way.addItem(words, way.value)
        self.way.currentIndexChanged.connect(self._fit)
        self.start = button("Begin the survey", "primary", self._begin)
        self.number = QSpinBox(minimum=1, maximum=500, value=50)
        self.ticks = QListWidget()
        self.ticks.setAccessibleName("Interviews to choose from")
        self.ticks.setMinimumHeight(8 * self.fontMetrics().lineSpacing())
        self.themes = QPlainTextEdit("\n".join(SUGGESTED))
        self.themes.setTabChangesFocus(True)
        self.themes.setMinimumHeight(8 * self.fontMetrics().lineSpacing())
        self._lay_out()
        self._fit()

    def begin(self, today: date) -> None:
        """Offer the last three months."""
        say(self.told, "")
        self.title.clear()
        day = QDate(today.year, today.month, today.day)
        for one, value in ((self.since, day.addMonths(-3)), (self.until, day)):
            one.blockSignals(True)
            one.setDate(value)
            one.blockSignals(False)
        self.asked.emit()

    @property
    def time(self) -> tuple[date, date, bool]:
        """First and last day, and whether interviews that were held are meant alone."""
        return _day(self.since), _day(self.until), self.held.isChecked()

    def show_found(self, rows: Sequence[WaitingRow]) -> None:
        """Say how many interviews there are, and offer them for ticking."""
        words = "1 interview was" if len(rows) == 1 else f"{len(rows)} interviews were"
        some = f" The {MANY} oldest are offered for ticking." if len(rows) > MANY else ""
        self._found.setText(f"{words} submitted between these days.{some}")
        self.ticks.clear()
        for row in rows[:MANY]:
            at = parse_instant(row.submitted).astimezone(LONDON)
            item = QListWidgetItem(f"{row.called}, {at:%a} {at.day} {at:%b %Y}")
            item.setData(_ID, row.interview)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.ticks.addItem(item)

    def tell(self, words: str) -> None:
        """Say why nothing was begun."""
        say(self.told, words)

    def _begin(self) -> None:
        since, until, held = self.time
        items = [self.ticks.item(number) for number in range(self.ticks.count())]
        plan = Plan(
            title=self.title.text(), since=since, until=until, chosen=Chosen(self.way.currentData()),
            themes=tuple(self.themes.toPlainText().splitlines()), number=self.number.value(), held_only=held,
            by_hand=tuple(str(one.data(_ID)) for one in items if one.checkState() is Qt.CheckState.Checked),
        )  # fmt: skip
        self.begun.emit(plan)

    def _fit(self) -> None:
        way = self.way.currentData()
        self._form.setRowVisible(self.number, way == Chosen.DRAWN)
        self._form.setRowVisible(self.ticks, way == Chosen.BY_HAND)

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        column.addWidget(button("Back", "link", self.left.emit), 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(label("A new survey", "title"))
        column.addWidget(self.told)
        self._form = form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for words, field in (
            ("Title", self.title), ("From", self.since), ("To", self.until), ("", self.held), ("", self._found),
            ("Which", self.way), ("How many", self.number), ("Interviews", self.ticks),
            ("Themes, one a line", self.themes),
        ):  # fmt: skip
            form.addRow(words, field)
            if words:
                field.setAccessibleName(field.accessibleName() or words)
        column.addLayout(form)
        column.addWidget(label(_ABOUT, "muted"))
        column.addWidget(self.start, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scrolled(content))
        self.told.hide()


def _day(field: QDateEdit) -> date:
    chosen = field.date()
    return date(chosen.year(), chosen.month(), chosen.day())
