"""What happened, in calm words: nobody did anything wrong, and nothing is lost."""

from typing import Final

from rhi_desktop.services.conflicts import Waiting

TITLE: Final = "Changed by two people"
ABOUT: Final = (
    "Now and then two people change the same thing before either laptop has heard of the other. Both versions are "
    "here. Choose which is to stay; the other is kept in the history."
)
EMPTY: Final = "Nothing is waiting for you here. Wherever two people changed the same thing, it has been settled."
CHOOSE: Final = "Choose which is to stay; the other is kept in the history."
KEPT: Final = "Kept. The other version is in the history."
MISSING: Final = "Please choose one under each heading."
ANOTHER: Final = (
    "Meanwhile another change to this has come in. Please look at the values again; what you chose is kept."
)
KEPT_BACK: Final = "Where this child lives is shown only to whoever asks for it. That you asked is noted."
SHOW: Final = "Show it"
SHOW_ADDRESS: Final = "Show where the child lives"


def heading(waiting: Waiting) -> str:
    """Return whom or what it is about."""
    return waiting.called or waiting.title


def below_heading(waiting: Waiting) -> str:
    """Return what it is, where the heading says whom it is about."""
    return waiting.title if waiting.called else ""


def happened(waiting: Waiting) -> str:
    """Return who changed how much."""
    what = "the same field" if waiting.fields == 1 else f"the same {waiting.fields} fields"
    if len(waiting.people) == 1:
        return f"{waiting.people[0]} changed {what} on two laptops at the same time."
    return f"{_all_of(waiting.people)} changed {what} at the same time."


def _all_of(names: tuple[str, ...]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"
