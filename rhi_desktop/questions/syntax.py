"""The grammar of expressions: XPath 1.0 as OpenRosa uses it, parsed into a small tree.

A hand-written precedence parser: a form of 300 questions has some 400 expressions to read before its first
page is shown, and a generated parser took longer for them than everything else together (ADR 2).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias


class ExpressionError(Exception):
    """An expression that cannot be read or run; the text says why, in words for whoever writes forms."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A quoted text or a number."""

    value: str | float


@dataclass(frozen=True, slots=True)
class Call:
    """A function call."""

    name: str
    arguments: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands and what joins them: or and = != < <= > >= + - * div mod |."""

    operator: str
    left: "Tree"
    right: "Tree"


@dataclass(frozen=True, slots=True)
class Negation:
    """A minus before a value."""

    operand: "Tree"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: an axis, a name (`*` and `node()` match all) and predicates."""

    axis: str
    test: str
    predicates: tuple["Tree", ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """A location path. `start` is None for the context, "/" for the root, or a filtered expression."""

    start: "Tree | str | None"
    steps: tuple[Step, ...]
    predicates: tuple["Tree", ...] = ()


Tree: TypeAlias = Literal | Call | Binary | Negation | Path


def chain(tree: Binary) -> tuple[Tree, list[tuple[str, Tree]]]:
    """Return the first operand of `a + b - c …` and the others with their operators: sums may be hundreds long."""
    others: list[tuple[str, Tree]] = []
    left: Tree = tree
    while isinstance(left, Binary):
        others.append((left.operator, left.right))
        left = left.left
    return left, others[::-1]


def walk(tree: Tree) -> Iterator[Tree]:
    """Yield a tree and all within it."""
    waiting: list[Tree] = [tree]
    while waiting:
        here = waiting.pop()
        yield here
        if isinstance(here, Call):
            waiting.extend(here.arguments)
        elif isinstance(here, Binary):
            waiting.extend((here.left, here.right))
        elif isinstance(here, Negation):
            waiting.append(here.operand)
        elif isinstance(here, Path):
            waiting.extend(here.predicates)
            waiting.extend(predicate for step in here.steps for predicate in step.predicates)
            if isinstance(here.start, Literal | Call | Binary | Negation | Path):
                waiting.append(here.start)


_TOKEN = re.compile(
    r"""\s*(?:
    (?P<number>\d+(?:\.\d*)?|\.\d+)
  | (?P<literal>"[^"]*"|'[^']*')
  | (?P<symbol>//|::|\.\.|!=|<=|>=|[/()\[\],@.=<>+\-*|$])
  | (?P<name>[^\W\d][\w.\-·]*(?::(?!:)[^\W\d][\w.\-·]*)?)
  | (?P<bad>\S)
  )""",
    re.VERBOSE,
)
_AXES = frozenset(
    {
        "ancestor",
        "ancestor-or-self",
        "attribute",
        "child",
        "descendant",
        "descendant-or-self",
        "following-sibling",
        "parent",
        "preceding-sibling",
        "self",
    }
)
_PRECEDENCE = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "div": 6,
    "mod": 6,
}
_NODE_TYPES = frozenset({"node", "text"})
_LONGEST = 20_000
_DEEPEST = 100


def parse(text: str) -> Tree:
    """Return the tree of an expression. Raises ExpressionError."""
    if len(text) > _LONGEST:
        raise ExpressionError("the expression is longer than 20,000 characters")
    parser = _Parser(_tokens(text))
    tree = parser.expression(0)
    if parser.kind != "end":
        raise ExpressionError(f"“{parser.value}” was not expected here")
    return tree


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens: list[tuple[str, str]] = []
    for match in _TOKEN.finditer(text.rstrip()):
        kind = match.lastgroup or "bad"
        value = match.group(kind)
        if kind == "bad":
            what = "a quotation mark is not closed" if value in "\"'" else f"“{value}” has no meaning here"
            raise ExpressionError(what)
        tokens.append((kind, value))
    tokens.append(("end", "the end"))
    return tokens


