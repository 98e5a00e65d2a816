"""What a police notification is about."""

from enum import StrEnum

from rhi_desktop.domain.folding import fold


class Notice(StrEnum):
    """Which event a notification tells."""

    MISSING = "missing"
    FOUND = "found"
    RETURNED = "returned"


_SAYS = (
    (Notice.MISSING, ("not found", "not located", "not returned", "still missing", "remains missing", "not yet")),
    (Notice.RETURNED, ("return", "back home", "back at")),
    (Notice.FOUND, ("found", "locat", "traced", "cancel", "closed", "safe and well")),
    (Notice.MISSING, ("missing", "absent", "absence", "away", "reported", "open", "initial", "misper", "new", "start")),
)


def notice_of(text: str) -> Notice | None:
    """Return which event a cell such as “MISPER – FOUND” means, None where it does not say."""
    plain = fold(text)
    return next((notice for notice, words in _SAYS if any(word in plain for word in words)), None)
