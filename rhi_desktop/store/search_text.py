"""Folding text for search: how people type a name is not how it is written.

Case, accents and vowel marks do not count, nor do the letters that Unicode keeps apart although keyboards
without them write the plain one (ł, đ, ø), nor the forms of Arabic letters that are typed for one another.
"""

import re
import unicodedata
from typing import Final

_PLAIN: Final = str.maketrans(
    {
        "ł": "l", "đ": "d", "ð": "d", "ø": "o", "ħ": "h", "ŧ": "t", "ŋ": "n", "æ": "ae", "œ": "oe", "þ": "th",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
        "\N{ARABIC LETTER ALEF WASLA}": "\N{ARABIC LETTER ALEF}",
        "\N{ARABIC LETTER ALEF MAKSURA}": "\N{ARABIC LETTER YEH}",
        "\N{ARABIC LETTER FARSI YEH}": "\N{ARABIC LETTER YEH}",
        "\N{ARABIC LETTER KEHEH}": "\N{ARABIC LETTER KAF}",
        "\N{ARABIC LETTER TEH MARBUTA}": "\N{ARABIC LETTER HEH}",
        "\N{ARABIC LETTER HEH GOAL}": "\N{ARABIC LETTER HEH}",
        "\N{ARABIC LETTER HEH DOACHASHMEE}": "\N{ARABIC LETTER HEH}",
        "\N{ARABIC TATWEEL}": "",
    }
)  # fmt: skip
_WORD: Final = re.compile(r"[^\W_]+")
_LAST: Final = "\U0010ffff"


def fold(text: str) -> str:
    """Return `text` without case, accents, vowel marks and invisible characters; digits of any script as 0 to 9."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_PLAIN)
    return "".join(map(_digit, filter(_seen, plain)))


def words(*texts: str) -> frozenset[str]:
    """Return the folded words to find texts by; “O'Brien” is found as o, brien and obrien."""
    found: set[str] = set()
    for token in fold(" ".join(texts)).split():
        parts = _WORD.findall(token)
        found.update(parts)
        if len(parts) > 1:
            found.add("".join(parts))
    return frozenset(found)


def asked_words(text: str) -> tuple[str, ...]:
    """Return the folded words that somebody searches for, each to be matched by its beginning."""
    return tuple(_WORD.findall(fold(text)))


def prefix_range(word: str) -> tuple[str, str]:
    """Return the bounds between which, in code point order, every word lies that begins with `word`."""
    return word, word + _LAST


def _seen(letter: str) -> bool:
    """Whether a character is more than a mark on another, or a direction or joiner that nobody types."""
    kind = unicodedata.category(letter)
    return kind[0] != "M" and kind not in {"Cf", "Lm"}


def _digit(letter: str) -> str:
    number = unicodedata.decimal(letter, None)
    return letter if number is None else str(number)
