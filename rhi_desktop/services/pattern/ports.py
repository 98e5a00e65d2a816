"""What patterns ask of the store."""

from datetime import date
from typing import Protocol

from rhi_desktop.domain.network import Shared


class PatternStore(Protocol):
    """Reads what interviews share: quick at 100,000 interviews."""

    def shared(self, first: date, last: date) -> tuple[Shared, ...]:
        """Return what interviews that were submitted on these days name with two children or more, in no order."""
        ...
