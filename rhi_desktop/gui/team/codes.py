"""The code that two people compare over the telephone, large enough to be read out."""

from typing import Final

from PySide6.QtWidgets import QLabel

from rhi_desktop.gui.labels import label

_APART: Final = "   "
_TOGETHER: Final = _APART.replace(" ", "\N{NO-BREAK SPACE}")


def code_label(code: str) -> QLabel:
    """Return a code in its groups, a pair in a line where all do not fit; a screen reader says it sign by sign."""
    groups = code.replace("-", " ").split()
    pairs = [_TOGETHER.join(groups[at : at + 2]) for at in range(0, len(groups), 2)]
    made = label(_APART.join(pairs), "spoken_code")
    made.setAccessibleName("Code: " + ", ".join(" ".join(group) for group in groups))
    return made
