"""How a row of the worklist is drawn: who, and in a sentence how close the deadline is."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QWidget

from rhi_desktop.domain.deadline import Urgency
from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.referral import TriageLevel
from rhi_desktop.gui.chips import Chips
from rhi_desktop.gui.icons import icon
from rhi_desktop.gui.tones import LEVEL_TONES, URGENCY_TONES
from rhi_desktop.gui.two_lines import TwoLines
from rhi_desktop.gui.worklist.model import ITEM, level_words
from rhi_desktop.services.worklists import WorkItem

_ICONS = {
    Urgency.OVERDUE: "warning",
    Urgency.DUE_SOON: "clock",
    Urgency.DUE: "clock",
    Urgency.UNKNOWN: "question",
    Urgency.DONE: "check",
}
_ALERT = "urgent"
_PAD, _GAP, _ICON, _SHAPE = 14, 8, 20, 16


class WorkRow(TwoLines[WorkItem]):
    """Draws two lines: name and clock, circumstances and progress."""

    def __init__(self, now: Callable[[], datetime], parent: QWidget) -> None:
        super().__init__(ITEM, _PAD, 11, parent)
        self._now = now
        self._chips = Chips(parent, tuple(URGENCY_TONES.values()))

    def draw(self, painter: QPainter, font: QFont, palette: QPalette, item: WorkItem, rect: QRect) -> None:
        """Draw the row."""
        _Lines(painter, font, palette, self._chips).draw(item, rect, self._now())


class _Lines:
    def __init__(self, painter: QPainter, font: QFont, palette: QPalette, chips: Chips) -> None:
        self._painter = painter
        self._plain = font
        self._bold = QFont(font)
        self._bold.setBold(True)
        self._palette = palette
        self._chips = chips

    def draw(self, item: WorkItem, rect: QRect, now: datetime) -> None:
        urgency = item.urgency(now)
        tone = QPalette.ColorRole.BrightText if urgency is Urgency.OVERDUE else QPalette.ColorRole.Text
        high = max(_ICON, QFontMetrics(self._plain).height())
        side = QRect(rect.left(), rect.top() + (rect.height() - high) // 2, high, high)
        icon(_ICONS[urgency], self._palette, tone).paint(self._painter, side)
        text = rect.adjusted(high + _PAD, 0, 0, 0)
        line = QFontMetrics(self._plain).lineSpacing()
        top, low = QRect(text), QRect(text)
        top.setHeight(line)
        low.setTop(rect.bottom() - line)
        self._clock(item.status(now), URGENCY_TONES[urgency], top)
        self._words(item.row.called, self._bold, QPalette.ColorRole.Text, top)
        self._words(item.row.reference, self._plain, QPalette.ColorRole.PlaceholderText, top)
        if item.level is not None:
            self._level(item.level, top)
        self._progress(item.progress(now), low)
        alerts = " · ".join(item.row.alerts)
        if alerts:
            self._chip(alerts, low)
        said = "Returned " + Moment.parse(item.row.returned).spoken if item.row.returned else "No return recorded"
        self._words(said, self._plain, QPalette.ColorRole.PlaceholderText, low)

    def _clock(self, status: str, tone: str, rect: QRect) -> None:
        wide = min(self._chips.size(status, tone).width(), rect.width() * 3 // 5)
        self._chips.paint(self._painter, rect.adjusted(rect.width() - wide, 0, 0, 0), status, tone)
        rect.setRight(rect.right() - wide - _GAP)

    def _level(self, level: TriageLevel, rect: QRect) -> None:
        """Draw a level as a shape and a word, never as a colour alone; not at all where there is no room for both."""
        wide = self._chips.size(level_words(level), LEVEL_TONES[level]).width()
        side = min(_SHAPE, rect.height())
        if rect.width() < side + wide + _GAP:
            return
        shape = QRect(rect.left(), rect.top() + (rect.height() - side) // 2, side, side)
        icon(f"level-{level.value}", self._palette, QPalette.ColorRole.Text).paint(self._painter, shape)
        at = rect.adjusted(side + _GAP // 2, 0, 0, 0)
        at.setWidth(wide)
        self._chips.paint(self._painter, at, level_words(level), LEVEL_TONES[level])
        rect.setLeft(at.right() + _GAP)

    def _progress(self, words: str, rect: QRect) -> None:
        wide = QFontMetrics(self._plain).horizontalAdvance(words)
        at = rect.adjusted(rect.width() - wide - 1, 0, 0, 0)
        rect.setRight(at.left() - _GAP)
        self._words(words, self._plain, QPalette.ColorRole.PlaceholderText, at)

    def _chip(self, words: str, rect: QRect) -> None:
        wide = min(self._chips.size(words, _ALERT).width(), rect.width() * 3 // 5)
        room = QRect(rect)
        room.setWidth(wide)
        self._chips.paint(self._painter, room, words, _ALERT)
        rect.setLeft(rect.left() + wide + _GAP)

    def _words(self, text: str, font: QFont, role: QPalette.ColorRole, rect: QRect) -> None:
        """Write words at the left of what is left of a line, and take their room away from it."""
        self._painter.setFont(font)
        self._painter.setPen(self._palette.color(role))
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, rect.width()))
        self._painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        rect.setLeft(rect.left() + metrics.horizontalAdvance(shown) + _GAP)
