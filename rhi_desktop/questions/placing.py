"""Putting saved entries back into their places."""

import re
from collections.abc import Iterable

from rhi_desktop.domain.answers import Entry
from rhi_desktop.questions.cells import Cell
from rhi_desktop.questions.definition import Group, Question, Repeat
from rhi_desktop.questions.tree import Tree

_STEP = re.compile(r"([^/{}]+)(?:\{(\d+)\})?")


def place(tree: Tree, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Fill the tree, growing repeat instances by their numbers; return the entries that have no place."""
    unplaced = []
    for entry in sorted(entries, key=lambda entry: _order(entry.key)):
        cell = _cell(tree, entry.key)
        if cell is None:
            unplaced.append(entry)
        elif isinstance(cell.definition, Question):
            cell.text, cell.state = entry.value, entry.state
    return tuple(unplaced)


def _order(key: str) -> list[tuple[str, int]]:
    return [(match[1], int(match[2] or 0)) for match in _STEP.finditer(key)]


def _cell(tree: Tree, key: str) -> Cell | None:
    steps = _order(key)
    if not steps or steps[0][0] != tree.root.name:
        return None
    cell = tree.root
    for name, number in steps[1:]:
        below = _below(tree, cell, name, number)
        if below is None:
            return None
        cell = below
    return cell


def _below(tree: Tree, cell: Cell, name: str, number: int) -> Cell | None:
    alike = cell.named.get(name, [])
    if not number:
        return alike[0] if alike else None
    known = next((child for child in alike if child.number == number), None)
    if known is not None or not isinstance(cell.definition, Group):
        return known
    for definition in cell.definition.children:
        if definition.name == name and isinstance(definition, Repeat):
            return tree.add_instance(cell, definition.path, number, bare=True)
    return None
