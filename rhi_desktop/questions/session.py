"""One filling-in of a form: the only thing that windows and services need of the engine."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, tzinfo
from types import MappingProxyType

from rhi_desktop.domain.answers import AnswerState, Delta, Entry
from rhi_desktop.domain.moments import LONDON
from rhi_desktop.questions.answers import storable
from rhi_desktop.questions.cells import Cell
from rhi_desktop.questions.compiler import World
from rhi_desktop.questions.definition import Definition, Form, Group, Question, Repeat
from rhi_desktop.questions.metadata import preload
from rhi_desktop.questions.node import Changes, Node, Said, Violation
from rhi_desktop.questions.placing import place
from rhi_desktop.questions.presenting import Presenter
from rhi_desktop.questions.propagation import Propagation
from rhi_desktop.questions.serialising import serialise
from rhi_desktop.questions.tree import FixedNumber, Tree, UnknownPath, key_of, path_of, subtree

__all__ = ["Changes", "Node", "Session", "UnknownPath", "Violation"]


class Session:
    """Answers to a form, and all that follows from them. Not safe for two threads at once.

    `unplaced` holds the saved entries that the form has no place for (after `restore`).
    """

    def __init__(self, form: Form, clock: Callable[[], datetime], zone: tzinfo) -> None:
        self.form = form
        self.unplaced: tuple[Entry, ...] = ()
        self._tree = Tree(form)
        self._world = World(self._tree.root, dict(form.instances), clock, zone, form.default_language)
        self._world.version = form.version
        self._show = Presenter(form, self._world)
        self._world.choice_label = self._show.choice_label
        self._world.translate = self._show.translate
        self._flow = Propagation(form, self._tree, self._world)
        self._relevant: dict[str, bool] = {}
        self._saved: dict[str, Entry] = {}

    @classmethod
    def start(cls, form: Form, *, clock: Callable[[], datetime], zone: tzinfo = LONDON) -> "Session":
        """Begin anew: the instances that the form gives, defaults, calculations."""
        session = cls(form, clock, zone)
        session._tree.grow_first()
        session._index()
        for cell in subtree(session._tree.root):
            preload(cell, clock().astimezone(zone))
        session._flow.load(first=True)
        session._settled()
        return session

    @classmethod
    def restore(
        cls, form: Form, entries: Iterable[Entry], *, clock: Callable[[], datetime], zone: tzinfo = LONDON
    ) -> "Session":
        """Open what was saved. Defaults are not set again; calculations are, where they give something else."""
        session = cls(form, clock, zone)
        session._tree.grow_bare(session._tree.root)
        session.unplaced = place(session._tree, entries)
        session._index()
        for cell in subtree(session._tree.root):
            cell.computed = cell.text
        session._flow.load(first=False)
        session._settled()
        return session

    def relabel(self, path: str, labels: Mapping[str, str]) -> None:
        """Show other labels than the form's for the choices of a question, by code; `path` has no positions."""
        self._show.labels[path] = labels

    @property
    def relabelled(self) -> Mapping[str, Mapping[str, str]]:
        """What `relabel` was given, by path."""
        return self._show.labels

    @property
    def second_language(self) -> str:
        """The language in which nodes say their words once more (`Node.second`, `Choice.second`); empty for none."""
        return self._show.second

    @second_language.setter
    def second_language(self, language: str) -> None:
        if language and language not in self.form.languages:
            raise UnknownPath(language)
        self._show.second = language

    def look_like(self, other: "Session") -> None:
        """Take over the languages and the labels in which another session on the same form is shown."""
        self.language, self.second_language = other.language, other.second_language
        self._show.labels.update(other.relabelled)

    def said_in(self, path: str, language: str) -> Said:
        """Return what a node says in another language, without switching to it. Raises UnknownPath."""
        cell = self._tree.find(path)
        return self._show.said(cell, _definition(cell), language)

    @property
    def language(self) -> str:
        """The language of labels and messages, one of `form.languages`."""
        return self._world.language

    @language.setter
    def language(self, language: str) -> None:
        if language not in self.form.languages:
            raise UnknownPath(language)
        self._world.language = language

    def set(self, path: str, value: str) -> Changes:
        """Answer a question with an XForms string; an empty one takes the answer back.

        Raises UnknownPath, and NotText for text that cannot be kept.
        """
        cell, question = self._leaf(path)
        self._flow.forget()
        self._flow.answer(question, cell, storable(value))
        return self._finish()

    def set_state(self, path: str, state: AnswerState) -> Changes:
        """Say why a question has no answer; its value is cleared."""
        cell, _ = self._leaf(path)
        self._flow.forget()
        if state is not AnswerState.ANSWERED:
            self._flow.write(cell, "", state)
        return self._finish()

    def add(self, path: str) -> Changes:
        """Append an instance to the repeat at `path`. Raises UnknownPath where the form does not allow it."""
        parent = self._tree.find(path.rpartition("/")[0])
        definition = self._repeat(parent, path.rpartition("/")[2].partition("[")[0], path)
        self._flow.forget()
        cell = self._tree.add_instance(parent, definition.path)
        self._flow.restructured = True
        self._index()
        self._flow.arise(cell)
        self._flow.wake_readers_everywhere()
        return self._finish(added=cell)

    def remove(self, path: str) -> Changes:
        """Take a repeat instance out, with all answers in it. Raises UnknownPath where the form does not allow it."""
        cell = self._tree.find(path)
        if cell.parent is None or not cell.number:
            raise UnknownPath(path)
        self._repeat(cell.parent, cell.name, path)
        self._flow.forget()
        key = key_of(cell)
        self._tree.drop(cell)
        self._flow.restructured = True
        self._flow.wake_readers_everywhere()
        return self._finish(removed=(key,))

    def node(self, path: str) -> Node:
        """Return one node. Raises UnknownPath."""
        return self._node(self._tree.find(path))

    def children(self, path: str) -> tuple[Node, ...]:
        """Return what stands directly below a group or repeat instance, in order of the form."""
        return tuple(self._node(child) for child in self._tree.find(path).children)

    def repeats(self, path: str) -> int:
        """Return how many instances the repeat at `path` has."""
        above, _, name = path.rpartition("/")
        return len(self._tree.find(above).named.get(name.partition("[")[0], ()))

    def violations(self, under: str = "") -> tuple[Violation, ...]:
        """Return what is wrong at or below a node, in order of the form."""
        top = self._tree.find(under) if under else self._tree.root
        found = (self._violation(cell) for cell in subtree(top))
        return tuple(violation for violation in found if violation is not None)

    def values(self) -> dict[str, str]:
        """Return every question's value by path; blank where it is not relevant."""
        return {path_of(cell): cell.string for cell in self._leaves()}

    def relevant(self) -> Mapping[str, bool]:
        """Return whether each node is relevant, by path. A view: it follows the session."""
        return MappingProxyType(self._relevant)

    def instance(self) -> str:
        """Return the serialised XML."""
        return serialise(self._tree.root, self.form.model)

    def entries(self, *, relevant_only: bool = False) -> tuple[Entry, ...]:
        """Return what is to be kept, in order of the form: answers, explicit states, repeat instances."""
        cells = (cell for cell in subtree(self._tree.root) if cell.relevant or not relevant_only)
        if relevant_only:
            return tuple(
                Entry(key_of(cell), "" if cell.children else cell.shown, cell.state) for cell in cells if _kept(cell)
            )
        return tuple(_entry(cell) for cell in cells if _kept(cell))

    def _leaf(self, path: str) -> tuple[Cell, Question]:
        cell = self._tree.find(path)
        if not isinstance(cell.definition, Question):
            raise UnknownPath(path)
        return cell, cell.definition

    def _repeat(self, parent: Cell, name: str, path: str) -> Repeat:
        below = parent.definition.children if isinstance(parent.definition, Group) else ()
        for definition in below:
            if definition.name == name and isinstance(definition, Repeat):
                if definition.fixed:
                    raise FixedNumber(path)
                return definition
        raise UnknownPath(path)

    def _leaves(self) -> Iterator[Cell]:
        return (cell for cell in subtree(self._tree.root) if isinstance(cell.definition, Question))

    def _node(self, cell: Cell) -> Node:
        return self._show.node(cell, _definition(cell))

    def _violation(self, cell: Cell) -> Violation | None:
        if not cell.relevant or not isinstance(cell.definition, Question):
            return None
        return self._show.violation(cell, cell.definition, path_of(cell))

    def _index(self) -> None:
        """Note which paths have no repeat around them: those are found at once."""
        self._world.singles = {
            path: cells[0] for path, cells in self._tree.at.items() if len(cells) == 1 and not _repeated(cells[0])
        }

    def _settled(self) -> None:
        self._flow.forget()
        self._relevant = {path_of(cell): cell.relevant for cell in subtree(self._tree.root)}

    def _finish(self, *, added: Cell | None = None, removed: tuple[str, ...] = ()) -> Changes:
        flow = self._flow
        flow.settle()
        saved: list[Entry] = []
        paths: set[str] = set()
        watchers = self.form.graph.watchers
        for cell in flow.changed.values():
            if cell.gone:
                continue
            path = path_of(cell)
            paths.add(path)
            self._relevant[path] = cell.relevant
            if cell.number or isinstance(cell.definition, Question):
                saved.append(_entry(cell))
            for watcher in watchers.get(cell.definition.path, ()) if cell.definition is not None else ():
                paths.update(path_of(other) for other in self._tree.below(cell, watcher.root, watcher.path))
        if flow.restructured:
            self._relevant = {path_of(cell): cell.relevant for cell in subtree(self._tree.root)}
            paths.update(self._relevant)
        delta = Delta(tuple(saved), (*removed, *flow.dropped) if flow.dropped else removed)
        return Changes(delta, frozenset(paths), path_of(added) if added is not None else None)


def _definition(cell: Cell) -> Definition:
    if cell.definition is None:
        raise UnknownPath(cell.name)
    return cell.definition


def _repeated(cell: Cell) -> bool:
    here: Cell | None = cell
    while here is not None:
        if here.number:
            return True
        here = here.parent
    return False


def _kept(cell: Cell) -> bool:
    if cell.number:
        return True
    return isinstance(cell.definition, Question) and (bool(cell.text) or cell.state is not AnswerState.NOT_ASKED)


def _entry(cell: Cell) -> Entry:
    return Entry(key_of(cell), "" if cell.children else cell.text, cell.state)