class _Parser:
    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0
        self.kind, self.value = tokens[0]

    def expression(self, floor: int) -> Tree:
        """Read operators of at least the precedence `floor`."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ExpressionError("the expression is nested too deeply")
        left = self._unary()
        while self.kind in {"symbol", "name"}:
            strength = _PRECEDENCE.get(self.value, 0)
            if strength == 0 or strength <= floor:
                break
            operator = self.value
            self._next()
            left = Binary(operator, left, self.expression(strength))
        self._depth -= 1
        return left

    def _unary(self) -> Tree:
        if self._accept("-"):
            if self._accept("-"):
                raise ExpressionError("two minus signs stand one after the other")
            return Negation(self._unary())
        left = self._path()
        while self._accept("|"):
            left = Binary("|", left, self._path())
        return left

    def _path(self) -> Tree:
        if self.kind == "symbol" and self.value in {"/", "//"}:
            return self._from_root()
        if self._starts_step():
            return Path(None, tuple(self._steps()))
        primary = self._primary()
        predicates = tuple(self._predicates())
        if self.kind == "symbol" and self.value in {"/", "//"}:
            return Path(primary, tuple(self._more_steps()), predicates)
        return Path(primary, (), predicates) if predicates else primary

    def _from_root(self) -> Path:
        if self.value == "//":
            return Path("/", tuple(self._more_steps()))
        self._next()
        return Path("/", tuple(self._steps()) if self._starts_step() else ())

    def _starts_step(self) -> bool:
        if self.kind == "symbol":
            return self.value in {".", "..", "@", "*"}
        if self.kind != "name":
            return False
        following = self._peek()
        return following != "(" or self.value in _NODE_TYPES

    def _steps(self) -> list[Step]:
        return [self._step(), *self._more_steps()]

    def _more_steps(self) -> list[Step]:
        steps: list[Step] = []
        while self.kind == "symbol" and self.value in {"/", "//"}:
            if self.value == "//":
                steps.append(Step("descendant-or-self", "node()"))
            self._next()
            steps.append(self._step())
        return steps

    def _step(self) -> Step:
        if self._accept("."):
            return Step("self", "node()", tuple(self._predicates()))
        if self._accept(".."):
            return Step("parent", "node()", tuple(self._predicates()))
        axis = "attribute" if self._accept("@") else "child"
        if self.kind == "name" and self._peek() == "::":
            axis = self.value
            if axis not in _AXES:
                raise ExpressionError(f"the axis “{axis}” is not supported")
            self._next()
            self._next()
        return Step(axis, self._test(), tuple(self._predicates()))

    def _test(self) -> str:
        if self._accept("*"):
            return "*"
        if self.kind != "name":
            raise ExpressionError(f"a name was expected, not “{self.value}”")
        name = self.value
        self._next()
        if name in _NODE_TYPES and self._accept("("):
            self._expect(")")
            return f"{name}()"
        return name

    def _predicates(self) -> list[Tree]:
        found = []
        while self._accept("["):
            found.append(self.expression(0))
            self._expect("]")
        return found

    def _primary(self) -> Tree:
        kind, value = self.kind, self.value
        if kind == "number":
            self._next()
            return Literal(float(value))
        if kind == "literal":
            self._next()
            return Literal(value[1:-1])
        if kind == "symbol" and value == "(":
            self._next()
            inner = self.expression(0)
            self._expect(")")
            return inner
        if kind == "name" and self._peek() == "(":
            self._next()
            self._next()
            return Call(value, tuple(self._arguments()))
        raise ExpressionError(
            f"a value was expected, not “{value}”" if kind != "end" else "the expression ends too early"
        )

    def _arguments(self) -> list[Tree]:
        found: list[Tree] = []
        if self._accept(")"):
            return found
        found.append(self.expression(0))
        while self._accept(","):
            found.append(self.expression(0))
        self._expect(")")
        return found

    def _peek(self) -> str:
        kind, value = self._tokens[self._at + 1] if self._at + 1 < len(self._tokens) else ("end", "")
        return value if kind == "symbol" else ""

    def _next(self) -> None:
        self._at += 1
        self.kind, self.value = self._tokens[self._at]

    def _accept(self, symbol: str) -> bool:
        if self.kind == "symbol" and self.value == symbol:
            self._next()
            return True
        return False

    def _expect(self, symbol: str) -> None:
        if not self._accept(symbol):
            raise ExpressionError(f"“{symbol}” was expected, not “{self.value}”")
