"""Alerts: one on each line, from the list of usual ones or in one's own words."""

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from rhi_desktop.domain.code_lists import CodeList
from rhi_desktop.gui.casework.code_box import CodeBox
from rhi_desktop.gui.fields import keep_private
from rhi_desktop.gui.theme import SPACE

_HIGH = 64


class AlertsField(QWidget):
    """Alerts are kept as words: what is added from the list can be written out further."""

    def __init__(self, codes: CodeList, on: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codes = codes
        self.lines = QPlainTextEdit(placeholderText="One on each line, such as: Do not disclose address")
        self.lines.setAccessibleName("Alerts")
        self.lines.setTabChangesFocus(True)
        self.lines.setFixedHeight(_HIGH)
        keep_private(self.lines)
        self.usual = CodeBox(codes, on)
        self.usual.setItemText(0, "Choose from the usual ones")
        self.usual.setAccessibleName("Usual alerts")
        add = QPushButton("Add this alert")
        row = QHBoxLayout()
        row.setSpacing(SPACE[1])
        row.addWidget(self.usual, 1)
        row.addWidget(add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[0])
        column.addWidget(self.lines)
        column.addLayout(row)
        self.setFocusProxy(self.lines)
        add.clicked.connect(self._add)

    def show_alerts(self, alerts: tuple[str, ...]) -> None:
        """Fill the lines."""
        self.lines.setPlainText("\n".join(alerts))
        self.usual.choose("")

    def alerts(self) -> tuple[str, ...]:
        """Return the alerts, without empty lines."""
        lines = (line.strip() for line in self.lines.toPlainText().splitlines())
        return tuple(line for line in lines if line)

    def _add(self) -> None:
        """Add what is chosen, unless it stands there already."""
        code = self.usual.code()
        if code and code not in {self._codes.find(line) for line in self.alerts()}:
            self.lines.setPlainText("\n".join((*self.alerts(), self._codes.label(code))))
        self.usual.choose("")
