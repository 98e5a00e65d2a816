"""An entry of the register of places."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.place import Place
from rhi_desktop.gui.cards import button
from rhi_desktop.gui.labels import label

_NUMBERS = "Please give easting and northing in whole metres, or neither."


class PlaceForm(QWidget):
    """`saved` carries the place, and record and head of the entry that it replaces (empty for a new one)."""

    saved = Signal(object, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry: Filed[Place] | None = None
        self.name, self.others, self.postcode = QLineEdit(), QLineEdit(), QLineEdit()
        self.easting, self.northing, self.note = QLineEdit(), QLineEdit(), QLineEdit()
        self._wrong = label("", "error")
        self.keep = button("Keep in the register", "", self._save)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        for words, field in (
            ("Place", self.name),
            ("Also written", self.others),
            ("Postcode or district", self.postcode),
            ("Easting", self.easting),
            ("Northing", self.northing),
            ("Note", self.note),
        ):
            field.setAccessibleName(words)
            form.addRow(words, field)
        self.others.setPlaceholderText("Other spellings, with commas between")
        form.addRow(self._wrong)
        form.addRow(self.keep)
        self._wrong.hide()
        self.setEnabled(False)

    def show_place(self, entry: Filed[Place] | None, name: str, district: str) -> None:
        """Show the entry of a place, or begin one."""
        self._entry = entry
        place = entry.value if entry is not None else Place(name=name, postcode=district)
        self.name.setText(place.name)
        self.others.setText(", ".join(place.other_names))
        self.postcode.setText(place.postcode)
        self.easting.setText("" if place.easting is None else str(place.easting))
        self.northing.setText("" if place.northing is None else str(place.northing))
        self.note.setText(place.note)
        self._wrong.hide()
        self.setEnabled(True)

    def _save(self) -> None:
        try:
            easting, northing = _metres(self.easting), _metres(self.northing)
        except ValueError:
            self._wrong.setText(_NUMBERS)
            self._wrong.show()
            return
        entry = self._entry
        place = Place(
            name=self.name.text().strip(),
            other_names=tuple(one.strip() for one in self.others.text().split(",") if one.strip()),
            kind=entry.value.kind if entry is not None else "",
            postcode=self.postcode.text().strip(),
            note=self.note.text().strip(),
            easting=easting,
            northing=northing,
        )
        self._wrong.hide()
        self.saved.emit(place, entry.id if entry is not None else "", entry.head if entry is not None else "")


def _metres(field: QLineEdit) -> int | None:
    """Return a whole number of metres, None where there is none. ValueError for anything else."""
    text = field.text().replace(",", "").strip()
    return int(text) if text else None
