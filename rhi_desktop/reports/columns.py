"""How wide the columns of a table are on paper: by what stands in them, so that no word is broken."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth

PADDING = (2.0, 6.0)
"""Left and right of what stands in a cell."""
_SLIM = 74.0
"""What is wider than this wraps before it makes a column narrower than this."""
_SLACK = 1.0
"""What adding up fractions of points may be out by."""
_FULL = 320.0
"""No column asks for more than this; what is longer wraps."""


@dataclass(frozen=True, slots=True)
class Column:
    """`least` is the room in which no word of a column is broken, `full` that in which nothing wraps."""

    least: float
    full: float


def measured(cells: Iterable[tuple[str, ParagraphStyle]]) -> Column:
    """Measure a column by what stands in it."""
    word = line = 0.0
    for text, style in cells:
        sizes = [stringWidth(one, style.fontName, style.fontSize) for one in text.split("\n")]
        line = max(line, *sizes)
        if sizes and max(sizes) > word:
            word = max(word, *(stringWidth(one, style.fontName, style.fontSize) for one in text.split(" ")))
    room = sum(PADDING) + _SLACK
    return Column(max(word, min(line, _SLIM)) + room, min(max(line, word), _FULL) + room)


def bands(columns: Sequence[Column], room: float) -> list[list[int]]:
    """Return which columns stand beside each other, by number: the first in each, as many others as there is room for.

    The others are shared out evenly, so that the last band is not one column alone.
    """
    first, rest = columns[0], list(range(1, len(columns)))
    count = 1
    while any(_least(columns, some) > room - first.least for some in _shared(rest, count)) and count < len(rest):
        count += 1
    return [[0, *some] for some in _shared(rest, count)]


def widths(columns: Sequence[Column], room: float) -> list[float]:
    """Share out the room: everybody has the least, what is left goes to those who would use it."""
    left = room - sum(one.least for one in columns)
    wanted = sum(one.full - one.least for one in columns)
    share = min(1.0, max(0.0, left) / wanted) if wanted else 0.0
    shrunk = min(1.0, room / sum(one.least for one in columns))
    return [(one.least + share * (one.full - one.least)) * shrunk for one in columns]


def _least(columns: Sequence[Column], some: Iterable[int]) -> float:
    return sum(columns[at].least for at in some)


def _shared(rest: Sequence[int], count: int) -> Iterator[Sequence[int]]:
    """Yield `count` parts of nearly one size, in order."""
    size, more = divmod(len(rest), count)
    start = 0
    for number in range(count):
        end = start + size + (number < more)
        yield rest[start:end]
        start = end
