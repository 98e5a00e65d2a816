"""Reads the style sheet as pairs of text and ground, for the test of contrast."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_TOKEN = re.compile(r"@(\w+)")
GROUNDS = ("ground", "surface", "sunken")
DRAWN = ("ink", "muted", "error")
"""What rows that are drawn in code (worklist) take from the palette, chosen or not."""

PLACES = (
    ('[role="rail"]', ("rail",)),
    ('[role="cover"]', ("rail",)),
    ('[role="banner"]', ("banner",)),
    ('[role="notice"]', ("notice",)),
    ('[role="chip"]', ("neutral",)),
    ('[role="primary"]', ("accent",)),
    ("QToolTip", ("ink",)),
)


@dataclass(frozen=True)
class Rule:
    """One selector with its declarations."""

    selector: str
    declarations: dict[str, str]

    def token(self, *properties: str) -> str:
        """Return the token that the first of these properties names, or nothing."""
        for name in properties:
            found = _TOKEN.search(self.declarations.get(name, ""))
            if found:
                return found[1]
        return ""


def rules(sheet: str) -> Iterator[Rule]:
    """Yield each selector of each rule."""
    for selectors, body in _RULE.findall(_COMMENT.sub("", sheet)):
        declarations = dict(part.split(":", 1) for part in body.split(";") if ":" in part)
        declarations = {name.strip(): value.strip() for name, value in declarations.items()}
        for selector in selectors.split(","):
            yield Rule(selector.strip(), declarations)


def pairs(sheet: str) -> set[tuple[str, str]]:
    """Return every pair of text and ground that the style sheet can bring together."""
    found = {("ink", ground) for ground in GROUNDS}
    found |= {(text, "chosen") for text in DRAWN}
    for rule in rules(sheet):
        text, ground = rule.token("color"), rule.token("background")
        if text and ground:
            found.add((text, ground))
        elif text:
            found |= {(text, place) for place in _places(rule.selector)}
        elif ground and _holds_words(rule.selector):
            found.add((_text_of(rule.selector), ground))
        chosen, under = rule.token("selection-color"), rule.token("selection-background-color")
        if chosen and under:
            found.add((chosen, under))
    return found


def edges(sheet: str) -> set[str]:
    """Return every token that draws the border of something that takes the keyboard, or a ring around it."""
    found = set()
    for rule in rules(sheet):
        usable = re.match(
            r"QPushButton|QToolButton|QLineEdit|QPlainTextEdit|QTextEdit|QComboBox|Q\w*Spin|QCheck|QRadio",
            rule.selector,
        )
        if (usable or ":focus" in rule.selector) and ":disabled" not in rule.selector:
            found |= {rule.token(name) for name in ("border", "border-color", "border-left")}
    return found - {""}


def _places(selector: str) -> tuple[str, ...]:
    return next((places for mark, places in PLACES if mark in selector), GROUNDS)


def _text_of(selector: str) -> str:
    if "rail" in selector or "cover" in selector:
        return "rail_text"
    if 'role="banner"' in selector:
        return "on_banner"
    if 'role="primary"' in selector:
        return "on_accent"
    if 'role="quiet"' in selector or 'role="link"' in selector:
        return "accent_text"
    return "ink"


def _holds_words(selector: str) -> bool:
    wordless = (
        "::handle",
        "::groove",
        "::chunk",
        "::indicator",
        "QProgressBar",
        "QScrollBar",
        '[role="line"]',
        "QSplitter",
    )
    return not any(part in selector for part in wordless)
