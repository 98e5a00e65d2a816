"""The groups of the desk with their counts: a list at the left, a choice above where the window is narrow."""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from rhi_desktop.services.desk_rows import Group
from rhi_desktop.services.desk_words import GROUPS

_COUNT = Qt.ItemDataRole.UserRole
_EDGE, _AROUND = 10, 44
_OF_A_TEAM = frozenset({Group.UNALLOCATED, Group.CONFLICT, Group.LEFT})
"""Groups that need a team; they are shown without one only where something is in them."""


class Groups:
    """Keeps list and choice in step."""

    def __init__(self, parent: QWidget) -> None:
        self.list, self.choice = _Changes(parent), QComboBox(parent)
        self.list.setProperty("role", "nav")
        self.list.setItemDelegate(_Counted(self.list))
        self.list.setAccessibleName("What waits")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.choice.setAccessibleName("What waits")
        self._shown: list[Group] = []
        self._counts: Mapping[Group, int] = {}
        self.current = Group.OPEN
        self.list.currentRowChanged.connect(self._turn)
        self.choice.currentIndexChanged.connect(self._turn)
        self.show_counts({}, team=False)

    def show_counts(self, counts: Mapping[Group, int], *, team: bool) -> None:
        """Show the groups with how many rows each has."""
        self._counts = counts
        shown = [
            group
            for group in GROUPS
            if counts.get(group)
            or group is self.current
            or ((team or group not in _OF_A_TEAM) and group is not Group.LEFT)
        ]
        for widget in (self.list, self.choice):
            widget.blockSignals(True)
        if shown != self._shown:
            self._shown = shown
            self.list.clear()
            self.choice.clear()
            for _ in shown:
                self.list.addItem(QListWidgetItem())
                self.choice.addItem("")
        for row, group in enumerate(shown):
            number = f"{counts[group]:,}" if group in counts else ""
            item = self.list.item(row)
            item.setText(GROUPS[group])
            item.setData(_COUNT, number)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{GROUPS[group]} {number}".strip())
            self.choice.setItemText(row, f"{GROUPS[group]}  {number}".strip())
        at = shown.index(self.current)
        self.list.setCurrentRow(at)
        self.choice.setCurrentIndex(at)
        for widget in (self.list, self.choice):
            widget.blockSignals(False)

    def width(self, metrics: QFontMetrics) -> int:
        """Return the px in which every group and its count can be read."""
        words = max(metrics.horizontalAdvance(words) for words in GROUPS.values())
        return words + metrics.horizontalAdvance("100,000") + _AROUND

    def turn_to(self, group: Group) -> None:
        """Show a group."""
        if group is not self.current:
            self.current = group
            self.show_counts(self._counts, team=True)
            self.list.turned.emit()

    def _turn(self, row: int) -> None:
        if 0 <= row < len(self._shown):
            self.turn_to(self._shown[row])


class _Changes(QListWidget):
    """The list; `turned` after another group was chosen, in it or above."""

    turned = Signal()


class _Counted(QStyledItemDelegate):
    """Draws the count at the right of its group."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the words, then the count."""
        super().paint(painter, option, index)
        painter.save()
        painter.setFont(option.font)
        painter.setPen(QApplication.palette().color(QPalette.ColorRole.PlaceholderText))
        at = option.rect.adjusted(0, 0, -_EDGE, 0)
        painter.drawText(at, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, index.data(_COUNT) or "")
        painter.restore()
