"""A themes survey: passages of a chosen set of interviews, each marked with what it is about.

The survey of fifty interviews is that of Rotherham (domain reference, section 7, "Sampling").
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

SUGGESTED: Final = (
    "Places run from and found",
    "Hotspots",
    "People who appear with several children",
    "Transport",
    "Premises",
    "School and exclusion",
)
"""What a themes report speaks of at least (domain reference, section 7, "Themes report")."""


class Chosen(StrEnum):
    """How the interviews of a survey were chosen."""

    ALL = "all"
    DRAWN = "drawn"
    BY_HAND = "by_hand"


class Standing(StrEnum):
    """Whether a passage is still in its interview, which may have been amended since it was marked."""

    THERE = "there"
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of an answer (its key), from the character `start`, that speak of one theme or several.

    `version` is that of the interview when they were marked. `id` follows from where that was (`marked`), so that two
    people who mark one survey at once keep each other's passages (`merging`).
    """

    id: str
    interview: str
    key: str
    quote: str
    start: int = 0
    themes: tuple[str, ...] = ()
    version: int = 1

    @classmethod
    def marked(cls, interview: str, key: str, start: int, quote: str, version: int = 1) -> "Passage":
        """Return a passage that has no theme yet."""
        where = "\n".join((interview, key, str(start), quote))
        id_ = hashlib.sha256(where.encode()).hexdigest()[:32]
        return cls(id=id_, interview=interview, key=key, quote=quote, start=start, version=version)

    @property
    def place(self) -> tuple[str, int, str]:
        """Where it is in its interview."""
        return self.key, self.start, self.quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """That an interview (its id) was read to its end."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """A survey: its title, the interviews chosen (ids) and how, its themes and the passages marked.

    `since` and `until` are the ISO dates between which the interviews were submitted, and `out_of` how many there were;
    where they were drawn, the same `seed` draws them again. `read` are the interviews that were read to their end. `by`
    is a member, `at` the instant at which it was begun.
    """

    title: str
    chosen: str = ""
    since: str = ""
    until: str = ""
    seed: str = ""
    out_of: int = 0
    by: str = ""
    at: str = ""
    interviews: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    read: tuple[Read, ...] = ()
    passages: tuple[Passage, ...] = ()

    @property
    def done(self) -> tuple[str, ...]:
        """The interviews that were read to their end."""
        return tuple(one.id for one in self.read)

    def of(self, interview: str) -> tuple[Passage, ...]:
        """Return the passages of one interview."""
        return tuple(one for one in self.passages if one.interview == interview)

    def with_passages(self, interview: str, passages: tuple[Passage, ...], *, done: bool) -> "Survey":
        """Return the survey with other passages of one interview; those of the others stay."""
        others = tuple(one for one in self.passages if one.interview != interview)
        read = tuple(one for one in self.read if one.id != interview)
        return replace(self, passages=(*others, *passages), read=(*read, Read(id=interview)) if done else read)


def toggled(passages: tuple[Passage, ...], marked: Passage, theme: str) -> tuple[Passage, ...]:
    """Return the passages with a theme given to the marked one, or taken from it; without a theme it is none."""
    before = next((one for one in passages if one.place == marked.place), replace(marked, themes=()))
    themes = before.themes
    kept = tuple(one for one in themes if one != theme) if theme in themes else (*themes, theme)
    others = tuple(one for one in passages if one.place != marked.place)
    return (*others, replace(before, themes=kept)) if kept else others


def standing(passage: Passage, answers: Mapping[str, str]) -> tuple[Standing, Passage]:
    """Return whether a passage is still there in what its interview says now, and where it stands there.

    Words that have moved within their answer are found again; words that were changed are lost.
    """
    text = answers.get(passage.key, "")
    if text[passage.start : passage.start + len(passage.quote)] == passage.quote:
        return Standing.THERE, passage
    at = text.find(passage.quote)
    return (Standing.LOST, passage) if at < 0 else (Standing.THERE, replace(passage, start=at))


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """How often a theme came up: passages, the interviews they are in, and the children of those."""

    theme: str
    passages: int
    interviews: int
    children: int


def count(themes: tuple[str, ...], passages: tuple[Passage, ...], children: Mapping[str, str]) -> list[ThemeCount]:
    """Count by theme, in the order of the themes. `children` are those of the interviews, by interview."""
    counted = []
    for theme in themes:
        of = [one for one in passages if theme in one.themes]
        interviews = {one.interview for one in of}
        counted.append(ThemeCount(theme, len(of), len(interviews), len({children[one] for one in interviews})))
    return counted
