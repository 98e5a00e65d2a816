"""A child's episodes on one line of time, missing and away together: how often, how long, how close together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QHelpEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.moments import Moment

_BAR, _LANE, _LEAST, _GAP = 16, 24, 5, 8
_LANES = ("Missing", "Away")
_PATTERNS = (Qt.BrushStyle.SolidPattern, Qt.BrushStyle.BDiagPattern)
_YEARS = 6


@dataclass(frozen=True, slots=True)
class Span:
    """The days of one episode, both inclusive; `open` where no return is recorded, `away` without authorisation."""

    first: date
    last: date
    open: bool
    away: bool = False

    @property
    def words(self) -> str:
        """The span in words: “Missing, 23 Nov 2026 to 24 Nov 2026”."""
        days = _day(self.first) if self.first == self.last else f"{_day(self.first)} to {_day(self.last)}"
        return f"{_LANES[self.away]}, {days}{'; no return is recorded' if self.open else ''}"


def spans(episodes: Sequence[Episode]) -> tuple[Span, ...]:
    """Return the episodes that have a day, in order of time."""
    found = []
    for episode in episodes:
        days = [Moment.parse(text).day for text in (episode.missing_since, episode.found, episode.returned) if text]
        if days:
            found.append(Span(min(days), max(days), not episode.returned, episode.kind == "away"))
    return tuple(sorted(found, key=lambda span: (span.first, span.last)))


def told(line: Sequence[Span]) -> str:
    """Say the line in words, for those who do not see it."""
    if not line:
        return "No episode with a date is recorded."
    away = sum(span.away for span in line)
    kinds = [f"{_times(count)} {kind}" for count, kind in ((len(line) - away, "missing"), (away, "away")) if count]
    longest = max((span.last - span.first).days + 1 for span in line)
    apart = (line[-1].first - line[-2].last).days if len(line) > 1 else 0
    since = f", the last two {_days(apart)} apart" if apart > 0 else ""
    over = f", over {longest} days at the longest" if longest > 2 else ""
    opened = sum(span.open for span in line)
    left = f" No return is recorded for {opened} of them." if opened else ""
    words = f"{' and '.join(kinds)}, from {_day(line[0].first)} to {_day(line[-1].last)}{since}{over}.{left}"
    return words[0].upper() + words[1:]


class EpisodeLine(QWidget):
    """Draws the spans between the first day and today, each kind in a lane of its own."""

    def __init__(self, line: Sequence[Span], today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = tuple(line)
        first = self._line[0].first if self._line else today
        self._first = min(first, today - timedelta(days=27))
        self._days = max((today - self._first).days + 1, 1)
        self._today = today
        self._lanes = sorted({span.away for span in self._line})
        self.setAccessibleName(told(self._line))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as the lanes and the dates below them."""
        return QSize(480, self._bottom() + self.fontMetrics().height() + 6)

    def event(self, event: QEvent) -> bool:
        """Say which episode the pointer rests on."""
        if isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.words_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def words_at(self, point: QPointF) -> str:
        """Return what is said of a point: the episode there, or the whole line."""
        under = next((one for one in reversed(self._line) if self._box(one).contains(point)), None)
        return under.words if under is not None else told(self._line)

    def day_at(self, day: date) -> float:
        """Return where a day begins, from the left."""
        left = self._left()
        return left + (self.width() - left - 2) * (day - self._first).days / self._days

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lanes, the bars, the first of January of each year, and both ends."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        ink, text = palette.color(QPalette.ColorRole.Link), palette.color(QPalette.ColorRole.WindowText)
        for at, away in enumerate(self._lanes):
            middle = at * _LANE + 2 + _BAR // 2
            painter.setPen(palette.color(QPalette.ColorRole.Mid))
            painter.drawLine(self._left(), middle, self.width(), middle)
            painter.setPen(text)
            box = QRectF(0, at * _LANE, self._left(), _LANE - 4)
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, _LANES[away])
        for span in self._line:
            painter.setPen(QPen(ink, 1.2))
            painter.setBrush(QBrush(palette.color(QPalette.ColorRole.Base)))
            painter.drawRoundedRect(self._box(span), 3, 3)
            painter.setBrush(QBrush(ink, _PATTERNS[span.away]))
            painter.drawRoundedRect(self._box(span), 3, 3)
        painter.setPen(text)
        self._dates(painter)
        painter.end()

    def _dates(self, painter: QPainter) -> None:
        top, high, left = self._bottom() + 4, self.fontMetrics().height(), self._left()
        first, last = _day(self._first), f"today, {_day(self._today)}"
        painter.drawText(QRectF(left, top, self.width() - left, high), Qt.AlignmentFlag.AlignLeft, first)
        painter.drawText(QRectF(left, top, self.width() - left, high), Qt.AlignmentFlag.AlignRight, last)
        edge = left + self.fontMetrics().horizontalAdvance(first) + 2 * _GAP
        end = self.width() - self.fontMetrics().horizontalAdvance(last) - 2 * _GAP
        wide = self.fontMetrics().horizontalAdvance("2000") + _GAP
        for year in range(self._first.year + 1, self._today.year + 1):
            x = self.day_at(date(year, 1, 1))
            painter.drawLine(QPointF(x, self._bottom() - 2), QPointF(x, self._bottom() + 3))
            if edge + wide / 2 < x < end - wide / 2 and self._today.year - self._first.year <= _YEARS:
                painter.drawText(QRectF(x - wide / 2, top, wide, high), Qt.AlignmentFlag.AlignHCenter, str(year))

    def _box(self, span: Span) -> QRectF:
        left = self.day_at(span.first)
        right = max(self.day_at(span.last + timedelta(days=1)), left + _LEAST)
        return QRectF(left, self._lanes.index(span.away) * _LANE + 2, right - left, _BAR)

    def _bottom(self) -> int:
        return max(len(self._lanes), 1) * _LANE

    def _left(self) -> int:
        return max(self.fontMetrics().horizontalAdvance(one) for one in _LANES) + _GAP


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def _times(count: int) -> str:
    return "once" if count == 1 else "twice" if count == 2 else f"{count} times"
