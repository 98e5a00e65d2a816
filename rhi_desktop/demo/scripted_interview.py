"""An interview written on the screen from a script: answered, checked, submitted."""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtWidgets import QLineEdit, QPushButton

from rhi_desktop.demo.hands import Hands
from rhi_desktop.demo.practice import steps
from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.gui.interview.answering import Answering
from rhi_desktop.gui.interview.view import InterviewView

REASON = "It did not come up in this talk."


class ScriptedInterview:
    """Writes the interview that is on the screen."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands

    def steps(self, name: str) -> tuple[Mapping[str, str], ...]:
        """Return the steps of a script, moved to when this child came back."""
        return steps(name, self._back())

    def answer(self, view: InterviewView, step: Mapping[str, str]) -> None:
        """Take one step."""
        answering = answering_in(view)
        if "add" in step:
            answering.add(step["add"])
            return
        path = step.get("set") or step["state"]
        view.go_to_question(path)
        if "set" in step:
            answering.answer(path, step["value"])
        else:
            answering.mark(path, AnswerState(step["value"]))

    def check(self) -> None:
        """Turn to the check."""
        self._view.go_to_section("check")
        self._hands.settle()

    def give_reasons(self) -> None:
        """Keep everything that may stay as it is, and say why."""
        check = self._view.frame.check
        for keep in [b for b in check.findChildren(QPushButton) if b.text().startswith("Keep it")]:
            keep.click()
        for reason in check.findChildren(QLineEdit):
            reason.setText(REASON)
            reason.editingFinished.emit()
        self._hands.settle()

    def submit(self) -> str:
        """Submit, and return the interview's id."""
        sent: list[str] = []
        view = self._view
        view.submitted.connect(sent.append)
        view.submit()
        self._hands.until(lambda: bool(sent))
        return sent[0]

    @property
    def _view(self) -> InterviewView:
        return self._hands.find(InterviewView)

    def _back(self) -> datetime:
        """Return when the child came back."""
        back = answering_in(self._view).writing.background.times.back
        if back is None or back.instant is None:
            raise ValueError("the children of the practice have come back at a known time")
        return back.instant


def answering_in(view: InterviewView) -> Answering:
    """Return the interview on the screen. Raises LookupError where there is none."""
    if view.answering is None:
        raise LookupError("no interview is on the screen")
    return view.answering
