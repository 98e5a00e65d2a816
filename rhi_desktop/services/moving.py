"""Moving an interview that is being written to another version of the questions: nothing in it is lost."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from rhi_desktop.domain.answers import AnswerState, Delta, Entry
from rhi_desktop.questions.definition import Form, Question, QuestionType, Repeat
from rhi_desktop.questions.pairing import Pairs
from rhi_desktop.questions.plain_words import choices_of, section_of
from rhi_desktop.questions.session import Node, Session

_STEP = re.compile(r"([^/{}]+)(?:\{(\d+)\})?")
_BY_ITSELF = frozenset({QuestionType.CALCULATE, QuestionType.HIDDEN, QuestionType.METADATA, QuestionType.NOTE})


@dataclass(frozen=True, slots=True)
class Point:
    """One answer, or one question, that is not as it was; `why` is a sentence."""

    section: str
    label: str
    why: str


@dataclass(frozen=True, slots=True)
class Move:
    """What becomes of a draft: answers `kept`, those `hidden` but kept in the draft, and what needs `attention`.

    `delta` is what changes in the saved entries.
    """

    kept: int
    hidden: tuple[Point, ...]
    attention: tuple[Point, ...]
    delta: Delta


def plan_move(entries: Iterable[Entry], old: Form, new: Form, pairs: Pairs, clock: Callable[[], datetime]) -> Move:
    """Return what becomes of the entries of a draft on `old` when it goes on with `new`."""
    saved = tuple(entries)
    keys = {entry.key: rekeyed(entry.key, new, pairs) for entry in saved}
    before = Session.restore(old, saved, clock=clock)
    after = Session.restore(new, (Entry(keys[e.key], e.value, e.state) for e in saved), clock=clock)
    now = {node.key: node for node in _questions(after, new.root.path)}
    was = {node.key: node for node in _questions(before, old.root.path)}
    kept, hidden, attention = 0, [], []
    for entry in saved:
        node = was.get(entry.key)
        if node is None or not node.relevant or not _answered(entry, node):
            continue
        label, section = node.label or node.definition.name, section_of(node.definition.path, old)
        why = _hidden(now.get(keys[entry.key]))
        if why:
            hidden.append(Point(section, label, why))
        elif why := _worse(entry, node, now[keys[entry.key]], old):
            attention.append(Point(section, label, why))
        else:
            kept += 1
    came_from = {key: old_key for old_key, key in keys.items()}
    attention.extend(_newly_required(now.values(), {key: was.get(came_from.get(key, key)) for key in now}, new))
    return Move(kept, tuple(hidden), tuple(attention), _delta(saved, keys, after))


def rekeyed(key: str, new: Form, pairs: Pairs) -> str:
    """Return the key under which an entry goes on; the same one where its question has no place any more.

    Numbers of instances go along where the repeats around the question do.
    """
    steps = [(found[1], found[2]) for found in _STEP.finditer(key)]
    path = "".join(f"/{name}" for name, _ in steps)
    target = pairs.get(path)
    if target is None or target == path:
        return key
    numbers = {around: number for around, (_, number) in zip(_around(path), steps, strict=True) if number}
    wanted = [around for around in _around(target) if isinstance(new.definitions.get(around), Repeat)]
    if [pairs.get(around) for around in numbers] != wanted:
        return key
    given = dict(zip(wanted, numbers.values(), strict=True))
    parts = (
        around.rpartition("/")[2] + (f"{{{given[around]}}}" if around in given else "") for around in _around(target)
    )
    return "".join(f"/{part}" for part in parts)


def _around(path: str) -> list[str]:
    """Return the paths from the root down to `path` itself."""
    steps = path.strip("/").split("/")
    return ["/" + "/".join(steps[: at + 1]) for at in range(len(steps))]


def _delta(saved: tuple[Entry, ...], keys: dict[str, str], after: Session) -> Delta:
    held = {entry.key: entry for entry in saved}
    wanted = {entry.key: entry for entry in (*after.unplaced, *after.entries())}
    removed = tuple(key for key, target in keys.items() if key != target)
    swept = {key for key in held if any(key == gone or key.startswith(f"{gone}/") for gone in removed)}
    changed = (entry for key, entry in wanted.items() if key in swept or held.get(key) != entry)
    return Delta(tuple(changed), removed)


def _questions(session: Session, path: str) -> Iterator[Node]:
    for node in session.children(path):
        if isinstance(node.definition, Question):
            yield node
        else:
            yield from _questions(session, node.path)


def _answered(entry: Entry, node: Node) -> bool:
    question = node.definition
    by_itself = isinstance(question, Question) and (question.type in _BY_ITSELF or question.bind.calculate is not None)
    return not by_itself and (bool(entry.value) or entry.state is not AnswerState.NOT_ASKED)


def _hidden(node: Node | None) -> str:
    if node is None:
        return "The question is gone."
    return "" if node.relevant else "The question is not asked, given the other answers."


def _worse(entry: Entry, before: Node, after: Node, old: Form) -> str:
    """Say what is wrong with an answer under the new question that was not wrong before; empty where nothing is."""
    if entry.state is not AnswerState.ANSWERED:
        return ""
    offered = set(entry.value.split()) - set(after.value.split())
    if after.value != entry.value and offered:
        labels = choices_of(before.definition, old)
        return f"No longer offered: {', '.join(f'“{labels.get(code, code)}”' for code in sorted(offered))}."
    worse = after.violation is not None and before.violation is None and after.violation.kind != "required"
    return f"The answer does not fit any more: {after.violation.message}" if worse and after.violation else ""


def _newly_required(nodes: Iterable[Node], before: dict[str, Node | None], new: Form) -> Iterator[Point]:
    for node in nodes:
        if node.violation is None or node.violation.kind != "required":
            continue
        was = before.get(node.key)
        if was is None or was.violation is None:
            label = node.label or node.definition.name
            yield Point(section_of(node.definition.path, new), label, "It has to be answered now.")
