"""One finding of the check: its question, what is to be seen there, and what can be done about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from rhi_desktop.domain.records import parse_instant
from rhi_desktop.gui.interview.wording import day
from rhi_desktop.gui.labels import label
from rhi_desktop.services.findings import NOT_ASKED, Finding, Likeness, Wording

_LONGEST = 600


class FindingRow(QWidget):
    """Shows a finding. `asked` carries its path, `mended` its path and the answer in better words.

    `reasoned` carries the reason as it is typed; `settled` says that the field was left.
    """

    asked = Signal(str)
    mended = Signal(str, str)
    reasoned = Signal(str)
    settled = Signal()

    def __init__(self, finding: Finding, title: str, reason: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._finding = finding
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.first: QWidget = self
        if finding.kind != NOT_ASKED:
            self.first = self._link(title)
        self._column.addWidget(label(finding.sentence, "body" if finding.overridable else "muted"))
        if isinstance(finding.detail, Likeness):
            self._column.addWidget(_side_by_side(finding.detail, self))
        if finding.overridable:
            self._take_reason(reason)

    def _take_reason(self, reason: str) -> None:
        field = QLineEdit(reason, self, placeholderText="Why it stays as it is, in a few words")
        field.setAccessibleName(f"Reason: {self._finding.sentence}")
        field.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        field.textChanged.connect(self.reasoned)
        field.editingFinished.connect(self.settled)
        self._column.addWidget(field)
        if self._finding.kind == NOT_ASKED:
            self.first = field
        else:
            self._acts(field)

    def _link(self, title: str) -> QPushButton:
        link = QPushButton(title.replace("&", "&&"), self, autoDefault=False)
        link.setProperty("role", "link")
        link.setAccessibleName(f"Go to: {title}")
        link.clicked.connect(lambda: self.asked.emit(self._finding.path))
        self._column.addWidget(link)
        return link

    def _acts(self, reason: QLineEdit) -> None:
        """Offer the better words, and the reason behind a button: a page of empty fields asks for too much."""
        detail = self._finding.detail
        row = QHBoxLayout()
        row.setSpacing(8)
        if isinstance(detail, Wording) and detail.mended:
            take = QPushButton(f"Write “{detail.better}”", self, autoDefault=False)
            take.clicked.connect(lambda: self.mended.emit(self._finding.path, detail.mended))
            row.addWidget(take)
        if not reason.text():
            reason.hide()
            keep = QPushButton("Keep it, and say why", self, autoDefault=False)
            keep.setProperty("role", "quiet")
            keep.clicked.connect(lambda: _unfold(reason, keep))
            row.addWidget(keep)
        row.addStretch(1)
        self._column.addLayout(row)


def _unfold(reason: QLineEdit, keep: QPushButton) -> None:
    reason.show()
    reason.setFocus(Qt.FocusReason.OtherFocusReason)
    keep.hide()


def _side_by_side(detail: Likeness, parent: QWidget) -> QFrame:
    """Show the answer beside the one of the last report."""
    frame = QFrame(parent)
    frame.setProperty("role", "card")
    columns = QHBoxLayout(frame)
    columns.setSpacing(16)
    when = day(parse_instant(detail.submitted))
    for heading, text in (("Now", detail.now), (f"Last report, {when}", detail.before)):
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(label(heading, "caption"))
        column.addWidget(label(text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …", "muted"))
        column.addStretch(1)
        columns.addLayout(column, 1)
    return frame
