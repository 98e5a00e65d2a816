"""What comes of a review: approve, send back, send back as urgent."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QVBoxLayout, QWidget

from rhi_desktop.domain.review import Verdict
from rhi_desktop.gui.cards import button
from rhi_desktop.gui.forms import say
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.reviewing import wording
from rhi_desktop.gui.scrolled import Scrolled
from rhi_desktop.gui.theme import SPACE


class VerdictPanel(QWidget):
    """`decided` carries the verdict. `reasons_changed` says that the reasons are another text now."""

    decided = Signal(object)
    second_asked = Signal()
    reasons_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reasons = QPlainTextEdit(placeholderText="What is to be done, in a sentence or two")
        self.reasons.setAccessibleName("Reasons for sending it back")
        self.reasons.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        self.reasons.setTabChangesFocus(True)
        self.reasons.setMaximumHeight(5 * self.fontMetrics().lineSpacing() + SPACE[4])
        self.reasons.textChanged.connect(self.reasons_changed)
        self.sign_off = QCheckBox("The work on this referral is done: sign it off")
        self.approve = button("Approve", "primary", partial(self.decided.emit, Verdict.APPROVED))
        self.give_back = button("Send back", "", partial(self.decided.emit, Verdict.RETURNED))
        self.urgent = button("Send back as urgent", "danger", partial(self.decided.emit, Verdict.URGENT))
        self.as_second = button(wording.KEPT_SECOND, "", self.second_asked.emit)
        self.told = label("", "notice")
        self._lay_out()
        self.begin(second=False, may=True)

    def begin(self, *, second: bool, may: bool) -> None:
        """Be there for a first review or a second one; `may`: whether one may be given at all."""
        say(self.told, "")
        self.as_second.hide()
        for one in (self.sign_off, self.give_back, self.urgent):
            one.setVisible(not second)
        self.sign_off.setChecked(not second)
        self.approve.setText("Give the second review" if second else "Approve")
        for one in (self.approve, self.give_back, self.urgent):
            one.setEnabled(may)

    def tell(self, words: str, *, second: bool = False) -> None:
        """Say why nothing was given yet; with `second` offer to give it as a second review."""
        say(self.told, words)
        self.as_second.setVisible(second)

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        column.addWidget(self.told)
        column.addWidget(self.as_second, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(label("If it goes back: why", "field", buddy=self.reasons))
        column.addWidget(self.reasons)
        column.addWidget(label("Urgent means that a child may be at risk, or that somebody must act today.", "muted"))
        column.addWidget(self.sign_off)
        for one in (self.approve, self.give_back, self.urgent):
            column.addWidget(one, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scrolled(content))
