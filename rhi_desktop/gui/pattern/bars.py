"""Bars by month: what pushed, what pulled, what was neither, each with a pattern of its own."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from rhi_desktop.services.pattern.reasons import SORTS, Reasons, month_words

_PATTERNS = {
    "reason.push": Qt.BrushStyle.SolidPattern,
    "reason.pull": Qt.BrushStyle.BDiagPattern,
    "reason.neither": Qt.BrushStyle.Dense6Pattern,
}
_LEFT, _LOW, _TOP = 40, 44, 30


class Bars(QWidget):
    """Shows how often reasons of each sort were given; numbers stand on the bars."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reasons: Reasons | None = None
        self.setAccessibleName("Reasons by month; the table has the same")
        self.setMinimumSize(160, 160)

    def sizeHint(self) -> QSize:
        """Ask for twice as wide as high."""
        return QSize(640, 280)

    def show_reasons(self, reasons: Reasons) -> None:
        """Show reasons."""
        self._reasons = reasons
        self.setAccessibleDescription(reasons.words)
        self.setVisible(bool(reasons.counts))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bars, their numbers, the months and what the patterns mean."""
        reasons = self._reasons
        if reasons is None or not reasons.held:
            return
        painter = QPainter(self)
        palette = self.palette()
        painter.fillRect(self.rect(), palette.color(QPalette.ColorRole.Base))
        months = [one.month for one in reasons.months]
        most = max(max(reasons.total(concept, month) for concept in SORTS) for month in months) or 1
        high = self.height() - _LOW - _TOP
        wide = (self.width() - _LEFT - 8) / len(months)
        bar = min(wide / (len(SORTS) + 1), 36.0)
        for at, month in enumerate(months):
            left = _LEFT + at * wide + (wide - bar * len(SORTS)) / 2
            for number, concept in enumerate(SORTS):
                count = reasons.total(concept, month)
                tall = high * count / most
                box = QRectF(left + number * bar, _TOP + high - tall, bar - 2, tall)
                self._bar(painter, box, concept, count)
            painter.setPen(palette.color(QPalette.ColorRole.WindowText))
            under = QRectF(_LEFT + at * wide, self.height() - _LOW + 4, wide, 18)
            words = month_words(month)
            if wide >= painter.fontMetrics().horizontalAdvance(words) or at % 3 == 0:
                painter.drawText(under, Qt.AlignmentFlag.AlignHCenter, words)
        self._legend(painter)
        painter.end()

    def _bar(self, painter: QPainter, box: QRectF, concept: str, count: int) -> None:
        ink = self.palette().color(QPalette.ColorRole.Link)
        painter.setPen(QPen(ink, 1))
        painter.setBrush(QBrush(ink, _PATTERNS[concept]))
        painter.drawRect(box)
        if count:
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            above = QRectF(box.left() - 8, box.top() - 18, box.width() + 16, 16)
            painter.drawText(above, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, str(count))

    def _legend(self, painter: QPainter) -> None:
        x = float(_LEFT)
        for concept, words in SORTS.items():
            ink = self.palette().color(QPalette.ColorRole.Link)
            painter.setPen(QPen(ink, 1))
            painter.setBrush(QBrush(ink, _PATTERNS[concept]))
            painter.drawRect(QRectF(x, self.height() - 18, 12, 12))
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            painter.drawText(int(x + 18), self.height() - 7, words)
            x += 40 + painter.fontMetrics().horizontalAdvance(words)
