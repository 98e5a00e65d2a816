"""What may be asked under a topic while the child talks: the form's own words, as lines to glance at."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from rhi_desktop.gui.interview.pages import Item, below, shown
from rhi_desktop.gui.interview.wording import reads_from_right
from rhi_desktop.questions.definition import Question, QuestionType, Repeat
from rhi_desktop.questions.session import Session
from rhi_desktop.services.jottings import WORKER

_SAID = frozenset(QuestionType) - {QuestionType.CALCULATE, QuestionType.HIDDEN, QuestionType.METADATA}


@dataclass(frozen=True, slots=True)
class Prompt:
    """One line: a question as it is said to the child, or the `heading` of a page. `second` is another language."""

    label: str
    guidance: str = ""
    second: str = ""
    heading: bool = False


def prompts(session: Session, topic: str) -> tuple[Prompt, ...]:
    """Return what a topic says to the child, page by page: the shown questions, and what is to be said first.

    A worker's own questions are left out; a note on their page is words for the child.
    """
    return tuple(_under(session, Item(topic, session.form.definitions[topic])))


def page(found: tuple[Prompt, ...], *, muted: str, guided: bool) -> str:
    """Return the prompts as HTML for one text view; `muted` is a colour, `guided` shows how each can be asked."""
    out = []
    for prompt in found:
        if prompt.heading:
            out.append(f'<p style="margin:14px 0 2px 0"><b>{escape(prompt.label)}</b></p>')
            continue
        out.append(f'<p style="margin:6px 0 0 0">{escape(prompt.label)}</p>')
        for more in (prompt.second, prompt.guidance if guided else ""):
            if more:
                direction = "rtl" if reads_from_right(more) else "ltr"
                style = f"margin:1px 0 0 0; color:{muted}"
                out.append(f'<p dir="{direction}" style="{style}">{escape(more)}</p>')
    return "".join(out)


def _under(session: Session, item: Item, *, worker: bool = False) -> Iterator[Prompt]:
    for child in below(session, item.path):
        definition = child.definition
        own = worker or WORKER in definition.appearance.split()
        if isinstance(definition, Question):
            node = session.node(child.path)
            said = QuestionType.NOTE is definition.type or (definition.type in _SAID and not own)
            if node.relevant and said and node.label:
                yield Prompt(node.label, node.guidance, node.second.label)
        elif isinstance(definition, Repeat):
            if shown(session, child) and session.repeats(child.path):
                yield from _under(session, Item(f"{child.path}[1]", definition), worker=own)
        elif session.node(child.path).relevant:
            inside = tuple(_under(session, child, worker=own))
            if inside:
                yield Prompt(session.node(child.path).label, heading=True)
                yield from inside
