"""Places on an empty ground: dots by how often, a scale and north. Nothing is fetched from anywhere."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from rhi_desktop.services.pattern.places import Hotspot

_EDGE, _LEAST, _MOST = 36, 5.0, 20.0
_SPANS = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000)
_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
_SMALLEST = 500
"""Metres that the map shows at least: a single place would fill it otherwise."""


class MapWidget(QWidget):
    """Shows places that have coordinates. `chosen` carries the name of one; the arrows go from one to the next."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spots: tuple[Hotspot, ...] = ()
        self._current = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Map of places; the table has the same")
        self.setMinimumSize(120, 120)

    def sizeHint(self) -> QSize:
        """Ask for room beside a form."""
        return QSize(420, 280)

    def show_spots(self, spots: Sequence[Hotspot], words: str) -> None:
        """Show places; those without coordinates are left to the table."""
        self._spots = tuple(one for one in spots if one.easting is not None and one.northing is not None)
        self._current = ""
        self.setAccessibleDescription(words)
        self.setVisible(bool(self._spots))
        self.update()

    def choose(self, key: str) -> None:
        """Mark a place."""
        self._current = key
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from place to place."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or not self._spots:
            super().keyPressEvent(event)
            return
        keys = [one.key for one in self._spots]
        at = keys.index(self._current) + step if self._current in keys else 0
        self.choose(keys[at % len(keys)])
        self.chosen.emit(self._current)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is pressed."""
        for one in self._spots:
            away = self._at(one) - event.position()
            if (away.x() ** 2 + away.y() ** 2) ** 0.5 <= self._size(one):
                self.choose(one.key)
                self.chosen.emit(one.key)
                return

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, the dots, their keys where there is room, the scale and north."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        painter.fillRect(self.rect(), palette.color(QPalette.ColorRole.Base))
        ink = palette.color(QPalette.ColorRole.WindowText)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 2 if self.hasFocus() else 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        taken: list[QRectF] = []
        for one in self._spots:
            chosen = one.key == self._current
            painter.setPen(QPen(ink, 2.5 if chosen else 1))
            fill = QPalette.ColorRole.Highlight if chosen else QPalette.ColorRole.AlternateBase
            painter.setBrush(palette.color(fill))
            at, size = self._at(one), self._size(one)
            painter.drawEllipse(at, size, size)
            taken.append(QRectF(at.x() - size, at.y() - size, 2 * size, 2 * size))
        for one in sorted(self._spots, key=lambda each: (each.key != self._current, -each.count)):
            self._name(painter, one, taken)
        self._scale(painter)
        painter.end()

    def _name(self, painter: QPainter, one: Hotspot, taken: list[QRectF]) -> None:
        font = QFont(self.font())
        font.setBold(one.key == self._current)
        painter.setFont(font)
        name = painter.fontMetrics().elidedText(one.name, Qt.TextElideMode.ElideRight, self.width() // 3)
        words = f"{name} ({one.count})"
        box = QRectF(painter.fontMetrics().boundingRect(words))
        at, size = self._at(one), self._size(one)
        for x in (at.x() + size + 4, at.x() - size - 4 - box.width()):
            place = QRectF(x, at.y() - box.height() / 2, box.width() + 2, box.height())
            own = QRectF(at.x() - size, at.y() - size, 2 * size, 2 * size)
            free = not any(place.intersects(other) for other in taken if other != own)
            if free and self.rect().contains(place.toAlignedRect()):
                painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
                painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
                taken.append(place)
                return

    def _scale(self, painter: QPainter) -> None:
        if not self._spots:
            return
        painter.setFont(self.font())
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.WindowText), 1.5))
        metre = self._metre()
        span = max((one for one in _SPANS if one * metre <= self.width() / 3), default=_SPANS[0])
        left, low = 12.0, self.height() - 14.0
        painter.drawLine(QPointF(left, low), QPointF(left + span * metre, low))
        words = f"{span // 1000} km" if span >= 1_000 else f"{span} m"
        painter.drawText(QPointF(left, low - 6), words)
        x = self.width() - 20.0
        painter.drawLine(QPointF(x, 34), QPointF(x, 14))
        painter.drawLine(QPointF(x, 14), QPointF(x - 4, 20))
        painter.drawLine(QPointF(x, 14), QPointF(x + 4, 20))
        painter.drawText(QPointF(x - 4, 50), "N")

    def _metre(self) -> float:
        """How many pixels a metre has."""
        east = [float(one.easting or 0) for one in self._spots]
        north = [float(one.northing or 0) for one in self._spots]
        wide, high = max(max(east) - min(east), _SMALLEST), max(max(north) - min(north), _SMALLEST)
        return max(min((self.width() - 4 * _EDGE) / wide, (self.height() - 3 * _EDGE) / high), 1e-6)

    def _at(self, one: Hotspot) -> QPointF:
        east = [float(each.easting or 0) for each in self._spots]
        north = [float(each.northing or 0) for each in self._spots]
        metre = self._metre()
        x = self.width() / 2 + (float(one.easting or 0) - (min(east) + max(east)) / 2) * metre
        y = self.height() / 2 - (float(one.northing or 0) - (min(north) + max(north)) / 2) * metre
        return QPointF(x, y)

    def _size(self, one: Hotspot) -> float:
        most = max(each.count for each in self._spots)
        return float(_LEAST + (_MOST - _LEAST) * (one.count / most) ** 0.5)
