"""A missing episode: from when the child was last seen to their return."""

from dataclasses import dataclass

from rhi_desktop.domain.moments import Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One time that the child was missing, or away without authorisation.

    Times are `Moment.text` (an instant, or a date where no time is known), empty where not recorded.
    The end of the episode that a statistical return asks for is `found`; the 72 hours run from `returned`.
    """

    child: str
    kind: str = "missing"
    missing_since: str = ""
    missing_from: str = ""
    found: str = ""
    found_at: str = ""
    returned: str = ""
    returned_how: str = ""
    police_reference: str = ""
    police_risk: str = ""
    circumstances: str = ""

    @property
    def returned_moment(self) -> Moment | None:
        """When the child came back, where it is recorded."""
        return Moment.parse(self.returned) if self.returned else None
