"""Collects garbage on the thread of the windows alone.

Python collects on whatever thread happens to reach its threshold. Where that is the thread of the store, a window that
is part of a cycle is destroyed there, and Qt does not survive it.
"""

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_EVERY_MS = 1_000


class Garbage(QObject):
    """Stands in for the automatic collector, by its own thresholds, as long as it lives."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self.destroyed.connect(gc.enable)
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation that is due, and with it the younger ones."""
        each = enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
        due = [generation for generation, (count, limit) in each if count > limit]
        if due:
            gc.collect(due[-1])
