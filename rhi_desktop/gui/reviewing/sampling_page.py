"""Drawing a random share for review, and how far two reviewers agree."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QFormLayout, QSpinBox, QVBoxLayout, QWidget

from rhi_desktop.domain.draw import Draw
from rhi_desktop.domain.moments import LONDON
from rhi_desktop.domain.records import parse_instant
from rhi_desktop.gui.cards import button, card
from rhi_desktop.gui.forms import say
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.scrolled import Scrolled
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.reviewing.drawing import LOOK, SECOND, PointAgreement

_ABOUT = (
    "A share of what was submitted between two days is drawn at random. The draw is put on record with its seed, so "
    "that anybody can draw it again and see that nobody chose."
)
_PURPOSES = (("To be reviewed", LOOK), ("To be scored blind by a second reviewer", SECOND))
_AGREEMENT = (
    "How far first and second reviewers agree, beyond chance (Cohen’s kappa): 1 is always, 0 as often as chance would "
    "have it. Few pairs say little."
)
_FEW = 20


@dataclass(frozen=True, slots=True)
class Sampled:
    """The draws so far, how reviewers agree, and the names of members."""

    draws: tuple[Draw, ...]
    agreement: tuple[PointAgreement, ...]
    names: Mapping[str, str]


class SamplingPage(QWidget):
    """`drawn` carries first and last day, the share in per cent, and the purpose."""

    drawn = Signal(object, object, int, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.told = label("", "notice")
        self.since, self.until = QDateEdit(), QDateEdit()
        for one, name in ((self.since, "First day"), (self.until, "Last day")):
            one.setCalendarPopup(True)
            one.setDisplayFormat("d MMM yyyy")
            one.setAccessibleName(name)
        self.percent = QSpinBox(minimum=1, maximum=100, value=10, suffix=" %")
        self.percent.setAccessibleName("Share")
        self.purpose = QComboBox()
        self.purpose.setAccessibleName("What for")
        for words, purpose in _PURPOSES:
            self.purpose.addItem(words, purpose)
        self._shown: list[QWidget] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE[1])
        self._lay_out()

    def begin(self, today: QDate) -> None:
        """Offer the last month."""
        self.since.setDate(today.addMonths(-1))
        self.until.setDate(today)
        say(self.told, "")

    def show_draws(self, sampled: Sampled) -> None:
        """Show the draws so far, and the agreement where there is one."""
        for shown in self._shown:
            self._list.removeWidget(shown)
            shown.hide()
            shown.deleteLater()
        self._shown = []
        if sampled.agreement:
            lines = [("Agreement", "section"), (_AGREEMENT, "muted"), *_lines(sampled.agreement)]
            self._shown.append(card(lines, []))
        self._shown += [card(_draw_lines(one, sampled.names), []) for one in sampled.draws]
        for shown in self._shown:
            self._list.addWidget(shown)

    def tell(self, words: str) -> None:
        """Say what came of it."""
        say(self.told, words)

    def _draw(self) -> None:
        since, until = self.since.date().toPython(), self.until.date().toPython()
        self.drawn.emit(since, until, self.percent.value(), str(self.purpose.currentData()))

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        column.addWidget(button("Back", "link", self.left.emit), 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(label("Draw a share for review", "title"))
        column.addWidget(label(_ABOUT, "muted"))
        column.addWidget(self.told)
        form = QFormLayout()
        form.addRow("From", self.since)
        form.addRow("To", self.until)
        form.addRow("Share", self.percent)
        form.addRow("What for", self.purpose)
        column.addLayout(form)
        column.addWidget(button("Draw", "primary", self._draw), 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._list)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scrolled(content))
        self.told.hide()


def _lines(agreement: tuple[PointAgreement, ...]) -> list[tuple[str, str]]:
    return [(f"{one.title or 'All points'}: {_said(one)}", "body" if one.title else "field") for one in agreement]


def _said(one: PointAgreement) -> str:
    found = one.agreement
    counts = f"{found.same} of {found.pairs} marks the same"
    if found.kappa is None:
        return f"{counts}; kappa cannot be told, since one mark was given throughout"
    few = ", too few to say much" if found.pairs < _FEW else ""
    return f"{counts}; kappa {float(found.kappa):.2f}{few}"


def _draw_lines(one: Draw, names: Mapping[str, str]) -> list[tuple[str, str]]:
    at = parse_instant(one.at).astimezone(LONDON)
    purpose = next(words for words, purpose in _PURPOSES if purpose == one.purpose)
    share = f"{len(one.drawn)} of {one.out_of} ({one.percent} %), submitted {one.since} to {one.until}"
    by = names.get(one.by, "somebody")
    return [
        (purpose, "field"),
        (share, "body"),
        (f"Drawn {at:%a} {at.day} {at:%b %Y} by {by}, seed {one.seed}", "muted"),
    ]
