"""The child's times away on one line, so that a pattern is seen: how often, how long, how close together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.moments import Moment

_BAR, _FOOT, _LEAST = 18, 22, 4


@dataclass(frozen=True, slots=True)
class Span:
    """The days of one episode, both inclusive; `open` where no return is recorded."""

    first: date
    last: date
    open: bool


def spans(episodes: Sequence[Episode]) -> tuple[Span, ...]:
    """Return the episodes that have a day, in order of time."""
    found = []
    for episode in episodes:
        days = [Moment.parse(text).day for text in (episode.missing_since, episode.found, episode.returned) if text]
        if days:
            found.append(Span(min(days), max(days), not episode.returned))
    return tuple(sorted(found, key=lambda span: span.first))


def told(line: Sequence[Span]) -> str:
    """Say the line in words, for those who do not see it."""
    if not line:
        return "No episode with a date is recorded."
    count = "One time away" if len(line) == 1 else f"{len(line)} times away"
    apart = (line[-1].first - line[-2].last).days if len(line) > 1 else 0
    since = f", the last two {apart} days apart" if len(line) > 1 and apart > 0 else ""
    return f"{count}, from {_day(line[0].first)} to {_day(line[-1].last)}{since}."


class EpisodeLine(QWidget):
    """Draws the spans between the first day and today."""

    def __init__(self, line: Sequence[Span], today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = tuple(line)
        first = self._line[0].first if self._line else today
        self._first = min(first, today - timedelta(days=27))
        self._days = max((today - self._first).days + 1, 1)
        self._today = today
        self.setAccessibleName(told(self._line))
        self.setToolTip(told(self._line))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as the bars and the dates below them."""
        return QSize(480, _BAR + _FOOT + self.fontMetrics().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line, the bars and the months."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        middle = 4 + _BAR / 2
        painter.setPen(palette.color(QPalette.ColorRole.Mid))
        painter.drawLine(0, round(middle), self.width(), round(middle))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(QPalette.ColorRole.Highlight))
        for span in self._line:
            left = self._at(span.first)
            right = max(self._at(span.last + timedelta(days=1)), left + _LEAST)
            painter.drawRoundedRect(QRectF(left, 4, right - left, _BAR), 3, 3)
        painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        top = 4 + _BAR + 4
        high = self.fontMetrics().height()
        first, last = _day(self._first), f"today, {_day(self._today)}"
        painter.drawText(QRectF(0, top, self.width() / 2, high), Qt.AlignmentFlag.AlignLeft, first)
        painter.drawText(QRectF(self.width() / 2, top, self.width() / 2, high), Qt.AlignmentFlag.AlignRight, last)

    def _at(self, day: date) -> float:
        return self.width() * (day - self._first).days / self._days


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
