"""Which column is which: as guessed from the headings, to be corrected before anything is read."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from rhi_desktop.gui.intake.parts import head
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.scrolled import Scrolled
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.intake.fields import Field
from rhi_desktop.services.intake.mapping import ColumnMapping, Preview
from rhi_desktop.services.intake.sheets import SheetRow, cell_text

_SAMPLES, _SAMPLE_LONG, _NAME_WIDE, _FIELD_WIDE = 3, 40, 200, 260
_KEPT = "You have read a file with these headings before: the columns are as you left them."
_GUESSED = "The columns were guessed from their headings. Please look whether each is right."


class ColumnsPage(QWidget):
    """Shows a sheet's columns. `turned` carries the sheet and header row that were chosen instead."""

    turned = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        self._preview: Preview | None = None
        self._boxes: list[QComboBox] = []
        self._sheet = QComboBox()
        self._sheet.setAccessibleName("Sheet")
        self._header = QSpinBox(minimum=1, maximum=1000)
        self._header.setAccessibleName("Row with the headings")
        self._header.setKeyboardTracking(False)
        self._header.lineEdit().setTextMargins(8, 0, 0, 0)
        self._said = label("", "notice")
        self._notes = label("", "muted")
        self._scrolled: QWidget | None = None
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._sheet.activated.connect(lambda _at: self.turned.emit(str(self._sheet.currentData()), 0))
        self._header.valueChanged.connect(lambda row: self.turned.emit(str(self._sheet.currentData()), row))

    def show_preview(self, previews: Sequence[Preview], preview: Preview) -> None:
        """Show a sheet of a file; `previews` are all its sheets."""
        self._preview = preview
        self._sheet.blockSignals(True)
        self._sheet.clear()
        for one in previews:
            hidden = ", hidden" if one.hidden else ""
            self._sheet.addItem(f"{one.sheet or 'The file'} ({one.row_count:,} rows{hidden})", one.sheet)
        self._sheet.setCurrentIndex(max(0, self._sheet.findData(preview.sheet)))
        self._sheet.blockSignals(False)
        self._header.blockSignals(True)
        self._header.setValue(preview.mapping.header_row)
        self._header.blockSignals(False)
        self._said.setText(_KEPT if preview.kept else _GUESSED)
        self._notes.setText("\n".join(preview.notes))
        self._lay_out(preview)
        self._notes.setVisible(bool(preview.notes))

    def mapping(self) -> ColumnMapping | None:
        """Return the mapping as it is chosen now."""
        if self._preview is None:
            return None
        chosen = (box.currentData() for box in self._boxes)
        columns = tuple(Field(one) if one else None for one in chosen)
        kept = self._preview.mapping
        return ColumnMapping(kept.sheet, kept.header_row, columns)

    def take_focus(self) -> None:
        """Put the keyboard on the first column."""
        if self._boxes:
            self._boxes[0].setFocus()

    def _lay_out(self, preview: Preview) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        column.addWidget(label("Which column is which", "title"))
        column.addWidget(self._said)
        row = QHBoxLayout()
        row.setSpacing(SPACE[2])
        for words, field in (("Sheet", self._sheet), ("Headings in row", self._header)):
            row.addWidget(head(words, field))
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._notes)
        column.addLayout(self._grid(preview))
        old, self._scrolled = self._scrolled, Scrolled(content, column=1100)
        self._whole.addWidget(self._scrolled, 1)
        if old is not None:
            self._whole.removeWidget(old)
            old.hide()
            old.deleteLater()

    def _grid(self, preview: Preview) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE[3])
        grid.setVerticalSpacing(SPACE[1])
        grid.setColumnStretch(2, 1)
        for at, words in enumerate(("Heading in the file", "Is read as", "For example")):
            grid.addWidget(label(words, "caption"), 0, at)
        self._boxes = []
        for at, heading in enumerate(preview.headings):
            box = _fields_box(heading, preview.mapping.columns[at] if at < len(preview.mapping.columns) else None)
            self._boxes.append(box)
            name = label(heading or f"Column {at + 1}", "body")
            name.setFixedWidth(_NAME_WIDE)
            grid.addWidget(name, at + 1, 0)
            grid.addWidget(box, at + 1, 1)
            grid.addWidget(label(_samples(preview.sample, at), "muted"), at + 1, 2)
        return grid


def _fields_box(heading: str, chosen: Field | None) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(f"What “{heading}” is read as")
    box.setFixedWidth(_FIELD_WIDE)
    box.addItem("Not used", None)
    for field in sorted(Field, key=lambda one: one.label):
        if field is not Field.IGNORED:
            box.addItem(field.label, field)
    box.setCurrentIndex(max(0, box.findData(chosen)) if chosen is not None else 0)
    return box


def _samples(rows: Sequence[SheetRow], column: int) -> str:
    texts = [cell_text(row.cells[column]) for row in rows if column < len(row.cells)]
    shown = list(dict.fromkeys(text[:_SAMPLE_LONG] for text in texts if text))[:_SAMPLES]
    return " · ".join(shown)
