"""Text that the store can hold: everything but half of a surrogate pair, which UTF-8 has no bytes for."""

from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.records import Revision


class UnstorableText(RhiError):
    """A text holds a broken character; nothing was saved."""

    def __init__(self) -> None:
        super().__init__(
            "This text holds a broken character that cannot be saved, probably half of an emoji. "
            "Delete the last thing that you typed or pasted, and type it again."
        )


def check_text(*texts: str) -> None:
    """Raise UnstorableText where one of the texts cannot be written as UTF-8."""
    if not all(map(_fits, texts)):
        raise UnstorableText


def canonical(revision: Revision) -> bytes:
    """Return the revision's bytes. Raises UnstorableText, with nothing of the text in it."""
    try:
        return revision.canonical()
    except UnicodeEncodeError:
        pass  # raised below, outside: the exception carries the whole text and must not hang on ours
    raise UnstorableText


def _fits(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
