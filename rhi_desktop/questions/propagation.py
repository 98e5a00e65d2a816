"""Keeping everything computed: an answer wakes what reads it, in an order in which nothing is computed twice."""

import heapq
import math
from collections.abc import Iterable, Mapping

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.questions.answers import canonical, fitted
from rhi_desktop.questions.cells import Cell
from rhi_desktop.questions.choosing import Offer, chooses, chosen, left, offer
from rhi_desktop.questions.compiler import World
from rhi_desktop.questions.definition import Action, Definition, Form, Group, Question, QuestionType, Repeat
from rhi_desktop.questions.model import Computation
from rhi_desktop.questions.tree import Tree, key_of, subtree
from rhi_desktop.questions.values import to_number

_WORKED_OUT = frozenset({QuestionType.CALCULATE, QuestionType.HIDDEN, QuestionType.METADATA, QuestionType.NOTE})
MOST_INSTANCES = 1000
DEEPEST_CHAIN = 50
"""How many values may set one another in a row before it is taken for a circle."""


class Propagation:
    """Computes relevance, calculations and repeat counts of a session's cells, and remembers what changed."""

    def __init__(self, form: Form, tree: Tree, world: World) -> None:
        self._form = form
        self._tree = tree
        self._world = world
        self._heap: list[tuple[int, int, Computation, Cell]] = []
        self._queued: set[tuple[int, int]] = set()
        self._sequence = 0
        self._restoring = False
        self._born: list[Cell] = []
        self._at_first = _by_target(action for action in form.actions if action.first_load)
        self._at_birth = _by_target(action for action in form.actions if action.new_repeat)
        self._waiting: list[tuple[Action, Cell, str]] = []
        self._fixed: dict[str, Offer] = {}
        self._choosing = {
            path for path, found in form.graph.by_path.items() if any(one.kind == "choices" for one in found)
        }
        self._on_change: dict[str, list[Action]] = {}
        for action in form.actions:
            if action.source:
                self._on_change.setdefault(action.source, []).append(action)
        self.changed: dict[int, Cell] = {}
        self.restructured = False
        self.dropped: list[str] = []
        self._refitted = False

    def forget(self) -> None:
        """Begin a new record of what changed."""
        self.changed = {}
        self.restructured = False
        self.dropped = []

    def wake_all(self) -> None:
        """Compute everything anew."""
        for computation in self._form.graph.computations:
            for cell in self._tree.at[computation.path]:
                self._push(computation, cell)
        for path, definition in self._form.definitions.items():
            if isinstance(definition, Question) and chooses(definition):
                for cell in self._tree.at[path]:
                    self._narrow(cell)

    def wake_readers_everywhere(self) -> None:
        """Compute anew all that reads other nodes, where it is not new: positions and counts may have changed."""
        for computation in self._form.graph.computations:
            if computation.reads:
                for cell in self._tree.at[computation.path]:
                    if not cell.fresh:
                        self._push(computation, cell)

    def arise(self, cell: Cell) -> None:
        """Have a new instance computed when what is waiting is settled."""
        around = cell.parent is None or cell.parent.relevant
        _spread(cell, around=around)
        for below in subtree(cell):
            self.changed[id(below)] = below
            self._narrow(below)
        self._born.append(cell)

    def write(self, cell: Cell, text: str, state: AnswerState, *, offered: bool = False) -> None:
        """Give a cell a value; wake its readers and note its actions where it changed.

        `offered`: all choices in the text are among those offered now.
        """
        if cell.text == text and cell.state is state:
            return
        before = cell.shown
        cell.text, cell.state = text, state
        self.changed[id(cell)] = cell
        if offered:
            cell.narrowed = None
        else:
            self._narrow(cell)
        if cell.shown != before:
            self._wake(cell)
            self._notice(cell, before if cell.relevant else "")

    def answer(self, question: Question, cell: Cell, text: str) -> None:
        """Give a cell an answer as it is kept: figures as the type writes them, choices as they are offered."""
        if not chooses(question):
            text = fitted(question, text)
        elif text:
            text = chosen(question, text, self._offer(question, cell))
        state = AnswerState.ANSWERED if text else AnswerState.NOT_ASKED
        self.write(cell, text, state, offered=question.type is not QuestionType.RANK)

    def load(self, *, first: bool) -> None:
        """Compute all that a session begins with; at the `first` opening with the values that are set then."""
        cells = list(subtree(self._tree.root))
        if first and self._at_first:
            for cell in cells:
                self._narrow(cell)
            self._bear(cells, self._at_first)
        else:
            self._restoring = not first
            self.wake_all()
            self._drain()
            self._restoring = False
        while first and self._born:
            born, self._born = self._born, []
            self._bear([cell for one in born for cell in subtree(one)], self._at_first)
        self._born.clear()
        self._waiting.clear()
        for cell in subtree(self._tree.root):
            cell.fresh = False

    def _bear(self, cells: list[Cell], actions: Mapping[str, list[Action]]) -> None:
        """Compute new cells in order of the form, so that a value set at birth finds done what stands before it."""
        by_path = self._form.graph.by_path
        for cell in cells:
            for computation in by_path.get(_path(cell), ()):
                if computation.kind == "relevant":
                    self._push(computation, cell)
        self._drain()
        for cell in cells:
            for computation in by_path.get(_path(cell), ()):
                if computation.kind != "relevant":
                    self._push(computation, cell)
            for action in actions.get(_path(cell), ()):
                self._drain()
                if cell.relevant and not cell.gone:
                    self._assign(action, cell)
        self._drain()
        for cell in cells:
            cell.fresh = False
        self._look_again()

    def _look_again(self) -> None:
        """Compute anew what stands before a counted repeat: when it was computed, the instances were not there."""
        if self._refitted:
            self._refitted = False
            self.wake_readers_everywhere()
            self._drain()

    def settle(self) -> None:
        """Compute what is waiting, until nothing is."""
        rounds = 0
        self._drain()
        self._refitted = False
        while (self._waiting or self._born) and rounds < DEEPEST_CHAIN:
            rounds += 1
            if self._born:
                born, self._born = self._born, []
                self._bear([cell for one in born for cell in subtree(one)], self._at_birth)
            else:
                self._fire(*self._waiting.pop(0))
        self._waiting.clear()

    def _fire(self, action: Action, source: Cell, before: str) -> None:
        if source.gone or source.string == before:
            return
        root = _shared(action.source, action.target)
        for cell in list(self._tree.below(source, root, action.target)):
            self._assign(action, cell)
            self._drain()

    def _drain(self) -> None:
        while self._heap:
            _, _, computation, cell = heapq.heappop(self._heap)
            self._queued.discard((computation.order, id(cell)))
            if not cell.gone:
                self._compute(computation, cell)

    def _compute(self, computation: Computation, cell: Cell) -> None:
        if computation.kind == "relevant":
            self._relevant(cell)
        elif computation.kind == "calculate":
            self._calculate(cell, volatile=computation.volatile)
        elif computation.kind == "choices":
            self._choices(cell)
        else:
            self._fit(cell, computation.repeat)

    def _notice(self, cell: Cell, before: str) -> None:
        """Have the actions run that wait for a change of the cell, once everything is computed."""
        if cell.fresh:
            return
        for action in self._on_change.get(_path(cell), ()):
            if not any(known is action and source is cell for known, source, _ in self._waiting):
                self._waiting.append((action, cell, before))

    def _offer(self, question: Question, cell: Cell) -> Offer:
        if question.path in self._choosing:
            return offer(question, self._world, cell)
        if question.path not in self._fixed:
            self._fixed[question.path] = offer(question, self._world, cell)
        return self._fixed[question.path]

    def _narrow(self, cell: Cell) -> None:
        question = cell.definition
        if isinstance(question, Question) and chooses(question):
            shown = left(question, cell.text, self._offer(question, cell)) if cell.text else ""
            cell.narrowed = None if shown == cell.text else shown

    def _choices(self, cell: Cell) -> None:
        before, was = cell.string, cell.shown
        self._narrow(cell)
        if cell.shown != was:
            self.changed[id(cell)] = cell
            self._wake(cell)
            self._notice(cell, before)

    def _assign(self, action: Action, cell: Cell) -> None:
        text = action.value.string(self._world, cell) if action.value is not None else ""
        text = canonical(cell.definition, text)
        self.write(cell, text, AnswerState.ANSWERED if text else AnswerState.NOT_ASKED)

    def _relevant(self, cell: Cell) -> None:
        expression = cell.definition.bind.relevant if cell.definition else None
        own = expression.truth(self._world, cell) if expression is not None else True
        if own != cell.own:
            cell.own = own
            self._set_relevance(cell, around=cell.parent is None or cell.parent.relevant)

    def _set_relevance(self, cell: Cell, *, around: bool) -> None:
        effective = around and cell.own
        if effective == cell.relevant:
            return
        cell.relevant = effective
        self.changed[id(cell)] = cell
        if cell.text or isinstance(cell.definition, Group):
            self._wake(cell)
            self._notice(cell, "" if effective else cell.shown)
        if effective and cell.definition is not None and cell.definition.bind.calculate is not None:
            cell.computed = None
            self._push_own(cell, "calculate")
        for child in cell.children:
            self._set_relevance(child, around=effective)

    def _calculate(self, cell: Cell, *, volatile: bool) -> None:
        definition = cell.definition
        if not cell.relevant or definition is None or definition.bind.calculate is None:
            return
        text = canonical(definition, definition.bind.calculate.string(self._world, cell))
        if self._restoring and (_typed(definition) or (volatile and cell.text)):
            cell.computed = text
        elif text != cell.computed:
            cell.computed = text
            self.write(cell, text, AnswerState.ANSWERED if text else AnswerState.NOT_ASKED)

    def _fit(self, parent: Cell, path: str) -> None:
        """Add or drop instances until there are as many as the form says."""
        repeat = self._form.definitions[path]
        if not isinstance(repeat, Repeat) or repeat.count is None:
            return
        place = Cell(repeat.name, parent, repeat)
        number = to_number(repeat.count.value(self._world, place), self._world.zone)
        if not math.isfinite(number):
            return
        wanted = min(max(int(number), 0), MOST_INSTANCES)
        alike = parent.named.get(repeat.name, [])
        if len(alike) == wanted:
            return
        self.restructured = self._refitted = True
        while len(alike) > wanted:
            self.dropped.append(key_of(alike[-1]))
            self._tree.drop(alike[-1])
        added = []
        while len(parent.named.get(repeat.name, [])) < wanted:
            added.append(self._tree.add_instance(parent, repeat.path))
        for cell in added:
            self.arise(cell)
        self.wake_readers_everywhere()

    def _wake(self, cell: Cell) -> None:
        for reader in self._form.graph.readers.get(_path(cell), ()):
            for target in self._tree.below(cell, reader.root, reader.computation.path):
                self._push(reader.computation, target)

    def _push_own(self, cell: Cell, kind: str) -> None:
        for computation in self._form.graph.by_path.get(_path(cell), ()):
            if computation.kind == kind:
                self._push(computation, cell)

    def _push(self, computation: Computation, cell: Cell) -> None:
        mark = (computation.order, id(cell))
        if mark not in self._queued:
            self._queued.add(mark)
            self._sequence += 1
            heapq.heappush(self._heap, (computation.order, self._sequence, computation, cell))


def _typed(definition: Definition) -> bool:
    """Whether a person may have put something else in the place of what was calculated."""
    return isinstance(definition, Question) and definition.type not in _WORKED_OUT


def _by_target(actions: Iterable[Action]) -> dict[str, list[Action]]:
    found: dict[str, list[Action]] = {}
    for action in actions:
        if not action.source:
            found.setdefault(action.target, []).append(action)
    return found


def _spread(cell: Cell, *, around: bool) -> None:
    cell.relevant = around and cell.own
    for child in cell.children:
        _spread(child, around=cell.relevant)


def _shared(a: str, b: str) -> str:
    shared = [x for x, y in zip(a.split("/"), b.split("/"), strict=False) if x == y]
    return "/".join(shared)


def _path(cell: Cell) -> str:
    return cell.definition.path if cell.definition is not None else ""
