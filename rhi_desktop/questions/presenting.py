"""Labels, choices and violations of a cell, in the session's language."""

from collections.abc import Mapping

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.questions.answers import type_fault
from rhi_desktop.questions.cells import Cell
from rhi_desktop.questions.choosing import inner, offer
from rhi_desktop.questions.compiler import World
from rhi_desktop.questions.definition import Choice, Definition, Form, Group, Itemset, Question, Text, Texts
from rhi_desktop.questions.node import Node, Said, Violation
from rhi_desktop.questions.tree import key_of, path_of

UNTRANSLATED = "-"
"""What pyxform writes where a language lacks a text."""
SETTLED = frozenset({AnswerState.DECLINED, AnswerState.NOT_KNOWN})


class Presenter:
    """Words what a cell shows. Everything is found when it is asked for."""

    def __init__(self, form: Form, world: World) -> None:
        self._form = form
        self._world = world
        self.labels: dict[str, Mapping[str, str]] = {}
        self.second = ""

    def node(self, cell: Cell, definition: Definition) -> Node:
        """Return the node of a cell."""
        path = path_of(cell)
        return Node(
            path=path,
            key=key_of(cell),
            definition=definition,
            value=cell.shown,
            state=cell.state,
            relevant=cell.relevant,
            required=self.required(cell, definition),
            readonly=self._readonly(cell),
            label=self.words(definition.label, cell),
            hint=self.words(definition.hint, cell),
            guidance=self.words(definition.guidance, cell),
            choices=self.choices(cell, definition),
            violation=self.violation(cell, definition, path),
            second=self.said(cell, definition, self.second) if self.second else Said(),
        )

    def said(self, cell: Cell, definition: Definition, language: str) -> Said:
        """Return what a cell says in another language."""
        return Said(self.translated(definition.label, cell, language), self.translated(definition.hint, cell, language))

    def translated(self, texts: Texts, cell: Cell, language: str) -> str:
        """Return a text in another language, empty where nobody translated it."""
        text: Text = texts.get(language) or ()
        if text in {(), (UNTRANSLATED,)} or text == texts.get(self._form.default_language):
            return ""
        before, self._world.language = self._world.language, language
        try:
            return self._joined(text, cell)
        finally:
            self._world.language = before

    def words(self, texts: Texts, cell: Cell) -> str:
        """Return a label in the session's language, in the default one where it is missing there."""
        text: Text = texts.get(self._world.language) or texts.get(self._form.default_language) or ()
        return self._joined(text, cell)

    def required(self, cell: Cell, definition: Definition) -> bool:
        """Whether an answer is demanded now."""
        expression = definition.bind.required
        return expression is not None and expression.truth(self._world, cell)

    def choices(self, cell: Cell, definition: Definition) -> tuple[Choice, ...]:
        """Return the choices that are offered now."""
        if isinstance(definition, Group):
            return ()
        named = self.labels.get(definition.path)
        offered = self._offered(cell, definition)
        return offered if named is None else tuple(Choice(c.value, named.get(c.value, c.label)) for c in offered)

    def _offered(self, cell: Cell, definition: Question) -> tuple[Choice, ...]:
        if definition.itemset is None:
            return tuple(self._choice(option.value, option.label, cell) for option in definition.options)
        itemset = definition.itemset
        offered = offer(definition, self._world, cell).items()
        return tuple(self._item(value, item, itemset, cell) for value, item in offered if item)

    def violation(self, cell: Cell, definition: Definition, path: str) -> Violation | None:
        """Return what is wrong with a relevant question's answer, None where nothing is."""
        if not cell.relevant or isinstance(definition, Group):
            return None
        if not cell.string:
            if cell.state in SETTLED or not self.required(cell, definition):
                return None
            message = (
                self.words(definition.bind.required_message, cell)
                or "Please answer this, or say why there is no answer."
            )
            return Violation(path, "required", message)
        fault = type_fault(definition, cell.text)
        if fault:
            return Violation(path, "type", fault)
        constraint = definition.bind.constraint
        if constraint is None or constraint.truth(self._world, cell):
            return None
        message = self.words(definition.bind.constraint_message, cell) or "Please check this answer."
        return Violation(path, "constraint", message)

    def choice_label(self, path_and_value: str, cell: Cell) -> str:
        """Return the label of a choice for `jr:choice-name`, empty where the question does not offer it."""
        path, _, value = path_and_value.partition("\n")
        definition = self._form.definitions.get(_absolute(path, cell))
        if not isinstance(definition, Question):
            return ""
        return next((choice.label for choice in self.choices(cell, definition) if choice.value == value), "")

    def translate(self, itext: str, cell: Cell) -> str:
        """Return a translated text for `jr:itext`."""
        return self.words(self._form.itexts.get(itext, {}), cell)

    def _item(self, value: str, item: Cell, itemset: Itemset, cell: Cell) -> Choice:
        label = inner(item, itemset.label)
        return (
            self._choice(value, self._form.itexts.get(label, {}), cell)
            if itemset.itext
            else Choice(value, label or value)
        )

    def _choice(self, value: str, texts: Texts, cell: Cell) -> Choice:
        second = self.translated(texts, cell, self.second) if self.second else ""
        return Choice(value, self.words(texts, cell) or value, second)

    def _joined(self, text: Text, cell: Cell) -> str:
        return "".join(part if isinstance(part, str) else part.string(self._world, cell) for part in text)

    def _readonly(self, cell: Cell) -> bool:
        here: Cell | None = cell
        while here is not None and here.definition is not None:
            expression = here.definition.bind.readonly
            if expression is not None and expression.truth(self._world, here):
                return True
            here = here.parent
        return False


def _absolute(path: str, cell: Cell) -> str:
    """Return the path without positions that a quoted path of `jr:choice-name` means from a cell."""
    if path.startswith("/"):
        return path
    here = cell.definition.path if cell.definition is not None else ""
    for step in path.split("/"):
        if step == "..":
            here = here.rpartition("/")[0]
        elif step not in {".", ""} and not step.startswith("current("):
            here = f"{here}/{step}"
    return here
