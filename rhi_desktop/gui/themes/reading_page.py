"""One interview of a survey beside its themes. What is marked is put on record after a moment, and on leaving."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QTabWidget, QVBoxLayout, QWidget

from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.moments import LONDON
from rhi_desktop.domain.records import parse_instant
from rhi_desktop.domain.survey import Passage, Survey, toggled
from rhi_desktop.gui.beside_reader import BesideReader
from rhi_desktop.gui.cards import button, card
from rhi_desktop.gui.forms import say
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.scrolled import Scrolled
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.gui.themes.coding_reader import CodingReader
from rhi_desktop.services.theming.surveys import Reading

_MOMENT = 2000
_NUMBERED = 9
_HOW = "Choose words in an answer and press the number of a theme. Press it again to take the theme away."
_ONE_ANSWER = "Please choose words within one answer."
_WRITTEN = "Only what somebody wrote can be marked, not a choice from a list."


class ReadingPage(QWidget):
    """`marked` carries survey, interview, passages, and whether it was read; `turned` the number to show next."""

    marked = Signal(str, str, object, bool)
    turned = Signal(int)
    theme_added = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading: Reading | None = None
        self.passages: tuple[Passage, ...] = ()
        self._lost: tuple[Passage, ...] = ()
        self._changed = False
        self._title, self._about, self.told = label("", "title"), label("", "muted"), label("", "notice")
        self.reader = CodingReader()
        self.themes: list[QPushButton] = []
        self._column = QVBoxLayout()
        self._marks = QVBoxLayout()
        self._shown: list[QWidget] = []
        self.new_theme = QLineEdit(placeholderText="Another theme, then Enter")
        self.new_theme.setAccessibleName("Another theme")
        self.new_theme.returnPressed.connect(self._add_theme)
        self.before = button("Previous", "", partial(self._turn, -1))
        self.after = button("Next", "primary", partial(self._turn, 1))
        self._side = QTabWidget()
        self._split = BesideReader(self.reader, self._side)
        self._timer = QTimer(self, singleShot=True, interval=_MOMENT)
        self._timer.timeout.connect(partial(self.flush, done=False))
        self.reader.themed.connect(self.give)
        self._lay_out()

    def show_reading(self, reading: Reading) -> None:
        """Show an interview with the passages that are marked in it."""
        self._timer.stop()
        self._reading, self.passages, self._lost = reading, reading.there, reading.lost
        self._changed = False
        survey, at = reading.survey.value, parse_instant(reading.interview.value.submitted).astimezone(LONDON)
        self._title.setText(f"{survey.title}: {reading.number} of {len(survey.interviews)}")
        self._about.setText(f"Interview with {reading.called}, submitted {at:%a} {at.day} {at:%b %Y}")
        say(self.told, "")
        self.reader.show_lines(reading.lines, ())
        self.before.setEnabled(reading.number > 1)
        self.after.setText("Next" if reading.number < len(survey.interviews) else "Done: see the count")
        self.show_themes(survey.themes)
        self.reader.setFocus()

    def show_survey(self, survey: Filed[Survey]) -> None:
        """Show other themes beside the interview."""
        if self._reading is not None:
            self._reading = replace(self._reading, survey=survey)
            self.show_themes(survey.value.themes)

    def show_themes(self, themes: tuple[str, ...]) -> None:
        """Show the themes, the first nine with their numbers."""
        for one in self.themes:
            self._column.removeWidget(one)
            one.hide()
            one.deleteLater()
        self.themes = []
        for number, theme in enumerate(themes):
            words = f"{number + 1}  {theme}" if number < _NUMBERED else theme
            self.themes.append(button(words.replace("&", "&&"), "segment", partial(self.give, number), named=words))
        for one in self.themes:
            one.setToolTip(one.text())
            self._column.addWidget(one)
        self._show_marks()

    def give(self, number: int) -> None:
        """Give a theme to the words that are chosen, or take it from them."""
        reading = self._reading
        if reading is None or number >= len(self.themes):
            return
        chosen = self.reader.chosen()
        if chosen is None or chosen[0] not in reading.texts:
            say(self.told, _ONE_ANSWER if chosen is None else _WRITTEN)
            return
        say(self.told, "")
        key, start, quote = chosen
        made = Passage.marked(reading.interview.id, key, start, quote, reading.interview.value.version)
        self._set(toggled(self.passages, made, reading.survey.value.themes[number]))

    def flush(self, *, done: bool) -> None:
        """Hand over what is marked; `done` says that the interview was read."""
        self._timer.stop()
        reading = self._reading
        if reading is not None and (self._changed or (done and not reading.done)):
            self._changed = False
            kept = (*self.passages, *self._lost)
            self.marked.emit(reading.survey.id, reading.interview.id, kept, done or reading.done)

    def clear(self) -> None:
        """Take everything off the screen."""
        self._timer.stop()
        self._reading, self.passages, self._lost = None, (), ()
        self.reader.clear()
        self._show_marks()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the interview beside the themes, or above them where there is no room."""
        super().resizeEvent(event)
        self._split.fit(self.width())

    def _set(self, passages: tuple[Passage, ...]) -> None:
        self.passages = passages
        self._touch()

    def _touch(self) -> None:
        self._changed = True
        self._timer.start()
        self._show_marks()

    def _drop(self, passage: Passage) -> None:
        self._lost = tuple(one for one in self._lost if one != passage)
        self._set(tuple(one for one in self.passages if one != passage))

    def _turn(self, step: int) -> None:
        self.flush(done=step > 0)
        if self._reading is not None:
            self.turned.emit(self._reading.number + step)

    def _add_theme(self) -> None:
        self.flush(done=False)
        self.theme_added.emit(self.new_theme.text())
        self.new_theme.clear()

    def _choose(self, passage: Passage) -> None:
        self._split.show_reader()
        self.reader.choose(passage)

    def _show_marks(self) -> None:
        for shown in self._shown:
            self._marks.removeWidget(shown)
            shown.hide()
            shown.deleteLater()
        self._shown = [self._card(one, lost=False) for one in self.passages]
        self._shown += [self._card(one, lost=True) for one in self._lost]
        for shown in self._shown:
            self._marks.addWidget(shown)
        self.reader.show_passages(self.passages)
        self._side.setTabText(self._side.indexOf(self._marked), f"Passages ({len(self._shown)})")

    def _card(self, one: Passage, *, lost: bool) -> QWidget:
        said = "Lost: the interview was amended, and these words are no longer in it." if lost else ""
        drop = button("Take away", "link", partial(self._drop, one), named=f"Take the passage away: {one.quote[:40]}")
        show = button("Show", "link", partial(self._choose, one), named=f"Show the passage: {one.quote[:40]}")
        lines = [("; ".join(one.themes), "field"), (f"“{one.quote}”", "body"), (said, "muted")]
        return card(lines, [drop] if lost else [show, drop])

    def _lay_out(self) -> None:
        head, words = QHBoxLayout(), QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._about)
        head.addLayout(words, 1)
        for one in (button("Back", "quiet", self.left.emit), self.before, self.after):
            head.addWidget(one, 0, Qt.AlignmentFlag.AlignTop)
        themes = QWidget()
        column = QVBoxLayout(themes)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(_HOW, "muted"))
        column.addLayout(self._column)
        column.addWidget(self.new_theme)
        column.addStretch(1)
        marks = QWidget()
        self._marks.setContentsMargins(0, 0, 0, 0)
        marks.setLayout(self._marks)
        self._marked = Scrolled(marks)
        self._side.addTab(Scrolled(themes), "Themes")
        self._side.addTab(self._marked, "Passages")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE[4], SPACE[2], SPACE[3], SPACE[2])
        whole.setSpacing(SPACE[1])
        whole.addLayout(head)
        whole.addWidget(self.told)
        whole.addWidget(self._split, 1)
        self.told.hide()
