"""What a reviewer asked, one comment at a time, above the page that it is about; and why an interview is amended."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rhi_desktop.domain.interview import Reply
from rhi_desktop.questions.session import Session
from rhi_desktop.services.amending import Amendment, Asked
from rhi_desktop.services.jottings import path_of

_OWN = "You amend an interview that was submitted. The version before stays on the record."
_NARROW = 760
_SURE = "Keep what was submitted, and put what you changed away?"


class CommentsBar(QFrame):
    """`replied` carries a `Reply`, `explained` why it is amended, `place_asked` the path of a question.

    `given_up`: what was submitted stays as it is.
    """

    replied = Signal(object)
    explained = Signal(str)
    place_asked = Signal(str)
    given_up = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._amendment: Amendment | None = None
        self._session: Session | None = None
        self._at = 0
        self._sure = False
        self._words = QLabel(self, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.changed = QCheckBox("I changed the answer", self)
        self.said = QLineEdit(self)
        self.said.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        self.before, self.next = self._quiet("Previous"), self._quiet("Next comment")
        self.show_place = self._quiet("Show")
        self.give_up = self._quiet("Put away…")
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons below the answer where there is no room beside it."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self._rows.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    @property
    def words(self) -> str:
        """What the bar says; empty while it is put away."""
        return "" if self.isHidden() else self._words.text()

    @property
    def amendment(self) -> Amendment | None:
        """The amendment as it is answered so far."""
        return self._amendment

    def follow(self, amendment: Amendment | None, session: Session | None) -> None:
        """Serve another interview: nothing is shown of one that was never submitted."""
        self._amendment, self._session, self._at, self._sure = amendment, session, 0, False
        self.setVisible(amendment is not None)
        self._show()

    def first_place(self) -> str:
        """Return the path of the question of the first comment without an answer, empty where there is none."""
        if self._amendment is None:
            return ""
        open_ = [at for at, one in enumerate(self._amendment.asked) if one.reply is None]
        if open_:
            self._turn(open_[0])
        return self._path()

    def flush(self) -> None:
        """Take over what is being typed."""
        amendment = self._amendment
        if amendment is None:
            return
        if not amendment.asked:
            if self.said.text().strip() != amendment.why:
                self._amendment = replace(amendment, why=self.said.text().strip())
                self.explained.emit(self._amendment.why)
            return
        one = amendment.asked[self._at]
        reply = self._reply(one)
        if reply != one.reply:
            asked = (*amendment.asked[: self._at], replace(one, reply=reply), *amendment.asked[self._at + 1 :])
            self._amendment = replace(amendment, asked=asked)
            blank = Reply(review=one.review, comment=one.comment.id, changed=False)
            self.replied.emit(reply if reply is not None else blank)

    def _reply(self, one: Asked) -> Reply | None:
        changed, text = self.changed.isChecked(), self.said.text().strip()
        if not changed and not text:
            return None
        return Reply(review=one.review, comment=one.comment.id, changed=changed, text=text)

    def _turn(self, at: int) -> None:
        self.flush()
        self._at = at
        self._show()

    def _go(self, step: int) -> None:
        if self._amendment is not None and self._amendment.asked:
            self._turn((self._at + step) % len(self._amendment.asked))
            self.place_asked.emit(self._path())

    def _path(self) -> str:
        amendment, session = self._amendment, self._session
        if amendment is None or session is None or not amendment.asked:
            return ""
        return path_of(session, amendment.asked[self._at].comment.key)

    def _show(self) -> None:
        amendment = self._amendment
        if amendment is None:
            self.said.clear()
            return
        asked = amendment.asked
        for one in (self.changed, self.before, self.next, self.show_place):
            one.setVisible(bool(asked))
        self.before.setVisible(len(asked) > 1)
        self.next.setVisible(len(asked) > 1)
        if not asked:
            why = " ".join(amendment.reasons)
            self._words.setText(f"Sent back: {why}" if why else _OWN)
            self._say("What you say to it" if why else "Why do you amend it?", amendment.why)
            return
        shown = asked[self._at]
        self.show_place.setEnabled(bool(self._path()))
        self._words.setText(self._asked_words(amendment, shown))
        self.changed.setChecked(shown.reply is not None and shown.reply.changed)
        self._say("What you say to it", shown.reply.text if shown.reply is not None else "")

    def _asked_words(self, amendment: Amendment, shown: Asked) -> str:
        session, path = self._session, self._path()
        where = f" · {session.node(path).label}" if session is not None and path else ""
        quote = f" “{shown.comment.quote}”:" if shown.comment.quote else ""
        count = f"Comment {self._at + 1} of {len(amendment.asked)}"
        why = f"\nIn all: {' '.join(amendment.reasons)}" if amendment.reasons and self._at == 0 else ""
        return f"{count}{where}\n{quote} {shown.comment.text}".replace("\n ", "\n") + why

    def _say(self, placeholder: str, text: str) -> None:
        self.said.setPlaceholderText(placeholder)
        self.said.setAccessibleName(placeholder)
        self.said.setText(text)

    def _give_up(self) -> None:
        if not self._sure:
            self._sure = True
            self.give_up.setText(_SURE)
            return
        self.given_up.emit()

    def _quiet(self, words: str) -> QPushButton:
        made = QPushButton(words, self, autoDefault=False)
        made.setProperty("role", "quiet")
        return made

    def _lay_out(self) -> None:
        self.give_up.setAccessibleName("Put this amendment away")
        answer, ways = QHBoxLayout(), QHBoxLayout()
        answer.addWidget(self.changed)
        answer.addWidget(self.said, 1)
        for one in (self.show_place, self.before, self.next, self.give_up):
            ways.addWidget(one)
        self._rows.setSpacing(4)
        self._rows.addLayout(answer, 1)
        self._rows.addLayout(ways)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._words)
        column.addLayout(self._rows)
        self.changed.toggled.connect(lambda _on: self.flush())
        self.said.editingFinished.connect(self.flush)
        self.before.clicked.connect(lambda: self._go(-1))
        self.next.clicked.connect(lambda: self._go(1))
        self.show_place.clicked.connect(lambda: self.place_asked.emit(self._path()))
        self.give_up.clicked.connect(self._give_up)
