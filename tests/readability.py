"""How hard a sentence is to read: Flesch-Kincaid's grade, with syllables counted by rule.

Kincaid and others, 1975: grade = 0.39 words per sentence + 11.8 syllables per word - 15.59. A grade is a year of
American school: grade 5 is read at ten or eleven. Syllables are counted as groups of vowels, less a silent e.
"""

import re

_WORD = re.compile(r"[A-Za-z]+(?:[\u2019'][A-Za-z]+)?")
_SENTENCE = re.compile(r"[.?!:]+(?:\s|$)")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_END = re.compile(r"(?:[^aeiouyl]e|[^aeiouyld]es|[^aeiouydt]ed)$")


def words(text: str) -> list[str]:
    """Return the words of a text; numbers and signs are none."""
    return _WORD.findall(text)


def syllables(word: str) -> int:
    """Return how many syllables a word has, at least one."""
    bare = re.sub("[\u2019']", "", word.lower())
    count = len(_VOWELS.findall(bare))
    return max(1, count - 1 if _SILENT_END.search(bare) else count)


def sentences(text: str) -> int:
    """Return how many sentences a text has, at least one."""
    return max(1, len(_SENTENCE.findall(text)))


def grade(text: str) -> float:
    """Return the grade of a text; the shorter the words and sentences, the lower."""
    found = words(text)
    return 0.39 * len(found) / sentences(text) + 11.8 * sum(map(syllables, found)) / len(found) - 15.59
