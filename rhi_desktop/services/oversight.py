"""What those who answer for quality and for the figures get, besides what every worker has."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Oversight:
    """The services of the coordinator's desk over one open store. `member` is whose store it is."""

    member: str
