"""From a tree to something that runs: each node of the tree becomes one small function."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import lru_cache
from typing import TypeAlias

from rhi_desktop.questions.cells import Cell
from rhi_desktop.questions.syntax import Binary, Call, ExpressionError, Literal, Negation, Path, Tree, parse
from rhi_desktop.questions.values import Value, compare, to_boolean, to_number, to_string


@dataclass(slots=True)
class World:
    """What expressions see beside their context: the root cell, secondary instances, time and translations."""

    root: Cell
    instances: dict[str, Cell]
    now: Callable[[], datetime]
    zone: tzinfo
    language: str = ""
    singles: dict[str, Cell] = field(default_factory=dict)
    choice_label: Callable[[str, Cell], str] = lambda value, _cell: value
    translate: Callable[[str, Cell], str] = lambda itext, _cell: itext
    version: str = ""


class Context:
    """Where an expression stands: the cell, its position among those filtered, and the cell it was written for."""

    __slots__ = ("cell", "current", "position", "size", "world")

    def __init__(self, world: World, cell: Cell, current: Cell, position: int = 1, size: int = 1) -> None:
        self.world = world
        self.cell = cell
        self.current = current
        self.position = position
        self.size = size


Run: TypeAlias = Callable[[Context], Value]


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression that was read: its text, tree and function."""

    text: str
    tree: Tree
    run: Run

    def value(self, world: World, cell: Cell) -> Value:
        """Evaluate with `cell` as context."""
        return self.run(Context(world, cell, cell))

    def truth(self, world: World, cell: Cell) -> bool:
        """Evaluate to a truth."""
        return to_boolean(self.run(Context(world, cell, cell)))

    def string(self, world: World, cell: Cell) -> str:
        """Evaluate to a text."""
        return to_string(self.run(Context(world, cell, cell)))


@lru_cache(maxsize=4096)
def compile_expression(text: str) -> Expression:
    """Return the expression of a text. Raises ExpressionError."""
    tree = parse(text)
    return Expression(text, tree, compile_tree(tree))


def compile_tree(tree: Tree) -> Run:
    """Return the function of a tree. Raises ExpressionError for functions that do not exist."""
    if isinstance(tree, Literal):
        value = tree.value
        return lambda _context: value
    if isinstance(tree, Path):
        from rhi_desktop.questions.paths import compile_path

        return compile_path(tree)
    if isinstance(tree, Call):
        return _compile_call(tree)
    if isinstance(tree, Negation):
        operand = compile_tree(tree.operand)
        return lambda context: -to_number(operand(context), context.world.zone)
    return _compile_binary(tree)


def _compile_call(call: Call) -> Run:
    from rhi_desktop.questions.functions import FUNCTIONS

    function = FUNCTIONS.get(call.name)
    if function is None:
        raise ExpressionError(f"there is no function {call.name}()")
    count = len(call.arguments)
    if not function.least <= count <= function.most:
        raise ExpressionError(f"{call.name}() does not take {count} argument{'' if count == 1 else 's'}")
    arguments: Sequence[Run] = [compile_tree(argument) for argument in call.arguments]
    run = function.run
    return lambda context: run(context, arguments)


def _compile_binary(tree: Binary) -> Run:
    left, right, operator = compile_tree(tree.left), compile_tree(tree.right), tree.operator
    if operator == "or":
        return lambda context: value if to_boolean(value := left(context)) else right(context)
    if operator == "and":
        return lambda context: right(context) if to_boolean(value := left(context)) else value
    if operator == "|":
        return _union(left, right)
    if operator in {"=", "!=", "<", "<=", ">", ">="}:
        return lambda context: compare(operator, left(context), right(context), context.world.zone)
    arithmetic = _ARITHMETIC[operator]

    def calculate(context: Context) -> Value:
        zone = context.world.zone
        return arithmetic(to_number(left(context), zone), to_number(right(context), zone))

    return calculate


def _union(left: Run, right: Run) -> Run:
    def united(context: Context) -> Value:
        a, b = left(context), right(context)
        if not isinstance(a, list) or not isinstance(b, list):
            return []
        known = {id(cell) for cell in a}
        return a + [cell for cell in b if id(cell) not in known]

    return united


def _divide(a: float, b: float) -> float:
    if b == 0:
        return math.nan if a == 0 or math.isnan(a) else math.copysign(math.inf, a) * math.copysign(1.0, b)
    return a / b


def _remainder(a: float, b: float) -> float:
    return math.fmod(a, b) if b != 0 and not math.isinf(a) else math.nan


_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "div": _divide,
    "mod": _remainder,
}
