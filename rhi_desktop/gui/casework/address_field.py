"""The address of a child; kept back, where an alert says so, until somebody asks for it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from rhi_desktop.domain.child import Child
from rhi_desktop.gui.fields import keep_private
from rhi_desktop.gui.theme import SPACE

_KEPT_BACK = "Kept back: see the alerts"


class AddressField(QWidget):
    """Address and postcode. `asked` is said when a kept back address is shown: that is noted."""

    asked = Signal()
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.address, self.postcode = QLineEdit(), QLineEdit(placeholderText="Postcode")
        self.address.setAccessibleName("Address")
        self.postcode.setAccessibleName("Postcode")
        self._kept = Child(name="")
        self._back = False
        self.show_button = QPushButton("Show the address")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[0])
        for field in (self.address, self.postcode):
            keep_private(field)
            field.editingFinished.connect(self.edited)
            column.addWidget(field)
        column.addWidget(self.show_button)
        self.setFocusProxy(self.address)
        self.show_button.clicked.connect(self._ask)
        self._turn(back=False)

    def show_child(self, child: Child) -> None:
        """Show the address, or that there is one which is kept back."""
        self._kept = child
        self._turn(back=child.address_withheld and bool(child.address or child.postcode))

    def texts(self) -> tuple[str, str]:
        """Return address and postcode; what was kept back comes back as it was."""
        if self._back:
            return self._kept.address, self._kept.postcode
        return self.address.text().strip(), self.postcode.text().strip()

    def _ask(self) -> None:
        self._turn(back=False)
        self.address.setFocus()
        self.asked.emit()

    def _turn(self, *, back: bool) -> None:
        self._back = back
        self.address.setText("" if back else self._kept.address)
        self.postcode.setText("" if back else self._kept.postcode)
        self.address.setPlaceholderText(_KEPT_BACK if back else "Where they live")
        self.address.setReadOnly(back)
        self.postcode.setVisible(not back)
        self.show_button.setVisible(back)
