"""The code that two people compare over the telephone, large enough to be read out."""

from PySide6.QtWidgets import QLabel

from rhi_desktop.gui.labels import label


def code_label(code: str) -> QLabel:
    """Return a code in its groups; a screen reader says it sign by sign."""
    groups = code.replace("-", " ").split()
    made = label("   ".join(groups), "spoken_code")
    made.setAccessibleName("Code: " + ", ".join(" ".join(group) for group in groups))
    return made
