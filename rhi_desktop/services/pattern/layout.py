"""Where the nodes of a network go: each part laid out by itself (networkx), the labels moved apart, always the same.

Lengths are in heights of a line of text: whoever draws gives them a size.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from math import sqrt
from typing import TYPE_CHECKING

from rhi_desktop.domain.network import Network, Node

if TYPE_CHECKING:
    import numpy as np
    from networkx import Graph
    from numpy.typing import NDArray

    Points = NDArray[np.float64]

_SEED = 20261125
_LETTER, _HIGH = 0.5, 2.6
"""How wide a letter is, and how high a node with its label."""
_LONGEST = 22
_ROUNDS, _GROWTH = 25, 1.03
"""After how many rounds of pushing everything is given more room, and how much more."""
_APART = 3.0
_ROOM = (0.75, 1.1)
"""How much wider and higher than its labels alone a part is laid out to begin with."""
_GAP = 4.0
_TOUCH = 1e-9


@dataclass(frozen=True, slots=True)
class Place:
    """The middle of a node, and how much room it takes with its label."""

    x: float
    y: float
    width: float
    height: float


def short(label: str) -> str:
    """Return a label as it is drawn: cut where it is long."""
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1]}…"


def layout(network: Network) -> dict[str, Place]:
    """Return where each node goes, by its id; no two labels overlap."""
    import networkx as nx

    graph: Graph[str] = nx.Graph()
    graph.add_nodes_from(node.id for node in network.nodes)
    graph.add_edges_from((line.child, line.shared) for line in network.lines)
    nodes = {node.id: node for node in network.nodes}
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    placed = [_part(graph, [nodes[one] for one in sorted(part)]) for part in parts]
    return _packed(placed)


def _part(graph: "Graph[str]", some: Sequence[Node]) -> dict[str, Place]:
    import networkx as nx
    import numpy as np

    ids = [node.id for node in some]
    part: Graph[str] = nx.Graph()  # no view of the whole: it lists its nodes in another order on each run
    part.add_nodes_from(ids)
    part.add_edges_from((one, other) for one in ids for other in sorted(graph[one]))
    spread = nx.spring_layout(part, seed=_SEED, iterations=120, k=_APART / sqrt(len(ids)))
    size = np.array([[max(2.0, _LETTER * len(short(node.label)) + 1.0), _HIGH] for node in some], dtype=np.float64)
    room = size.mean(axis=0) * sqrt(len(ids)) * _ROOM
    at = _moved_apart(np.array([spread[one] for one in ids], dtype=np.float64) * room, size)
    at = at - (at - size / 2).min(axis=0)
    return {
        one: Place(float(x), float(y), float(wide), float(high))
        for one, (x, y), (wide, high) in zip(ids, at, size, strict=True)
    }


def _moved_apart(at: "Points", size: "Points") -> "Points":
    """Push what overlaps apart, along the shorter way, and give more room to all now and then, until nothing does.

    Two at one place part by their order. Where everything grows alike, what is near stays near.
    """
    import numpy as np

    x, y = at[:, 0].copy(), at[:, 1].copy()
    half_x, half_y = ((size[:, None, axis] + size[None, :, axis]) / 2 for axis in (0, 1))
    order = np.sign(np.arange(len(at))[:, None] - np.arange(len(at))[None, :]).astype(np.float64)
    itself = np.eye(len(at), dtype=np.bool_)
    for done in count(1):  # each axis by itself is a third of the time of both in one array
        by_x, by_y = x[:, None] - x[None, :], y[:, None] - y[None, :]
        over_x, over_y = half_x - np.abs(by_x), half_y - np.abs(by_y)
        hit = (over_x > _TOUCH) & (over_y > _TOUCH) & ~itself
        if not hit.any():
            break
        along_x = over_x <= over_y
        more = _GROWTH if done % _ROUNDS == 0 else 1.0
        x = np.add(x, _push(by_x, over_x, order, hit & along_x)) * more
        y = np.add(y, _push(by_y, over_y, order, hit & ~along_x)) * more
    return np.stack([x, y], axis=1)


def _push(by: "Points", over: "Points", order: "Points", chosen: "NDArray[np.bool_]") -> "Points":
    """Return how far each goes along one axis."""
    import numpy as np

    rows, columns = np.nonzero(chosen)
    way = np.sign(by[rows, columns])
    way = np.where(way == 0, order[rows, columns], way)
    moves = way * (over[rows, columns] / 3 + 0.01)
    return np.asarray(np.bincount(rows, weights=moves, minlength=len(by)), dtype=np.float64)


def _packed(parts: Sequence[dict[str, Place]]) -> dict[str, Place]:
    """Set the parts beside and below each other, the largest first, in a shape somewhat wider than high."""
    sizes = [_size(one) for one in parts]
    room = sqrt(sum((wide + _GAP) * (high + _GAP) for wide, high in sizes)) * 1.4
    found: dict[str, Place] = {}
    x = y = tallest = 0.0
    for part, (wide, high) in zip(parts, sizes, strict=True):
        if x and x + wide > room:
            x, y, tallest = 0.0, y + tallest + _GAP, 0.0
        found |= {one: Place(p.x + x, p.y + y, p.width, p.height) for one, p in part.items()}
        x, tallest = x + wide + _GAP, max(tallest, high)
    return found


def _size(part: dict[str, Place]) -> tuple[float, float]:
    return max(p.x + p.width / 2 for p in part.values()), max(p.y + p.height / 2 for p in part.values())
