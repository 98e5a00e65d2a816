"""Functions of numbers and truths."""

import math
import secrets
from collections.abc import Callable, Sequence

from rhi_desktop.questions.compiler import Context, Run
from rhi_desktop.questions.function import MANY, Function, number, of_number, of_text, truth
from rhi_desktop.questions.values import NAN, Value, number_text, to_boolean, to_number

_FINEST = 300
"""More digits than a number has."""


def _number(context: Context, arguments: Sequence[Run]) -> Value:
    return number(context, arguments[0]) if arguments else to_number(context.cell.string, context.world.zone)


def _int(value: float) -> float:
    return float(math.trunc(value)) if math.isfinite(value) else value


def _round(context: Context, arguments: Sequence[Run]) -> Value:
    value = number(context, arguments[0])
    wanted = number(context, arguments[1]) if len(arguments) > 1 else 0.0
    if not math.isfinite(value) or not math.isfinite(wanted):
        return value if math.isfinite(wanted) else NAN
    digits = int(wanted)
    if abs(digits) > _FINEST:
        return value if digits > 0 else 0.0
    shift = 10.0**digits
    return math.copysign(math.floor(abs(value) * shift + 0.5) / shift, value)


def _whole(function: Callable[[float], int]) -> Function:
    return of_number(lambda value: float(function(value)) if math.isfinite(value) else value)


def _numbers(context: Context, arguments: Sequence[Run]) -> list[float]:
    zone = context.world.zone
    found: list[float] = []
    for argument in arguments:
        value = argument(context)
        if isinstance(value, list):
            found.extend([to_number(cell.string, zone) for cell in value])
        else:
            found.append(to_number(value, zone))
    return found


def _sum(context: Context, arguments: Sequence[Run]) -> Value:
    found = _numbers(context, arguments)
    return float(sum(found)) if found else NAN


def _extreme(choose: Callable[[list[float]], float]) -> Function:
    def run(context: Context, arguments: Sequence[Run]) -> Value:
        found = _numbers(context, arguments)
        return choose(found) if found and not any(math.isnan(value) for value in found) else NAN

    return Function(1, MANY, run)


def _guarded(function: Callable[[float], float]) -> Function:
    def run(value: float) -> Value:
        try:
            return function(value)
        except (ValueError, OverflowError):
            return NAN

    return of_number(run)


def _log(base: Callable[[float], float]) -> Callable[[float], float]:
    return lambda value: -math.inf if value == 0 else base(value)


def _pair(function: Callable[[float, float], float]) -> Function:
    def run(context: Context, arguments: Sequence[Run]) -> Value:
        try:
            return float(function(number(context, arguments[0]), number(context, arguments[1])))
        except (ValueError, OverflowError, ZeroDivisionError):
            return NAN

    return Function(2, 2, run)


def _random(_context: Context, _arguments: Sequence[Run]) -> Value:
    return secrets.randbits(53) / (1 << 53)


def _boolean_from_string(value: str) -> Value:
    return value in {"1", "true"}


def _checklist(context: Context, arguments: Sequence[Run]) -> Value:
    least, most = number(context, arguments[0]), number(context, arguments[1])
    done = sum(float(held) for argument in arguments[2:] for held in _truths(context, argument))
    return _between(done, least, most)


def _weighted_checklist(context: Context, arguments: Sequence[Run]) -> Value:
    least, most = number(context, arguments[0]), number(context, arguments[1])
    done = 0.0
    for answer, weight in zip(arguments[2::2], arguments[3::2], strict=False):
        pairs = zip(_truths(context, answer), _numbers(context, [weight]), strict=False)
        done += sum(heavy for held, heavy in pairs if held)
    return _between(done, least, most)


def _truths(context: Context, argument: Run) -> list[bool]:
    """Return the truth of each node of a list, whether it has a value; of anything else its own."""
    value = argument(context)
    return [bool(cell.string.strip()) for cell in value] if isinstance(value, list) else [to_boolean(value)]


def _between(done: float, least: float, most: float) -> bool:
    return (least < 0 or done >= least) and (most < 0 or done <= most)


def _thousands(value: float) -> Value:
    whole, _, fraction = number_text(value).partition(".")
    return f"{int(whole):,}" + (f".{fraction}" if fraction else "") if math.isfinite(value) else number_text(value)


def _constant(value: Value) -> Function:
    return Function(0, 0, lambda _context, _arguments: value)


NUMBER_FUNCTIONS: dict[str, Function] = {
    "number": Function(0, 1, _number),
    "int": of_number(_int),
    "round": Function(1, 2, _round),
    "floor": _whole(math.floor),
    "ceiling": _whole(math.ceil),
    "abs": of_number(abs),
    "sum": Function(1, MANY, _sum),
    "min": _extreme(min),
    "max": _extreme(max),
    "pow": _pair(math.pow),
    "sqrt": _guarded(math.sqrt),
    "exp": _guarded(math.exp),
    "exp10": _guarded(lambda value: 10.0**value),
    "log": _guarded(_log(math.log)),
    "log10": _guarded(_log(math.log10)),
    "sin": _guarded(math.sin),
    "cos": _guarded(math.cos),
    "tan": _guarded(math.tan),
    "asin": _guarded(math.asin),
    "acos": _guarded(math.acos),
    "atan": _guarded(math.atan),
    "atan2": _pair(math.atan2),
    "pi": _constant(math.pi),
    "random": Function(0, 0, _random),
    "format-number": of_number(_thousands),
    "thousandsep": of_number(_thousands),
    "true": _constant(True),
    "false": _constant(False),
    "not": Function(1, 1, lambda context, arguments: not truth(context, arguments[0])),
    "boolean": Function(1, 1, lambda context, arguments: truth(context, arguments[0])),
    "boolean-from-string": of_text(_boolean_from_string),
    "checklist": Function(2, MANY, _checklist),
    "weighted-checklist": Function(2, MANY, _weighted_checklist),
}
