"""What reviews of one worker's interviews said over time: what was praised, what recurs, and the list behind each."""

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QVBoxLayout, QWidget

from rhi_desktop.gui.cards import button, card
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.supervision import wording
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.supervising import Behind, Feedback, PointOverTime

_TIMES = (("The last three months", 91), ("The last twelve months", 365), ("All time", 0))


class FeedbackPanel(QWidget):
    """`asked` says that another time was chosen; `interview_opened` carries an interview."""

    asked = Signal()
    interview_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.time = QComboBox()
        self.time.setAccessibleName("Since when")
        for words, days in _TIMES:
            self.time.addItem(words, days)
        self.time.currentIndexChanged.connect(self.asked)
        self.said = label("", "field")
        self._shown: list[QWidget] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE[1])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        column.addWidget(self.time)
        column.addWidget(self.said)
        column.addLayout(self._list)

    def since(self, today: date) -> date | None:
        """Return the day since which reviews are wanted, None for all."""
        days = int(self.time.currentData())
        return today - timedelta(days=days) if days else None

    def show_feedback(self, found: Feedback) -> None:
        """Show what was said."""
        for shown in self._shown:
            self._list.removeWidget(shown)
            shown.hide()
            shown.deleteLater()
        self.said.setText(wording.reviews(found))
        self._shown = list(self._parts(found)) if found.reviews else []
        for shown in self._shown:
            self._list.addWidget(shown)

    def _parts(self, found: Feedback) -> list[QWidget]:
        recurring = [one for one in found.points if one.recurs]
        once = [one for one in found.points if not one.recurs]
        parts: list[QWidget] = [label("What was praised", "section")]
        parts += [self._praise(one) for one in found.praised] or [label(wording.NO_PRAISE, "muted")]
        parts.append(label("What recurs", "section"))
        parts += [self._point(one) for one in recurring] or [label(wording.NOTHING_RECURS, "muted")]
        if once:
            parts.append(label("Seen once", "section"))
            parts += [self._point(one) for one in once]
        return parts

    def _praise(self, one: Behind) -> QWidget:
        return card([(one.words, "body"), (wording.behind(one), "muted")], [self._read(one)])

    def _point(self, point: PointOverTime) -> QWidget:
        made = card([(point.title, "field"), (wording.counts(point), "body")], [])
        rows = [card([(wording.behind(one), "muted")], [self._read(one)]) for one in point.behind]
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(made)
        for row in rows:
            row.setProperty("role", "")
            column.addWidget(row)
        return inside

    def _read(self, one: Behind) -> QPushButton:
        open_ = partial(self.interview_opened.emit, one.interview)
        return button("Read", "link", open_, named=f"Read the interview with {one.called} of {wording.day(one.on)}")
