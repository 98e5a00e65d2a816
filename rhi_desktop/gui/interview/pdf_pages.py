"""A PDF on the screen, from memory: pages are drawn in the background and shown as they come."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from rhi_desktop.gui.interview.pdf_images import page_count, page_image
from rhi_desktop.gui.jobs import Jobs, Ok, Result

ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
_POINTS_WIDE, _EDGE, _WIDEST = 595.0, 48, 1.6


class PdfPages(QScrollArea):
    """Shows a document fitted to the width; Ctrl++ and Ctrl+- zoom, Ctrl+0 fits again.

    One page is drawn at a time: the library that draws is not made for two threads.
    """

    failed = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._content = b""
        self._labels: list[QLabel] = []
        self._zoom = 1.0
        self._round = 0
        self._drawing = False
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Pages of the PDF")
        for key, act in (("Ctrl++", self.zoom_in), ("Ctrl+=", self.zoom_in), ("Ctrl+-", self.zoom_out)):
            self._bind(key, act)
        self._bind("Ctrl+0", self.fit_width)

    def show_pdf(self, content: bytes) -> None:
        """Show a document from its first page; empty bytes clear the view."""
        self._content = content
        self._zoom = 1.0
        self._restart()

    @property
    def pages(self) -> tuple[QLabel, ...]:
        """The pages, drawn or still blank."""
        return tuple(self._labels)

    def zoom_in(self) -> None:
        """Show the pages larger."""
        self._set_zoom(next((z for z in ZOOMS if z > self._zoom), ZOOMS[-1]))

    def zoom_out(self) -> None:
        """Show the pages smaller."""
        self._set_zoom(next((z for z in reversed(ZOOMS) if z < self._zoom), ZOOMS[0]))

    def fit_width(self) -> None:
        """Fit the pages to the window."""
        self._set_zoom(1.0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew where the width changed."""
        super().resizeEvent(event)
        if self._content and event.size().width() != event.oldSize().width():
            self._restart()

    def _bind(self, key: str, act: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def _set_zoom(self, zoom: float) -> None:
        if zoom != self._zoom and self._content:
            self._zoom = zoom
            self._restart()

    def _restart(self) -> None:
        self._round += 1
        if not self._drawing:
            self._begin()

    def _begin(self) -> None:
        content, round_ = self._content, self._round
        if not content:
            self._labels = []
            self.setWidget(QWidget(self))
            return
        self._drawing = True
        self._jobs.background(lambda: page_count(content), lambda result: self._counted(round_, result))

    def _counted(self, round_: int, result: Result[int]) -> None:
        self._drawing = False
        if round_ != self._round:
            self._begin()
        elif isinstance(result, Ok):
            self._lay_out(result.value)
            self._draw(round_, 0)
        else:
            self.failed.emit()

    def _scale(self) -> float:
        fitted = max(0.4, min(_WIDEST, (self.viewport().width() - _EDGE) / _POINTS_WIDE))
        return fitted * self._zoom

    def _draw(self, round_: int, at: int) -> None:
        if at >= len(self._labels):
            return
        content, scale, ratio = self._content, self._scale(), self.devicePixelRatioF()
        self._drawing = True
        self._jobs.background(
            lambda: page_image(content, at, scale * ratio),
            lambda result: self._drawn(round_, at, ratio, result),
        )

    def _drawn(self, round_: int, at: int, ratio: float, result: Result[QImage]) -> None:
        self._drawing = False
        if round_ != self._round:
            self._begin()
            return
        if not isinstance(result, Ok):
            self.failed.emit()
            return
        pixmap = QPixmap.fromImage(result.value)
        pixmap.setDevicePixelRatio(ratio)
        self._labels[at].setPixmap(pixmap)
        self._draw(round_, at + 1)

    def _lay_out(self, count: int) -> None:
        if len(self._labels) == count and self.widget() is not None:
            return
        canvas = QWidget(self)
        canvas.setProperty("role", "canvas")
        layout = QVBoxLayout(canvas)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(16)
        self._labels = []
        for number in range(1, count + 1):
            label = QLabel(canvas, alignment=Qt.AlignmentFlag.AlignHCenter)
            label.setAccessibleName(f"Page {number} of {count}")
            layout.addWidget(label)
            self._labels.append(label)
        layout.addStretch(1)
        self.setWidget(canvas)
        canvas.show()
