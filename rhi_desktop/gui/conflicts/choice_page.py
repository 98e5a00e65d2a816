"""One record that two people changed: each field with its values, and a button that keeps what was chosen."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from rhi_desktop.domain.merging import Path
from rhi_desktop.gui.cards import button, card
from rhi_desktop.gui.conflicts import wording
from rhi_desktop.gui.conflicts.field_choice import FieldChoice
from rhi_desktop.gui.foot import Foot
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.scrolled import Scrolled
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.conflicts import Undecided


class ChoicePage(QWidget):
    """Shows what is to be chosen. `settled` carries the choices, by the path of each field."""

    settled = Signal(object)
    address_asked = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: tuple[FieldChoice, ...] = ()
        self.keep, leave = QPushButton("Keep these"), QPushButton("Leave")
        self.keep.setToolTip("Keep what is chosen (Ctrl+S)")
        self.foot = Foot(self.keep, leave)
        self._shown: Scrolled | None = None
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._whole.addWidget(self.foot)
        self.keep.clicked.connect(self.ask_to_keep)
        leave.clicked.connect(self.left)
        save = QShortcut(QKeySequence("Ctrl+S"), self)
        save.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        save.activated.connect(self.ask_to_keep)

    @property
    def choices(self) -> Mapping[Path, str]:
        """What is chosen so far."""
        return {one.path: one.chosen for one in self.fields if one.chosen}

    def show_undecided(self, undecided: Undecided, choices: Mapping[Path, str]) -> None:
        """Lay a record out, with what was chosen of it before."""
        waiting = undecided.waiting
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        column.addWidget(button("Back", "link", self.left.emit), 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(label(wording.heading(waiting), "title"))
        if wording.below_heading(waiting):
            column.addWidget(label(wording.below_heading(waiting), "muted"))
        column.addWidget(label(f"{wording.happened(waiting)} {wording.CHOOSE}"))
        if any(said.kept_back for field in undecided.fields for said in field.said):
            column.addWidget(self._kept_back(waiting.child))
        self.fields = tuple(map(FieldChoice, undecided.fields))
        for one in self.fields:
            one.choose(choices.get(one.path, ""))
            column.addSpacing(SPACE[1])
            column.addWidget(one)
        self._put(content)
        self.keep.setEnabled(True)
        self.foot.tell("")
        self.fields[0].cards[0].choose.setFocus()

    def ask_to_keep(self) -> None:
        """Ask to keep what is chosen, or put the keyboard where something is not."""
        if not self.keep.isEnabled():
            return
        missing = next((one for one in self.fields if not one.chosen), None)
        if missing is not None:
            self.foot.tell(wording.MISSING)
            missing.cards[0].choose.setFocus()
            return
        self.foot.tell("")
        self.keep.setEnabled(False)
        self.settled.emit(dict(self.choices))

    def tell(self, words: str) -> None:
        """Say why it could not be kept."""
        self.keep.setEnabled(True)
        self.foot.tell(words)

    def _kept_back(self, child: str) -> QWidget:
        show = button(wording.SHOW, "", lambda: self._show_kept_back(child, frame), named=wording.SHOW_ADDRESS)
        frame = card([(wording.KEPT_BACK, "body")], [show])
        return frame

    def _show_kept_back(self, child: str, frame: QWidget) -> None:
        self.address_asked.emit(child)
        frame.hide()
        for field in self.fields:
            for one in field.cards:
                one.show_kept_back()
        self.fields[0].cards[0].choose.setFocus()

    def _put(self, content: QWidget) -> None:
        if self._shown is not None:
            self._whole.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = Scrolled(content)
        self._shown.verticalScrollBar().rangeChanged.connect(self._keep_in_sight)
        self._whole.insertWidget(0, self._shown, 1)

    def _keep_in_sight(self) -> None:
        """Scroll to what has the keyboard once it is known how high the values are."""
        focused = [one.choose for field in self.fields for one in field.cards if one.choose.hasFocus()]
        if self._shown is not None and focused:
            self._shown.ensureWidgetVisible(focused[0], 0, SPACE[4])
