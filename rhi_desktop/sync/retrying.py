"""How long to wait before the hub is asked again: longer with each failure, never all laptops at once."""

from collections.abc import Callable
from typing import Final

BASE: Final = 2.0
"""Within how many seconds the first further attempt is made."""
CAP: Final = 600.0
"""Beyond how many seconds no wait grows by itself."""
LONGEST: Final = 3600.0
"""How many seconds at the most a hub may ask for."""


def delay(attempt: int, random: Callable[[], float], asked: float = 0) -> float:
    """Return the seconds to wait after the failure `attempt` (from 0): anywhere up to a bound that doubles each time.

    `random` gives numbers in [0, 1). Where the hub asked for a wait (`Retry-After`), it is kept, and spread as well.
    """
    bound = min(CAP, BASE * float(2 ** min(max(attempt, 0), 32)))
    return min(max(asked, 0.0), LONGEST) + random() * bound
