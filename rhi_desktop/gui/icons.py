"""Icons: strokes of one width on a 24 pixel grid, drawn in a colour of the palette at whatever size is asked for."""

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from rhi_desktop.runtime.assets import find_assets

_INK = "currentColor"


def icon(
    name: str,
    palette: QPalette,
    role: QPalette.ColorRole = QPalette.ColorRole.WindowText,
    chosen: QPalette.ColorRole | None = None,
) -> QIcon:
    """Return the icon `name` in the colour that the application has for `role`, now and after a change of theme.

    `chosen` is the role when it is switched on; `palette` is used where there is no application.
    Raises FileNotFoundError for a name without a drawing.
    """
    _drawing(name)
    return QIcon(_Strokes(name, palette, role, role if chosen is None else chosen))


class _Strokes(QIconEngine):
    """Draws sharp at any scale: the drawing is rendered for each size."""

    def __init__(self, name: str, palette: QPalette, off: QPalette.ColorRole, on: QPalette.ColorRole) -> None:
        super().__init__()
        self._name = name
        self._palette = palette
        self._roles = {QIcon.State.Off: off, QIcon.State.On: on}

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        palette = QGuiApplication.palette() if QGuiApplication.instance() else self._palette
        group = QPalette.ColorGroup.Disabled if mode is QIcon.Mode.Disabled else QPalette.ColorGroup.Normal
        colour = palette.color(group, self._roles[state]).name()
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        _renderer(self._name, colour).render(painter, square)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(QColor(0, 0, 0, 0))
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _Strokes(self._name, self._palette, self._roles[QIcon.State.Off], self._roles[QIcon.State.On])


@cache
def _drawing(name: str) -> str:
    return (find_assets().resources / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    """Return a drawing that is read already: lists draw the same few again and again."""
    return QSvgRenderer(QByteArray(_drawing(name).replace(_INK, colour).encode()))
