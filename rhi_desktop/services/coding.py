"""Gathers the choices of an interview under the concepts of their questions, so that figures can be made of them."""

from collections.abc import Iterator

from rhi_desktop.domain.interview import Coded
from rhi_desktop.questions.session import Node, Session
from rhi_desktop.services.concepts import answered


def coded(session: Session) -> tuple[Coded, ...]:
    """Return each code that was chosen, once for each concept, in the order of the form."""
    return tuple(dict.fromkeys(code for node in answered(session) for code in _codes(node)))


def _codes(node: Node) -> Iterator[Coded]:
    concept = node.definition.concept
    if concept and node.choices:
        yield from (Coded(concept, code) for code in node.value.split())
