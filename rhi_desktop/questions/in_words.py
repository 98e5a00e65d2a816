"""Expressions of a form put into words, for people who read a question set and do not write one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from rhi_desktop.questions.syntax import Binary, Call, Literal, Negation, Path, Tree

_SIMPLE = {"now": "now", "today": "today", "true": "always", "false": "never"}
_COMPARED = {"<": "is less than", "<=": "is at most", ">": "is more than", ">=": "is at least"}
_LOOKED_THROUGH = frozenset({"decimal-date-time", "number", "string", "boolean", "format-date", "date", "int"})


@dataclass(frozen=True, slots=True)
class Naming:
    """What people call a question: a short label by its name, and the labels of its choices by their codes."""

    labels: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def question(self, tree: Tree) -> str:
        """Return a question's label in quotes, or the words of another expression."""
        name = name_of(tree)
        return f"“{self.labels.get(name, name.replace('_', ' '))}”" if name else in_words(tree, self)

    def choice(self, tree: Tree, value: Tree) -> str:
        """Return the label of a code as an answer to a question."""
        if not isinstance(value, Literal):
            return self.question(value)
        code = _plain(value)
        return f"“{self.choices.get(name_of(tree), {}).get(code, code)}”"


def in_words(tree: Tree, naming: Naming) -> str:
    """Return an expression in words; what has no words of its own is written as a function of its parts."""
    if isinstance(tree, Literal):
        return f"“{_plain(tree)}”" if isinstance(tree.value, str) else _plain(tree)
    if isinstance(tree, Path):
        return naming.question(tree) if name_of(tree) else "this answer"
    if isinstance(tree, Negation):
        return f"-{in_words(tree.operand, naming)}"
    if isinstance(tree, Call):
        return _call(tree, naming)
    if tree.operator in {"or", "and"}:
        return _joined(tree, naming)
    return _compared(tree, naming)


def name_of(tree: Tree) -> str:
    """Return the name of the question that a path ends in, empty where it is none."""
    if not isinstance(tree, Path) or not tree.steps:
        return ""
    last = tree.steps[-1]
    return "" if last.axis in {"self", "parent"} or not last.test[:1].isalpha() else last.test


def _call(tree: Call, naming: Naming) -> str:
    arguments = tree.arguments
    if tree.name in _SIMPLE:
        return _SIMPLE[tree.name]
    if tree.name in _LOOKED_THROUGH and arguments:
        return in_words(arguments[0], naming)
    special = _CALLS.get((tree.name, len(arguments)))
    if special:
        return special(arguments, naming)
    return f"{tree.name}({', '.join(in_words(one, naming) for one in arguments)})"


def _selected(arguments: tuple[Tree, ...], naming: Naming) -> str:
    return f"{naming.question(arguments[0])} includes {naming.choice(*arguments)}"


def _not(arguments: tuple[Tree, ...], naming: Naming) -> str:
    inner = arguments[0]
    if isinstance(inner, Call) and inner.name == "selected":
        return f"{naming.question(inner.arguments[0])} does not include {naming.choice(*inner.arguments)}"
    return f"not ({in_words(inner, naming)})"


def _if(arguments: tuple[Tree, ...], naming: Naming) -> str:
    test, then, otherwise = (in_words(one, naming) for one in arguments)
    return f"{then} where {test}; else {otherwise}"


_CALLS: Mapping[tuple[str, int], Callable[[tuple[Tree, ...], Naming], str]] = {
    ("selected", 2): _selected,
    ("not", 1): _not,
    ("if", 3): _if,
    ("count", 1): lambda arguments, naming: f"the number of {naming.question(arguments[0])}",
    ("count-non-empty", 1): lambda arguments, naming: f"how many {naming.question(arguments[0])} are answered",
    ("count-selected", 1): lambda arguments, naming: f"the number chosen in {naming.question(arguments[0])}",
}


def _compared(tree: Binary, naming: Naming) -> str:
    left, right = tree.left, tree.right
    if tree.operator in {"=", "!="}:
        return _equality(left, tree.operator, [right], naming)
    word = _COMPARED.get(tree.operator, tree.operator)
    return f"{in_words(left, naming)} {word} {in_words(right, naming)}"


def _equality(left: Tree, operator: str, rights: list[Tree], naming: Naming) -> str:
    """Say that a question has one of some answers, or none of them."""
    label = naming.question(left) if isinstance(left, Path) else in_words(left, naming)
    blank = [right for right in rights if isinstance(right, Literal) and right.value == ""]
    told = [naming.choice(left, right) for right in rights if right not in blank]
    if operator == "=":
        parts = [f"is {_listed(told, 'or')}"] if told else []
        return f"{label} {' or '.join([*parts, *(['is not answered'] if blank else [])])}"
    parts = [*(["is answered"] if blank else []), *([f"is not {_listed(told, 'or')}"] if told else [])]
    return f"{label} {' and '.join(parts)}"


def _joined(tree: Binary, naming: Naming) -> str:
    operator = tree.operator
    equals = "=" if operator == "or" else "!="
    parts: list[str] = []
    grouped: dict[str, tuple[Tree, list[Tree]]] = {}
    order: list[str] = []
    for operand in _operands(tree, operator):
        name = name_of(operand.left) if isinstance(operand, Binary) and operand.operator == equals else ""
        if name and isinstance(operand, Binary):
            if name not in grouped:
                grouped[name] = (operand.left, [])
                order.append(name)
            grouped[name][1].append(operand.right)
        else:
            order.append("")
            parts.append(_bracketed(operand, operator, naming))
    rest = iter(parts)
    said = [_equality(grouped[name][0], equals, grouped[name][1], naming) if name else next(rest) for name in order]
    return f", {operator} ".join(said) if len(said) < 3 else f"; {operator} ".join(said)


def _operands(tree: Tree, operator: str) -> list[Tree]:
    if isinstance(tree, Binary) and tree.operator == operator:
        return [*_operands(tree.left, operator), *_operands(tree.right, operator)]
    return [tree]


def _bracketed(tree: Tree, within: str, naming: Naming) -> str:
    words = in_words(tree, naming)
    other = isinstance(tree, Binary) and tree.operator in {"or", "and"} and tree.operator != within
    return f"({words})" if other else words


def _listed(words: list[str], joint: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joint} {words[-1]}"


def _plain(literal: Literal) -> str:
    value = literal.value
    return value if isinstance(value, str) else f"{value:g}"
