"""What pyxform finds wrong with an XLSForm, in words for somebody who made it in Excel."""

import re

_LINK = re.compile(r"\s*Learn more: \S+")
_WORDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (
            r"Invalid headers provided for sheet: 'survey'.*not found: 'type'",
            "This is not a question set: it has no sheet “survey” with the columns type, name and label.",
        ),
        (r"Invalid headers provided for sheet: '(\w+)'.*not found: '(\w+)'", r"The sheet lacks the column “\2”."),
        (
            r"the 'name' value '([^']+)' is invalid.*must be unique",
            r"The name “\1” is used twice in the same part. Give one of them another name.",
        ),
        (
            r"'name' value(?: '[^']*')? is invalid\. Names must begin",
            "This name cannot be used: a name has no spaces, begins with a letter, and holds letters, digits, - and _.",
        ),
        (
            r"the '([^']+)' value is invalid\..*Could not find the name '([^']+)'",
            r"The column “\1” speaks of ${\2}, but no question has that name.",
        ),
        (r"Choice names must be unique", "This name is used twice in the same list of choices."),
        (r"The survey element named '([^']+)' has no label or hint", r"“\1” has no label: say what is asked."),
        (r"(?:Question or group|Group|Question) with no name", "The question or group here has no name."),
        (
            r"Unmatched 'begin[_ ](\w+)'.*for the name '([^']+)'",
            r"The \1 “\2” is begun and never ended: add a row “end \1”.",
        ),
        (r"Unmatched 'end[_ ](\w+)'", r"An “end \1” stands here, but nothing was begun."),
        (r"There should be a choices sheet", "The choices of a question are missing: there is no sheet “choices”."),
    )
)


def reworded(message: str) -> str:
    """Return a message in plain words where it is one that is known, else as it is without links."""
    for pattern, words in _WORDS:
        found = pattern.search(message)
        if found:
            return found.expand(words)
    return _LINK.sub("", message)
