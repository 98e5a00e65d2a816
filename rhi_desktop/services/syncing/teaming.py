"""What the windows of the team are made from."""

from collections.abc import Callable
from dataclasses import dataclass

from rhi_desktop.services.syncing.allocating import Allocating
from rhi_desktop.services.syncing.naming import Naming
from rhi_desktop.services.syncing.team import Team


@dataclass(frozen=True, slots=True)
class Teaming:
    """The team of one open store on the device `device`.

    `retry_after` returns the seconds to wait after a failed exchange. It is told how many in a row came before, and for
    how many seconds the hub asks not to be asked again.
    """

    team: Team
    allocating: Allocating
    naming: Naming
    device: str
    retry_after: Callable[[int, float], float]
