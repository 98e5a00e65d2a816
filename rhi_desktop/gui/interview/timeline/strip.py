"""One time away, drawn: nights behind, a bar for each place, hatching where nothing is known, hours beneath."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QGuiApplication, QIcon, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from rhi_desktop.domain.whereabouts import Line, Span, marks, nights
from rhi_desktop.gui.icons import icon
from rhi_desktop.gui.interview.timeline.wording import aloud, bar_words, gap_words, mark

LANE, BETWEEN, AXIS = 30, 3, 20
LEAST, ROOM_FOR_WORDS = 22, 46
_APART = 62
_STEP: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_STEPS = tuple(timedelta(hours=hours) for hours in (1, 2, 3, 6, 12, 24, 48, 96, 168, 336, 672))


class _Piece(QPushButton):
    """A bar or a gap: a button that lies where its time does."""

    def __init__(self, words: str, role: str, span: Span, lane: int, parent: QWidget) -> None:
        super().__init__(parent, autoDefault=False)
        self.span, self.lane, self.label, self.slept = span, lane, "", False
        self.setProperty("role", role)
        self.setToolTip(words)
        self.setAccessibleName(words)

    def minimumSizeHint(self) -> QSize:
        """Words that do not fit are elided; all of them stand beneath the line or on the card."""
        return QSize(0, self.fontMetrics().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the strip: a button would go to the next stop of the Tab key."""
        if event.key() in _STEP:
            event.ignore()
            return
        super().keyPressEvent(event)

    def fit(self, area: QRect) -> None:
        """Take a place; as much of the words as fits it."""
        self.setGeometry(area)
        roomy = area.width() >= ROOM_FOR_WORDS
        number = self.label.partition(" ")[0]
        room = area.width() - 14 - (18 if self.slept else 0)
        self.setText(self.fontMetrics().elidedText(self.label, Qt.TextElideMode.ElideRight, room) if roomy else number)
        self.setIcon(icon("night", self.palette()) if self.slept and roomy else QIcon())


class _Gap(_Piece):
    """A stretch of time of which nothing is known, hatched."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        hatch = QBrush(QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText), Qt.BrushStyle.BDiagPattern)
        painter.fillRect(self.rect().adjusted(2, 3, -2, -3), hatch)
        painter.end()
        super().paintEvent(event)


class Strip(QWidget):
    """Draws a line. Left and Right go from piece to piece; Enter opens the place, or fills the gap with a new one."""

    place_chosen = Signal(str)
    gap_chosen = Signal(object)

    def __init__(self, line: Line, parent: QWidget) -> None:
        super().__init__(parent)
        self._line = line
        self._pieces: list[_Piece] = []
        for gap in line.gaps:
            words = f"{gap_words(gap, line)}. Add a place here"
            self._add(_Gap(words, "gap", gap, 0, self), self._filler(gap))
        for bar in line.bars:
            piece = _Piece(bar_words(bar, line), "bar", bar.span, bar.lane, self)
            piece.label = f"{bar.stay.number} {bar.stay.name}".replace("&", "&&")
            piece.slept = bar.stay.slept
            piece.setIconSize(QSize(14, 14))
            piece.setProperty("vague", bar.vague)
            self._add(piece, self._opener(bar.stay.key))
        self._pieces.sort(key=lambda piece: (piece.span.start, piece.span.end))
        self._keep_one_stop(self._pieces[0] if self._pieces else None)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(aloud(line))

    @property
    def pieces(self) -> tuple[QPushButton, ...]:
        """The bars and gaps in order of time."""
        return tuple(self._pieces)

    @property
    def _lane(self) -> int:
        return max(LANE, self.fontMetrics().height() + 10)

    @property
    def _axis(self) -> int:
        return max(AXIS, self.fontMetrics().height())

    def sizeHint(self) -> QSize:
        """Ask for a lane for each place at the same time, and the hours."""
        return QSize(560, self._line.lanes * (self._lane + BETWEEN) + self._axis)

    def minimumSizeHint(self) -> QSize:
        """Bars grow narrow, the height stays."""
        return QSize(160, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the pieces along the width."""
        super().resizeEvent(event)
        for piece in self._pieces:
            left, right = self._at(piece.span.start), self._at(piece.span.end)
            wide = max(right - left, LEAST if piece.label else 8)
            left = max(0, min(left, self.width() - wide))
            piece.fit(QRect(left, piece.lane * (self._lane + BETWEEN), wide, self._lane))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the piece before or after."""
        step = _STEP.get(event.key(), 0)
        here = next((at for at, piece in enumerate(self._pieces) if piece.hasFocus()), None)
        if not step or here is None:
            super().keyPressEvent(event)
            return
        piece = self._pieces[max(0, min(here + step, len(self._pieces) - 1))]
        self._keep_one_stop(piece)
        piece.setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the nights, the edges of the time away, and the hours."""
        painter = QPainter(self)
        lanes = self._line.lanes * (self._lane + BETWEEN)
        palette = QGuiApplication.palette()
        for night in nights(self._line.shown):
            left, right = self._at(night.start), self._at(night.end)
            wide = max(right - left, 1)
            painter.fillRect(QRect(left, 0, wide, lanes), palette.brush(QPalette.ColorRole.AlternateBase))
            painter.fillRect(QRect(left, lanes - 2, wide, 2), palette.brush(QPalette.ColorRole.Mid))
        painter.setPen(QPen(palette.color(QPalette.ColorRole.PlaceholderText), 1))
        painter.drawLine(0, lanes, self.width(), lanes)
        self._draw_hours(painter, lanes)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 2))
        known = ((self._line.away.start, self._line.span.start), (self._line.away.end, self._line.span.end))
        for edge in (at for recorded, at in known if recorded is not None):
            left = max(1, min(self._at(edge), self.width() - 1))
            painter.drawLine(left, 0, left, lanes + 5)

    def _draw_hours(self, painter: QPainter, top: int) -> None:
        font = painter.font()
        font.setPointSizeF(font.pointSizeF() * 0.84)
        painter.setFont(font)
        step = self._step()
        reached = -_APART
        for at in marks(self._line.shown, step):
            left, words = self._at(at), mark(at, step)
            wide = painter.fontMetrics().horizontalAdvance(words)
            from_ = max(0, min(left - wide // 2, self.width() - wide))
            painter.drawLine(left, top, left, top + 4)
            if from_ > reached:
                painter.drawText(QRectF(from_, top + 4, wide + 2, self._axis - 4), Qt.AlignmentFlag.AlignLeft, words)
                reached = from_ + wide + 6

    def _step(self) -> timedelta:
        most = max(self.width() // _APART, 1)
        return next((step for step in _STEPS if self._line.shown.length / step <= most), _STEPS[-1])

    def _at(self, instant: datetime) -> int:
        whole = self._line.shown.length
        return round((instant - self._line.shown.start) / whole * self.width()) if whole else 0

    def _add(self, piece: _Piece, act: Callable[[], None]) -> None:
        self._pieces.append(piece)
        piece.clicked.connect(act)
        piece.clicked.connect(lambda: self._keep_one_stop(piece))

    def _opener(self, key: str) -> Callable[[], None]:
        return lambda: self.place_chosen.emit(key)

    def _filler(self, gap: Span) -> Callable[[], None]:
        return lambda: self.gap_chosen.emit(gap)

    def _keep_one_stop(self, stop: _Piece | None) -> None:
        for piece in self._pieces:
            piece.setFocusPolicy(Qt.FocusPolicy.StrongFocus if piece is stop else Qt.FocusPolicy.ClickFocus)
