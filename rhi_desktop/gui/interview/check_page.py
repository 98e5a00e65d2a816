"""The check before submission: what is still open, by section, each a way to the exact question."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.domain.interview import Override
from rhi_desktop.gui.interview.page_view import WIDEST, beside
from rhi_desktop.questions.session import Session
from rhi_desktop.services.findings import Finding, questions_under, unresolved

_LISTED = 4


class CheckPage(QScrollArea):
    """Lists the findings. Those that may stay take a reason here; the others lead to their question."""

    asked = Signal(str)
    submitted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._findings: tuple[Finding, ...] = ()
        self._reasons: dict[tuple[str, str], str] = {}
        self._first: QWidget | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("role", "page")
        self._verdict = QLabel(wordWrap=True)
        self._submit = QPushButton("Submit the interview", autoDefault=False)

    def forget(self) -> None:
        """Let go of the reasons: another interview begins."""
        self._reasons.clear()

    def overrides(self) -> tuple[Override, ...]:
        """Return the reasons that were given for what may stay."""
        return tuple(
            Override(finding.path, finding.kind, reason.strip())
            for finding in self._findings
            if finding.overridable and (reason := self._reasons.get((finding.path, finding.kind), "")).strip()
        )

    def show_findings(self, session: Session, findings: tuple[Finding, ...]) -> None:
        """Show what is open now."""
        self._findings = findings
        canvas = QWidget(self)
        canvas.setProperty("role", "canvas")
        outer = QVBoxLayout(canvas)
        outer.setContentsMargins(24, 8, 24, 24)
        column = QWidget(canvas)
        column.setMaximumWidth(WIDEST)
        outer.addLayout(beside(column))
        outer.addStretch(1)
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self._verdict = QLabel(column, wordWrap=True)
        self._verdict.setProperty("role", "body")
        layout.addWidget(self._verdict)
        self._first = None
        for section, group in _by_section(findings).items():
            layout.addWidget(self._card(session, section, group, column))
        self._submit = QPushButton("Submit the interview", column, autoDefault=False)
        self._submit.setProperty("role", "primary")
        self._submit.clicked.connect(self.submitted)
        layout.addWidget(self._submit, 0, Qt.AlignmentFlag.AlignLeft)
        self.setWidget(canvas)
        canvas.show()
        self._judge()

    def take_focus(self) -> None:
        """Put the keyboard on the first thing to do."""
        (self._submit if self._first is None else self._first).setFocus(Qt.FocusReason.TabFocusReason)

    def set_busy(self, *, busy: bool) -> None:
        """While the interview is being submitted nothing can be pressed."""
        self._submit.setEnabled(not busy and not unresolved(self._findings, self.overrides()))
        self._submit.setText("Submitting…" if busy else "Submit the interview")

    def _card(self, session: Session, section: str, group: list[Finding], parent: QWidget) -> QFrame:
        card = QFrame(parent)
        card.setProperty("role", "card")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        title = QLabel(session.node(section).label or session.form.title, card, wordWrap=True)
        title.setProperty("role", "section")
        layout.addWidget(title)
        for finding in group:
            if finding.overridable:
                self._may_stay(session, finding, card, layout)
            else:
                layout.addWidget(self._link(session, finding.path, card))
                words = QLabel(finding.sentence, card, wordWrap=True)
                words.setProperty("role", "muted")
                layout.addWidget(words)
        return card

    def _may_stay(self, session: Session, finding: Finding, card: QFrame, layout: QVBoxLayout) -> None:
        words = QLabel(finding.sentence, card, wordWrap=True)
        words.setProperty("role", "body")
        layout.addWidget(words)
        key = (finding.path, finding.kind)
        reason = QLineEdit(self._reasons.get(key, ""), card, placeholderText="Why it stays open, in a few words")
        reason.setAccessibleName(f"Reason: {finding.sentence}")
        reason.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        reason.textChanged.connect(lambda text: self._give(key, text))
        self._first = self._first or reason
        layout.addWidget(reason)
        unasked = [
            self._link(session, node.path, card)
            for node in questions_under(session, finding.path)
            if node.state is AnswerState.NOT_ASKED and node.violation is None
        ]
        for link in unasked:
            layout.addWidget(link)
        _fold(unasked, card, layout)

    def _link(self, session: Session, path: str, parent: QWidget) -> QPushButton:
        label = session.node(path).label
        link = QPushButton(label.replace("&", "&&"), parent, autoDefault=False)
        link.setProperty("role", "link")
        link.setAccessibleName(f"Go to: {label}")
        link.clicked.connect(lambda: self.asked.emit(path))
        self._first = self._first or link
        return link

    def _give(self, key: tuple[str, str], text: str) -> None:
        self._reasons[key] = text
        self._judge()

    def _judge(self) -> None:
        open_points = unresolved(self._findings, self.overrides())
        self._verdict.setText(verdict(self._findings, open_points))
        self._submit.setEnabled(not open_points)


def _fold(links: list[QPushButton], card: QFrame, layout: QVBoxLayout) -> None:
    rest = links[_LISTED:]
    if not rest:
        return
    more = QPushButton(f"Show {len(rest)} more", card, autoDefault=False)
    more.setProperty("role", "quiet")

    def unfold() -> None:
        for link in rest:
            link.show()
        more.hide()
        rest[0].setFocus(Qt.FocusReason.OtherFocusReason)

    for link in rest:
        link.hide()
    more.clicked.connect(unfold)
    layout.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)


def verdict(findings: tuple[Finding, ...], open_points: tuple[Finding, ...]) -> str:
    """Say what stands between the interview and its submission."""
    if not open_points:
        return (
            "Everything has an answer or a reason. After you submit, the interview is on the record "
            "and can no longer be changed here."
        )
    mend = sum(not finding.overridable for finding in open_points)
    give = len(open_points) - mend
    parts = []
    if mend:
        parts.append("one answer to mend" if mend == 1 else f"{mend} answers to mend")
    if give:
        parts.append("one section that needs a reason" if give == 1 else f"{give} sections that need a reason")
    rest = len(findings) - len(open_points)
    done = f" {rest} already have a reason." if rest > 1 else " One already has a reason." if rest else ""
    return f"Before you submit: {' and '.join(parts)}.{done}"


def _by_section(findings: tuple[Finding, ...]) -> Mapping[str, list[Finding]]:
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.section, []).append(finding)
    return groups
