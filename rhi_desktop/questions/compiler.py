"""From a tree to something that runs: each node of the tree becomes one small function."""

import math
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import lru_cache
from typing import TypeAlias

from rhi_desktop.questions.cells import Cell
from rhi_desktop.questions.syntax import Binary, Call, ExpressionError, Literal, Negation, Path, Tree, chain, parse
from rhi_desktop.questions.values import Value, compare, to_boolean, to_number, to_string


@dataclass(slots=True)
class World:
    """What expressions see beside their context: the root cell, secondary instances, time, translations,
    and the seed of what is shuffled without one of its own."""

    root: Cell
    instances: dict[str, Cell]
    now: Callable[[], datetime]
    zone: tzinfo
    language: str = ""
    singles: dict[str, Cell] = field(default_factory=dict)
    choice_label: Callable[[str, Cell], str] = lambda value, _cell: value
    translate: Callable[[str, Cell], str] = lambda itext, _cell: itext
    version: str = ""
    seed: int = field(default_factory=lambda: secrets.randbits(31))


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
    first, others = chain(tree)
    run = compile_tree(first)
    at = 0
    while at < len(others):
        operator = others[at][0]
        end = at + 1
        if operator in _ARITHMETIC:
            while end < len(others) and others[end][0] in _ARITHMETIC:
                end += 1
            run = _arithmetic(run, [(_ARITHMETIC[sign], compile_tree(right)) for sign, right in others[at:end]])
        elif operator in {"or", "and"}:
            while end < len(others) and others[end][0] == operator:
                end += 1
            run = _logical(run, [compile_tree(right) for _, right in others[at:end]], stop=operator == "or")
        else:
            run = _two(operator, run, compile_tree(others[at][1]))
        at = end
    return run


def _arithmetic(first: Run, others: list[tuple[Callable[[float, float], float], Run]]) -> Run:
    def calculate(context: Context) -> Value:
        zone = context.world.zone
        total = to_number(first(context), zone)
        for combine, run in others:
            value = run(context)
            total = combine(total, value if type(value) is float else to_number(value, zone))
        return total

    return calculate


def _logical(first: Run, others: list[Run], *, stop: bool) -> Run:
    """Return `or` (which stops at what is true) or `and`; the value is that of the last operand looked at."""

    def decide(context: Context) -> Value:
        value = first(context)
        for run in others:
            if to_boolean(value) is stop:
                return value
            value = run(context)
        return value

    return decide


def _two(operator: str, left: Run, right: Run) -> Run:
    if operator == "|":
        return _union(left, right)
    return lambda context: compare(operator, left(context), right(context), context.world.zone)


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
