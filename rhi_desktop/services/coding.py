"""Gathers the choices of an interview under the concepts of their questions, so that figures can be made of them."""

from collections.abc import Iterator

from rhi_desktop.domain.interview import Coded
from rhi_desktop.questions.session import Node, Session
from rhi_desktop.services.concepts import answered
from rhi_desktop.services.immediate import raised

RAISED = "urgent.raised"
"""The concept under which it is kept that an answer raised an immediate risk, with the value “yes”."""


def coded(session: Session) -> tuple[Coded, ...]:
    """Return each code that was chosen, once for each concept, in the order of the form; then whether there is a risk.

    Which answers raise one is said by the form, a local one's too: what reads the codes has no form.
    """
    risk = (Coded(RAISED, "yes"),) if raised(session) else ()
    return tuple(dict.fromkeys((*(code for node in answered(session) for code in _codes(node)), *risk)))


def _codes(node: Node) -> Iterator[Coded]:
    concept = node.definition.concept
    if concept and node.choices:
        yield from (Coded(concept, code) for code in node.value.split())
