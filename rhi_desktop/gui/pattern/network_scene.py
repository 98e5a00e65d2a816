"""A network as a drawing: a shape for each sort, lines that can be chosen, everything by keyboard too."""

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsPathItem,
    QGraphicsScene,
    QGraphicsSimpleTextItem,
    QGraphicsView,
    QWidget,
)

from rhi_desktop.domain.network import Line, Node, Sort
from rhi_desktop.services.pattern.layout import Place, short
from rhi_desktop.services.pattern.networks import Drawn

_ID, _LINE = 0, 1
_LARGEST, _SMALLEST, _MANY = 1.0, 0.55, 9
_NEAR = 9
"""How many pixels wide and high the place is where a line is looked for: it is too thin to be met."""
_GROUND = 0.8
"""How much of a line that passes behind a label is covered, so that the label can be read."""
_MARGIN = (120, 60)
"""How far from the edge, in pixels, what is chosen may be: nearer, it is brought to the middle."""
_LEAST = 0.65
"""Smaller than this labels cannot be read: then one scrolls."""
_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
_ALONG = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class NetworkView(QGraphicsView):
    """Draws a network. `chosen` carries the id of a node, `line_chosen` which of the network's lines.

    Left and Right walk along the nodes, Up and Down along the lines of the one that is chosen, Enter goes to the other
    end of a line; + and - change the size.
    """

    chosen = Signal(str)
    line_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = QGraphicsScene(self)
        self.setScene(self._scene)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setAccessibleName("The network; Left and Right walk along what is drawn, Up and Down along its lines")
        self._unit = float(self.fontMetrics().lineSpacing())
        self._drawn: Drawn | None = None
        self._order: tuple[str, ...] = ()
        self._current = ""
        self._line = -1
        self._items: dict[str, QGraphicsPathItem] = {}

    def show_network(self, drawn: Drawn) -> None:
        """Draw a network."""
        self._drawn, self._current, self._line = drawn, "", -1
        self._order = tuple(node.id for node in drawn.network.nodes)
        self.setAccessibleDescription(drawn.words)
        self._draw()
        self.fit()

    def choose(self, node: str) -> None:
        """Mark a node and what it is joined to."""
        if node in self._items and (node != self._current or self._line >= 0):
            self._current, self._line = node, -1
            self._draw()
            self._bring_in(node)
            self.chosen.emit(node)

    def choose_line(self, number: int) -> None:
        """Mark a line and its two ends."""
        if self._drawn is None or number == self._line:
            return
        line = self._drawn.network.lines[number]
        self._line = number
        if self._current not in {line.child, line.shared}:
            self._current = line.child
        self._draw()
        self._bring_in(self._other_end())
        self.line_chosen.emit(number)

    def fit(self) -> None:
        """Show the whole of it, but no larger than is good to read."""
        self.resetTransform()
        whole = self._scene.sceneRect()
        if whole.isEmpty():
            return
        share = min(self.viewport().width() / whole.width(), self.viewport().height() / whole.height(), 1.0)
        self.scale(max(share, _LEAST), max(share, _LEAST))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk along the nodes and their lines, or change the size."""
        key = Qt.Key(event.key())
        if key in _STEPS and self._order:
            at = self._order.index(self._current) + _STEPS[key] if self._current else 0
            self.choose(self._order[at % len(self._order)])
            return
        if key in _ALONG and self._current:
            self._walk_along(_ALONG[key])
            return
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._line >= 0:
            self.choose(self._other_end())
            return
        if key in {Qt.Key.Key_Plus, Qt.Key.Key_Minus}:
            step = 1.25 if key is Qt.Key.Key_Plus else 0.8
            self.scale(step, step)
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is pressed."""
        super().mousePressEvent(event)
        near = QRect(0, 0, _NEAR, _NEAR)
        near.moveCenter(event.position().toPoint())
        found = self.items(near)
        nodes = [one.data(_ID) for one in found if one.data(_ID) is not None]
        lines = [one.data(_LINE) for one in found if one.data(_LINE) is not None]
        if nodes:
            self.choose(str(nodes[0]))
        elif lines:
            self.choose_line(int(lines[0]))

    def changeEvent(self, event: QEvent) -> None:
        """Draw in the colours and letters of another theme."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange} and self._drawn is not None:
            self._unit = float(self.fontMetrics().lineSpacing())
            self._draw()

    def _bring_in(self, node: str) -> None:
        middle = self._items[node].pos()
        wide, high = _MARGIN
        if not self.viewport().rect().adjusted(wide, high, -wide, -high).contains(self.mapFromScene(middle)):
            self.centerOn(middle)

    def _walk_along(self, step: int) -> None:
        lines = self._lines_of(self._current)
        at = lines.index(self._line) + step if self._line in lines else min(step, 0)
        self.choose_line(lines[at % len(lines)])

    def _other_end(self) -> str:
        line = self._drawn_lines()[self._line]
        return line.shared if self._current == line.child else line.child

    def _drawn_lines(self) -> tuple[Line, ...]:
        return self._drawn.network.lines if self._drawn is not None else ()

    def _lines_of(self, node: str) -> list[int]:
        return [at for at, line in enumerate(self._drawn_lines()) if node in {line.child, line.shared}]

    def _draw(self) -> None:
        drawn, scene = self._drawn, self._scene
        scene.clear()
        self._items = {}
        if drawn is None:
            return
        palette = QApplication.palette()
        marks = {self._line} if self._line >= 0 else set(self._lines_of(self._current))
        beside: set[str] = set()
        for number, line in enumerate(drawn.network.lines):
            marked = number in marks
            beside |= {line.child, line.shared} if marked else set()
            pen = QPen(palette.color(QPalette.ColorRole.Link if marked else QPalette.ColorRole.PlaceholderText))
            pen.setWidthF(2.5 if marked else 0.6)
            ends = [self._middle(drawn.places[one]) for one in (line.child, line.shared)]
            item = scene.addLine(ends[0].x(), ends[0].y(), ends[1].x(), ends[1].y(), pen)
            item.setData(_LINE, number)
        for node in drawn.network.nodes:
            self._node(node, drawn.places[node.id], palette, marked=node.id == self._current or node.id in beside)
        scene.setSceneRect(scene.itemsBoundingRect().adjusted(-20, -20, 20, 20))

    def _node(self, node: Node, place: Place, palette: QPalette, *, marked: bool) -> None:
        ink = palette.color(QPalette.ColorRole.WindowText)
        middle = self._middle(place)
        item = QGraphicsPathItem(
            _shape(node.sort, self._unit * (_SMALLEST + min(node.size, _MANY) / _MANY * (_LARGEST - _SMALLEST)))
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
        ground = self._scene.addRect(
            label.sceneBoundingRect(), Qt.PenStyle.NoPen, palette.color(QPalette.ColorRole.Base)
        )
        ground.setData(_ID, node.id)
        ground.setOpacity(_GROUND)
        self._scene.addItem(label)

    def _middle(self, place: Place) -> QPointF:
        return QPointF(place.x * self._unit * 1.15, (place.y - place.height / 4) * self._unit * 1.15)


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
