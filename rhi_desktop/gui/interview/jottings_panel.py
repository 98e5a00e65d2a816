"""The jottings beside the form: those of the topic that is being written up, and what is to become of each."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from rhi_desktop.domain.jotting import Jotting
from rhi_desktop.gui.interview.jottings_list import JottingsList

_WIDE_LINES = 16
"""How wide the panel is, in heights of a line: it grows with the text."""


class JottingsPanel(QWidget):
    """Lists jottings and offers what can be done with the chosen one. It decides nothing itself."""

    place_asked = Signal()
    where_asked = Signal()
    back_asked = Signal()
    undo_asked = Signal()
    closed = Signal()
    set_aside = Signal(str)
    all_asked = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "beside")
        self._title = QLabel("Jottings", self, wordWrap=True)
        self._title.setProperty("role", "section")
        self.every = self._button("All", "prompt", "Jottings of every topic")
        self.every.setCheckable(True)
        self.close_ = self._button("Close", "quiet", "Back to the page (F7)")
        self.list = JottingsList(self)
        self.list.setMinimumHeight(40)
        self._none = QLabel(self, wordWrap=True)
        self._none.setProperty("role", "muted")
        self.place = self._button("Put in the answer", "", "Put these words in the answer that you are in (Ctrl+J)")
        self.aside = self._button("Set aside…", "", "Say why it is used nowhere")
        self.where = self._button("Show where", "", "Go to the answer that took it up")
        self.back = self._button("Take back", "", "It is to be dealt with after all")
        self.reason = _Reason(self)
        self._told = QLabel(self, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._told.setProperty("role", "muted")
        self.undo = self._button("Undo", "quiet", "Take the words out of the answer again")
        self._lay_out()
        self._connect()
        self.tell("")

    def say(self, title: str, none: str) -> None:
        """Say whose jottings these are; `none` is shown where there are none."""
        self._title.setText(title)
        self._none.setText(none)

    def tell(self, words: str, *, undo: bool = False) -> None:
        """Say in passing what was done."""
        self._told.setText(words)
        self._told.setAccessibleDescription(words)
        self._told.setVisible(bool(words))
        self.undo.setVisible(undo)

    def show_jottings(self, shown: tuple[tuple[Jotting, str], ...]) -> None:
        """Show jottings, each with its small line."""
        self.list.show_jottings(shown)
        self.list.setVisible(bool(shown))
        self._none.setVisible(not shown)

    def offer(self, jotting: Jotting | None, *, used: bool) -> None:
        """Offer what can be done with the chosen jotting; `used` where an answer holds it."""
        self.reason.hide()
        for button in (self.place, self.aside):
            button.setVisible(jotting is not None and not (used or jotting.set_aside))
        self.where.setVisible(used)
        self.back.setVisible(jotting is not None and (used or bool(jotting.set_aside)))

    def ask_reason(self) -> None:
        """Ask why a jotting is used nowhere."""
        self.reason.clear()
        self.reason.show()
        self.reason.setFocus()

    def set_narrow(self, *, narrow: bool) -> None:
        """Beside the page, or in its place."""
        self.close_.setVisible(narrow)
        wide = round(_WIDE_LINES * self.fontMetrics().lineSpacing())
        self.setMaximumWidth(16_777_215 if narrow else wide)
        self.setMinimumWidth(0 if narrow else wide)

    def _button(self, words: str, role: str, tip: str) -> QPushButton:
        button = QPushButton(words, self, autoDefault=False)
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if role:
            button.setProperty("role", role)
        return button

    def _connect(self) -> None:
        self.place.clicked.connect(self.place_asked)
        self.list.asked.connect(self.place_asked)
        self.list.undone.connect(self.undo_asked)
        self.aside.clicked.connect(self.ask_reason)
        self.where.clicked.connect(self.where_asked)
        self.back.clicked.connect(self.back_asked)
        self.undo.clicked.connect(self.undo_asked)
        self.close_.clicked.connect(self.closed)
        self.every.toggled.connect(self.all_asked)
        self.reason.returnPressed.connect(self._give)
        self.reason.left.connect(self._leave)

    def _give(self) -> None:
        words = self.reason.text().strip()
        self._leave()
        if words:
            self.set_aside.emit(words)

    def _leave(self) -> None:
        self.reason.clear()
        self.reason.hide()
        self.list.setFocus()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self.every, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.close_, 0, Qt.AlignmentFlag.AlignTop)
        acts = QHBoxLayout()
        acts.setSpacing(4)
        for button in (self.place, self.aside, self.where, self.back):
            acts.addWidget(button)
        acts.addStretch(1)
        passing = QHBoxLayout()
        passing.addWidget(self._told, 1)
        passing.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 8)
        layout.setSpacing(6)
        layout.addLayout(top)
        layout.addWidget(self._none)
        layout.addWidget(self.list, 1)
        layout.addLayout(acts)
        layout.addWidget(self.reason)
        layout.addLayout(passing)
        layout.addStretch(0)


class _Reason(QLineEdit):
    """Why a jotting is used nowhere. Enter gives the reason; Esc leaves off, and nothing else."""

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, placeholderText="Why it is used nowhere")
        self.setAccessibleName("Why this jotting is used nowhere")
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        self.hide()

    def sizeHint(self) -> QSize:
        """Take the width that there is."""
        return QSize(80, super().sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Keep Esc to itself."""
        if event.type() == QEvent.Type.ShortcutOverride and _escapes(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Esc."""
        if _escapes(event):
            self.left.emit()
            return
        super().keyPressEvent(event)


def _escapes(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
