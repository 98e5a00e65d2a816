"""How a row of the worklist is drawn: who, and in a sentence how close the deadline is."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from rhi_desktop.domain.deadline import Urgency
from rhi_desktop.domain.moments import Moment
from rhi_desktop.gui.icons import icon
from rhi_desktop.gui.worklist.model import ITEM
from rhi_desktop.services.worklists import WorkItem

_ICONS = {
    Urgency.OVERDUE: "warning",
    Urgency.DUE_SOON: "clock",
    Urgency.DUE: "clock",
    Urgency.UNKNOWN: "question",
    Urgency.DONE: "check",
}
_PAD, _ICON, _NARROW = 14, 20, 560


class WorkRow(QStyledItemDelegate):
    """Draws two lines: name and status, circumstances and progress."""

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return two lines and the air around them."""
        return QSize(320, 2 * option.fontMetrics.lineSpacing() + 24)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        widget = option.widget
        widget.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, widget)
        item: WorkItem | None = index.data(ITEM)
        rect: QRect = option.rect.adjusted(_PAD, 10, -_PAD, -10)
        palette = QApplication.palette()  # a style sheet thins the widget's own
        painter.save()
        if item is None:
            painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, "…")
        else:
            _Lines(painter, option.font, palette).draw(item, rect, self._now())
        painter.restore()


class _Lines:
    def __init__(self, painter: QPainter, font: QFont, palette: QPalette) -> None:
        self._painter = painter
        self._plain = font
        self._bold = QFont(font)
        self._bold.setBold(True)
        self._palette = palette

    def draw(self, item: WorkItem, rect: QRect, now: datetime) -> None:
        urgency = item.urgency(now)
        tone = QPalette.ColorRole.BrightText if urgency is Urgency.OVERDUE else QPalette.ColorRole.Text
        side = QRect(rect.left(), rect.top() + (rect.height() - _ICON) // 2, _ICON, _ICON)
        icon(_ICONS[urgency], self._palette, tone).paint(self._painter, side)
        text = rect.adjusted(_ICON + _PAD, 0, 0, 0)
        line = QFontMetrics(self._plain).lineSpacing()
        top, low = QRect(text), QRect(text)
        top.setHeight(line)
        low.setTop(rect.bottom() - line)
        status = item.status(now)
        right = self._right(status, top, self._bold if urgency is Urgency.OVERDUE else self._plain, tone)
        self._left([(item.row.called, self._bold), (item.row.reference, self._plain)], top, right)
        right = self._right(item.progress, low, self._plain, QPalette.ColorRole.PlaceholderText)
        said = "Returned " + Moment.parse(item.row.returned).spoken if item.row.returned else "No return recorded"
        low.setRight(right)
        self._muted(" · ".join([*item.row.alerts, said]) if rect.width() > _NARROW else said, low)

    def _pen(self, role: QPalette.ColorRole) -> None:
        self._painter.setPen(self._palette.color(role))

    def _right(self, text: str, rect: QRect, font: QFont, role: QPalette.ColorRole) -> int:
        self._painter.setFont(font)
        self._pen(role)
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width() * 3 // 5)
        self._painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
        return rect.right() - QFontMetrics(font).horizontalAdvance(shown) - _PAD

    def _left(self, parts: list[tuple[str, QFont]], rect: QRect, end: int) -> None:
        x = rect.left()
        for role, (text, font) in zip(
            (QPalette.ColorRole.Text, QPalette.ColorRole.PlaceholderText), parts, strict=True
        ):
            self._painter.setFont(font)
            self._pen(role)
            metrics = QFontMetrics(font)
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, end - x))
            self._painter.drawText(
                QRect(x, rect.top(), max(0, end - x), rect.height()), Qt.AlignmentFlag.AlignVCenter, shown
            )
            x += metrics.horizontalAdvance(shown) + _PAD

    def _muted(self, text: str, rect: QRect) -> None:
        self._painter.setFont(self._plain)
        self._pen(QPalette.ColorRole.PlaceholderText)
        shown = QFontMetrics(self._plain).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        self._painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, shown)
