"""Growing, finding and naming cells."""

import re
from collections.abc import Iterator

from rhi_desktop.domain.errors import RhiError
from rhi_desktop.questions.cells import Cell
from rhi_desktop.questions.definition import Form, Group, Repeat
from rhi_desktop.questions.model import ModelNode

_STEP = re.compile(r"([^/\[\]{}]+)(?:\[(\d+)\]|\{(\d+)\})?")


class UnknownPath(RhiError):
    """No node of the form has this path."""

    def __init__(self, path: str) -> None:
        super().__init__(f"The form has no node at {path}.")


class FixedNumber(UnknownPath):
    """The form itself says how many instances a repeat has."""

    def __init__(self, path: str) -> None:
        RhiError.__init__(self, f"The form fixes how many {path} there are: none can be added or taken out.")


class Tree:
    """The cells of one session: found by path, by key and by definition; numbered where they repeat."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._last_number = 0
        self._patterns = _patterns(form.model)
        self.at: dict[str, list[Cell]] = {path: [] for path in form.definitions}
        self.root = Cell(form.model.name, None, form.root)
        self.root.model = form.model
        self.root.place = f"/{form.model.name}"
        self._placed: dict[str, Cell] = {}
        self._register(self.root)

    def grow_first(self) -> None:
        """Grow everything that the form begins with."""
        self._grow(self.root, self._form.model)

    def grow_bare(self, cell: Cell) -> None:
        """Grow all below `cell` but repeat instances."""
        model = self._patterns[_path(cell)]
        for node in model.children:
            if not isinstance(self._form.definitions[node.path], Repeat) and node.name not in cell.named:
                self.grow_bare(self._add(cell, node, text=""))

    def add_instance(self, parent: Cell, path: str, number: int = 0, *, bare: bool = False) -> Cell:
        """Append an instance of the repeat at `path` (without positions) to its parent."""
        model = self._given(parent, path) or self._patterns[path]
        cell = self._add(parent, model, number=number)
        if bare:
            self.grow_bare(cell)
        else:
            self._grow(cell, model)
        return cell

    def _given(self, parent: Cell, path: str) -> ModelNode | None:
        """Return what the form gives for the next instance of a counted repeat, None where that is its pattern."""
        definition = self._form.definitions[path]
        if not isinstance(definition, Repeat) or definition.count is None or parent.model is None:
            return None
        given = [node for node in parent.model.children if node.path == path and not node.template]
        position = len(parent.named.get(definition.name, ()))
        return given[position] if position < len(given) else None

    def drop(self, cell: Cell) -> None:
        """Take a repeat instance out, with all below it."""
        for below in subtree(cell):
            self.at[_path(below)].remove(below)
            below.gone = True
        if cell.parent is not None:
            cell.parent.drop(cell)
            cell.parent = None

    def find(self, path: str) -> Cell:
        """Return the cell at a path; a step without a position means the first. Raises UnknownPath."""
        placed = self._placed.get(path)
        if placed is not None:
            return placed
        cell = self.root
        steps = path.strip("/").split("/")
        if steps[0] != cell.name:
            raise UnknownPath(path)
        for step in steps[1:]:
            match = _STEP.fullmatch(step)
            position = int(match[2] or 1) if match and not match[3] else 0
            alike = cell.named.get(match[1], []) if match else []
            if not 1 <= position <= len(alike):
                raise UnknownPath(path)
            cell = alike[position - 1]
        return cell

    def below(self, cell: Cell, root: str, path: str) -> list[Cell]:
        """Return the cells at `path` that share with `cell` the instance of `root` above both."""
        everywhere = self.at.get(path, [])
        if len(everywhere) <= 1 or not root:
            return everywhere
        top: Cell | None = cell
        while top is not None and (top.definition is None or len(top.definition.path) > len(root)):
            top = top.parent
        if top is None or _path(top) != root:
            return everywhere
        found = [top]
        for name in path[len(root) :].strip("/").split("/") if path != root else []:
            found = [child for one in found for child in one.named.get(name, ())]
        return found

    def _grow(self, cell: Cell, model: ModelNode) -> None:
        for node in model.children:
            definition = self._form.definitions[node.path]
            counted = isinstance(definition, Repeat) and definition.count is not None
            if not node.template and not counted:
                self._grow(self._add(cell, node), node)

    def _add(self, parent: Cell, node: ModelNode, *, number: int = 0, text: str | None = None) -> Cell:
        definition = self._form.definitions[node.path]
        cell = Cell(node.name, parent, definition, node.text if text is None else text)
        cell.model = node
        if isinstance(definition, Repeat):
            cell.number = number or self._last_number + 1
            self._last_number = max(self._last_number, cell.number)
        elif parent.place:
            cell.place = f"{parent.place}/{node.name}"
            self._placed[cell.place] = cell
        parent.append(cell)
        self._register(cell)
        return cell

    def _register(self, cell: Cell) -> None:
        self.at[_path(cell)].append(cell)


def subtree(cell: Cell) -> Iterator[Cell]:
    """Yield a cell and all below it, in order of the form."""
    yield cell
    for child in cell.children:
        yield from subtree(child)


def path_of(cell: Cell) -> str:
    """Return the path with positions at repeats."""
    return cell.place or _written(cell, stable=False)


def key_of(cell: Cell) -> str:
    """Return the path with stable numbers at repeats."""
    return cell.place or _written(cell, stable=True)


def _written(cell: Cell, *, stable: bool) -> str:
    parts: list[str] = []
    here: Cell | None = cell
    while here is not None and here.name:
        part = here.name
        if here.number and here.parent is not None:
            place = f"{{{here.number}}}" if stable else f"[{here.parent.named[here.name].index(here) + 1}]"
            part += place
        parts.append(part)
        here = here.parent
    return "/" + "/".join(reversed(parts))


def _path(cell: Cell) -> str:
    return cell.definition.path if cell.definition is not None else ""


def _patterns(model: ModelNode) -> dict[str, ModelNode]:
    """Return for each path the node that a new instance is made from: the template where there is one."""
    found: dict[str, ModelNode] = {}
    for node in _nodes(model):
        known = found.get(node.path)
        if known is None or (node.template and not known.template):
            found[node.path] = node
    return found


def _nodes(model: ModelNode) -> Iterator[ModelNode]:
    yield model
    for child in model.children:
        yield from _nodes(child)


def instances(cell: Cell) -> Iterator[Cell]:
    """Yield the repeat instances at or below a group, outermost first."""
    for below in subtree(cell):
        if below.number:
            yield below


def leaves(cell: Cell) -> Iterator[Cell]:
    """Yield the questions at or below a cell."""
    return (below for below in subtree(cell) if not isinstance(below.definition, Group))
