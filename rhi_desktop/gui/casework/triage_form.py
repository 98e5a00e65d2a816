"""Deciding how soon a referral is looked at: what the record shows, what is known besides, and the level."""

from collections.abc import Iterable

from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QVBoxLayout, QWidget

from rhi_desktop.domain.checks import Problem
from rhi_desktop.domain.referral import TriageLevel
from rhi_desktop.domain.triage import FACTORS, STATUTORY, Assessment
from rhi_desktop.gui.casework.offer_wording import ALWAYS, LEVELS
from rhi_desktop.gui.casework.tick_box import TickBox
from rhi_desktop.gui.fields import Fields
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.referrals import ReferralDesk

_HIGH = 64
_NO_REASON = "Please say in a few words why the level differs from what the rules give."


class TriageForm(QWidget):
    """Ticks, and the level that the rules give with them. Another level needs a reason."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk: ReferralDesk | None = None
        self._levels = tuple(LEVELS)
        self.factors = {factor.code: TickBox(factor.words) for factor in FACTORS}
        self._computed = label("", "notice")
        self.level = QComboBox()
        self.level.addItems([LEVELS[level] for level in self._levels])
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(_HIGH)
        self._fields, self._why = Fields(), Fields()
        self._fields.add("level", "Level", self.level)
        self._why.add("reason", "Why it differs from the rules", self.reason)
        self._lay_out()
        for box in self.factors.values():
            box.toggled.connect(self._follow)
        self.level.currentIndexChanged.connect(self._ask_why)

    def show_desk(self, desk: ReferralDesk) -> None:
        """Show what is known of a referral. What the record itself shows is ticked and cannot be taken back here."""
        self._desk = None
        decided = desk.referral.value.triage
        known = {*desk.established, *(decided.factors if decided is not None else ())}
        for code, box in self.factors.items():
            shown = code in desk.established
            box.setChecked(code in known)
            box.setEnabled(not shown)
            box.setToolTip("The record shows this" if shown else "")
        self._desk = desk
        self.reason.setPlainText(decided.reason if decided is not None else "")
        self._follow()
        if decided is not None:
            self.level.setCurrentIndex(self._levels.index(decided.level))
        self._fields.tell(())
        self._why.tell(())

    def chosen(self) -> tuple[str, ...]:
        """Return the codes that are ticked."""
        return tuple(code for code, box in self.factors.items() if box.isChecked())

    def decision(self) -> tuple[TriageLevel, str]:
        """Return the level, and the reason where it is not the one of the rules."""
        level = self._levels[self.level.currentIndex()]
        return level, self.reason.toPlainText().strip() if level is not self._assessed().level else ""

    def wrong(self) -> QWidget | None:
        """Word what is wrong under the fields; return the first field to mend, None where all is well."""
        level, reason = self.decision()
        missing = level is not self._assessed().level and not reason
        return self._why.tell([Problem("reason", _NO_REASON)] if missing else [])

    def _assessed(self) -> Assessment:
        assert self._desk is not None  # noqa: S101 -- the form is shown for a referral
        return self._desk.assess(self.chosen())

    def _follow(self) -> None:
        if self._desk is None:
            return
        assessed = self._assessed()
        self._computed.setText("\n".join([f"By the rules: {LEVELS[assessed.level]}", *assessed.rules]))
        self.level.setCurrentIndex(self._levels.index(assessed.level))
        self._ask_why()

    def _ask_why(self) -> None:
        if self._desk is not None:
            self._why.setVisible(self._levels[self.level.currentIndex()] is not self._assessed().level)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        for widget in (label(ALWAYS, "muted"), self._computed, self._fields, self._why):
            column.addWidget(widget)
        self._add(column, "An interview is especially important where the child", STATUTORY, statutory=True)
        self._add(column, "Also looked at", "Practice of return interview services", statutory=False)

    def _add(self, column: QVBoxLayout, heading: str, source: str, *, statutory: bool) -> None:
        column.addWidget(label(heading, "section"))
        boxes: Iterable[TickBox] = (self.factors[one.code] for one in FACTORS if one.statutory is statutory)
        inner = QVBoxLayout()
        inner.setSpacing(0)
        for box in boxes:
            inner.addWidget(box)
        column.addLayout(inner)
        column.addWidget(label(source, "caption"))
