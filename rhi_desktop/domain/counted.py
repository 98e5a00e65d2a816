"""A number with its noun."""


def counted(count: int, one: str, more: str = "") -> str:
    """Return a number with its noun: “1 interview”, “3,200 interviews”; `more` where it is not `one` with an s."""
    return f"{count:,} {one if count == 1 else more or f'{one}s'}"


def counted_if_any(count: int, one: str, more: str = "") -> str:
    """Return a number with its noun, and nothing of none."""
    return counted(count, one, more) if count else ""
