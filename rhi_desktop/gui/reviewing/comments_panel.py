"""Comments on the exact question, sentence or person: writing one, and those that are there."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QRadioButton, QVBoxLayout, QWidget

from rhi_desktop.domain.review import Comment, Tone
from rhi_desktop.gui.cards import button, card
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.reader import Place
from rhi_desktop.gui.scrolled import Scrolled
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.reviewing.reviewing import Answered

_ABOUT = "Put the cursor into an answer, or choose words in it, and press M."
_WHOLE = "The whole interview"


class CommentsPanel(QWidget):
    """`written` carries place, text and tone of a new comment; `dropped` the id of one; `place_asked` a key."""

    written = Signal(object, str, object)
    dropped = Signal(str)
    place_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = Place("")
        self._where = label(_ABOUT, "muted")
        self.text = QPlainTextEdit(placeholderText="What would you like the worker to know or do?")
        self.text.setAccessibleName("Comment")
        self.text.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        self.text.setTabChangesFocus(True)
        self.text.setMaximumHeight(4 * self.fontMetrics().lineSpacing() + SPACE[4])
        self.ask, self.praise = QRadioButton("To be answered"), QRadioButton("Praise")
        self.ask.setChecked(True)
        self.add = button("Add the comment", "", self._add)
        self._shown: list[QWidget] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE[1])
        self._lay_out()

    def begin(self, place: Place, named: str) -> None:
        """Write a comment about a place, which is called so."""
        self.place = place
        where = named or _WHOLE
        self._where.setText(f"{where}: “{place.quote}”" if place.quote else where)
        self.text.setFocus()

    def show_comments(
        self, comments: tuple[Comment, ...], labels: dict[str, str], answered: tuple[Answered, ...]
    ) -> None:
        """Show the comments by number, and above them what became of earlier ones."""
        for shown in self._shown:
            self._list.removeWidget(shown)
            shown.hide()
            shown.deleteLater()
        self._shown = [self._became(one, labels) for one in answered]
        self._shown += [self._card(number, one, labels) for number, one in enumerate(comments, start=1)]
        for shown in self._shown:
            self._list.addWidget(shown)

    def clear(self) -> None:
        """Begin anew with the whole interview in mind."""
        self.text.clear()
        self.ask.setChecked(True)
        self.place = Place("")
        self._where.setText(_ABOUT)

    def _add(self) -> None:
        words = self.text.toPlainText().strip()
        if words:
            self.written.emit(self.place, words, Tone.PRAISE if self.praise.isChecked() else Tone.ASK)
            self.clear()

    def _card(self, number: int, one: Comment, labels: dict[str, str]) -> QWidget:
        where = labels.get(one.key, _WHOLE) if one.key else _WHOLE
        head = f"[{number}] {'Praise · ' if one.tone is Tone.PRAISE else ''}{where}"
        quote = f"“{one.quote}”" if one.quote else ""
        show = button("Show", "link", partial(self.place_asked.emit, one.key), named=f"Show where comment {number} is")
        drop = button("Take back", "link", partial(self.dropped.emit, one.id), named=f"Take comment {number} back")
        return card([(head, "field"), (quote, "muted"), (one.text, "body")], [show, drop] if one.key else [drop])

    def _became(self, one: Answered, labels: dict[str, str]) -> QWidget:
        where = labels.get(one.key, _WHOLE) if one.key else _WHOLE
        became = "Changed" if one.changed else "Not changed"
        lines = [
            (f"Asked before · {where}", "field"), (one.comment, "muted"),
            (f"{became}. {one.text}" if one.text else f"{became}.", "body"),
        ]  # fmt: skip
        show = [button("Show", "link", partial(self.place_asked.emit, one.key))] if one.key else []
        return card(lines, show)

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        column.addWidget(self._where)
        column.addWidget(self.text)
        row = QHBoxLayout()
        row.addWidget(self.ask)
        row.addWidget(self.praise)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._list)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scrolled(content))
