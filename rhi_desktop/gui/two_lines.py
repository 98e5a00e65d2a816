"""A row of a long list in two lines: its ground, the line below it, and “…” until it has been fetched."""

from abc import abstractmethod
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

T = TypeVar("T")


class TwoLines(QStyledItemDelegate, Generic[T]):
    """Draws what stands under `role`; `wide` and `high` are the air at the sides and above and below, in pixels."""

    def __init__(self, role: int, wide: int, high: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._role = role
        self._wide, self._high = wide, high

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return two lines and the air around them."""
        return QSize(240, 2 * option.fontMetrics.lineSpacing() + 2 * self._high + 6)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        widget = option.widget
        widget.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, widget)
        item: T | None = index.data(self._role)
        rect: QRect = option.rect.adjusted(self._wide, self._high, -self._wide, -self._high)
        palette = QApplication.palette()  # a style sheet thins the widget's own
        painter.save()
        painter.setPen(palette.color(QPalette.ColorRole.Mid))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if item is None:
            painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, "…")
        else:
            self.draw(painter, option.font, palette, item, rect)
        painter.restore()

    @abstractmethod
    def draw(self, painter: QPainter, font: QFont, palette: QPalette, item: T, rect: QRect) -> None:
        """Draw the words of a row into `rect`."""
