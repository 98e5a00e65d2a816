"""What a passphrase must be: long enough and not easily guessed. No rules about kinds of characters (ASVS 6.2)."""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

SHORTEST = 12
LONGEST = 128
SHORTEST_ALONE = 20
"""Where no keyring helps, the passphrase alone holds against a copied disk."""

_LEET = str.maketrans("013457@$!", "oieastasi")
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qazwsxedcrfvtgbyhnujmikolp",
)


@dataclass(frozen=True, slots=True)
class PassphrasePolicy:
    """`common` are passwords that attackers try first, in lower case."""

    common: Collection[str]

    def judge(self, passphrase: str, *, alone: bool = False) -> str | None:
        """Return what is wrong with a passphrase, in a sentence, or None. `alone`: no keyring protects it."""
        text = unicodedata.normalize("NFC", passphrase)
        shortest = SHORTEST_ALONE if alone else SHORTEST
        if len(text) < shortest:
            why = " because this computer has no keyring" if alone else ""
            return f"Use at least {shortest} characters{why}. Several words are easy to remember; spaces count."
        if len(text) > LONGEST:
            return f"Use at most {LONGEST} characters."
        if "\x00" in text:
            return "This passphrase holds a character that cannot be typed again. Type it instead of pasting it."
        if self._is_common(text.casefold()):
            return "This is among the passphrases that are guessed first. Choose words that do not belong together."
        return None

    def _is_common(self, text: str) -> bool:
        stem = text.strip("0123456789 !?.,-_*#")
        tried = {text, stem, _squeezed(text), _squeezed(stem)}
        tried |= {word.translate(_LEET) for word in tried}
        return len(stem) < 3 or any(word in self.common or _is_pattern(word) for word in tried)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _is_pattern(text: str) -> bool:
    """Whether the text is one short piece repeated, or a walk along a row of keys or the alphabet."""
    if any(text == (text[:size] * len(text))[: len(text)] for size in range(1, len(text) // 2 + 1)):
        return True
    return any(text in row * 9 or text in row[::-1] * 9 for row in _ROWS)
