"""What stands in place of the desk on a laptop that was taken out of the team."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from rhi_desktop.gui.labels import label
from rhi_desktop.gui.scrolled import Scrolled
from rhi_desktop.gui.theme import SPACE

_TITLE = "This workspace is closed"


class BarredPage(QWidget):
    """Says why, and whom to ask. `left` closes the program."""

    left = Signal()

    def __init__(self, words: str) -> None:
        super().__init__()
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[3])
        close = QPushButton("Close the program")
        close.clicked.connect(self.left)
        column.addWidget(label(_TITLE, "title"))
        column.addWidget(label(words))
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignLeft)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scrolled(content, column=560, centred=True))
        self.setFocusProxy(close)
