"""Location paths as functions from a context to cells."""

from collections.abc import Callable, Iterator

from rhi_desktop.questions.cells import Cell
from rhi_desktop.questions.compiler import Context, Run, compile_tree
from rhi_desktop.questions.syntax import ExpressionError, Path, Step, Tree
from rhi_desktop.questions.values import Value, to_boolean

_Move = Callable[[Context, list[Cell]], list[Cell]]


def compile_path(path: Path) -> Run:
    """Return the function of a path."""
    moves = [_move(step) for step in path.steps]
    filters = [compile_tree(predicate) for predicate in path.predicates]
    if path.start == "/":
        return _from_root(path, moves)
    begin = compile_tree(path.start) if isinstance(path.start, Tree) else None
    if begin is None and not moves:
        raise ExpressionError("a path has no steps")

    def walk(context: Context) -> Value:
        if begin is None:
            cells = [context.cell]
        else:
            value = begin(context)
            cells = value if isinstance(value, list) else []
        for predicate in filters:
            cells = _filtered(context, cells, predicate)
        for move in moves:
            cells = move(context, cells)
        return cells

    return walk


def _from_root(path: Path, moves: list[_Move]) -> Run:
    plain = all(step.axis == "child" and not step.predicates and step.test != "*" for step in path.steps)
    key = "".join(f"/{step.test}" for step in path.steps)

    def walk(context: Context) -> Value:
        if plain:
            single = context.world.singles.get(key)
            if single is not None:
                return [single]
        cells = [_above(context.world.root)]
        for move in moves:
            cells = move(context, cells)
        return cells

    return walk


def _above(root: Cell) -> Cell:
    """Return the document above the root element, which `/data` starts from."""
    if root.parent is None:
        document = Cell("", None)
        document.append(root)
        root.parent = document
    return root.parent


def _move(step: Step) -> _Move:
    axis = _AXES[step.axis] if step.axis in _AXES else _unsupported(step.axis)
    matches = _test(step.test)
    predicates = [compile_tree(predicate) for predicate in step.predicates]
    if step.axis == "child" and step.test not in {"*", "node()", "text()"} and not predicates:
        name = step.test
        return lambda _context, cells: [child for cell in cells for child in cell.named.get(name, ())]

    def move(context: Context, cells: list[Cell]) -> list[Cell]:
        found: list[Cell] = []
        seen: set[int] = set()
        for cell in cells:
            here = [other for other in axis(cell) if matches(other)]
            for predicate in predicates:
                here = _filtered(context, here, predicate)
            for other in here:
                if id(other) not in seen:
                    seen.add(id(other))
                    found.append(other)
        return found

    return move


def _filtered(context: Context, cells: list[Cell], predicate: Run) -> list[Cell]:
    size = len(cells)
    kept = []
    inner = Context(context.world, context.cell, context.current, 1, size)
    for position, cell in enumerate(cells, start=1):
        inner.cell, inner.position = cell, position
        value = predicate(inner)
        if (value == position) if isinstance(value, float) else to_boolean(value):
            kept.append(cell)
    return kept


def _test(test: str) -> Callable[[Cell], bool]:
    if test in {"*", "node()"}:
        return lambda cell: True  # noqa: ARG005
    if test == "text()":
        raise ExpressionError("text() is not supported; a question's own path gives its text")
    return lambda cell: cell.name == test


def _unsupported(axis: str) -> Callable[[Cell], Iterator[Cell]]:
    raise ExpressionError(f"the axis “{axis}” is not supported")


def _ancestors(cell: Cell) -> Iterator[Cell]:
    above = cell.parent
    while above is not None:
        yield above
        above = above.parent


def _descendants(cell: Cell) -> Iterator[Cell]:
    for child in cell.children:
        yield child
        yield from _descendants(child)


def _siblings(cell: Cell, *, after: bool) -> list[Cell]:
    if cell.parent is None:
        return []
    around = cell.parent.children
    at = next(index for index, other in enumerate(around) if other is cell)
    return around[at + 1 :] if after else around[:at][::-1]


_AXES: dict[str, Callable[[Cell], Iterator[Cell]]] = {
    "self": lambda cell: iter((cell,)),
    "child": lambda cell: iter(cell.children),
    "parent": lambda cell: iter((cell.parent,) if cell.parent is not None else ()),
    "ancestor": _ancestors,
    "ancestor-or-self": lambda cell: iter((cell, *_ancestors(cell))),
    "descendant": _descendants,
    "descendant-or-self": lambda cell: iter((cell, *_descendants(cell))),
    "following-sibling": lambda cell: iter(_siblings(cell, after=True)),
    "preceding-sibling": lambda cell: iter(_siblings(cell, after=False)),
}
