"""The words that children are searched by, folded (see `domain.folding`)."""

from typing import Final

from rhi_desktop.domain.folding import fold, folded_words

_LAST: Final = "\U0010ffff"


def words(*texts: str) -> frozenset[str]:
    """Return the folded words to find texts by; “O'Brien” is found as o, brien and obrien."""
    found: set[str] = set()
    for token in fold(" ".join(texts)).split():
        parts = folded_words(token)
        found.update(parts)
        if len(parts) > 1:
            found.add("".join(parts))
    return frozenset(found)


def asked_words(text: str) -> tuple[str, ...]:
    """Return the folded words that somebody searches for, each to be matched by its beginning."""
    return tuple(folded_words(text))


def prefix_range(word: str) -> tuple[str, str]:
    """Return the bounds between which, in code point order, every word lies that begins with `word`."""
    return word, word + _LAST
