"""One row in full: what there is to look at, and who a doubtful child may be; nobody is merged without a word."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout

from rhi_desktop.domain.moments import Moment
from rhi_desktop.gui.intake.parts import act
from rhi_desktop.gui.intake.wording import remarks
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.intake.plan import Candidate, Choice, Decision, PlanRow

_LEAST = 64


class RowPanel(QScrollArea):
    """Shows one row's remarks and candidates. `decided` carries the row's number and a `Decision`."""

    decided = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumHeight(_LEAST)
        self.first: QPushButton | None = None
        self._room = _LEAST
        self.hide()

    def show_row(self, row: PlanRow | None) -> None:
        """Show what there is to say of a row and to ask about it; nothing where there is neither."""
        self.first = None
        asked = row is not None and bool(row.candidates) and not row.errors
        self.setVisible(row is not None and (asked or bool(remarks(row))))
        if row is None or self.isHidden():
            return
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setSpacing(SPACE[1])
        column.addWidget(label(f"Row {row.row}: {_person(row.name, row.born, row.reference)}", "section"))
        if remarks(row):
            column.addWidget(label(remarks(row), "body"))
        if asked:
            self._ask(row, column)
        self.setWidget(card)
        self.fit(self._room)

    def fit(self, room: int) -> None:
        """Take no more than this height; the rest is reached by scrolling."""
        self._room = room
        card = self.widget()
        wanted = card.heightForWidth(self.width()) if card is not None and card.hasHeightForWidth() else room
        self.setMaximumHeight(min(max(wanted, _LEAST), room))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as it may be."""
        return QSize(super().sizeHint().width(), self.maximumHeight())

    def _ask(self, row: PlanRow, column: QVBoxLayout) -> None:
        for candidate in row.candidates:
            column.addLayout(self._candidate(row, candidate))
        others = QHBoxLayout()
        others.setSpacing(SPACE[1])
        new = act("A new child")
        leave = act("Leave the row out", "quiet")
        new.clicked.connect(lambda: self.decided.emit(row.row, Decision(Choice.NEW)))
        leave.clicked.connect(lambda: self.decided.emit(row.row, Decision(Choice.LEAVE_OUT)))
        for button in (new, leave):
            others.addWidget(button)
        others.addStretch(1)
        column.addLayout(others)

    def _candidate(self, row: PlanRow, candidate: Candidate) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(SPACE[2])
        same = act("The same child")
        same.setAccessibleName(f"The same child as {candidate.name}")
        same.clicked.connect(lambda: self.decided.emit(row.row, Decision(Choice.SAME, candidate.who)))
        self.first = self.first or same
        where = f" (row {candidate.row} of this file)" if candidate.row is not None else ""
        person = _person(candidate.name, candidate.born, candidate.reference)
        line.addWidget(same)
        line.addWidget(label(f"{person}{where}. {candidate.because}", "body"), 1)
        return line


def _person(name: str, born: str, reference: str) -> str:
    day = f"born {Moment.parse(born).spoken_day}" if born else "date of birth not known"
    return ", ".join(part for part in (name, day, reference) if part)
