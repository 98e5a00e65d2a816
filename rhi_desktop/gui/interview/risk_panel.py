"""Who has to be told, and by when: a strip above the foot that stays until the decision is written down."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from rhi_desktop.services.immediate import AT, BY, DECISION, Advised, Immediate

_MISSING = {DECISION: "the decision", BY: "who decided", AT: "when"}
_HIGHEST, _LOWEST = 260, 96
_NAMED = 3


class RiskPanel(QFrame):
    """Below the page, so that nothing moves under a child's eyes. It takes no focus and makes no sound.

    `decide_asked` carries the question to answer; `share_asked`: urgent information is to go out now.
    """

    decide_asked = Signal(str)
    share_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._shown = Immediate()
        self._low = False
        self._rows = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._words = QLabel(self, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._who = self._button("Who to tell")
        self._who.setCheckable(True)
        self.share = self._button("Share now…")
        self.decide = self._button("Write the decision")
        self._advice = QScrollArea(self)
        self._advice.setWidgetResizable(True)
        self._advice.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._advice.setProperty("role", "plain")
        self._advice.setAccessibleName("Who to tell, and by when")
        self._advice.hide()
        self._lay_out()
        self._who.toggled.connect(self._unfold)
        self.share.clicked.connect(self.share_asked)
        self.decide.clicked.connect(lambda: self.decide_asked.emit(self._shown.place))
        self.hide()

    @property
    def words(self) -> str:
        """What the strip says; empty while there is nothing to decide."""
        return "" if self.isHidden() else self._words.text()

    def show_risk(self, seen: Immediate) -> None:
        """Follow what the answers raise. What is unfolded stays so."""
        if seen != self._shown:
            self._shown = seen
            self._say()
            self.decide.setVisible(bool(seen.place))
            self._advice.setWidget(_list(seen.advised))
        self.setVisible(seen.waits)
        if not seen.waits:
            self._who.setChecked(False)

    def fit(self, *, low: bool) -> None:
        """Leave the page its room on a low window: one line, until more is asked for."""
        self._low = low
        self._advice.setMaximumHeight(_LOWEST if low else _HIGHEST)
        self._rows.setDirection(QBoxLayout.Direction.LeftToRight if low else QBoxLayout.Direction.TopToBottom)
        self._say()

    def _button(self, words: str) -> QPushButton:
        button = QPushButton(words, self, autoDefault=False)
        button.setProperty("role", "quiet")
        return button

    def _unfold(self, on: bool) -> None:
        self._advice.setVisible(on)
        self._say()

    def _say(self) -> None:
        """Say all of it where there is room and the list does not say it already."""
        short = self._low or self._who.isChecked()
        self._words.setText(_short(self._shown) if short else _sentence(self._shown))

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        for button in (self._who, self.share, self.decide):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._advice)
        self._rows.setSpacing(2)
        self._rows.addWidget(self._words, 1)
        self._rows.addLayout(buttons)
        layout.addLayout(self._rows)


def _sentence(seen: Immediate) -> str:
    labels = tuple(dict.fromkeys(one.label for one in seen.raised))
    more = len(labels) - _NAMED
    because = ", ".join(labels[:_NAMED]) + (f" and {more} more" if more > 0 else "")
    who = "; ".join(f"{one.advice.who} {one.advice.when}" for one in seen.advised)
    still = ", ".join(_MISSING[concept] for concept in seen.missing)
    rest = (
        f"Still to write down: {still}."
        if seen.asked
        else "This form does not ask for the decision: write it as an action."
    )
    return f"To decide: {because}. Tell: {who}. {rest}"


def _short(seen: Immediate) -> str:
    count = len(seen.raised)
    return "1 thing to decide today" if count == 1 else f"{count} things to decide today"


def _list(advised: tuple[Advised, ...]) -> QWidget:
    canvas = QWidget()
    layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, canvas)
    layout.setContentsMargins(0, 0, 8, 8)
    layout.setSpacing(2)
    for one in advised:
        because = ", ".join(dict.fromkeys(raised.label for raised in one.because))
        for words, role in (
            (f"{one.advice.who}: {one.advice.when}", "field"),
            (one.advice.what, "body"),
            (f"Because of: {because}. Source: {one.advice.source}.", "caption"),
        ):
            label = QLabel(words, canvas, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
            label.setProperty("role", role)
            layout.addWidget(label)
        layout.addSpacing(6)
    return canvas
