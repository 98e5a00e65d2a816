"""The check before submission: what is still open, by section, each a way to the exact question."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.domain.interview import Override
from rhi_desktop.gui.interview.finding_row import FindingRow
from rhi_desktop.gui.interview.page_view import WIDEST, beside
from rhi_desktop.gui.interview.wording import STATES
from rhi_desktop.gui.labels import label
from rhi_desktop.questions.session import Session
from rhi_desktop.services.findings import NOT_ASKED, Finding, questions_under, unresolved
from rhi_desktop.services.left_over import ABOUT, HEADING, LeftOver

_LISTED = 4


class CheckPage(QScrollArea):
    """Lists the findings. Those that may stay take a reason here; the others lead to their question.

    `asked` carries the question or section to go to, `mended` a question and its answer in better words, `reasoned`
    an `Override` once its reason has been written.
    """

    asked = Signal(str)
    mended = Signal(str, str)
    reasoned = Signal(object)
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

    def begin(self, reasons: tuple[Override, ...]) -> None:
        """Take over the reasons that were given before: another interview is on the screen."""
        self._reasons = {(one.path, one.kind): one.reason for one in reasons}

    def overrides(self) -> tuple[Override, ...]:
        """Return the reasons that were given for what may stay."""
        return tuple(
            Override(finding.path, finding.kind, reason.strip())
            for finding in self._findings
            if finding.overridable and (reason := self._reasons.get((finding.path, finding.kind), "")).strip()
        )

    def show_findings(self, session: Session, findings: tuple[Finding, ...], left: tuple[LeftOver, ...] = ()) -> None:
        """Show what is open now, and the answers that these questions have no place for (`left`)."""
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
        if left:
            layout.addWidget(_left_card(left, column))
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
        layout.setSpacing(12)
        title = QLabel(session.node(section).label or session.form.title, card, wordWrap=True)
        title.setProperty("role", "section")
        layout.addWidget(title)
        for finding in group:
            row = self._row(session, finding, card)
            layout.addWidget(row)
            self._first = self._first or row.first
            if finding.kind == NOT_ASKED:
                self._list_unasked(session, finding, card, layout)
        return card

    def _row(self, session: Session, finding: Finding, parent: QWidget) -> FindingRow:
        key = (finding.path, finding.kind)
        title = session.node(finding.path).label or session.form.title
        row = FindingRow(finding, title, self._reasons.get(key, ""), parent)
        row.asked.connect(self.asked)
        row.mended.connect(self.mended)
        row.reasoned.connect(lambda text: self._give(key, text))
        row.settled.connect(lambda: self.reasoned.emit(Override(*key, self._reasons.get(key, "").strip())))
        return row

    def _list_unasked(self, session: Session, finding: Finding, card: QFrame, layout: QVBoxLayout) -> None:
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
        parts.append("one point to look at or give a reason for" if give == 1 else f"{give} points to look at")
    rest = len(findings) - len(open_points)
    done = f" {rest} already have a reason." if rest > 1 else " One already has a reason." if rest else ""
    return f"Before you submit: {' and '.join(parts)}.{done}"


def _left_card(left: tuple[LeftOver, ...], parent: QWidget) -> QFrame:
    card = QFrame(parent)
    card.setProperty("role", "card")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(0, 0, 0, 0)
    said = [(HEADING, "section"), (ABOUT, "muted")]
    for one in left:
        words = one.words if one.state is AnswerState.ANSWERED else STATES[one.state]
        said.extend(((one.label, "field"), (words, "body")))
    for words, role in said:
        layout.addWidget(label(words, role))
    return card


def _by_section(findings: tuple[Finding, ...]) -> Mapping[str, list[Finding]]:
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.section, []).append(finding)
    return groups
