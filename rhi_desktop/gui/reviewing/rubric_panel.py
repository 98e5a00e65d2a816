"""The rubric beside the interview."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rhi_desktop.gui.labels import label
from rhi_desktop.gui.reviewing.point_row import PointRow
from rhi_desktop.gui.scrolled import Scrolled
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.reviewing.drafting import ReviewDraft
from rhi_desktop.services.reviewing.prompts import Prompt
from rhi_desktop.services.reviewing.rubric import Rubric


class RubricPanel(QWidget):
    """Shows the points with what is marked. `scored` carries the row of the point that changed."""

    scored = Signal(object)
    place_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[PointRow, ...] = ()
        self._said = label("", "muted")
        self._points = QVBoxLayout()
        self._points.setSpacing(SPACE[1])
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        column.addWidget(self._said)
        column.addLayout(self._points)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scrolled(content))

    def show_rubric(self, rubric: Rubric, prompts: tuple[Prompt, ...], draft: ReviewDraft) -> None:
        """Lay out the points; prompts stand with the point that they speak of."""
        for row in self.rows:
            self._points.removeWidget(row)
            row.hide()
            row.deleteLater()
        by_concept: dict[str, list[Prompt]] = {}
        for prompt in prompts:
            by_concept.setdefault(prompt.concept, []).append(prompt)
        self.rows = tuple(PointRow(point, tuple(by_concept.get(point.concept, ()))) for point in rubric.points)
        for row in self.rows:
            row.show_score(draft.mark_of(row.point.name))
            row.scored.connect(lambda row=row: self.scored.emit(row))
            row.place_asked.connect(self.place_asked)
            self._points.addWidget(row)

    def tell(self, draft: ReviewDraft, rubric: Rubric) -> None:
        """Say how far one is."""
        missing = len(draft.missing(rubric))
        done = len(rubric.points) - missing
        self._said.setText(f"{done} of {len(rubric.points)} marked. 1 to 4 mark the point that has the keyboard.")

    def texts(self) -> Mapping[str, str]:
        """Return the comments as they are being typed, by the name of the point."""
        return {row.point.name: row.comment.text() for row in self.rows}
