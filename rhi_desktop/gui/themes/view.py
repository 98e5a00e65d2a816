"""Themes surveys: the list, a new one, reading and marking, the count, and passages without names."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from rhi_desktop.domain.counted import counted
from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.survey import Passage, Survey
from rhi_desktop.gui.cards import button, card
from rhi_desktop.gui.forms import say
from rhi_desktop.gui.jobs import Err, Jobs, Result
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.scrolled import Scrolled
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.gui.themes.count_page import CountPage
from rhi_desktop.gui.themes.new_page import NewPage
from rhi_desktop.gui.themes.passages_page import PassagesPage
from rhi_desktop.gui.themes.reading_page import ReadingPage
from rhi_desktop.services.exporting import Exporting
from rhi_desktop.services.reviewing.ports import WaitingRow
from rhi_desktop.services.theming.clearing import Clearing
from rhi_desktop.services.theming.surveys import Counted, Plan, Reading, Surveys
from rhi_desktop.services.theming.tables import chosen_words

_ABOUT = "A survey reads a chosen set of interviews, marks what is said of each theme, and counts it."
_EMPTY = "There is no survey yet. Begin one to see what several interviews say together."


class ThemesView(QWidget):
    """Leads through a survey. `back` leads to where one came from."""

    back = Signal()

    def __init__(self, surveys: Surveys, exporting: Exporting, jobs: Jobs) -> None:
        super().__init__()
        self._surveys, self._jobs = surveys, jobs
        self._survey: Filed[Survey] | None = None
        self._keeping = 0
        self._after: list[Callable[[], None]] = []
        self.list, self.new, self.reading = ListPage(), NewPage(), ReadingPage()
        self.count, self.passages = CountPage(exporting, jobs), PassagesPage(exporting, jobs)
        self._pages = QStackedLayout(self)
        for page in (self.list, self.new, self.reading, self.count, self.passages):
            self._pages.addWidget(page)
        self._join()

    def refresh(self) -> None:
        """Read the surveys anew; whatever is being read or written stays."""
        if self._pages.currentWidget() is self.list:
            self._jobs.store(self._surveys.every, self._list)

    def when_saved(self, done: Callable[[], None]) -> None:
        """Put what is marked on record, then call `done`."""
        self.reading.flush(done=False)
        if self._keeping:
            self._after.append(done)
        else:
            done()

    def leave(self) -> None:
        """Go back to the list; what is marked is kept."""
        self.reading.flush(done=False)
        self.reading.clear()
        self._pages.setCurrentWidget(self.list)
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back, step by step."""
        here = self._pages.currentWidget()
        if event.key() != Qt.Key.Key_Escape or here is self.list:
            super().keyPressEvent(event)
        elif here is self.passages:
            self._count()
        else:
            self.leave()

    def _join(self) -> None:
        self.list.back.connect(self.back)
        self.list.new_asked.connect(self._begin)
        self.list.chosen.connect(self._open)
        self.list.counted.connect(self._open_count)
        self.new.left.connect(self.leave)
        self.new.asked.connect(self._look)
        self.new.begun.connect(self._make)
        self.reading.left.connect(self.leave)
        self.reading.marked.connect(self._keep)
        self.reading.turned.connect(self._turn)
        self.reading.theme_added.connect(self._add_theme)
        self.count.left.connect(self.leave)
        self.count.compared.connect(self._compare)
        self.count.reading_asked.connect(self._go_on)
        self.count.passages_asked.connect(self._clear)
        self.passages.left.connect(self._count)

    def _list(self, result: Result[tuple[Filed[Survey], ...]]) -> None:
        if isinstance(result, Err):
            self.list.tell(_sentence(result.error))
        else:
            self.list.show_surveys(result.value)

    def _begin(self) -> None:
        self._pages.setCurrentWidget(self.new)
        self.new.begin(self._surveys.today())
        self.new.title.setFocus()

    def _look(self) -> None:
        time = self.new.time
        since, until, held = time
        self._jobs.store(partial(self._surveys.candidates, since, until, held_only=held), partial(self._found, time))

    def _found(self, time: object, result: Result[tuple[WaitingRow, ...]]) -> None:
        if time != self.new.time:
            return
        if isinstance(result, Err):
            self.new.tell(_sentence(result.error))
        else:
            self.new.show_found(result.value)

    def _make(self, plan: Plan) -> None:
        self._jobs.store(partial(self._surveys.begin, plan), self._made)

    def _made(self, result: Result[Filed[Survey]]) -> None:
        if isinstance(result, Err):
            self.new.tell(_sentence(result.error))
        else:
            self._open(result.value)

    def _open(self, survey: Filed[Survey]) -> None:
        """Go on with the first interview that nobody has read."""
        self._survey = survey
        done = set(survey.value.done)
        at = next((n for n, one in enumerate(survey.value.interviews, start=1) if one not in done), 1)
        self._turn(at)

    def _open_count(self, survey: Filed[Survey]) -> None:
        self._survey = survey
        self._count()

    def _go_on(self) -> None:
        if self._survey is not None:
            self._open(self._survey)

    def _turn(self, number: int) -> None:
        survey = self._survey
        if survey is None:
            return
        if number > len(survey.value.interviews):
            self._count()
        else:
            self._jobs.store(partial(self._surveys.read, survey.id, number), self._show_reading)

    def _show_reading(self, result: Result[Reading]) -> None:
        if isinstance(result, Err):
            self._tell(result.error)
            return
        self._survey = result.value.survey
        self._pages.setCurrentWidget(self.reading)
        self.reading.show_reading(result.value)

    def _keep(self, survey: str, interview: str, passages: tuple[Passage, ...], done: bool) -> None:
        self._keeping += 1
        self._jobs.store(partial(self._surveys.keep, survey, interview, passages, done=done), self._kept)

    def _kept(self, result: Result[Filed[Survey]]) -> None:
        self._keeping -= 1
        if isinstance(result, Err):
            self._tell(result.error)
            return
        self._survey = result.value
        if not self._keeping:
            waiting, self._after = self._after, []
            for done in waiting:
                done()

    def _add_theme(self, theme: str) -> None:
        if self._survey is not None:
            self._jobs.store(partial(self._surveys.add_theme, self._survey.id, theme), self._theme_added)

    def _theme_added(self, result: Result[Filed[Survey]]) -> None:
        if isinstance(result, Err):
            self._tell(result.error)
        else:
            self._survey = result.value
            self.reading.show_survey(result.value)

    def _count(self) -> None:
        if self._survey is not None:
            self._jobs.store(partial(self._look_at_all, self._survey.id), self._show_count)

    def _look_at_all(self, survey: str) -> tuple[Counted, tuple[Filed[Survey], ...]]:
        return self._surveys.counted(survey), self._surveys.every()

    def _show_count(self, result: Result[tuple[Counted, tuple[Filed[Survey], ...]]]) -> None:
        if isinstance(result, Err):
            self._tell(result.error)
            return
        counted, others = result.value
        self._survey = counted.survey
        self._pages.setCurrentWidget(self.count)
        self.reading.clear()
        self.count.show_counted(counted, others)

    def _compare(self, other: str) -> None:
        survey = self._survey
        if survey is None:
            return
        if other:
            self._jobs.store(lambda: (self._surveys.counted(survey.id), self._surveys.counted(other)), self._compared)
        else:
            self._count()

    def _compared(self, result: Result[tuple[Counted, Counted]]) -> None:
        if isinstance(result, Err):
            self._tell(result.error)
        else:
            self.count.show_compared(*result.value)

    def _clear(self) -> None:
        if self._survey is not None:
            self._jobs.store(partial(self._surveys.without_names, self._survey.id), self._cleared)

    def _cleared(self, result: Result[Clearing]) -> None:
        if isinstance(result, Err):
            self._tell(result.error)
            return
        self._pages.setCurrentWidget(self.passages)
        self.passages.show_passages(result.value)
        self.passages.list.setFocus()

    def _tell(self, error: Exception) -> None:
        words = _sentence(error)
        here = self._pages.currentWidget()
        if isinstance(here, ReadingPage | CountPage | PassagesPage):
            say(here.told, words)
        else:
            self.list.tell(words)


