"""Two small pages: an invitation to be sent, and a question before something that cannot be taken back."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from rhi_desktop.domain.moments import Moment
from rhi_desktop.gui.foot import Foot
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.scrolled import Scrolled
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.syncing.team import Invited

_HIGH = 110
_SEND = "Send them this line by e-mail or message. They open Team on their laptop, choose “Join a team” and paste it."
_COMPARE = (
    "Their laptop then shows a code, and they ring you. They appear here under “Waiting to be let in” with a code of "
    "their own: let them in only where both codes are the same. That is how you know that nobody stands between you."
)
_COPIED = "Copied. It stays on the clipboard for half a minute."


class InvitedPage(QWidget):
    """Shows an invitation with a button that copies it. `left` when one is done."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._heading, self._until = label("", "title"), label("", "muted")
        self.text = QPlainTextEdit(readOnly=True, tabChangesFocus=True)
        self.text.setAccessibleName("Invitation")
        self.text.setFixedHeight(_HIGH)
        self.copy, done = QPushButton("Copy the invitation"), QPushButton("Done")
        self._foot = Foot(self.copy, done)
        _lay_out(self, (self._heading, self._until, self.text, label(_SEND), label(_COMPARE)), self._foot)
        self.copy.clicked.connect(self._copy)
        done.clicked.connect(self._leave)

    def show_invited(self, name: str, invited: Invited) -> None:
        """Show an invitation for somebody."""
        self._heading.setText(f"Invitation for {name}")
        self._until.setText(f"It works once, until {Moment.at(invited.until).spoken}.")
        self.text.setPlainText(invited.text)
        self._foot.wait("")
        self.copy.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self._foot.wait(_COPIED)

    def _leave(self) -> None:
        self.text.clear()
        self.left.emit()


class ConfirmPage(QWidget):
    """Says what will happen, and does it only when asked to once more. `left` where it is not."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE[2])
        self._act: Callable[[], None] | None = None
        self.go_on, self.back = QPushButton(), QPushButton("Leave it as it is")
        _lay_out(self, (self._content,), Foot(self.go_on, self.back))
        self.go_on.clicked.connect(self._confirm)
        self.back.clicked.connect(self.left)

    def ask(self, heading: str, sentences: Sequence[str], words: str, act: Callable[[], None]) -> None:
        """Ask: `words` stand on the button that does it. The keyboard is on the one that does not."""
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        self._column.addWidget(label(heading, "title"))
        for sentence in sentences:
            self._column.addWidget(label(sentence))
        self._act = act
        self.go_on.setText(words)
        self.back.setFocus()

    def _confirm(self) -> None:
        act, self._act = self._act, None
        if act is not None:
            act()


def _lay_out(page: QWidget, widgets: Sequence[QWidget], foot: Foot) -> None:
    content = QWidget()
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE[2])
    for widget in widgets:
        column.addWidget(widget)
    whole = QVBoxLayout(page)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    whole.addWidget(Scrolled(content), 1)
    whole.addWidget(foot)
