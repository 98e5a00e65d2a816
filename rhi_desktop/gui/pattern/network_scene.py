"""A network as a drawing: a shape for each sort, lines that can be chosen, everything by keyboard too."""

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsItem,
    QGraphicsPathItem,
    QGraphicsScene,
    QGraphicsSimpleTextItem,
    QGraphicsView,
    QWidget,
)

from rhi_desktop.domain.network import Node, Sort
from rhi_desktop.services.pattern.layout import Place, short
from rhi_desktop.services.pattern.networks import Drawn

_ID = 0
_LARGEST, _SMALLEST, _MANY = 1.0, 0.55, 9
_LEAST = 0.65
"""Smaller than this labels cannot be read: then one scrolls."""
_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class NetworkView(QGraphicsView):
    """Draws a network. `chosen` carries the id of a node; the arrows walk along the nodes, + and - change the size."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = QGraphicsScene(self)
        self.setScene(self._scene)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setAccessibleName("The network; arrows walk along it, the table has the same")
        self._unit = float(self.fontMetrics().lineSpacing())
        self._drawn: Drawn | None = None
        self._order: tuple[str, ...] = ()
        self._current = ""
        self._items: dict[str, QGraphicsPathItem] = {}

    def show_network(self, drawn: Drawn) -> None:
        """Draw a network."""
        self._drawn, self._current = drawn, ""
        self._order = tuple(node.id for node in drawn.network.nodes)
        self.setAccessibleDescription(drawn.words)
        self._draw()
        self.fit()

    def choose(self, node: str) -> None:
        """Mark a node and what it is joined to."""
        if node in self._items and node != self._current:
            self._current = node
            self._draw()
            self.ensureVisible(self._items[node], 40, 40)
            self.chosen.emit(node)

    def fit(self) -> None:
        """Show the whole of it, but no larger than is good to read."""
        self.resetTransform()
        whole = self._scene.sceneRect()
        if whole.isEmpty():
            return
        share = min(self.viewport().width() / whole.width(), self.viewport().height() / whole.height(), 1.0)
        self.scale(max(share, _LEAST), max(share, _LEAST))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk along the nodes, or change the size."""
        key = Qt.Key(event.key())
        if key in _STEPS and self._order:
            at = self._order.index(self._current) + _STEPS[key] if self._current else 0
            self.choose(self._order[at % len(self._order)])
            return
        if key in {Qt.Key.Key_Plus, Qt.Key.Key_Minus}:
            step = 1.25 if key is Qt.Key.Key_Plus else 0.8
            self.scale(step, step)
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is pressed."""
        super().mousePressEvent(event)
        found = self.itemAt(event.position().toPoint())
        node = found.data(_ID) if isinstance(found, QGraphicsItem) else None
        if node:
            self.choose(str(node))

    def _draw(self) -> None:
        drawn, scene = self._drawn, self._scene
        scene.clear()
        self._items = {}
        if drawn is None:
            return
        palette = QApplication.palette()
        beside = set(self._joined(self._current))
        for line in drawn.network.lines:
            marked = self._current in {line.child, line.shared}
            pen = QPen(palette.color(QPalette.ColorRole.Link if marked else QPalette.ColorRole.PlaceholderText))
            pen.setWidthF(2.5 if marked else 0.6)
            ends = [self._middle(drawn.places[one]) for one in (line.child, line.shared)]
            scene.addLine(ends[0].x(), ends[0].y(), ends[1].x(), ends[1].y(), pen)
        for node in drawn.network.nodes:
            self._node(node, drawn.places[node.id], palette, marked=node.id == self._current or node.id in beside)
        scene.setSceneRect(scene.itemsBoundingRect().adjusted(-20, -20, 20, 20))

    def _node(self, node: Node, place: Place, palette: QPalette, *, marked: bool) -> None:
        ink = palette.color(QPalette.ColorRole.WindowText)
        middle = self._middle(place)
        item = QGraphicsPathItem(
            _shape(node.sort, self._unit * (_SMALLEST + min(node.size, 9) / 9 * (_LARGEST - _SMALLEST)))
        )
        item.setPos(middle)
        fill = palette.color(QPalette.ColorRole.Highlight if marked else QPalette.ColorRole.Base)
        item.setBrush(fill if node.sort is not Sort.CHILD or marked else QColor(ink))
        item.setPen(QPen(ink, 3.0 if node.id == self._current else 1.4))
        item.setData(_ID, node.id)
        item.setToolTip(node.label)
        self._scene.addItem(item)
        self._items[node.id] = item
        label = QGraphicsSimpleTextItem(short(node.label))
        font = QFont(self.font())
        font.setBold(node.sort is Sort.CHILD)
        label.setFont(font)
        label.setBrush(ink)
        label.setData(_ID, node.id)
        box = label.boundingRect()
        label.setPos(middle.x() - box.width() / 2, middle.y() + self._unit * 0.62)
        self._scene.addItem(label)

    def _middle(self, place: Place) -> QPointF:
        return QPointF(place.x * self._unit * 1.15, (place.y - place.height / 4) * self._unit * 1.15)

    def _joined(self, node: str) -> Iterator[str]:
        if self._drawn is not None and node:
            for line in self._drawn.network.lines:
                if node in {line.child, line.shared}:
                    yield from (line.child, line.shared)


def _shape(sort: Sort, size: float) -> QPainterPath:
    """Return the outline of a sort: a circle for a child, a diamond for a person, a square for a place, a triangle."""
    path = QPainterPath()
    half = size / 2
    if sort is Sort.CHILD:
        path.addEllipse(QRectF(-half, -half, size, size))
    elif sort is Sort.PLACE:
        path.addRect(QRectF(-half, -half, size, size))
    else:
        corners = (
            [(0, -half), (half, 0), (0, half), (-half, 0)]
            if sort is Sort.PERSON
            else [(0, -half), (half, half), (-half, half)]
        )
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
        path.closeSubpath()
    return path
