"""What changes from one version of a question set to the next, question by question."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from rhi_desktop.questions.definition import Definition, Form, Group, Question, QuestionType, Repeat
from rhi_desktop.questions.differing import details
from rhi_desktop.questions.pairing import Pairs, likely, pair
from rhi_desktop.questions.plain_words import name_of, section_of

_UNSEEN = frozenset({QuestionType.METADATA})


class What(StrEnum):
    """What happened to a question."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One question, page or repeat that is not as it was. `path` is its new one; its old one where it is gone."""

    what: What
    section: str
    label: str
    path: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences in the order of the new version, and where each question of the old one goes on (`pairs`)."""

    differences: tuple[Difference, ...]
    pairs: Pairs


@dataclass(frozen=True, slots=True)
class _Both:
    """The two versions, what goes on where (`pairs`), and what may be one and the same (`maybe`)."""

    old: Form
    new: Form
    pairs: Pairs
    maybe: Pairs
    names: dict[str, str]


def compare(old: Form, new: Form) -> Comparison:
    """Compare two versions of a question set."""
    pairs = pair(old, new)
    names = {_name(was): _name(now) for was, now in pairs.items() if _name(was) != _name(now)}
    both = _Both(old, new, pairs, likely(old, new, pairs), names)
    came_from = {now: was for was, now in pairs.items()}
    reordered = set(_reordered(old, new, pairs))
    found: list[Difference] = []
    for after in (one for one in new.definitions.values() if _counts(one)):
        was = came_from.get(after.path)
        if was is None:
            found.extend(_added(after, both))
        elif after.path != new.root.path:
            found.extend(_changed(old.definitions[was], after, both, moved=after.path in reordered))
    gone = (one for path, one in old.definitions.items() if path not in pairs and _counts(one) and _shown(one))
    found.extend(
        Difference(What.REMOVED, section_of(one.path, old), name_of(one, old), one.path, _whither(one.path, both))
        for one in gone
    )
    return Comparison(tuple(found), pairs)


def _added(after: Definition, both: _Both) -> Iterator[Difference]:
    if not _shown(after):
        return
    was = next((was for was, now in both.maybe.items() if now == after.path), None)
    said: tuple[str, ...] = ()
    if was is not None:
        name = both.old.definitions[was].name
        sentence = f"It reads like “{name}”, which is gone. If it is the same question, give it that name again: "
        said = (f"{sentence}answers go along then.",)
    yield Difference(What.ADDED, section_of(after.path, both.new), name_of(after, both.new), after.path, said)


def _whither(path: str, both: _Both) -> tuple[str, ...]:
    now = both.maybe.get(path)
    return () if now is None else (f"It may be the one that is called “{both.new.definitions[now].name}” now.",)


def _changed(before: Definition, after: Definition, both: _Both, *, moved: bool) -> Iterator[Difference]:
    new = both.new
    sentences = details(before, both.old, after, new, both.names)
    what = What.CHANGED
    if both.pairs.get(_above(before.path)) != _above(after.path):
        what = What.MOVED
        place = f"It stands in {_place(after.path, new)} instead of {_place(before.path, both.old)}."
        sentences = (place, *sentences)
    elif moved:
        what = What.MOVED
        sentences = (_behind(after, new), *sentences)
    if _name(before.path) != _name(after.path):
        what = What.RENAMED
        sentences = (f"Its name is “{after.name}” instead of “{before.name}”. Answers go along.", *sentences)
    if sentences:
        yield Difference(what, section_of(after.path, new), name_of(after, new), after.path, sentences)


def _reordered(old: Form, new: Form, pairs: Pairs) -> Iterator[str]:
    """Yield the paths of what stands elsewhere among the same neighbours: as few as explain the new order."""
    for group in (one for one in old.definitions.values() if isinstance(one, Group)):
        other = new.definitions.get(pairs.get(group.path, ""))
        if not isinstance(other, Group):
            continue
        places = {child.path for child in other.children}
        was = [pairs[child.path] for child in group.children if pairs.get(child.path) in places]
        now = [child.path for child in other.children if child.path in set(was)]
        stays = {
            was[at]
            for block in SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks()
            for at in range(block.a, block.a + block.size)
        }
        yield from (path for path in now if path not in stays)


def _behind(after: Definition, new: Form) -> str:
    around = new.definitions[_above(after.path)]
    children = [one for one in around.children if _shown(one)] if isinstance(around, Group) else []
    at = next((at for at, one in enumerate(children) if one.path == after.path), 0)
    return f"It comes after “{name_of(children[at - 1], new)}” now." if at else "It comes first now."


def _place(path: str, form: Form) -> str:
    around = form.definitions[_above(path)]
    section = section_of(path, form)
    page = name_of(around, form) if around.path != form.root.path else section
    return f"“{section}”" if page == section else f"“{section}”, “{page}”"


def _counts(one: Definition) -> bool:
    return not (isinstance(one, Question) and one.type in _UNSEEN) and one.path.split("/")[2:3] != ["meta"]


def _shown(one: Definition) -> bool:
    """Whether it is told when it comes or goes: a page comes and goes with its questions."""
    return not isinstance(one, Group) or isinstance(one, Repeat)


def _above(path: str) -> str:
    return path.rpartition("/")[0]


def _name(path: str) -> str:
    return path.rpartition("/")[2]
