"""The helplines as a table that is edited in place."""

from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from rhi_desktop.domain.helpline import Helpline
from rhi_desktop.domain.moments import Moment

Index = QModelIndex | QPersistentModelIndex
_HEADINGS = ("Name", "Number or address", "For", "What it is", "Last checked")
_AUDIENCES = {"child": "Children", "worker": "Workers"}
NAME, CONTACT, AUDIENCE, WHAT, CHECKED = range(5)
_EDITED = {NAME: "name", CONTACT: "contact", WHAT: "what"}


class HelplinesModel(QAbstractTableModel):
    """The list as it is being changed; a changed number is no longer a checked one."""

    def __init__(self, lines: tuple[Helpline, ...] = (), today: date = date.min) -> None:
        super().__init__()
        self._lines = list(lines)
        self._today = today

    @property
    def lines(self) -> tuple[Helpline, ...]:
        """The list as it stands."""
        return tuple(self._lines)

    def show_lines(self, lines: tuple[Helpline, ...], today: date) -> None:
        """Show a list."""
        self.beginResetModel()
        self._lines, self._today = list(lines), today
        self.endResetModel()

    def add(self) -> int:
        """Add an empty line at the end and return its row."""
        row = len(self._lines)
        self.beginInsertRows(QModelIndex(), row, row)
        self._lines.append(Helpline(code=self._free_code(), name="", contact=""))
        self.endInsertRows()
        return row

    def remove(self, row: int) -> None:
        """Take a line away."""
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._lines[row]
        self.endRemoveRows()

    def check(self, row: int) -> None:
        """Note that somebody compared a line today with what the service itself publishes."""
        self._put(row, replace(self._lines[row], checked=self._today.isoformat()))

    def stale(self) -> int:
        """Count the lines that nobody checked within a year."""
        return sum(line.stale(self._today) for line in self._lines)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many lines there are."""
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, _parent: Index | None = None) -> int:
        """Return the number of columns."""
        return len(_HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the headings."""
        horizontal = orientation is Qt.Orientation.Horizontal
        return _HEADINGS[section] if horizontal and role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Names, numbers and descriptions can be typed over; for whom it is changes by Space."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() in _EDITED else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell."""
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        line = self._lines[index.row()]
        if index.column() == CHECKED:
            caution = line.caution(self._today)
            return (caution[:1].upper() + caution[1:]) if not line.checked else _checked(line, stale=bool(caution))
        if index.column() == AUDIENCE:
            return _AUDIENCES.get(line.audience, line.audience)
        return str(getattr(line, _EDITED[index.column()]))

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take over what was typed."""
        if role != Qt.ItemDataRole.EditRole or index.column() not in _EDITED:
            return False
        line, text = self._lines[index.row()], str(value).strip()
        changed = replace(line, **{_EDITED[index.column()]: text})
        if index.column() == CONTACT and text != line.contact:
            changed = replace(changed, checked="")
        self._put(index.row(), changed)
        return True

    def turn_audience(self, row: int) -> None:
        """Change for whom a line is meant."""
        line = self._lines[row]
        self._put(row, replace(line, audience="worker" if line.audience == "child" else "child"))

    def _free_code(self) -> str:
        codes = {line.code for line in self._lines}
        return next(code for number in count(1) if (code := f"own_{number}") not in codes)

    def _put(self, row: int, line: Helpline) -> None:
        self._lines[row] = line
        self.dataChanged.emit(self.index(row, 0), self.index(row, CHECKED))


def _checked(line: Helpline, *, stale: bool) -> str:
    day = Moment.parse(line.checked).spoken_day
    return f"{day}: over a year ago" if stale else day
