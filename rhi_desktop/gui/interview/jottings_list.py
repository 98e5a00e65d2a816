"""Jottings as a list: when, where they are filed, what became of them; and the words."""

import math

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPalette,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from rhi_desktop.domain.jotting import Jotting
from rhi_desktop.domain.records import parse_instant
from rhi_desktop.gui.interview.wording import clock, reads_from_right
from rhi_desktop.services.jottings import spoken

_ID = Qt.ItemDataRole.UserRole
_HEAD = Qt.ItemDataRole.UserRole + 1
_ACROSS, _DOWN, _BETWEEN = 10, 6, 2


class _Row(QStyledItemDelegate):
    """Draws a small muted line above the words, which wrap and stand at the side from which they are read."""

    def __init__(self, view: "JottingsList") -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        width = self._view.viewport().width()
        words = _height(str(index.data(Qt.ItemDataRole.DisplayRole)), option.font, max(40, width - 2 * _ACROSS))
        head = QFontMetrics(_small(option.font)).lineSpacing()
        return QSize(width, words + head + _BETWEEN + 2 * _DOWN)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        widget = option.widget
        widget.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, widget)
        palette = QApplication.palette()  # a style sheet thins the widget's own
        room = QRect(option.rect).adjusted(_ACROSS, _DOWN, -_ACROSS, -_DOWN)
        painter.save()
        small = _small(option.font)
        painter.setFont(small)
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        metrics = QFontMetrics(small)
        head = metrics.elidedText(str(index.data(_HEAD)), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, head)
        painter.setFont(option.font)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        room.setTop(room.top() + metrics.lineSpacing() + _BETWEEN)
        painter.drawText(QRectF(room), text, _option(text))
        painter.setPen(palette.color(QPalette.ColorRole.Mid))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.restore()


class JottingsList(QListWidget):
    """Shows jottings in the order given. `key_pressed` is a letter or digit pressed on one of them."""

    key_pressed = Signal(str)
    asked = Signal()
    dropped = Signal()
    undone = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setItemDelegate(_Row(self))
        self.setAccessibleName("Jottings")
        self.setProperty("role", "jottings")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(True)
        self.itemDoubleClicked.connect(lambda _item: self.asked.emit())

    @property
    def chosen(self) -> str:
        """The id of the jotting that is chosen, empty for none."""
        row = self.currentRow()
        return str(self.item(row).data(_ID)) if row >= 0 and self.item(row).isSelected() else ""

    def show_jottings(self, shown: tuple[tuple[Jotting, str], ...]) -> None:
        """Show jottings, each with what its small line says; rows that say the same are left alone."""
        chosen, row = self.chosen, self.currentRow()
        while self.count() > len(shown):
            self.takeItem(self.count() - 1)
        while self.count() < len(shown):
            self.addItem(QListWidgetItem())
        for at, (jotting, head) in enumerate(shown):
            _fill(self.item(at), jotting, head)
        self._choose_again(chosen, row)

    def choose(self, jotting: str) -> None:
        """Choose a jotting; the first where it is not here."""
        self._choose_again(jotting, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand on what is done with the chosen jotting."""
        key, plain = (
            event.key(),
            event.modifiers()
            in {
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
            },
        )
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.asked.emit()
        elif key == Qt.Key.Key_Delete:
            self.dropped.emit()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undone.emit()
        elif plain and event.text().isalnum():
            self.key_pressed.emit(event.text().upper())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrapping follows the width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _choose_again(self, jotting: str, otherwise: int) -> None:
        ids = [self.item(row).data(_ID) for row in range(self.count())]
        if jotting in ids:
            self.setCurrentRow(ids.index(jotting))
        elif ids and otherwise >= 0:
            self.setCurrentRow(min(otherwise, len(ids) - 1))


def head(jotting: Jotting, *more: str) -> str:
    """Return a jotting's small line: the time, whose words, and whatever else is to be said."""
    whose = "child’s own words" if jotting.own_words else ""
    return " · ".join(part for part in (clock(parse_instant(jotting.at)), *more, whose) if part)


def _fill(item: QListWidgetItem, jotting: Jotting, head_: str) -> None:
    words = spoken(jotting)
    if (item.data(_ID), item.text(), item.data(_HEAD)) != (jotting.id, words, head_):
        item.setData(_ID, jotting.id)
        item.setData(_HEAD, head_)
        item.setText(words)
        item.setToolTip(head_)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{head_}: {words}")


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.86)
    return small


def _height(text: str, font: QFont, width: int) -> int:
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    layout.setTextOption(_option(text))
    layout.beginLayout()
    high = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        high += line.height()
    layout.endLayout()
    return math.ceil(high)


def _option(text: str) -> QTextOption:
    right = reads_from_right(text)
    option = QTextOption(Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
