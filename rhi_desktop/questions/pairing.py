"""Which question of one version of a set is which of the next: by path, else by name, else by meaning."""

from collections.abc import Callable, Iterable

from rhi_desktop.questions.definition import Definition, Form, Group, Question, Repeat
from rhi_desktop.questions.plain_words import text_words

Pairs = dict[str, str]
"""Paths of the new version by those of the old one."""


def pair(old: Form, new: Form) -> Pairs:
    """Return what goes on under the same path, elsewhere under the same name, or under another name.

    A question goes on under another name where its concept and its kind of answer stay; a group where its concept or
    its label does. Whatever could be two things is left alone.
    """
    pairs = {path: path for path in old.definitions if _alike(old.definitions[path], new.definitions.get(path))}
    for key in (_by_name, _by_concept(), _by_label(old, new)):
        _pair_more(old, new, pairs, key)
    return pairs


def likely(old: Form, new: Form, pairs: Pairs) -> Pairs:
    """Return questions that read the same and have the same kind of answer, though nothing else says they are one."""
    more = dict(pairs)
    _pair_more(old, new, more, lambda one: _read_alike(one, old, new))
    return {was: now for was, now in more.items() if was not in pairs}


def _pair_more(old: Form, new: Form, pairs: Pairs, key: Callable[[Definition], object]) -> None:
    taken = set(pairs.values())
    gone = _by_key((one for path, one in old.definitions.items() if path not in pairs), key)
    come = _by_key((one for path, one in new.definitions.items() if path not in taken), key)
    for shared in gone.keys() & come.keys():
        if len(gone[shared]) == len(come[shared]) == 1:
            pairs[gone[shared][0].path] = come[shared][0].path


def _by_key(definitions: Iterable[Definition], key: Callable[[Definition], object]) -> dict[object, list[Definition]]:
    found: dict[object, list[Definition]] = {}
    for definition in definitions:
        if (value := key(definition)) is not None:
            found.setdefault(value, []).append(definition)
    return found


def _alike(before: Definition, after: Definition | None) -> bool:
    """Whether both are questions, both groups, or both repeats."""
    return after is not None and _kind(before) is _kind(after)


def _kind(one: Definition) -> type[Definition]:
    return Repeat if isinstance(one, Repeat) else Group if isinstance(one, Group) else Question


def _by_name(one: Definition) -> object:
    return (_kind(one), one.name)


def _by_concept() -> Callable[[Definition], object]:
    def key(one: Definition) -> object:
        return (_kind(one), _answer(one), one.concept) if one.concept else None

    return key


def _by_label(old: Form, new: Form) -> Callable[[Definition], object]:
    def key(one: Definition) -> object:
        return None if isinstance(one, Question) else _read_alike(one, old, new)

    return key


def _read_alike(one: Definition, old: Form, new: Form) -> object:
    form = old if old.definitions.get(one.path) is one else new
    label = text_words(one.label, form.default_language).casefold()
    return (_kind(one), _answer(one), label) if label else None


def _answer(one: Definition) -> object:
    return one.type if isinstance(one, Question) else None
