"""What a function of expressions is, and how its arguments are read."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rhi_desktop.questions.compiler import Context, Run
from rhi_desktop.questions.values import Value, to_boolean, to_number, to_string

MANY = 10_000


@dataclass(frozen=True, slots=True)
class Function:
    """A function that takes `least` to `most` arguments; it evaluates those it needs. `refusal` says why not at all."""

    least: int
    most: int
    run: Callable[[Context, Sequence[Run]], Value]
    refusal: str = ""


def refused(name: str, reason: str) -> Function:
    """Return a function that exists elsewhere and is not supported here, with the reason."""
    return Function(0, MANY, lambda _context, _arguments: "", f"{name}() is not supported: {reason}")


def text(context: Context, argument: Run) -> str:
    """Evaluate an argument to a text."""
    return to_string(argument(context))


def number(context: Context, argument: Run) -> float:
    """Evaluate an argument to a number."""
    return to_number(argument(context), context.world.zone)


def whole(context: Context, argument: Run, otherwise: int) -> int:
    """Evaluate an argument to a whole number, the fraction cut off; `otherwise` where it is NaN or infinite."""
    value = number(context, argument)
    return int(value) if math.isfinite(value) else otherwise


def truth(context: Context, argument: Run) -> bool:
    """Evaluate an argument to a truth."""
    return to_boolean(argument(context))


def strings(context: Context, arguments: Sequence[Run]) -> list[str]:
    """Evaluate arguments to texts; a list of cells gives one text for each."""
    found: list[str] = []
    for argument in arguments:
        value = argument(context)
        found.extend([cell.string for cell in value] if isinstance(value, list) else [to_string(value)])
    return found


def of_text(function: Callable[[str], Value]) -> Function:
    """Return a function of one text."""
    return Function(1, 1, lambda context, arguments: function(text(context, arguments[0])))


def of_texts(function: Callable[[str, str], Value]) -> Function:
    """Return a function of two texts."""
    return Function(2, 2, lambda context, arguments: function(text(context, arguments[0]), text(context, arguments[1])))


def of_number(function: Callable[[float], Value]) -> Function:
    """Return a function of one number."""
    return Function(1, 1, lambda context, arguments: function(number(context, arguments[0])))
