"""A question set in plain words, without a session: labels, conditions and choices as somebody reads them."""

import re

from rhi_desktop.questions.cells import Cell
from rhi_desktop.questions.choosing import inner
from rhi_desktop.questions.compiler import Expression
from rhi_desktop.questions.definition import Definition, Form, Question, QuestionType, Texts

ANSWERS = {
    QuestionType.TEXT: "words",
    QuestionType.INTEGER: "a whole number",
    QuestionType.DECIMAL: "a number",
    QuestionType.RANGE: "a scale",
    QuestionType.DATE: "a date",
    QuestionType.TIME: "a time",
    QuestionType.DATETIME: "a date and time",
    QuestionType.SELECT_ONE: "one choice",
    QuestionType.SELECT_MULTIPLE: "several choices",
    QuestionType.RANK: "an order",
    QuestionType.NOTE: "nothing (a note)",
    QuestionType.ACKNOWLEDGE: "a tick",
    QuestionType.CALCULATE: "nothing (calculated)",
    QuestionType.HIDDEN: "nothing (hidden)",
    QuestionType.METADATA: "nothing (filled in by itself)",
}
_PATH = re.compile(r"(?:current\(\)/|\.\./|/)(?:\.\./|[A-Za-z_][\w.-]*/)*([A-Za-z_][\w.-]*)")
_INSTANCE = re.compile(r"instance\(\s*['\"]([^'\"]+)['\"]\s*\)(?:/[\w.-]+)*")


def text_words(texts: Texts, language: str) -> str:
    """Return a text in a language; where an answer goes into it stands `${name}`."""
    parts = texts.get(language) or ()
    return " ".join("".join(part if isinstance(part, str) else short(part) for part in parts).split())


def short(expression: Expression | None) -> str:
    """Return an expression as it is written in a question set: `${name}` in place of paths. Empty for none."""
    if expression is None:
        return ""
    listed = _INSTANCE.sub(lambda found: f"list {found[1]}", expression.text)
    return " ".join(_PATH.sub(r"${\1}", listed).split())


def name_of(definition: Definition, form: Form) -> str:
    """Return what a question is called: its label, else its name."""
    return text_words(definition.label, form.default_language) or definition.name


def section_of(path: str, form: Form) -> str:
    """Return the label of the section that a question lies in; the form's title where it lies in none."""
    steps = path.split("/")
    top = form.definitions.get("/".join(steps[:3]))
    return name_of(top, form) if top is not None and len(steps) > 3 else form.title


def choices_of(definition: Definition, form: Form) -> dict[str, str]:
    """Return every choice that a question can ever offer, by code; none where they come from other answers."""
    if not isinstance(definition, Question):
        return {}
    language = form.default_language
    found = {option.value: text_words(option.label, language) or option.value for option in definition.options}
    itemset = definition.itemset
    listed = _INSTANCE.match(itemset.nodes.text.strip()) if itemset is not None else None
    if itemset is None or listed is None:
        return found
    for item in _items(dict(form.instances).get(listed[1])):
        value, label = inner(item, itemset.value), inner(item, itemset.label)
        words = text_words(form.itexts.get(label, {}), language) if itemset.itext else label
        found.setdefault(value, words or value)
    return found


def _items(top: Cell | None) -> list[Cell]:
    return [item for root in (top.children if top is not None else ()) for item in root.children]
