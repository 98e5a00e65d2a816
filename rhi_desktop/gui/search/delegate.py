"""How a row is drawn: whose interview of which day, and beneath it the words around what was found."""

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QWidget

from rhi_desktop.domain.searching import Snippet
from rhi_desktop.gui.search.model import FOUND
from rhi_desktop.gui.two_lines import TwoLines
from rhi_desktop.services.searching import Found

_PAD, _GAP = 14, 8
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class FoundRow(TwoLines[Found]):
    """Draws two lines; what was found stands in bold."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(FOUND, _PAD, 10, parent)

    def draw(self, painter: QPainter, font: QFont, palette: QPalette, item: Found, rect: QRect) -> None:
        """Draw the row."""
        _Lines(painter, font, palette).draw(item, rect)


class _Lines:
    def __init__(self, painter: QPainter, font: QFont, palette: QPalette) -> None:
        self._painter = painter
        self._plain = font
        self._bold = QFont(font)
        self._bold.setBold(True)
        self._palette = palette

    def draw(self, found: Found, rect: QRect) -> None:
        line = QFontMetrics(self._plain).lineSpacing()
        top, low = QRect(rect), QRect(rect)
        top.setHeight(line)
        low.setTop(rect.bottom() - line)
        wide = QFontMetrics(self._plain).horizontalAdvance(found.when)
        day = top.adjusted(top.width() - wide - 1, 0, 0, 0)
        top.setRight(day.left() - _GAP)
        self._words(found.when, self._plain, QPalette.ColorRole.PlaceholderText, day)
        self._words(found.row.called or "Not known here", self._bold, QPalette.ColorRole.Text, top)
        self._words(found.row.reference, self._plain, QPalette.ColorRole.PlaceholderText, top)
        label = QRect(low)
        label.setWidth(min(low.width(), max(low.width() // 3, 90)))
        used = self._words(found.where, self._plain, QPalette.ColorRole.PlaceholderText, label)
        low.setLeft(low.left() + used + _GAP)
        self._piece(found.snippet, low)

    def _piece(self, snippet: Snippet, rect: QRect) -> None:
        """Write a piece of text in which what was found is bold, as far as there is room."""
        layout = QTextLayout(snippet.text, self._plain)
        bold = QTextCharFormat()
        bold.setFontWeight(QFont.Weight.Bold)
        formats = []
        for start, end in snippet.marks:
            one = QTextLayout.FormatRange()
            one.start, one.length, one.format = start, end - start, bold
            formats.append(one)
        layout.setFormats(formats)
        layout.beginLayout()
        line = layout.createLine()
        if line.isValid():
            line.setNumColumns(len(snippet.text))
        layout.endLayout()
        self._painter.save()
        self._painter.setClipRect(rect)
        self._painter.setPen(self._palette.color(QPalette.ColorRole.Text))
        layout.draw(self._painter, QPointF(self._start(snippet, rect), rect.top()))
        self._painter.restore()

    def _start(self, snippet: Snippet, rect: QRect) -> float:
        """Return where a piece begins: further left where what was found would be out of sight."""
        if not snippet.marks:
            return float(rect.left())
        until = QFontMetrics(self._bold).horizontalAdvance(snippet.text[: snippet.marks[0][1]])
        return float(rect.left() - max(0, until - rect.width()))

    def _words(self, text: str, font: QFont, role: QPalette.ColorRole, rect: QRect) -> int:
        """Write words at the left of what is left of a line, take their room away from it, and return it."""
        self._painter.setFont(font)
        self._painter.setPen(self._palette.color(role))
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, rect.width()))
        self._painter.drawText(rect, _LEFT, shown)
        used = metrics.horizontalAdvance(shown)
        rect.setLeft(rect.left() + used + _GAP)
        return used
