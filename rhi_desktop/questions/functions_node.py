"""Functions of nodes: repeats, instances, positions, translations."""

import hashlib
import math
import secrets
from collections.abc import Sequence

from rhi_desktop.questions.cells import Cell
from rhi_desktop.questions.compiler import Context, Run
from rhi_desktop.questions.function import MANY, Function, text, whole
from rhi_desktop.questions.values import NAN, Value, to_number, to_string

_PRIME = 2147483647


def _cells(context: Context, argument: Run) -> list[Cell]:
    value = argument(context)
    return value if isinstance(value, list) else []


def _position(context: Context, arguments: Sequence[Run]) -> Value:
    if not arguments:
        return float(context.position)
    cells = _cells(context, arguments[0])
    if not cells:
        return NAN
    cell = cells[0]
    alike = cell.parent.named[cell.name] if cell.parent else [cell]
    return float(next(index for index, other in enumerate(alike, start=1) if other is cell))


def _last(context: Context, _arguments: Sequence[Run]) -> Value:
    return float(context.size)


def _count(context: Context, arguments: Sequence[Run]) -> Value:
    return float(len(_cells(context, arguments[0])))


def _count_non_empty(context: Context, arguments: Sequence[Run]) -> Value:
    return float(sum(1 for cell in _cells(context, arguments[0]) if cell.string))


def _indexed_repeat(context: Context, arguments: Sequence[Run]) -> Value:
    """Return the cell of the target in the given instances; instances that do not exist give nothing."""
    chosen: dict[tuple[int, str], Cell] = {}
    for at in range(1, len(arguments) - 1, 2):
        repeats = [cell for cell in _cells(context, arguments[at]) if _inside(cell, chosen)]
        position = whole(context, arguments[at + 1], 0)
        if not 1 <= position <= len(repeats):
            return []
        cell = repeats[position - 1]
        chosen[(id(cell.parent), cell.name)] = cell
    return [cell for cell in _cells(context, arguments[0]) if _inside(cell, chosen)]


def _inside(cell: Cell, chosen: dict[tuple[int, str], Cell]) -> bool:
    here: Cell | None = cell
    while here is not None:
        wanted = chosen.get((id(here.parent), here.name))
        if wanted is not None and wanted is not here:
            return False
        here = here.parent
    return True


def _instance(context: Context, arguments: Sequence[Run]) -> Value:
    found = context.world.instances.get(text(context, arguments[0]))
    return [found] if found is not None else []


def _randomize(context: Context, arguments: Sequence[Run]) -> Value:
    cells = _cells(context, arguments[0])
    return _shuffled(cells, _seed(context, arguments[1]) if len(arguments) > 1 else context.world.seed)


def _seed(context: Context, argument: Run) -> int:
    """Return a number's whole part, or eight bytes of a text's SHA-256, as the peer does."""
    value = argument(context)
    amount = to_number(value, context.world.zone)
    if math.isfinite(amount):
        return int(amount)
    written = to_string(value)
    if not written:
        return 0
    return int.from_bytes(hashlib.sha256(written.encode("utf-8")).digest()[:8], "big", signed=True)


def _shuffled(cells: list[Cell], seed: int) -> list[Cell]:
    """Shuffle as OpenRosa defines it (Park and Miller's generator), so that a seed gives the same order everywhere."""
    state = seed % _PRIME if seed >= 0 else -(-seed % _PRIME)
    if state <= 0:
        state += _PRIME - 1
    found: list[Cell] = []
    for index, cell in enumerate(cells):
        state = state * 16807 % _PRIME
        other = int((state - 1) / (_PRIME - 1) * (index + 1))
        found.append(cell)
        found[index], found[other] = found[other], cell
    return found


def _choice_name(context: Context, arguments: Sequence[Run]) -> Value:
    return context.world.choice_label(
        _quoted_path(context, arguments[1]) + "\n" + text(context, arguments[0]), context.current
    )


def _quoted_path(context: Context, argument: Run) -> str:
    return text(context, argument).strip()


def _uuid(context: Context, arguments: Sequence[Run]) -> Value:
    if not arguments:
        raw = bytearray(secrets.token_bytes(16))
        raw[6], raw[8] = raw[6] & 0x0F | 0x40, raw[8] & 0x3F | 0x80
        plain = raw.hex()
        return f"{plain[:8]}-{plain[8:12]}-{plain[12:16]}-{plain[16:20]}-{plain[20:]}"
    length = max(0, whole(context, arguments[0], 0))
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    return "".join(secrets.choice(alphabet) for _ in range(min(length, 10_000)))


def _current(context: Context, _arguments: Sequence[Run]) -> Value:
    return [context.current]


def _name(context: Context, arguments: Sequence[Run]) -> Value:
    cells = _cells(context, arguments[0]) if arguments else [context.cell]
    return cells[0].name if cells else ""


NODE_FUNCTIONS: dict[str, Function] = {
    "position": Function(0, 1, _position),
    "last": Function(0, 0, _last),
    "count": Function(1, 1, _count),
    "count-non-empty": Function(1, 1, _count_non_empty),
    "indexed-repeat": Function(3, MANY, _indexed_repeat),
    "instance": Function(1, 1, _instance),
    "current": Function(0, 0, _current),
    "randomize": Function(1, 2, _randomize),
    "jr:choice-name": Function(2, 2, _choice_name),
    "jr:itext": Function(
        1, 1, lambda context, arguments: context.world.translate(text(context, arguments[0]), context.current)
    ),
    "uuid": Function(0, 1, _uuid),
    "version": Function(0, 0, lambda context, _arguments: context.world.version),
    "name": Function(0, 1, _name),
    "local-name": Function(0, 1, _name),
}
