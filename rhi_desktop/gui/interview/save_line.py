"""“Saved 10:41”, always in sight; and what to do where it is not."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from rhi_desktop.gui.interview.saving import Saver, SaveState
from rhi_desktop.gui.interview.wording import clock
from rhi_desktop.gui.theme import repolish

_SLOW_MS = 200


class SaveLine(QWidget):
    """Says where the newest change is. Nothing here blinks or counts: it is read at a glance or not at all.

    A `quiet` one says in the same tone what went wrong: a child may be looking on.
    """

    def __init__(self, parent: QWidget, *, quiet: bool = False) -> None:
        super().__init__(parent)
        self._failed_role = "muted" if quiet else "error"
        self._saver: Saver | None = None
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._words.setAccessibleName("Saving")
        self._again = QPushButton("Try again", self, autoDefault=False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._again)
        self._again.clicked.connect(self._retry)
        self._slow = QTimer(self, singleShot=True, interval=_SLOW_MS)
        self._slow.timeout.connect(self._show_saving)
        self._again.hide()

    def follow(self, saver: Saver) -> None:
        """Show the state of a saver from now on."""
        if self._saver is not None:
            self._saver.changed.disconnect(self._show)
        self._saver = saver
        saver.changed.connect(self._show)
        self._show()

    @property
    def words(self) -> str:
        """What the line says."""
        return self._words.text()

    def _show(self) -> None:
        if self._saver is None:
            return
        state = self._saver.state
        if state is SaveState.SAVING:
            if not self._slow.isActive():
                self._slow.start()
            return
        self._slow.stop()
        failed = state is SaveState.FAILED
        self._say(f"Not saved — {self._saver.reason}" if failed else f"Saved {clock(self._saver.at)}")
        role = self._failed_role if failed else "muted"
        if self._words.property("role") != role:
            self._words.setProperty("role", role)
            repolish(self._words)
        self._again.setVisible(failed)

    def _show_saving(self) -> None:
        if self._saver is not None and self._saver.state is SaveState.SAVING:
            self._say("Saving…")

    def _say(self, words: str) -> None:
        self._words.setText(words)
        self._words.setAccessibleDescription(words)

    def _retry(self) -> None:
        if self._saver is not None:
            self._saver.retry()
