"""Folding text: how people type a name is not how it is written.

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


def fold(text: str) -> str:
    """Return `text` without case, accents, vowel marks and invisible characters; digits of any script as 0 to 9."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_PLAIN)
    return "".join(map(_digit, filter(_seen, plain)))


def folded_words(text: str) -> list[str]:
    """Return the folded words of a text in their order; an apostrophe or a hyphen ends a word."""
    return words_in(fold(text))


def words_in(folded: str) -> list[str]:
    """Return the words of a text that is folded already."""
    return _WORD.findall(folded)


def _seen(letter: str) -> bool:
    """Whether a character is more than a mark on another, or a direction or joiner that nobody types."""
    kind = unicodedata.category(letter)
    return kind[0] != "M" and kind not in {"Cf", "Lm"}


def _digit(letter: str) -> str:
    number = unicodedata.decimal(letter, None)
    return letter if number is None else str(number)
