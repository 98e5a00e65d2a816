"""Which choices are offered now, and what of an answer they leave: a choice that is gone is blank until it returns."""

from rhi_desktop.questions.cells import Cell
from rhi_desktop.questions.compiler import World
from rhi_desktop.questions.definition import Question, QuestionType

Offer = dict[str, Cell | None]
"""The values offered, in order, each with the item that it comes from where there is one."""

_ONE, _MULTIPLE, _RANK = QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE, QuestionType.RANK


def chooses(question: Question) -> bool:
    """Whether the answer is made of choices."""
    kind = question.type
    return kind is _ONE or kind is _MULTIPLE or kind is _RANK


def offer(question: Question, world: World, cell: Cell) -> Offer:
    """Return what is offered to a cell."""
    if question.itemset is None:
        return dict.fromkeys((option.value for option in question.options), None)
    found = question.itemset.nodes.value(world, cell)
    offered: Offer = {}
    for item in found if isinstance(found, list) else []:
        value = inner(item, question.itemset.value)
        if value:
            offered.setdefault(value, item)
    return offered


def inner(item: Cell, name: str) -> str:
    """Return the text of a node below an item."""
    found = [item]
    for step in name.split("/"):
        if step not in {".", ""}:
            found = [child for one in found for child in one.named.get(step, ())]
    return found[0].string if found else ""


def left(question: Question, text: str, offered: Offer) -> str:
    """Return what stands of an answer; a ranking takes choices that came later at its end."""
    if question.type is _ONE:
        return text if text in offered else ""
    kept = [value for value in text.split() if value in offered]
    if question.type is _RANK and text:
        kept += [value for value in offered if value not in kept]
    return " ".join(kept)


def chosen(question: Question, text: str, offered: Offer) -> str:
    """Return an answer as it is kept: choices in the order of the form, those of a ranking in their own."""
    if question.type is _MULTIPLE:
        wanted = set(text.split())
        return " ".join([value for value in offered if value in wanted])
    return " ".join(text.split()) if question.type is _RANK else left(question, text, offered)
