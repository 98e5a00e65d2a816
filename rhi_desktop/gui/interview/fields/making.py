"""Which field a question gets: by its type, its appearance and the number of its choices."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from rhi_desktop.gui.interview.fields.combo import ComboField
from rhi_desktop.gui.interview.fields.field import Field
from rhi_desktop.gui.interview.fields.moments import MomentField
from rhi_desktop.gui.interview.fields.numbers import NumberField
from rhi_desktop.gui.interview.fields.options import OptionsField
from rhi_desktop.gui.interview.fields.plain import AcknowledgeField, FixedField, RangeField
from rhi_desktop.gui.interview.fields.rank import RankField
from rhi_desktop.gui.interview.fields.scale import ScaleField
from rhi_desktop.gui.interview.fields.segments import SegmentsField
from rhi_desktop.gui.interview.fields.text import TextField
from rhi_desktop.questions.definition import Choice, Question, QuestionType
from rhi_desktop.questions.session import Node

MANY_CHOICES = 12
MOST_SEGMENTS = 12
BLANK_INDICATOR = "not_asked"
_MOMENTS = frozenset({QuestionType.DATE, QuestionType.TIME, QuestionType.DATETIME})
_CHOICES = frozenset({QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE, QuestionType.RANK})
_NUMBERS = frozenset({QuestionType.INTEGER, QuestionType.DECIMAL})


def takes_answer(node: Node) -> bool:
    """Whether a person answers this node."""
    question = node.definition
    return isinstance(question, Question) and question.type is not QuestionType.NOTE and not node.readonly


def make_field(parent: QWidget, question: Question, node: Node, today: Callable[[], date]) -> Field:
    """Make the field of a question."""
    kind, styles = question.type, question.appearance.split()
    if not takes_answer(node):
        return FixedField(parent)
    if kind in _MOMENTS:
        return MomentField(parent, kind, today)
    if kind in _CHOICES:
        return _choice_field(parent, kind, styles, node)
    if kind is QuestionType.RANGE:
        return _range_field(parent, question, styles, node.hint)
    return _typed_field(parent, kind, styles)


def _typed_field(parent: QWidget, kind: QuestionType, styles: list[str]) -> Field:
    if kind in _NUMBERS:
        return NumberField(parent)
    if kind is QuestionType.ACKNOWLEDGE:
        return AcknowledgeField(parent)
    return TextField(parent, many_lines="multiline" in styles)


def _choice_field(parent: QWidget, kind: QuestionType, styles: list[str], node: Node) -> Field:
    if kind is QuestionType.RANK:
        return RankField(parent)
    if "indicator" in styles:
        return SegmentsField(parent, node.choices, blank=BLANK_INDICATOR, compact=True)
    if kind is QuestionType.SELECT_ONE and (len(node.choices) > MANY_CHOICES or "autocomplete" in styles):
        return ComboField(parent)
    return OptionsField(parent, several=kind is QuestionType.SELECT_MULTIPLE)


def _range_field(parent: QWidget, question: Question, styles: list[str], hint: str) -> Field:
    start, end, step = (float(bound) for bound in (question.start, question.end, question.step or 1))
    count = round((end - start) / step) + 1
    if count > MOST_SEGMENTS:
        return RangeField(parent, start, end, step)
    values = tuple(f"{start + step * at:g}" for at in range(count))
    if "scale" in styles:
        return ScaleField(parent, values, hint)
    return SegmentsField(parent, tuple(Choice(value, value) for value in values))
