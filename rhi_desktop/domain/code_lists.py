"""Code lists: which codes a field takes, since when, until when. Old codes stay readable for ever."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Code:
    """One code with its label, its days of validity (both inclusive, None without bound) and other spellings of it."""

    code: str
    label: str
    since: date | None = None
    until: date | None = None
    aliases: tuple[str, ...] = ()

    def valid(self, on: date) -> bool:
        """Whether the code may be chosen for a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class CodeList:
    """The codes of one field, in the order in which they are offered. `source` says where they come from."""

    name: str
    title: str
    source: str
    codes: tuple[Code, ...]

    def offered(self, on: date) -> tuple[Code, ...]:
        """Return the codes that may be chosen for a day."""
        return tuple(code for code in self.codes if code.valid(on))

    def label(self, code: str) -> str:
        """Return the label of a code, old or new; what is no code comes back as it is."""
        return next((one.label for one in self.codes if one.code == code), code)

    def find(self, text: str) -> str | None:
        """Return the code that a person or a spreadsheet means by `text`: its code, label or alias; None where none."""
        asked = _folded(text)
        for one in self.codes:
            if asked and asked in {_folded(one.code), _folded(one.label), *map(_folded, one.aliases)}:
                return one.code
        return None


class CodeLists:
    """The lists by name."""

    def __init__(self, lists: Mapping[str, CodeList]) -> None:
        self._lists = dict(lists)

    def __getitem__(self, name: str) -> CodeList:
        """Return a list. KeyError where there is none: a name of a list is never a person's input."""
        return self._lists[name]

    def names(self) -> tuple[str, ...]:
        """Return the names of all lists."""
        return tuple(sorted(self._lists))


def read_code_list(name: str, text: str) -> CodeList:
    """Read a list from its TOML (`resources/code_lists`). Raises ValueError where the same code stands twice."""
    kept = tomllib.loads(text)
    codes = tuple(
        Code(str(one["code"]), str(one["label"]), one.get("since"), one.get("until"), tuple(one.get("aliases", ())))
        for one in kept["code"]
    )
    if len({one.code for one in codes}) < len(codes):
        raise ValueError(f"{name}: the same code stands twice")
    return CodeList(name, str(kept["title"]), str(kept["source"]), codes)


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
