"""The line at the foot of the desk: what waits to be sent, and when something was last sent."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QWidget

from rhi_desktop.gui.labels import label
from rhi_desktop.gui.team.runner import Seen
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.syncing.team import Progress, Standing, SyncStatus
from rhi_desktop.services.syncing.words import attention_words, progress_words, short_attention_words, status_words

KEYS: Final = "Ctrl+Shift+S"
_BEGINNING: Final = "Looking for the hub…"
_BAR: Final = 120
_EXCHANGING: Final = frozenset({Standing.ACTIVE, Standing.PENDING})


class SyncStrip(QFrame):
    """Calm words, whatever the network does; hidden where this laptop belongs to no team."""

    exchange_asked = Signal()
    stop_asked = Signal()
    team_asked = Signal()

    def __init__(self, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        self._clock = clock
        self._seen = Seen(SyncStatus())
        self.words = label("", "caption")
        self.words.setAccessibleName("What waits to be sent")
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName("How far the exchange is")
        self.bar.setFixedWidth(_BAR)
        self.look = _button("", self.team_asked)
        self.exchange = _button("Send and receive now", self.exchange_asked)
        self.exchange.setToolTip(f"Send and receive now ({KEYS})")
        self.stop = _button("Stop", self.stop_asked)
        self.stop.setAccessibleName("Stop sending and receiving")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE[3], 0, SPACE[1], 0)
        row.setSpacing(SPACE[1])
        row.addWidget(self.words, 1)
        for widget in (self.bar, self.look, self.exchange, self.stop):
            row.addWidget(widget)
        shortcut = QShortcut(QKeySequence(KEYS), self)
        shortcut.activated.connect(self.exchange_asked)
        self.show_seen(self._seen)

    def show_seen(self, seen: Seen) -> None:
        """Word how things stand."""
        began = seen.running and not self._seen.running
        self._seen = seen
        status = seen.status
        self.setVisible(status.standing is not Standing.ALONE)
        if not seen.running or began:
            self._say(_BEGINNING if seen.running else status_words(status, self._clock(), offline=seen.offline))
            self.bar.setRange(0, 0)
        self.setToolTip(status.trouble)
        look = attention_words(status)
        self.look.setText(short_attention_words(status))
        self.look.setToolTip(look)
        self.look.setAccessibleName(f"Look at what needs you: {look}")
        self.look.setVisible(bool(look))
        self.bar.setVisible(seen.running)
        self.stop.setVisible(seen.running)
        self.exchange.setVisible(not seen.running and status.standing in _EXCHANGING)

    def show_progress(self, progress: Progress) -> None:
        """Word how far an exchange is."""
        self._say(progress_words(progress))
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.done)

    def _say(self, words: str) -> None:
        self.words.setText(words)


def _button(words: str, asked: object) -> QPushButton:
    made = QPushButton(words, autoDefault=False)
    made.setProperty("role", "prompt")
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.clicked.connect(asked)
    return made
