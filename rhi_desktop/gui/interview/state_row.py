"""The line below an answer that says its state in words, and offers the others while the question is current."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.gui.interview.wording import STATES

HIGH, _AROUND = 26, 26
KEYS = {
    AnswerState.DECLINED: "Alt+D",
    AnswerState.NOT_KNOWN: "Alt+K",
    AnswerState.NOT_ASKED: "Alt+N",
}
_OFFERS = {state: "Clear" if state is AnswerState.NOT_ASKED else STATES[state] for state in KEYS}


class StateRow(QWidget):
    """“Not asked”, “Declined to say” and the rest. The height never changes, so nothing below it moves.

    Its buttons are no tab stops: the same is one key away.
    """

    marked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._fit()
        self._state = AnswerState.NOT_ASKED
        self._offering = False
        self._buttons: dict[AnswerState, QPushButton] = {}
        self._chip: QLabel | None = None
        self._words = QLabel(self)
        self._words.setProperty("role", "caption")
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._layout.addWidget(self._words, 0, Qt.AlignmentFlag.AlignVCenter)
        self._layout.addStretch(1)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the width."""
        super().resizeEvent(event)
        self._word_buttons()

    @property
    def state(self) -> AnswerState:
        """The state that is shown."""
        return self._state

    def show_state(self, state: AnswerState) -> None:
        """Show a state in words; a chosen one stands out as a chip."""
        self._state = state
        marked = state in {AnswerState.DECLINED, AnswerState.NOT_KNOWN}
        self._words.setText(STATES[state])
        if marked or self._chip is not None:
            self._words.setVisible(not marked)
        if marked and self._chip is None:
            self._chip = QLabel(self)
            self._chip.setProperty("role", "chip")
            self._chip.setProperty("tone", "info")
            self._layout.insertWidget(0, self._chip, 0, Qt.AlignmentFlag.AlignVCenter)
        if self._chip is not None:
            self._chip.setText(STATES[state])
            self._chip.setVisible(marked)
        for offered, button in self._buttons.items():
            button.setVisible(self._offering and offered is not state)

    def offer(self, *, current: bool) -> None:
        """Offer the other states while the question is current."""
        self._offering = current
        if current and not self._buttons:
            self._make_buttons()
        for offered, button in self._buttons.items():
            button.setVisible(current and offered is not self._state)
        self._word_buttons()

    def event(self, event: QEvent) -> bool:
        """Look again when a button needs other room, as after a change of the text size."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._word_buttons()
        return super().event(event)

    def _word_buttons(self) -> None:
        """Name the keys on the buttons where there is room for them."""
        shown = [(state, button) for state, button in self._buttons.items() if not button.isHidden()]
        whole = {state: f"{_OFFERS[state]}  {KEYS[state]}" for state, _ in shown}
        room = self.width() - self._words.sizeHint().width()
        needed = sum(button.fontMetrics().horizontalAdvance(whole[state]) + _AROUND for state, button in shown)
        for state, button in shown:
            words = whole[state] if needed <= room else _OFFERS[state]
            if button.text() != words:
                button.setText(words)
                self._layout.invalidate()
        self._layout.activate()

    def _fit(self) -> None:
        self.setFixedHeight(max(HIGH, round(1.3 * self.fontMetrics().height())))

    def _make_buttons(self) -> None:
        for at, (state, key) in enumerate(KEYS.items(), self._layout.count() - 1):
            button = QPushButton(_OFFERS[state], self, autoDefault=False)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setProperty("role", "state")
            button.setToolTip(f"{STATES[state]} ({key})")
            button.setAccessibleName(f"{STATES[state]}, {key}")
            button.clicked.connect(lambda _checked=False, chosen=state: self.marked.emit(chosen))
            self._buttons[state] = button
            self._layout.insertWidget(at, button)
