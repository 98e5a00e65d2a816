"""The sections at the side: what there is, and how much of each is done, in words and with a sign."""

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from rhi_desktop.gui.icons import icon
from rhi_desktop.gui.interview.pages import Section
from rhi_desktop.gui.interview.wording import progress, to_look_at

WIDTH = 248
CHECK = "check"
_PATH = Qt.ItemDataRole.UserRole
_PAD = 5


class _TwoLines(QStyledItemDelegate):
    """Draws a section's title, and below it, smaller, how far it is: the style draws twice, half and half."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line = option.fontMetrics.height()
        return QSize(super().sizeHint(option, index).width(), round(1.86 * line) + 2 * _PAD)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        whole = QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        title, _, said = str(index.data(Qt.ItemDataRole.DisplayRole)).partition("\n")
        area, view = QRect(option.rect), option.widget
        upper = QRect(area.left(), area.top(), area.width(), _PAD + option.fontMetrics.height())
        lower = QRect(area.left(), upper.bottom() + 1, area.width(), area.bottom() - upper.bottom())
        small = QFont(option.font)
        small.setPointSizeF(option.font.pointSizeF() * 0.86)
        for words, font, clip, at in (
            (title, option.font, upper, Qt.AlignmentFlag.AlignTop),
            (said, small, lower, Qt.AlignmentFlag.AlignBottom),
        ):
            painter.save()
            painter.setClipRect(clip)
            whole.text, whole.font = words, font
            whole.displayAlignment = at | Qt.AlignmentFlag.AlignLeft
            view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, whole, painter, view)
            painter.restore()


class SectionList(QListWidget):
    """One line for each section, and one for the check before submission."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "nav")
        self.setProperty("lines", "two")
        self.setAccessibleName("Sections of the interview")
        self.setItemDelegate(_TwoLines(self))
        self.setUniformItemSizes(True)
        self.setIconSize(QSize(18, 18))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._choose)
        self.itemActivated.connect(self._choose)

    def show_sections(
        self,
        sections: tuple[Section, ...],
        problems: dict[str, int],
        jottings: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        """Show the sections in order, with what is to look at and the jottings still to be used in each."""
        wanted = [
            (s.path, _words(s, problems.get(s.path, 0), jottings.get(s.path, 0)), _sign(s, problems.get(s.path, 0)))
            for s in sections
        ]
        wanted.append((CHECK, "Check and submit\nWhen you are ready", "next"))
        while self.count() > len(wanted):
            self.takeItem(self.count() - 1)
        while self.count() < len(wanted):
            self.addItem(QListWidgetItem())
        for row, (path, words, sign) in enumerate(wanted):
            item = self.item(row)
            if item.data(_PATH) != path or item.text() != words:
                item.setData(_PATH, path)
                item.setText(words)
                item.setToolTip(words)
                item.setIcon(icon(sign, self.palette()))

    def point_at(self, path: str) -> None:
        """Mark the section that is on the screen."""
        for row in range(self.count()):
            if self.item(row).data(_PATH) == path:
                self.setCurrentRow(row)

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(str(item.data(_PATH)))


def _words(section: Section, problems: int, jottings: int) -> str:
    said = [progress(section.done, section.total)]
    if problems:
        said.append(to_look_at(problems))
    if jottings:
        said.append("1 jotting left" if jottings == 1 else f"{jottings} jottings left")
    return f"{section.title}\n{', '.join(said)}"


def _sign(section: Section, problems: int) -> str:
    if problems:
        return "warning"
    if section.done == section.total:
        return "check"
    return "edit" if section.done else "dash"
