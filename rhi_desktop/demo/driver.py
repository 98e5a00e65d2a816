"""Drives the real windows offscreen, from unlock to the PDF, and takes a picture of every screen on the way.

The way is the one of the practice steps: an import, a triage, a refusal, the page before a meeting, a conversation
with jottings, a write-up, a submission.
"""

from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

from rhi_desktop.bootstrap import PRACTICE_NOTIFICATIONS
from rhi_desktop.demo.hands import Hands
from rhi_desktop.demo.scripted_interview import ScriptedInterview
from rhi_desktop.gui.casework.attempt_form import AttemptForm
from rhi_desktop.gui.casework.child_view import ChildView
from rhi_desktop.gui.casework.follow_up_view import FollowUpView
from rhi_desktop.gui.casework.referral_page import ReferralPage
from rhi_desktop.gui.casework.referral_view import ReferralView
from rhi_desktop.gui.casework.triage_form import TriageForm
from rhi_desktop.gui.intake.plan_model import waits
from rhi_desktop.gui.intake.view import IntakeView
from rhi_desktop.gui.interview.reading_view import PDF, ReadingView
from rhi_desktop.gui.interview.view import InterviewView
from rhi_desktop.gui.preparation.view import PreparationView
from rhi_desktop.gui.tour import Tour
from rhi_desktop.gui.worklist.view import WorklistView

CHILD, REFUSING = "Robin", "Kim"
SCRIPT = "interview.json"
JOTTINGS = (
    ("Row about the phone on Friday, again", 2),
    ('"I just wanted to be somewhere nobody shouts', 2),
    ("At Kit’s in the evening, Zed drove them about on Saturday", 3),
    ("Wants a day for seeing Ash. A real day.", 7),
)


