"""A recovery sheet that has to be on paper before one goes on: shown, then asked about."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from rhi_desktop.gui.access.parts import AccessParts
from rhi_desktop.gui.access.sheet_view import SheetView
from rhi_desktop.gui.access.wording import groups, ordinal, same_group
from rhi_desktop.gui.fields import keep_private
from rhi_desktop.gui.foot import Foot
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.scrolled import Scrolled
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.ports import RecoverySheet


class KeepSheet(QWidget):
    """Shows a sheet, then asks for one group of its code; `kept` once that was right."""

    kept = Signal()

    def __init__(self, parts: AccessParts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choose: Callable[[int], int] = parts.choose
        self._group = 0
        self.sheet = SheetView(parts.forms, parts.sheet, parts.jobs)
        self._title, self._asked = label("", "title"), label("", "field")
        self.typed = QLineEdit()
        self.typed.setAccessibleName("The group of the code that is asked for")
        keep_private(self.typed)
        self._question = QWidget()
        self.go_on, self.again = QPushButton(), QPushButton("Show the code again")
        self._foot = Foot(self.go_on, self.again)
        self.go_on.clicked.connect(self._forward)
        self.again.clicked.connect(self._show)
        self.typed.returnPressed.connect(self._forward)
        self._lay_out()

    def show_sheet(self, sheet: RecoverySheet) -> None:
        """Show a sheet that nobody has on paper yet."""
        self.sheet.show_sheet(sheet)
        self._show()

    def _show(self) -> None:
        self._turn(asks=False)

    def _forward(self) -> None:
        sheet = self.sheet.sheet
        if sheet is None:
            return
        if self._question.isHidden():
            self._ask(sheet)
        elif same_group(self.typed.text(), groups(sheet.code)[self._group]):
            self.sheet.forget()
            self.typed.clear()
            self.kept.emit()
        else:
            nth = ordinal(self._group + 1)
            self._foot.tell(f"That is not the {nth} group. Compare it with the sheet, or look at the code again.")
            self.typed.setFocus()

    def _ask(self, sheet: RecoverySheet) -> None:
        self._group = self._choose(len(groups(sheet.code)))
        self._asked.setText(f"Look at your sheet, and type the {ordinal(self._group + 1)} group of the code.")
        self._turn(asks=True)
        self.typed.clear()
        self.typed.setFocus()

    def _turn(self, *, asks: bool) -> None:
        self._foot.tell("")
        self._title.setText("Is the sheet safe?" if asks else "The organisation’s recovery sheet")
        self.go_on.setText("Go on" if asks else "I have it on paper")
        for widget, shown in ((self._question, asks), (self.again, asks), (self.sheet, not asks)):
            widget.setVisible(shown)

    def _lay_out(self) -> None:
        question = QVBoxLayout(self._question)
        question.setContentsMargins(0, 0, 0, 0)
        question.addWidget(self._asked)
        question.addWidget(self.typed)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[3])
        for widget in (self._title, self.sheet, self._question):
            column.addWidget(widget)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(Scrolled(content), 1)
        whole.addWidget(self._foot)
