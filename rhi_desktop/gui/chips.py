"""Chips inside drawn rows: a label that the style sheet dresses, painted where a delegate wants it."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QRegion
from PySide6.QtWidgets import QLabel, QWidget

_BARE = QWidget.RenderFlag.DrawChildren


class Chips:
    """One hidden label for each tone. Their look follows the theme by itself, because they are widgets."""

    def __init__(self, parent: QWidget, tones: tuple[str, ...]) -> None:
        self._labels = {tone: _label(parent, tone) for tone in tones}

    def size(self, text: str, tone: str) -> QSize:
        """Return the room that a chip with these words takes."""
        made = self._labels[tone]
        made.setText(text)
        return made.sizeHint()

    def paint(self, painter: QPainter, rect: QRect, text: str, tone: str) -> None:
        """Draw a chip at the left of `rect`, in the middle of its height, elided where the room is short."""
        made = self._labels[tone]
        wanted = self.size(text, tone)
        short = wanted.width() - rect.width()
        if short > 0:
            room = made.fontMetrics().horizontalAdvance(text) - short
            made.setText(made.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(0, room)))
        made.resize(min(wanted.width(), rect.width()), wanted.height())
        corner = QPoint(rect.left(), rect.top() + (rect.height() - wanted.height()) // 2)
        at = painter.deviceTransform().map(corner)  # pixels of the device; `render` counts in logical ones
        made.render(painter, at / painter.device().devicePixelRatio(), QRegion(), _BARE)


def _label(parent: QWidget, tone: str) -> QLabel:
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", "chip")
    made.setProperty("tone", tone)
    made.ensurePolished()
    made.hide()
    return made
