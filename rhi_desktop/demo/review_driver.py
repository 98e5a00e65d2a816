"""Leads an interview through its review: sent back on the exact question, answered, approved, signed off, counted."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from rhi_desktop.demo.laptop import WORKLIST, Laptop
from rhi_desktop.demo.scripted_interview import ScriptedInterview, answering_in
from rhi_desktop.domain.review import Mark
from rhi_desktop.gui.figures.view import FiguresView
from rhi_desktop.gui.interview.section_list import CHECK
from rhi_desktop.gui.interview.view import InterviewView
from rhi_desktop.gui.reader import Place
from rhi_desktop.gui.reviewing.view import ReviewsView

QUESTION: Final = "wish_soon"
COMMENT: Final = "Whose wish is this? Please write it as it was said."
REASONS: Final = "One thing to look at. Thank you for the rest."
ANSWER: Final = "It was said so; the sentence before it was missing."
ADDED: Final = "Ring me first. "


class ReviewDriver:
    """A coordinator and a worker between whom an interview goes to and fro; `picture` is taken at each moment."""

    def __init__(
        self, coordinator: Laptop, worker: Laptop, say: Callable[[str], None], picture: Callable[[str], None]
    ) -> None:
        self.ann, self.ben = coordinator, worker
        self._say = say
        self._picture = picture

    def run(self) -> None:
        """Go the whole way. Raises TimeoutError."""
        self._send_back()
        self._answer()
        self._approve()
        self._count()

    def _send_back(self) -> None:
        ann = self.ann
        self._say(f"{ann.name} reviews the interview beside the rubric, and sends it back with a comment.")
        ann.click("Desk")
        ann.settle()
        self._picture("the coordinator’s desk")
        ann.click("Reviews")
        ann.read("What waits for a review.")
        self._picture("what waits for a review")
        reviews = self._open_review()
        page = reviews.page
        key = next(line.key for line in page.lines if line.key.endswith(f"/{QUESTION}"))
        page.reveal(key)
        ann.settle()
        self._picture("the interview beside the rubric")
        page.comment(Place(key))
        ann.write("Comment", COMMENT)
        self._picture("a comment on the exact question")
        ann.click("Add the comment")
        page.tabs.setCurrentWidget(page.verdict)
        ann.write("Reasons for sending it back", REASONS)
        self._picture("why it goes back")
        ann.click("Send back")
        ann.read("Sent back.")
        ann.exchange()
        self._picture("the interview is sent back")

    def _answer(self) -> None:
        ben = self.ben
        self._say(f"{ben.name}’s laptop opens it at the first comment; {ben.name} answers it and sends version 2.")
        ben.click(WORKLIST)
        ben.exchange()
        ben.choose("Which work is shown", "Sent back")
        ben.lists(1)
        self._picture("the interview is back with its worker")
        ben.open_interview()
        view = ben.find(InterviewView)
        ben.until(lambda: bool(view.frame.comments.words))
        ben.settle()
        self._picture("it opens at the first comment")
        self._change(view)
        ben.click("I changed the answer")
        ben.write("What you say to it", ANSWER)
        self._picture("the comment is answered")
        view.flush()
        view.go_to_section(CHECK)
        ben.settle()
        ScriptedInterview(ben).give_reasons()
        self._picture("the check before version 2")
        ben.click("Submit the interview")
        ben.read("Version 2 waits for its review.")
        ben.exchange()
        ben.read("At the hub since")
        self._picture("version 2 is sent")

    def _change(self, view: InterviewView) -> None:
        """Write something into the answer that the comment is about: the keyboard is in it."""
        path = next(one for one in answering_in(view).session.relevant() if one.endswith(f"/{QUESTION}"))
        answering_in(view).answer(path, f"{ADDED}{view.node(path).value}")
        self.ben.settle()

    def _approve(self) -> None:
        ann = self.ann
        self._say(f"{ann.name} sees what changed, word by word, approves it and signs the referral off.")
        ann.exchange()
        ann.click("Reviews")
        reviews = self._open_review()
        page = reviews.page
        ann.click("Show the change")
        self._picture("what changed, word by word")
        page.tabs.setCurrentWidget(page.comments)
        ann.settle()
        self._picture("what became of the comment")
        page.tabs.setCurrentWidget(page.rubric)
        for row in page.rubric.rows:
            row.marks[Mark.MET].click()
        ann.settle()
        self._picture("every point is marked")
        page.tabs.setCurrentWidget(page.verdict)
        ann.click("Approve")
        ann.read("Approved.")
        ann.exchange()
        self._picture("the interview is approved")

    def _count(self) -> None:
        ann, ben = self.ann, self.ben
        self._say(f"{ann.name} looks at the month’s figures. {ben.name} sees that the interview was approved.")
        ann.click("Figures")
        figures = ann.find(FiguresView)
        figures.scorecard.period.show_month(datetime.now(UTC).date())
        ann.settle()
        ben.exchange()
        ben.click(WORKLIST)
        ben.choose("Which work is shown", "Submitted")
        ben.lists(1)
        ben.open_interview()
        ben.read("Approved by")
        self._picture("the scorecard of the month")

    def _open_review(self) -> ReviewsView:
        ann = self.ann
        reviews = ann.find(ReviewsView)
        ann.until(lambda: reviews.queue.model.rowCount() > 0)
        ann.settle()
        reviews.queue.list.activated.emit(reviews.queue.model.index(0, 0))
        ann.until(lambda: reviews.reviewing)
        ann.settle()
        return reviews
