"""The model of a form: its first instance as a template, and the order in which everything is computed."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ModelNode:
    """A node of the primary instance as the form gives it. `template` marks the pattern of a repeat."""

    name: str
    path: str
    text: str
    children: "tuple[ModelNode, ...]"
    attributes: tuple[tuple[str, str], ...] = ()
    template: bool = False


@dataclass(frozen=True, slots=True)
class Computation:
    """What is computed for each cell at `path`: `relevant`, `calculate`, `choices`, or the `count` of a repeat.

    `order` is its place in an order in which everything that it reads comes first. A `count` belongs to the
    parent of the repeat, whose path is `repeat`. A `volatile` one gives something else each time (`now()`, `uuid()`).
    """

    path: str
    kind: str
    order: int
    reads: bool
    volatile: bool = False
    repeat: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """A computation that reads a node. `root` is the path of the nearest node that both stand below."""

    computation: Computation
    root: str


@dataclass(frozen=True, slots=True)
class Watcher:
    """A node whose view (constraint, required, readonly, label, choices) reads another one."""

    path: str
    root: str


@dataclass(frozen=True, slots=True)
class Graph:
    """What is computed, in order; and for each path who computes from it and who shows it."""

    computations: tuple[Computation, ...]
    readers: Mapping[str, tuple[Reader, ...]]
    watchers: Mapping[str, tuple[Watcher, ...]]
    by_path: Mapping[str, tuple[Computation, ...]]
