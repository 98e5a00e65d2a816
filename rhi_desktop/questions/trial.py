"""Trying a form out: a list of steps in, what the form makes of them out."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.domain.errors import RhiError
from rhi_desktop.questions.definition import Form
from rhi_desktop.questions.session import Session


class BadStep(RhiError):
    """A step that is neither set, state, add nor remove."""

    def __init__(self, number: int) -> None:
        super().__init__(f"Step {number} is none of set (with a value), state (with a value), add, remove.")


def run(form: Form, steps: Sequence[Mapping[str, Any]], *, clock: Callable[[], datetime]) -> dict[str, Any]:
    """Return values, relevance, violations and the serialised instance after the steps.

    Times are read and written in the clock's own zone. Raises BadStep and UnknownPath.
    """
    session = Session.start(form, clock=clock, zone=clock().tzinfo or UTC)
    for number, step in enumerate(steps, start=1):
        take(session, step, number)
    return {
        "values": session.values(),
        "relevant": dict(session.relevant()),
        "violations": [{"path": found.path, "kind": found.kind} for found in session.violations()],
        "instance": session.instance(),
    }


def take(session: Session, step: Mapping[str, Any], number: int) -> None:
    """Take one step. Raises BadStep and UnknownPath."""
    match dict(step):
        case {"set": str(path), "value": str(value)}:
            session.set(path, value)
        case {"state": str(path), "value": str(state)} if state in set(AnswerState):
            session.set_state(path, AnswerState(state))
        case {"add": str(path)}:
            session.add(path)
        case {"remove": str(path)}:
            session.remove(path)
        case _:
            raise BadStep(number)
