"""Words that blame a child, with the better wording; and words in a voice that is not theirs.

The lists are data (`resources/language.toml`). What the child said stays as it was said: own words are looked at for
the worker's voice alone, and nothing is looked for between quotation marks.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’(?=\W|$)")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A pattern over whole words. `better` is taken over as it is; without it `why` alone says what to do."""

    pattern: "re.Pattern[str]"
    better: str = ""
    why: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in a text, from `start` to `end`."""

    phrase: Phrase
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class LanguageList:
    """What is looked for: blaming `words`; `opinion` and `retold` speech in own words; `account` in a view."""

    words: tuple[Phrase, ...] = ()
    opinion: tuple[Phrase, ...] = ()
    retold: tuple[Phrase, ...] = ()
    account: tuple[Phrase, ...] = ()


def read_language(text: str) -> LanguageList:
    """Read the lists from their TOML. Raises ValueError for a pattern that is none."""
    kept = tomllib.loads(text)
    try:
        return LanguageList(*(tuple(map(_phrase, kept.get(name, ()))) for name in LanguageList.__dataclass_fields__))
    except re.error as error:
        raise ValueError(f"{error.pattern!r} is not a pattern: {error.msg}") from error


def hits(text: str, phrases: tuple[Phrase, ...], *, in_quotes: bool = False) -> Iterator[Hit]:
    """Yield where the phrases stand in a text, in its order; of phrases that overlap the first that is listed."""
    looked_at = text if in_quotes else _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
    taken: list[Hit] = []
    for phrase in phrases:
        for found in phrase.pattern.finditer(looked_at):
            if not any(found.start() < other.end and other.start < found.end() for other in taken):
                taken.append(Hit(phrase, found.start(), found.end(), found[0]))
    yield from sorted(taken, key=lambda hit: hit.start)


def mended(text: str, hit: Hit) -> str:
    """Return the text with the better wording in place of a hit; a capital stays a capital."""
    better = hit.phrase.better
    if hit.text[:1].isupper() and not hit.text.isupper():
        better = better[:1].upper() + better[1:]
    return text[: hit.start] + better + text[hit.end :]


def _phrase(kept: dict[str, str]) -> Phrase:
    pattern = kept["pattern"]
    edged = pattern if pattern.startswith("“") else rf"(?<!\w)(?:{pattern})(?!\w)"
    return Phrase(re.compile(edged, re.IGNORECASE), kept.get("better", ""), kept.get("why", ""), kept.get("source", ""))
