"""An answer in words, and the short label that stands before it in print."""

from collections.abc import Callable, Mapping

from rhi_desktop.domain.moments import Moment
from rhi_desktop.questions.definition import Question, QuestionType
from rhi_desktop.questions.session import Node
from rhi_desktop.services.concepts import instant_of


def short_label(node: Node) -> str:
    """Return the label for print: the short one where the form has one."""
    return node.definition.print_label or node.label


def words(node: Node) -> str:
    """Return an answer as a person reads it: labels of choices, dates in words."""
    definition = node.definition
    if not isinstance(definition, Question):
        return ""
    spell = _SPELLINGS.get(definition.type)
    return spell(node) if spell else node.value


def _chosen(node: Node) -> str:
    labels = {choice.value: choice.label for choice in node.choices}
    single = isinstance(node.definition, Question) and node.definition.type is QuestionType.SELECT_ONE
    codes = [node.value] if single else node.value.split()
    return ", ".join(labels.get(code, code) for code in codes)


_SPELLINGS: Mapping[QuestionType, Callable[[Node], str]] = {
    QuestionType.SELECT_ONE: _chosen,
    QuestionType.SELECT_MULTIPLE: _chosen,
    QuestionType.RANK: _chosen,
    QuestionType.DATE: lambda node: Moment.parse(node.value[:10]).spoken,
    QuestionType.TIME: lambda node: node.value[:5],
    QuestionType.DATETIME: lambda node: instant_of(node.value).spoken,
    QuestionType.ACKNOWLEDGE: lambda node: "Yes" if node.value == "OK" else node.value,
}
