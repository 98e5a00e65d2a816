"""The order of computation: found once for a form, so that an answer touches only what depends on it.

What a computation reads is blank where it is not relevant, so reading a node means reading its calculation,
its relevance and that of all groups around it.
"""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping

from rhi_desktop.questions.compiler import Expression
from rhi_desktop.questions.definition import Definition, Itemset, Question, Repeat, Text
from rhi_desktop.questions.model import Computation, Graph, Reader, Watcher
from rhi_desktop.questions.references import Reference, references
from rhi_desktop.questions.syntax import Binary, Call, Path, Step, Tree, walk
from rhi_desktop.questions.xform_binds import NodeError

_Key = tuple[str, str]
_VOLATILE = frozenset({"now", "today", "uuid", "random", "randomize"})


def build_graph(definitions: Mapping[str, Definition]) -> Graph:
    """Return the order of all computations. Raises NodeError where they run in a circle."""
    reads: dict[_Key, set[Reference]] = {}
    volatile: set[_Key] = set()
    for path, definition in definitions.items():
        for kind, expression in _computed(definition):
            if any(isinstance(part, Call) and part.name in _VOLATILE for part in walk(expression)):
                volatile.add((path, kind))
            found = _expanded(references(expression, path), definitions)
            if kind != "choices" or any(reference.path in definitions for reference in found):
                reads[(path, kind)] = found
    ordered = _sorted(_predecessors(reads))
    computations = {
        key: _computation(key, order, reads=bool(reads[key]), volatile=key in volatile)
        for order, key in enumerate(ordered)
    }
    readers: dict[str, list[Reader]] = defaultdict(list)
    by_path: dict[str, list[Computation]] = defaultdict(list)
    for key, computation in computations.items():
        by_path[computation.path].append(computation)
        for reference in reads[key]:
            if not reference.structural and (reference.path, key[1]) not in {
                (key[0], "calculate"),
                (key[0], "choices"),
            }:
                readers[reference.path].append(Reader(computation, reference.root))
    return Graph(
        tuple(computations.values()),
        {path: tuple(found) for path, found in readers.items()},
        _watchers(definitions),
        {path: tuple(found) for path, found in by_path.items()},
    )


def _computation(key: _Key, order: int, *, reads: bool, volatile: bool) -> Computation:
    path, kind = key
    if kind == "count":
        return Computation(path.rpartition("/")[0], kind, order, reads, repeat=path)
    return Computation(path, kind, order, reads, volatile)


def _computed(definition: Definition) -> Iterable[tuple[str, Tree]]:
    if definition.bind.relevant is not None:
        yield "relevant", definition.bind.relevant.tree
    if isinstance(definition, Question) and definition.itemset is not None:
        yield "choices", _items(definition.itemset, definition.itemset.value)
    if definition.bind.calculate is not None:
        yield "calculate", definition.bind.calculate.tree
    if isinstance(definition, Repeat) and definition.count is not None:
        yield "count", definition.count.tree


def _items(itemset: Itemset, name: str) -> Tree:
    """Return a tree that reads what choices are made of: the nodes found and `name` below each."""
    tree = itemset.nodes.tree
    found = tree.arguments[0] if isinstance(tree, Call) and tree.name == "randomize" else tree
    steps = tuple(Step("child", step) for step in name.split("/") if step not in {".", ""})
    return Binary("|", tree, Path(found, steps))


def _expanded(found: set[Reference], definitions: Mapping[str, Definition]) -> set[Reference]:
    """Turn a reference to whatever stands below a node into references to each of them."""
    plain = {reference for reference in found if not reference.wide}
    for reference in found - plain:
        plain |= {
            Reference(path, reference.root, structural=reference.structural)
            for path in definitions
            if path.startswith(f"{reference.path}/")
            and path.endswith(f"/{reference.ending}" if reference.ending else "")
        }
    return plain


def _predecessors(reads: Mapping[_Key, set[Reference]]) -> dict[_Key, set[_Key]]:
    needed: dict[_Key, set[_Key]] = {}
    for key, found in reads.items():
        path, kind = key
        before = {other for reference in found for other in _behind(reference) if other in reads}
        around = _above(path) if kind == "relevant" else [path, *_above(path)]
        before |= {(above, "relevant") for above in around if (above, "relevant") in reads}
        before |= {(above, "count") for above in _above(path) if (above, "count") in reads}
        if kind in {"calculate", "choices"}:
            before.discard(key)
        needed[key] = before
    return needed


def _behind(reference: Reference) -> Iterable[_Key]:
    for path in [reference.path, *_above(reference.path)]:
        yield path, "count"
        if not reference.structural:
            yield path, "relevant"
    if not reference.structural:
        yield reference.path, "calculate"
        yield reference.path, "choices"


def _above(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:length]) for length in range(len(parts) - 1, 1, -1)]


def _sorted(needed: dict[_Key, set[_Key]]) -> list[_Key]:
    """Sort so that everything comes after what it needs, as near to the order of the form as that allows."""
    place = {key: index for index, key in enumerate(needed)}
    after: dict[_Key, list[_Key]] = defaultdict(list)
    waiting = {key: len(before) for key, before in needed.items()}
    for key, before in needed.items():
        for other in before:
            after[other].append(key)
    ready = [(place[key], key) for key, count in waiting.items() if count == 0]
    heapq.heapify(ready)
    ordered: list[_Key] = []
    while ready:
        _, key = heapq.heappop(ready)
        ordered.append(key)
        for other in after[key]:
            waiting[other] -= 1
            if waiting[other] == 0:
                heapq.heappush(ready, (place[other], other))
    if len(ordered) < len(needed):
        raise _circle({key: before for key, before in needed.items() if waiting[key]})
    return ordered


def _circle(needed: dict[_Key, set[_Key]]) -> NodeError:
    key = next(iter(needed))
    seen: list[_Key] = []
    while key not in seen:
        seen.append(key)
        key = next(other for other in needed[key] if other in needed)
    names = [path.rpartition("/")[2] for path, _ in seen[seen.index(key) :]]
    chain = " → ".join([*names, names[0]])
    return NodeError(names[0], f"questions depend on themselves in a circle: {chain}.")


def _watchers(definitions: Mapping[str, Definition]) -> dict[str, tuple[Watcher, ...]]:
    watchers: dict[str, set[Watcher]] = defaultdict(set)
    for path, definition in definitions.items():
        for expression in _shown(definition):
            for reference in _expanded(references(expression, path), definitions):
                if reference.path != path:
                    watchers[reference.path].add(Watcher(path, reference.root))
    return {path: tuple(found) for path, found in watchers.items()}


def _shown(definition: Definition) -> Iterable[Tree]:
    bind = definition.bind
    yield from (found.tree for found in (bind.required, bind.readonly, bind.constraint) if found is not None)
    for texts in (definition.label, definition.hint, definition.guidance):
        for text in texts.values():
            yield from _outputs(text)
    if isinstance(definition, Question):
        if definition.itemset is not None:
            yield _items(definition.itemset, "" if definition.itemset.itext else definition.itemset.label)
        for option in definition.options:
            for text in option.label.values():
                yield from _outputs(text)


def _outputs(text: Text) -> Iterable[Tree]:
    return (part.tree for part in text if isinstance(part, Expression))
