"""Words in a second language beside the first ones."""

from rhi_desktop.questions.definition import Choice


def beside(choice: Choice) -> str:
    """Return a choice in both languages on one line."""
    return f"{choice.label} · {choice.second}" if choice.second else choice.label


def beneath(choice: Choice) -> tuple[str, ...]:
    """Return a choice as the lines in which it stands: the second language beneath the first."""
    return (choice.label, choice.second) if choice.second else (choice.label,)
