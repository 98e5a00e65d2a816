"""How a row of the desk is drawn: who, what it waits for in a sentence, with whom it is and how far it has come."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from rhi_desktop.domain.deadline import Urgency
from rhi_desktop.gui.chips import Chips
from rhi_desktop.gui.desk.model import ITEM
from rhi_desktop.gui.icons import icon
from rhi_desktop.gui.tones import URGENCY_TONES
from rhi_desktop.gui.two_lines import TwoLines
from rhi_desktop.services.desk_lists import DeskItem
from rhi_desktop.services.desk_rows import Step

_CLOCKS = {Urgency.OVERDUE: "warning", Urgency.UNKNOWN: "question"}
_ICONS = {
    Step.RISK: "warning",
    Step.REVIEW: "reviews",
    Step.SIGN_OFF: "check",
    Step.RETURNED: "back",
    Step.DONE: "check",
}
_PAD, _GAP, _ICON = 12, 8, 20


class DeskRowDelegate(TwoLines[DeskItem]):
    """Draws two lines: name and status; with whom, and how far it has come."""

    def __init__(self, now: Callable[[], datetime], parent: QWidget) -> None:
        super().__init__(ITEM, _PAD, 9, parent)
        self._now = now
        self._chips = Chips(parent, tuple(URGENCY_TONES.values()))

    def draw(self, painter: QPainter, font: QFont, palette: QPalette, item: DeskItem, rect: QRect) -> None:
        """Draw the row."""
        now = self._now()
        urgency = item.urgency(now)
        line = QFontMetrics(font).lineSpacing()
        high = max(_ICON, line)
        pressing = QPalette.ColorRole.BrightText if urgency is Urgency.OVERDUE else QPalette.ColorRole.Text
        side = QRect(rect.left(), rect.top() + (rect.height() - high) // 2, high, high)
        icon(_ICONS.get(item.row.step) or _CLOCKS.get(urgency, "clock"), palette, pressing).paint(painter, side)
        text = rect.adjusted(high + _PAD, 0, 0, 0)
        top, low = QRect(text), QRect(text)
        top.setHeight(line)
        low.setTop(rect.bottom() - line)
        status, tone = item.status(now), URGENCY_TONES[urgency]
        wide = min(self._chips.size(status, tone).width(), top.width() * 3 // 5)
        self._chips.paint(painter, top.adjusted(top.width() - wide, 0, 0, 0), status, tone)
        top.setRight(top.right() - wide - _GAP)
        bold = QFont(font)
        bold.setBold(True)
        _write(painter, item.row.work.called, bold, QPalette.ColorRole.Text, top)
        _write(painter, item.row.work.reference, font, QPalette.ColorRole.PlaceholderText, top)
        said = " · ".join(part for part in (item.holder, item.progress(now), *item.row.work.alerts) if part)
        _write(painter, said, font, QPalette.ColorRole.PlaceholderText, low)


def _write(painter: QPainter, text: str, font: QFont, role: QPalette.ColorRole, rect: QRect) -> None:
    """Write words at the left of what is left of a line, and take their room away from it."""
    painter.setFont(font)
    painter.setPen(QApplication.palette().color(role))
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, rect.width()))
    painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
    rect.setLeft(rect.left() + metrics.horizontalAdvance(shown) + _GAP)
