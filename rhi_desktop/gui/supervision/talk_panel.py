"""The log of supervision with one worker: a new talk or one to be corrected, and those before."""

from datetime import date
from functools import partial

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QDateEdit, QFormLayout, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from rhi_desktop.domain.supervision import Supervision
from rhi_desktop.gui.cards import button, card
from rhi_desktop.gui.forms import say
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.supervision import wording
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.supervising import Talk

_EMPTY = "No talk is on record yet."
NOT_YET = "What you wrote is not on record yet. Put it on record, or clear it."


class TalkPanel(QWidget):
    """`noted` carries day, what was talked about, what was agreed, and the day of the next talk.

    `correcting` is the talk that is being corrected, None where a new one is written.
    """

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
        self.told, self._heading = label("", "notice"), label("", "section")
        self.save = button("", "primary", self._note)
        self.keep = button("Leave it as it is", "", lambda: self.begin(self._today))
        self.correcting: Talk | None = None
        self._today = date.min
        self._offered = ("", "", "", "")
        self._shown: list[QWidget] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE[1])
        self._lay_out()

    def begin(self, today: date) -> None:
        """Offer today, and the next talk in four weeks."""
        self._today = today
        self._offer(None, Supervision(worker="", by="", on=today.isoformat(), talked=""))

    def correct(self, talk: Talk) -> None:
        """Offer a talk to be corrected; what is typed and not on record yet stays, and is asked for."""
        if self.written:
            self.tell(NOT_YET)
            return
        self._offer(talk, talk.said)
        self.talked.setFocus()

    def _offer(self, talk: Talk | None, said: Supervision) -> None:
        self.correcting = talk
        say(self.told, "")
        day = wording.day(date.fromisoformat(said.on))
        self._heading.setText("A new talk" if talk is None else f"Correct the talk of {day}")
        self.save.setText("Put on record" if talk is None else "Save the correction")
        self.keep.setVisible(talk is not None)
        self.talked.setPlainText(said.talked)
        self.agreed.setPlainText(said.agreed)
        for field, on in ((self.on, date.fromisoformat(said.on)), (self.next, said.due)):
            field.setDate(QDate(on.year, on.month, on.day))
        self._offered = self._typed()

    def show_talks(self, talks: tuple[Talk, ...]) -> None:
        """Show the talks on record."""
        for shown in self._shown:
            self._list.removeWidget(shown)
            shown.hide()
            shown.deleteLater()
        self._shown = [self._card(one) for one in talks] or [label(_EMPTY, "muted")]
        for shown in self._shown:
            self._list.addWidget(shown)

    @property
    def written(self) -> bool:
        """Whether something is typed that is not on record."""
        if self.correcting is not None:
            return self._typed() != self._offered
        return bool(self.talked.toPlainText().strip() or self.agreed.toPlainText().strip())

    def tell(self, words: str) -> None:
        """Say what came of it."""
        say(self.told, words)

    def _note(self) -> None:
        self.noted.emit(*self._typed())

    def _typed(self) -> tuple[str, str, str, str]:
        """Return day, what was talked about, what was agreed, and the day of the next talk."""
        on, next_ = (str(one.date().toString(Qt.DateFormat.ISODate)) for one in (self.on, self.next))
        return on, self.talked.toPlainText().strip(), self.agreed.toPlainText().strip(), next_

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
        column.addWidget(self._heading)
        column.addWidget(self.told)
        column.addLayout(form)
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addWidget(self.keep)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(label("Talks on record", "section"))
        column.addLayout(self._list)
        column.addStretch(1)
        self.told.hide()

    def _card(self, talk: Talk) -> QWidget:
        said = talk.said
        day = wording.day(date.fromisoformat(said.on))
        lines = [
            (f"{day}, with {talk.by}", "field"),
            (said.talked, "body"),
            (f"Agreed: {said.agreed}" if said.agreed else "", "body"),
            (f"Next: {wording.day(said.due)}{' · Corrected since' if talk.corrected else ''}", "muted"),
        ]
        return card(lines, [button("Correct", "", partial(self.correct, talk), named=f"Correct the talk of {day}")])