class ListPage(QWidget):
    """The surveys. `chosen` and `counted` carry one, to be read on or to be looked at."""

    chosen = Signal(object)
    counted = Signal(object)
    new_asked = Signal()
    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._about, self.told = label(_ABOUT, "muted"), label("", "notice")
        self.new = button("New survey…", "primary", self.new_asked.emit)
        self._shown: list[QWidget] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE[1])
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        column.addWidget(button("Back", "link", self.back.emit), 0, Qt.AlignmentFlag.AlignLeft)
        for one in (label("Themes surveys", "title"), self._about, self.told):
            column.addWidget(one)
        column.addWidget(self.new, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._list)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scrolled(content))
        self.told.hide()
        self.setFocusProxy(self.new)

    def show_surveys(self, surveys: tuple[Filed[Survey], ...]) -> None:
        """Show the surveys."""
        for shown in self._shown:
            self._list.removeWidget(shown)
            shown.hide()
            shown.deleteLater()
        self._about.setText(_ABOUT if surveys else f"{_ABOUT} {_EMPTY}")
        self._shown = [self._card(one) for one in surveys]
        for shown in self._shown:
            self._list.addWidget(shown)

    def tell(self, words: str) -> None:
        """Say what went wrong."""
        say(self.told, words)

    def _card(self, one: Filed[Survey]) -> QWidget:
        value = one.value
        read = f"{len(value.done)} of {len(value.interviews)} read, {counted(len(value.passages), 'passage')} marked"
        acts = [
            button("Read on", "", partial(self.chosen.emit, one), named=f"Read on in {value.title}"),
            button("Count", "", partial(self.counted.emit, one), named=f"Count {value.title}"),
        ]
        return card([(value.title, "field"), (read, "body"), (chosen_words(value), "muted")], acts)


def _sentence(error: Exception) -> str:
    if not isinstance(error, RhiError):
        raise error
    return str(error)
