"""Leads a team through its first days: founded, joined, a case given, an interview written offline, sent, received.

Then it is reviewed, sent back, answered, approved and counted (`review_driver`).
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRect

from rhi_desktop.demo.hands import HEIGHT, WIDTH, application
from rhi_desktop.demo.hub_process import HubProcess
from rhi_desktop.demo.laptop import WORKLIST, Laptop
from rhi_desktop.demo.review_driver import ReviewDriver
from rhi_desktop.demo.scripted_interview import ScriptedInterview
from rhi_desktop.domain.british_dates import date_text
from rhi_desktop.domain.moments import LONDON
from rhi_desktop.gui.access.wording import ordinal
from rhi_desktop.gui.interview.view import InterviewView

COORDINATOR: Final = "Ann Invented"
WORKERS: Final = ("Ben Example", "Cleo Sample")
CHILD: Final = "Robin Madeup"
SCRIPT: Final = "interview.json"
NARROWEST: Final = 700
_FRAME: Final = 32  # px for a window's title
_GONE, _BACK = timedelta(hours=96), timedelta(hours=70)  # the script needs the days since the return


class TeamDriver:
    """Three laptops and a hub in `folder`. `say` gets each step in a line; `take` the pictures of it, if wanted."""

    def __init__(self, folder: Path, say: Callable[[str], None], out: Path | None, *, pause: float = 0) -> None:
        self._say = say
        self._out = out
        self._moments = 0
        self.ann, self.ben, self.cleo = (
            Laptop(name, folder / f"laptop-{number}", pause=pause)
            for number, name in enumerate((COORDINATOR, *WORKERS), start=1)
        )
        self.hub = HubProcess(folder, self.ann.until)

    @property
    def laptops(self) -> tuple[Laptop, ...]:
        """The coordinator's and the workers'."""
        return self.ann, self.ben, self.cleo

    def run(self) -> int:
        """Go the whole way, and return of how many moments there are pictures. Raises TimeoutError, HubFailed."""
        code = self.hub.set_up()
        self.hub.start()
        for laptop, where in zip(self.laptops, places(offscreen=self._out is not None), strict=True):
            laptop.place(where)
            laptop.open()
        self._found(code)
        for worker in (self.ben, self.cleo):
            self._let_in(worker)
        self._refer()
        self._give()
        self._receive()
        self._write_offline()
        self._send()
        self._read()
        ReviewDriver(self.ann, self.ben, self._say, self._picture).run()
        return self._moments

    def stay(self) -> None:
        """Leave the windows to whoever looks on, until all are closed."""
        application().exec()

    def close(self) -> None:
        """Close the windows and stop the hub."""
        try:
            for laptop in self.laptops:
                laptop.close()
        finally:
            self.hub.stop()

    def _found(self, code: str) -> None:
        ann = self.ann
        self._say(f"{ann.name} sets up the team at {self.hub.address}, and keeps the organisation’s recovery sheet.")
        ann.click("Team")
        self._picture("by themselves")
        ann.click("Set up a team")
        ann.write("Address of the hub", self.hub.address)
        ann.write("Code from your IT desk", code)
        self._picture("the hub’s address and code")
        ann.click("Set up the team")
        ann.read("this code is the one way back")
        sheet = ann.labelled("Recovery code").split()
        self._picture("the organisation’s sheet")
        ann.click("I have it on paper")
        asked = next(group for nth, group in enumerate(sheet, start=1) if ann.says(f"type the {ordinal(nth)} group"))
        ann.write("The group of the code that is asked for", asked)
        ann.click("Go on")
        ann.read("Coordinator ·")
        self._picture("the team is set up")

    def _let_in(self, worker: Laptop) -> None:
        ann = self.ann
        self._say(f"{ann.name} invites {worker.name}; both compare their codes; {worker.name} is let in.")
        ann.click("Invite somebody")
        ann.write("Name", worker.name)
        ann.click("Make the invitation")
        ann.read(f"Invitation for {worker.name}")
        self._picture(f"an invitation for {worker.name}")
        invitation = ann.written("Invitation")
        ann.click("Done")
        worker.click("Team")
        worker.click("Join a team")
        worker.write("Invitation", invitation)
        self._picture(f"{worker.name} has the invitation")
        worker.click("Ask to join")
        worker.read("read this code to them")
        code = worker.labelled("Code: ")
        ann.exchange()
        ann.read("compare this code")
        ann.read(code)
        self._picture(f"{worker.name} and {ann.name} compare codes")
        ann.click("The codes match")
        ann.read(f"{worker.name} is in the team.")
        worker.click("Ask whether I am let in")
        worker.read("Worker ·")
        self._picture(f"{worker.name} is in the team")

    def _refer(self) -> None:
        ann, now = self.ann, datetime.now(UTC)
        self._say(f"{ann.name} takes a referral about {CHILD}, who is invented.")
        ann.click(WORKLIST)
        ann.click("Take a referral")
        ann.click("A child who is new here")
        ann.write("Full name", CHILD)
        ann.write("Date of birth", "4/5/2012")
        for name, at in (("Missing since", now - _GONE), ("Returned", now - _BACK)):
            local = at.astimezone(LONDON)
            ann.write(f"{name}: day", date_text(local.date()))
            ann.write(f"{name}: time", f"{local:%H:%M}")
        ann.write("Missing from", "Foster home, Exampleton")
        ann.write("Circumstances, as reported", "Left after school and did not come back.")
        self._picture("a referral is taken")
        ann.click("Save the referral")
        ann.lists(1)

    def _give(self) -> None:
        ann, ben = self.ann, self.ben
        self._say(f"{ann.name} gives the referral to {ben.name}, at the desk.")
        ann.click("Desk")
        ann.read(f"With {ann.name}")
        self._picture("the referral is with the coordinator")
        ann.click("Give to somebody else…")
        ann.pick("Give to", ben.name)
        self._picture("to whom the referral is given")
        ann.click("Give")
        ann.read(f"1 referral given to {ben.name}.")
        ann.read(f"With {ben.name}")
        ann.exchange()
        self._picture("the referral is given")

    def _receive(self) -> None:
        ben, cleo = self.ben, self.cleo
        self._say(f"{ben.name} receives the referral. {cleo.name} does not.")
        for worker in (ben, cleo):
            worker.click(WORKLIST)
            worker.exchange()
        ben.lists(1)
        cleo.lists(0)
        self._picture(f"{ben.name} has the referral, {cleo.name} has not")

    def _write_offline(self) -> None:
        ben = self.ben
        self._say(f"The hub cannot be reached. {ben.name} writes an interview and submits it.")
        self.hub.stop()
        ben.open_first()
        ben.read(f"Given to you by {self.ann.name}")
        self._picture("the referral, as the worker sees it")
        ben.click("Begin the interview")
        script, view = ScriptedInterview(ben), ben.find(InterviewView)
        for step in script.steps(SCRIPT):
            script.answer(view, step)
        ben.settle()
        self._picture("the interview is written")
        script.check()
        script.give_reasons()
        self._picture("the check before it is submitted")
        ben.click("Submit the interview")
        ben.read(f"Interview with {CHILD}")
        ben.exchange()
        ben.read("Offline. 1 interview")
        ben.read("Waiting to be sent")
        self._picture("1 interview waits")

    def _send(self) -> None:
        ben = self.ben
        self._say(f"The hub can be reached again. {ben.name}’s laptop sends the interview.")
        self.hub.start()
        ben.exchange()
        ben.read("Everything sent.")
        ben.read("At the hub since")
        self._picture("the interview is at the hub")

    def _read(self) -> None:
        ann, ben = self.ann, self.ben
        self._say(f"{ann.name} receives the interview and reads it; {ben.name} sees that it arrived.")
        ann.click(WORKLIST)
        ann.exchange()
        ann.choose("Which work is shown", "Submitted")
        ann.lists(1)
        self._picture("the coordinator has the interview")
        ann.open_first()
        ann.click("Read")
        ann.read(f"Interview with {CHILD}")
        ben.exchange()
        ben.read("Received by the coordinator")
        self._picture("the interview is read")

    def _picture(self, moment: str) -> None:
        """Take a picture of every window."""
        if self._out is None:
            return
        for laptop in self.laptops:
            laptop.settle()
        self._moments += 1
        for laptop in self.laptops:
            laptop.window.grab().save(str(self._out / f"{self._moments:02} {moment}, {laptop.name}.png"))


def places(*, offscreen: bool) -> Sequence[QRect]:
    """Return where three windows go: side by side where the screen has room for it, else over each other."""
    if offscreen:
        return [QRect(0, 0, WIDTH, HEIGHT)] * 3
    room = application().primaryScreen().availableGeometry()
    wide = min(max(room.width() // 3, NARROWEST), room.width())
    step = (room.width() - wide) // 2
    high = room.height() - _FRAME
    return [QRect(room.left() + number * step, room.top() + _FRAME, wide, high) for number in range(3)]
