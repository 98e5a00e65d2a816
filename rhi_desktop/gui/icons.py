"""Icons: strokes of one width on a 24 pixel grid, drawn in a colour of the palette at whatever size is asked for."""

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from rhi_desktop.runtime.assets import find_assets

_INK = "currentColor"


def icon(
    name: str,
    palette: QPalette,
    role: QPalette.ColorRole = QPalette.ColorRole.WindowText,
    chosen: QPalette.ColorRole | None = None,
) -> QIcon:
    """Return the icon `name` in the palette's colour for `role`; `chosen` is the role when it is switched on.

    Raises FileNotFoundError for a name without a drawing.
    """
    colour, off = palette.color(role), palette.color(QPalette.ColorGroup.Disabled, role)
    on = colour if chosen is None else palette.color(chosen)
    return QIcon(_Strokes(name, colour.name(), on.name(), off.name()))


class _Strokes(QIconEngine):
    """Draws sharp at any scale: the drawing is rendered for each size."""

    def __init__(self, name: str, colour: str, on: str, off: str) -> None:
        super().__init__()
        self._name = name
        self._colour = colour
        self._on = on
        self._off = off

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        colour = self._on if state is QIcon.State.On else self._colour
        if mode is QIcon.Mode.Disabled:
            colour = self._off
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        QSvgRenderer(QByteArray(_drawing(self._name).replace(_INK, colour).encode())).render(painter, square)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(QColor(0, 0, 0, 0))
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _Strokes(self._name, self._colour, self._on, self._off)


@cache
def _drawing(name: str) -> str:
    return (find_assets().resources / "icons" / f"{name}.svg").read_text(encoding="utf-8")
