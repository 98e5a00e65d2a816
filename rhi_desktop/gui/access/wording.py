"""What the windows of access say: pure functions from errors and numbers to sentences."""

import math

from rhi_desktop.domain.counted import counted
from rhi_desktop.domain.errors import (
    DiskFull,
    ForeignStore,
    KeyringUnavailable,
    NewerStore,
    RhiError,
    StoreDamaged,
    WorkspaceInUse,
    WorkspaceMissing,
)

_TITLES: tuple[tuple[type[RhiError], str], ...] = (
    (KeyringUnavailable, "The keyring of this computer cannot be used"),
    (WorkspaceInUse, "The workspace is open already"),
    (NewerStore, "This workspace needs a newer version of the program"),
    (ForeignStore, "These files do not belong together"),
    (StoreDamaged, "The store is damaged"),
    (WorkspaceMissing, "There is no workspace here"),
    (DiskFull, "The disk is full"),
)
GOOD = "That is a good passphrase."
DIFFERENT = "The two are not the same. Type the passphrase again."
OWN_FAULT = "Something went wrong in the program itself, and nothing was changed. Please try again."


def trouble(error: Exception) -> tuple[str, str]:
    """Return a title and a sentence for what stands in the way of opening a workspace."""
    for kind, title in _TITLES:
        if isinstance(error, kind):
            return title, str(error)
    if isinstance(error, RhiError):
        return "The workspace could not be opened", str(error)
    return "A fault in the program", f"{OWN_FAULT} ({type(error).__name__})"


def sentence(error: Exception) -> str:
    """Return the sentence of an error, also of one that is the program's own fault."""
    return str(error) if isinstance(error, RhiError) else f"{OWN_FAULT} ({type(error).__name__})"


def countdown(seconds: float) -> str:
    """Return how long to wait, in words; nothing when the wait is over."""
    left = math.ceil(seconds)
    if left <= 0:
        return ""
    if left < 60:
        return f"Try again in {counted(left, 'second')}."
    return f"Try again in {counted(math.ceil(left / 60), 'minute')}."


def groups(code: str) -> list[str]:
    """Return the groups of a recovery code."""
    return code.replace("-", " ").split()


def code_lines(code: str) -> str:
    """Return a recovery code as it is shown: four groups to a line."""
    parts = groups(code)
    return "\n".join("   ".join(parts[at : at + 4]) for at in range(0, len(parts), 4))


def same_group(typed: str, group: str) -> bool:
    """Whether a typed group is the one on the sheet: capitals, spaces and look-alikes (O/0, I/L/1) do not count."""
    return _folded(typed) == _folded(group)


def ordinal(number: int) -> str:
    """Return “first” to “eighth”."""
    names = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
    return names[number - 1] if number <= len(names) else f"{number}th"


def _folded(text: str) -> str:
    alike = str.maketrans({"O": "0", "I": "1", "L": "1"})
    return "".join(letter for letter in text.upper().translate(alike) if letter.isalnum())
