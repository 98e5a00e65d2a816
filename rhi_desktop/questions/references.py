"""Which nodes an expression reads, found without running it."""

from dataclasses import dataclass

from rhi_desktop.questions.syntax import Binary, Call, Literal, Negation, Path, Step, Tree, chain

_STRUCTURAL = frozenset({"position", "count"})
_IMPLICIT = frozenset({"string", "number", "string-length", "normalize-space"})


@dataclass(frozen=True, slots=True)
class Reference:
    """A node that is read: its path without positions, and the path of the nearest node that reader and read share.

    `wide`: whatever stands below `path` may be read (`*`, `//`), or what of it is named `ending`.
    `structural`: only whether and where the node is matters, not its value.
    """

    path: str
    root: str
    wide: bool = False
    structural: bool = False
    ending: str = ""


def references(tree: Tree, context: str) -> set[Reference]:
    """Return what an expression reads that is written for the node at `context`."""
    collector = _Collector(context)
    collector.visit(tree, context, context)
    return collector.found


class _Collector:
    """Visits a tree. Relative paths begin at `context`, which shares `root` with the reader."""

    def __init__(self, current: str) -> None:
        self._current = current
        self.found: set[Reference] = set()

    def visit(self, tree: Tree, context: str, root: str, *, structural: bool = False) -> None:
        if isinstance(tree, Path):
            self._path(tree, context, root, structural=structural)
        elif isinstance(tree, Call):
            if tree.name in _IMPLICIT and not tree.arguments:
                self.found.add(Reference(context, root))
            for argument in tree.arguments:
                self.visit(argument, context, root, structural=tree.name in _STRUCTURAL)
        elif isinstance(tree, Binary):
            first, others = chain(tree)
            for operand in (first, *(right for _, right in others)):
                self.visit(operand, context, root)
        elif isinstance(tree, Negation):
            self.visit(tree.operand, context, root)
        else:
            assert isinstance(tree, Literal)  # noqa: S101 -- the grammar has no sixth kind

    def _path(self, path: Path, context: str, around: str, *, structural: bool) -> None:
        begin = self._begin(path, context, around)
        if begin is None:
            return
        here, root = begin
        for predicate in path.predicates:
            self.visit(predicate, here, root)
        for step in path.steps:
            moved = _moved(step, here, root)
            if moved is None:
                last = path.steps[-1]
                ending = last.test if _is_named(last) else ""
                self.found.add(Reference(here, root, wide=True, structural=structural, ending=ending))
                for predicate in step.predicates:
                    self.visit(predicate, here, root)
                return
            here, root = moved
            for predicate in step.predicates:
                self.visit(predicate, here, root)
        self.found.add(Reference(here, root, structural=structural))

    def _begin(self, path: Path, context: str, root: str) -> tuple[str, str] | None:
        """Return where the steps begin, None where they lead into a secondary instance or nowhere."""
        start = path.start
        if start is None:
            return context, root
        if isinstance(start, str):
            return "", ""
        if isinstance(start, Call) and start.name == "current":
            return self._current, self._current
        if isinstance(start, Call) and start.name == "instance":
            for step in path.steps:
                for predicate in step.predicates:
                    self.visit(predicate, "#item", "#item")
            return None
        self.visit(start, context, root)
        if isinstance(start, Path):
            inner = self._begin(start, context, root)
            for step in start.steps:
                inner = _moved(step, *inner) if inner else None
            return inner
        return None


def _is_named(step: Step) -> bool:
    return step.axis == "child" and step.test not in {"*", "node()", "text()"}


def _moved(step: Step, here: str, root: str) -> tuple[str, str] | None:
    """Return where a step leads and the new root, None where that cannot be told (`*`, `//`, siblings)."""
    if step.axis == "self":
        return here, root
    if step.axis == "parent":
        above = here.rpartition("/")[0]
        return above, min(above, root, key=len)
    if _is_named(step):
        return f"{here}/{step.test}", root
    return None
