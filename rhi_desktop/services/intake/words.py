"""Words that stand in a cell in place of a value, and reading what is only yes or no."""

_NOTHING = frozenset(
    {
        *("unknown", "not known", "unk", "n/k", "nk", "n/a", "na", "none", "nil", "null", "not recorded", "nr"),
        *("not given", "not stated", "tbc", "tba", "to be confirmed", "-", "--", "---", "?", "??", ".", "x", "xx"),
        *("#n/a", "n\\a", "not applicable", "dk", "no data", "blank", "\N{EN DASH}", "\N{EM DASH}"),
    }
)
_NOT_YET = frozenset(
    {
        *("still missing", "ongoing", "outstanding", "not yet", "not found", "not located", "not returned", "open"),
        *(
            "not yet found",
            "not yet located",
            "not yet returned",
            "remains missing",
            "missing",
            "current",
            "live",
            "no",
        ),
    }
)
_YES = frozenset({"yes", "y", "true", "1", "done", "completed", "complete", "yes - completed"})
_NO = frozenset({"no", "n", "false", "0", "not done", "none"})


def tidy(text: str) -> str:
    """Return text without edges and double spaces."""
    return " ".join(text.split())


def says_nothing(text: str) -> bool:
    """Whether a cell is empty or only says that nothing is known."""
    return not text or text.casefold() in _NOTHING


def says_not_yet(text: str) -> bool:
    """Whether a cell for a time says that it has not come yet."""
    return says_nothing(text) or text.casefold() in _NOT_YET


def yes_or_no(text: str) -> str:
    """Return “yes” or “no” for the ways in which these are written, else empty."""
    plain = text.casefold()
    if plain in _YES:
        return "yes"
    return "no" if plain in _NO else ""