class Driver:
    """One drive through a practice workspace. `out` gets the pictures and the PDF."""

    def __init__(self, folder: Path, out: Path) -> None:
        self._folder = folder
        self._hands = Hands(folder, out)
        self._script = ScriptedInterview(self._hands)

    def run(self) -> int:
        """Drive, and return how many pictures were taken."""
        hands = self._hands
        hands.unlock()
        self._look_around()
        self._import()
        self._triage()
        self._refuse()
        self._prepare()
        self._talk()
        interview = self._write_up()
        self._read(interview)
        self._follow_up()
        hands.close()
        return hands.pictures

    def _look_around(self) -> None:
        hands, worklist = self._hands, self._hands.find(WorklistView)
        hands.settle()
        hands.picture("worklist")
        worklist.referral_requested.emit()
        hands.settle()
        hands.picture("take a referral")
        hands.find(ReferralView).back.emit()
        found = hands.ask(lambda: hands.desk.worklists.children(CHILD))
        worklist.child_chosen.emit(found[0].child)
        hands.settle()
        hands.picture("child")
        hands.find(ChildView).back.emit()

    def _import(self) -> None:
        hands = self._hands
        hands.find(WorklistView).import_requested.emit()
        hands.settle()
        view = hands.find(IntakeView)
        hands.picture("import, choose a file")
        view.open(self._folder / PRACTICE_NOTIFICATIONS)
        hands.settle()
        hands.picture("import, which column is which")
        view.see_plan()
        hands.settle()
        hands.picture("import, who is this child")
        while view.plan is not None and any(waits(row) for row in view.plan.rows):
            hands.press(view.rows.panel, "The same child")
        hands.picture("import, what each row becomes")
        view.import_rows()
        hands.settle()
        hands.picture("import, done")
        view.left.emit()
        hands.settle()
        hands.picture("worklist after the import")

    def _referral_of(self, name: str) -> str:
        hands = self._hands
        child = hands.ask(lambda: hands.desk.worklists.children(name))[0].child
        return hands.ask(lambda: hands.desk.casework.open_child(child)).referrals[-1].id

    def _referral(self, name: str) -> ReferralPage:
        """Open the first referral about somebody from the worklist."""
        hands = self._hands
        hands.find(WorklistView).referral_chosen.emit(self._referral_of(name))
        hands.settle()
        return hands.find(ReferralPage)

    def _triage(self) -> None:
        hands = self._hands
        self._next_step()
        page = self._referral(CHILD)
        hands.picture("referral")
        hands.press(page, "Decide the level")
        form = hands.find(TriageForm)
        next(box for box in form.factors.values() if box.isEnabled()).setChecked(True)
        hands.settle()
        hands.picture("triage")
        hands.press(page, "Save")
        hands.picture("referral after triage")
        page.back.emit()

    def _refuse(self) -> None:
        """Record that a child said no, with the door left open, and put that on record."""
        hands = self._hands
        self._next_step()
        page = self._referral(REFUSING)
        hands.press(page, "Record an attempt")
        form = hands.find(AttemptForm)
        for box, code in ((form.method, "visit"), (form.to, "child"), (form.result, "said_no"), (form.reason, "later")):
            box.choose(code)
        form.words.setPlainText("Not now. I will say when.")
        form.door_open.setChecked(True)
        hands.settle()
        hands.picture("attempt, the child said no")
        hands.press(page, "Save")
        hands.picture("referral after a no")
        hands.press(page, "Record that there will be no interview")
        hands.picture("refusal, what is asked")
        view = hands.find(InterviewView)
        for step in self._script.steps("declined.json"):
            self._answer(view, step)
        self._submit("refusal, check")
        hands.settle()
        hands.picture("refusal, on record")
        hands.find(ReadingView).back.emit()
        hands.settle()
        hands.picture("worklist after the refusal")

    def _prepare(self) -> None:
        """Read the page before the meeting, and go on to the conversation."""
        hands = self._hands
        self._next_step()
        hands.press(self._referral(CHILD), "Prepare")
        hands.picture("preparation")
        self._next_step()
        hands.press(hands.find(PreparationView), "Begin the conversation")

    def _next_step(self) -> None:
        self._hands.press(self._hands.find(Tour), "Next step")

    def _talk(self) -> None:
        """Jot what Robin says, file each jotting with its key, and put one into the answer it belongs to."""
        hands, view = self._hands, self._hands.find(InterviewView)
        talk = view.frame.conversation
        hands.picture("conversation")
        for words, topic in JOTTINGS:
            talk.frame.line.insertPlainText(words)
            talk.file(str(topic))
            talk.end_line()
            hands.settle()
        hands.picture("conversation, jottings filed")
        self._next_step()
        view.turn_over()
        view.go_to_question("/data/reasons/why/why_words")
        hands.settle()
        hands.picture("write-up with jottings beside")
        hands.press(view.frame.jottings, "Put in")
        hands.picture("a jotting put in its answer")

    def _write_up(self) -> str:
        hands, view = self._hands, self._hands.find(InterviewView)
        for page, taken in groupby(self._script.steps(SCRIPT), key=_page):
            for step in taken:
                self._answer(view, step)
            hands.settle()
            hands.picture(f"interview {page}")
        self._next_step()
        return self._submit("check")

    def _submit(self, name: str) -> str:
        """Look at the check, give reasons for what stays, and submit; return the interview's id."""
        hands, script = self._hands, self._script
        script.check()
        hands.picture(name)
        script.give_reasons()
        hands.picture(f"{name}, with reasons")
        return script.submit()

    def _answer(self, view: InterviewView, step: Mapping[str, str]) -> None:
        self._script.answer(view, step)

    def _read(self, interview: str) -> None:
        hands, reading = self._hands, self._hands.find(ReadingView)
        hands.settle()
        for number in filter(reading.tabs.isTabVisible, range(reading.tabs.count())):
            reading.tabs.setCurrentIndex(number)
            hands.settle()
            if number == PDF:
                hands.until(lambda: any(not page.pixmap().isNull() for page in reading.pages.pages))
            hands.picture(f"submitted interview {reading.tabs.tabText(number)}")
        reporting = hands.desk.reporting
        file = hands.out / hands.ask(lambda: reporting.file_name(interview))
        hands.ask(lambda: reporting.export(interview, file))

    def _follow_up(self) -> None:
        hands = self._hands
        child = hands.ask(lambda: hands.desk.worklists.children(CHILD))[0]
        hands.find(ChildView).follow_up_requested.emit(child.child, child.called)
        hands.settle()
        hands.picture("follow up")
        hands.find(FollowUpView).back.emit()


def _page(step: Mapping[str, str]) -> str:
    """Return the name of the page that a step is taken on."""
    path = step.get("set") or step.get("state") or step.get("add") or ""
    return "/".join(path.split("/")[2:4]).partition("[")[0].replace("/", " ").replace("_", " ")
