"""The interview window: sections at the side, one calm page at a time, everything saved as it is written."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from rhi_desktop.domain.records import parse_instant
from rhi_desktop.gui.interview import wording
from rhi_desktop.gui.interview.amending import Amends
from rhi_desktop.gui.interview.answering import Answering
from rhi_desktop.gui.interview.checking import Checking
from rhi_desktop.gui.interview.frame import Frame
from rhi_desktop.gui.interview.jottings import Keeper
from rhi_desktop.gui.interview.jottings_placing import Placing
from rhi_desktop.gui.interview.keys import bind_keys
from rhi_desktop.gui.interview.pages import Page, page_holding
from rhi_desktop.gui.interview.people.recogniser import Recogniser
from rhi_desktop.gui.interview.saving import Saver, SaveState
from rhi_desktop.gui.interview.section_list import CHECK
from rhi_desktop.gui.interview.turning import Turning
from rhi_desktop.gui.jobs import Jobs
from rhi_desktop.questions.session import Node, UnknownPath
from rhi_desktop.services.immediate import Immediate
from rhi_desktop.services.interviewing import Interviewing
from rhi_desktop.services.recognising import Recognising
from rhi_desktop.services.translations import meant
from rhi_desktop.services.writing import Writing

_TELL_MS = 60
TALK = "talk"
"""What stands for the page while the conversation is on the screen."""


class InterviewView(QWidget):
    """Holds and writes up one interview. `submitted` carries its id; `left`: all is saved, the screen may close.

    `share_asked` carries the interview as it is now: something in it is urgent.
    `interview_opened` carries an earlier interview to look at; the draft is saved by then. `gave_up`: what was
    submitted stays as it is, and the amendment is gone.
    """

    submitted = Signal(str)
    left = Signal()
    share_asked = Signal(object)
    interview_opened = Signal(str)
    gave_up = Signal()

    def __init__(
        self,
        interviewing: Interviewing,
        jobs: Jobs,
        recognising: Recognising | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._recognising = recognising
        self._interviewing = interviewing
        self._jobs = jobs
        self._answering: Answering | None = None
        self._turning: Turning | None = None
        self.frame = Frame(self)
        self._placing = Placing(self.frame.jottings, lambda: self.frame.page.current, self)
        self._checking = Checking(self.frame, interviewing, jobs, self)
        self._amends = Amends(self.frame, interviewing, jobs, self)
        self._tell = QTimer(self, singleShot=True, interval=_TELL_MS)
        self._tell.timeout.connect(self._show_progress)
        self._connect()
        bind_keys(self, self)

    def write(self, writing: Writing, *, talk: bool = False) -> None:
        """Show an interview that is being written, on the page where it was; with `talk` the conversation."""
        self._let_go()
        interview, saved = writing.draft.interview, parse_instant(writing.draft.saved)
        saver = Saver(self._jobs, lambda delta: self._interviewing.save(interview, delta), saved, self)
        keeper = Keeper(self._interviewing, interview, saver)
        self._answering = Answering(writing, saver, keeper, self._interviewing.now, self)
        self._answering.recogniser = self._recogniser(interview)
        self._answering.changed.connect(self._changed)
        self._answering.reshaped.connect(self.frame.page.reshape)
        self._turning = Turning(writing.session)
        self._placing.follow(self._answering)
        self._checking.follow(self._answering)
        self._amends.follow(self._answering)
        wanted, languages = writing.child.second_language, writing.session.form.languages
        self.frame.header.languages.offer(
            writing.translations, writing.session.second_language, missing="" if meant(languages, wanted) else wanted
        )
        self.frame.header.tell_language()
        self.frame.save_line.follow(saver)
        self.frame.check.begin(writing.reasons)
        self.frame.notice.hide()
        if writing.recovered:
            self.frame.notice.say(wording.recovered(saved))
        elif writing.newer:
            self.frame.notice.say(wording.newer(writing.newer))
        self.frame.show_talk(talking=False)
        self._show(self._turning.resume(writing.draft.page))
        if place := self.frame.comments.first_place():
            self.go_to_question(place)
        if talk or writing.draft.page == TALK:
            self.converse()

    @property
    def answering(self) -> Answering | None:
        """The interview on the screen, None where there is none."""
        return self._answering

    def unsaved(self, referral: str) -> bool:
        """Whether words of this referral's interview are on the screen that are not on the disk yet."""
        answering = self._answering
        if answering is None or answering.writing.draft.referral != referral:
            return False
        self.flush()
        return answering.saver.state is not SaveState.SAVED

    def node(self, path: str) -> Node:
        """Return a question of the interview as it stands now. Raises UnknownPath."""
        if self._answering is None:
            raise UnknownPath(path)
        return self._answering.node(path)

    def flush(self) -> None:
        """Hand on what is being typed: it is on its way to the disk when this returns."""
        self.frame.page.flush()
        self.frame.conversation.flush()
        self.frame.comments.flush()

    def turn_over(self) -> None:
        """Turn to the conversation, or from there back to the form; nothing is lost on the way."""
        answering = self._answering
        if answering is None:
            return
        self.flush()
        if self.frame.talking:
            self.frame.conversation.clear()
            self.frame.show_talk(talking=False)
            self._show_again()
            return
        self.frame.show_talk(talking=True)
        self.frame.conversation.show_talk(answering)
        self.frame.conversation.tell_language(self.frame.header.languages.status)
        self._remember(TALK)

    def converse(self) -> None:
        """Turn to the conversation, wherever one is."""
        if not self.frame.talking:
            self.turn_over()

    def when_saved(self, done: Callable[[], None]) -> None:
        """Flush, and call `done` once everything is on the disk; before locking, for example."""
        self.flush()
        if self._answering is None:
            done()
        else:
            self._answering.saver.when_saved(done)

    def go_next(self) -> None:
        """Turn to the next page. Something typed that cannot stay is worded first, once."""
        if self._turning is None or self.frame.checking:
            return
        self.flush()
        self.frame.page.complete()
        wrong = [block for block in self.frame.page.tell_problems() if block.field.value()]
        if wrong and self._turning.hold():
            self.frame.notice.say("Please look at the words below the question. Next goes on whatever you decide.")
            wrong[0].take_focus()
            return
        self._count()
        self._show(self._turning.following())

    def go_back(self) -> None:
        """Turn to the page before."""
        if self._turning is None:
            return
        self.flush()
        self._count()
        page = self._turning.previous()
        if page is not None:
            self._show(page)

    def go_to_section(self, path: str) -> None:
        """Turn to the first page of a section, or to the check."""
        if self._turning is None:
            return
        self.flush()
        self._count()
        self._show(None if path == CHECK else self._turning.first_of(path))

    def go_to_question(self, path: str) -> None:
        """Turn to the page of a question, and put the keyboard there; for a section, into its open jottings."""
        if self._turning is None:
            return
        page = page_holding(self._turning.sections, path)
        if page is None or page.section == path:
            self._go_to_jottings(path)
        else:
            self._show(page)
            self.frame.page.tell_problems()
            self.frame.page.reveal(path)

    def place_jotting(self) -> None:
        """Put the chosen jotting into this answer; where the jottings are out of sight, show them first."""
        if self.frame.jottings.isVisible():
            self._placing.place()
        else:
            self.frame.turn_to_jottings()

    def add_card(self) -> None:
        """Add to the cards that are nearest."""
        cards = self.frame.page.nearest_cards()
        if cards is not None:
            cards.add()

    def leave(self) -> None:
        """Save everything, then say `left`; where that fails, stay and say so."""
        self.when_saved(self.left.emit)
        if self._answering is not None and self._answering.saver.state is SaveState.FAILED:
            self._offer_leaving()

    def submit(self) -> None:
        """Put the interview on record, once everything in it is saved."""
        if self._answering is None:
            return
        self.frame.check.set_busy(busy=True)
        self.when_saved(self._checking.send)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing stays behind in a field when another screen comes to the front."""
        self.flush()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the window."""
        super().resizeEvent(event)
        self.frame.fit()

    def _recogniser(self, interview: str) -> Recogniser | None:
        if self._recognising is None:
            return None
        made = Recogniser(self._recognising, self._jobs, interview, self)
        made.reading_asked.connect(lambda earlier: self.when_saved(lambda: self.interview_opened.emit(earlier)))
        return made

    def _connect(self) -> None:
        frame = self.frame
        frame.sections.chosen.connect(self.go_to_section)
        frame.header.leave_asked.connect(self.leave)
        frame.risk.decide_asked.connect(self.go_to_question)
        frame.risk.share_asked.connect(self._share)
        self._placing.went.connect(self._go_from_jotting)
        self._placing.counted.connect(self._tell.start)
        frame.header.talk_asked.connect(self.turn_over)
        frame.header.languages.chosen.connect(self._speak)
        frame.conversation.leave_asked.connect(self.leave)
        frame.conversation.write_up_asked.connect(self.turn_over)
        frame.back.clicked.connect(self.go_back)
        frame.next.clicked.connect(self.go_next)
        frame.check.asked.connect(self.go_to_question)
        frame.check.submitted.connect(self.submit)
        self._checking.submitted.connect(self._submitted)
        frame.comments.place_asked.connect(self.go_to_question)
        self._amends.given_up.connect(self._gave_up)
        frame.notice.acted.connect(self._leave_anyway)

    def _show(self, page: Page | None) -> None:
        answering, turning = self._answering, self._turning
        if answering is None or turning is None:
            return
        turning.turn_to(page)
        if page is None:
            self._checking.show()
        else:
            self.frame.show_page()
            self.frame.page.show_page(answering, page)
            if turning.was_left(page):
                self.frame.page.tell_problems()
            self.frame.page.focus_first()
            self._remember(page.path)
        self._placing.turn_to(page.section if page is not None else "")
        self._show_progress()

    def _show_again(self) -> None:
        """Go on where the form was before the conversation."""
        if self._turning is not None and self._answering is not None:
            self._count()
            self._show(self._turning.page)

    def _share(self) -> None:
        if self._answering is not None:
            self.flush()
            self.share_asked.emit(self._answering.writing)

    def _go_from_jotting(self, path: str) -> None:
        self.frame.turn_to_page()
        self.go_to_question(path)

    def _go_to_jottings(self, section: str) -> None:
        """Turn to what was jotted under a section; under none where the form itself is meant."""
        page = None if self._turning is None else self._turning.first_of(section)
        if page is not None:
            self._show(page)
        else:
            self.frame.jottings.every.setChecked(True)
        self._show_progress()
        self.frame.turn_to_jottings()

    def _remember(self, page: str) -> None:
        if self._answering is not None:
            interview = self._answering.writing.draft.interview
            self._jobs.store(lambda: self._interviewing.turn_to(interview, page), _ignore)

    def _let_go(self) -> None:
        """Hand on what is being typed, and take the interview off the screen."""
        self.frame.page.clear()
        self.frame.conversation.clear()

    def _speak(self, language: str) -> None:
        if self._answering is not None:
            self._answering.speak(language)
            self.frame.header.tell_language()
            self.frame.conversation.tell_language(self.frame.header.languages.status)

    def _changed(self, changed: frozenset[str]) -> None:
        if self._turning is not None:
            self._turning.note(changed)
            self.frame.page.refresh(changed)
            self._tell.start()

    def _count(self) -> None:
        if self._turning is not None and self._answering is not None:
            self._turning.count(self._answering.session)

    def _show_progress(self) -> None:
        answering, turning = self._answering, self._turning
        if answering is None or turning is None:
            return
        self._tell.stop()
        sections = turning.count(answering.session)
        self.frame.sections.show_sections(sections, turning.problems(answering.session), self._placing.count())
        self.frame.tell_risk(turning.immediate(answering.session))
        self.frame.tell_jottings(jotted=self._placing.any, left=len(self._placing.left))
        self.frame.sections.point_at(turning.page.section if turning.page else CHECK)
        self.frame.back.setEnabled(turning.previous() is not None)
        called = answering.writing.child.called
        if turning.page is None:
            self.frame.header.say(f"Interview with {called}", "Check and submit")
        else:
            self.frame.header.say(turning.where(), turning.page.title)

    def _submitted(self, interview: str) -> None:
        self._let_go()
        self._forget()
        self.submitted.emit(interview)

    def _gave_up(self) -> None:
        self._let_go()
        self._forget()
        self.gave_up.emit()

    def _forget(self) -> None:
        self._answering = self._turning = None
        self._checking.follow(None)
        self._amends.follow(None)
        self._placing.forget()
        self.frame.tell_jottings(jotted=False, left=0)
        self.frame.tell_risk(Immediate())

    def _offer_leaving(self) -> None:
        self.frame.notice.say(
            "Your last words are not saved yet. Stay, and they are kept on the screen.", "Leave without them"
        )

    def _leave_anyway(self) -> None:
        if self._answering is not None:
            self._answering.saver.forget_waiting()
        self.left.emit()


def _ignore(_result: object) -> None:
    """Where the worker was is a convenience: not to know it loses nothing."""
