"""The log of supervision with one worker: a new talk, and those before."""

from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QDateEdit, QFormLayout, QPlainTextEdit, QVBoxLayout, QWidget

from rhi_desktop.domain.supervision import EVERY, Supervision
from rhi_desktop.gui.cards import button, card
from rhi_desktop.gui.forms import say
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.supervision import wording
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.supervising import Talk

_EMPTY = "No talk is on record yet."


class TalkPanel(QWidget):
    """`noted` carries day, what was talked about, what was agreed, and the day of the next talk."""

    noted = Signal(str, str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.on, self.next = QDateEdit(), QDateEdit()
        for day, name in ((self.on, "Day of the talk"), (self.next, "Next talk")):
            day.setCalendarPopup(True)
            day.setDisplayFormat("d MMM yyyy")
            day.setAccessibleName(name)
        self.talked, self.agreed = QPlainTextEdit(), QPlainTextEdit()
        for text, name in ((self.talked, "What you talked about"), (self.agreed, "What was agreed")):
            text.setAccessibleName(name)
            text.setTabChangesFocus(True)
            text.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
            text.setFixedHeight(4 * self.fontMetrics().lineSpacing() + SPACE[2])
        self.told = label("", "notice")
        self.save = button("Put on record", "primary", self._note)
        self._shown: list[QWidget] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE[1])
        self._lay_out()

    def begin(self, today: date) -> None:
        """Offer today, and the next talk in four weeks."""
        say(self.told, "")
        self.talked.clear()
        self.agreed.clear()
        later = today + EVERY
        self.on.setDate(QDate(today.year, today.month, today.day))
        self.next.setDate(QDate(later.year, later.month, later.day))

    def show_talks(self, talks: tuple[Talk, ...]) -> None:
        """Show the talks on record."""
        for shown in self._shown:
            self._list.removeWidget(shown)
            shown.hide()
            shown.deleteLater()
        self._shown = [_card(one) for one in talks] or [label(_EMPTY, "muted")]
        for shown in self._shown:
            self._list.addWidget(shown)

    @property
    def written(self) -> bool:
        """Whether something is typed that is not on record."""
        return bool(self.talked.toPlainText().strip() or self.agreed.toPlainText().strip())

    def tell(self, words: str) -> None:
        """Say what came of it."""
        say(self.told, words)

    def _note(self) -> None:
        on, next_ = (str(one.date().toString(Qt.DateFormat.ISODate)) for one in (self.on, self.next))
        self.noted.emit(on, self.talked.toPlainText().strip(), self.agreed.toPlainText().strip(), next_)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for words, field in (
            ("Day", self.on), ("Talked about", self.talked), ("Agreed", self.agreed), ("Next talk", self.next),
        ):  # fmt: skip
            form.addRow(words, field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        column.addWidget(label("A talk", "section"))
        column.addWidget(self.told)
        column.addLayout(form)
        column.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(label("Talks on record", "section"))
        column.addLayout(self._list)
        column.addStretch(1)
        self.told.hide()


def _card(talk: Talk) -> QWidget:
    said: Supervision = talk.said
    lines = [
        (f"{wording.day(date.fromisoformat(said.on))}, with {talk.by}", "field"),
        (said.talked, "body"),
        (f"Agreed: {said.agreed}" if said.agreed else "", "body"),
        (f"Next: {wording.day(said.due)}", "muted"),
    ]
    return card(lines, [])
