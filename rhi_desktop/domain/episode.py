"""A missing episode: from when the child was last seen to their return."""

from dataclasses import dataclass, field

from rhi_desktop.domain.moments import Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class CareStatus:
    """How the child was cared for when they went missing; a later change does not rewrite it.

    Codes are those of the lists `case_status`, `legal_status` and `placement`; `protection_plan` is “yes”, “no” or
    empty where it is not recorded.
    """

    case_status: str = ""
    legal_status: str = ""
    placement: str = ""
    protection_plan: str = ""
    responsible_authority: str = ""
    host_authority: str = ""
    social_worker: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One time that the child was missing, or away without authorisation.

    Times are `Moment.text` (an instant, or a date where no time is known), empty where not recorded.
    The end of the episode that a statistical return asks for is `found`; the 72 hours run from `returned`.
    `kind` is the local coding (`missing` or `away`); `police_category` is what the police wrote, word for word.
    Kinds of places are codes of the list `place`. `overnight` and `minutes` override what the times say; each has
    its reason beside it.
    """

    child: str
    kind: str = "missing"
    missing_since: str = ""
    last_seen_by: str = ""
    reported_by: str = ""
    missing_from: str = ""
    missing_from_kind: str = ""
    missing_from_postcode: str = ""
    found: str = ""
    found_at: str = ""
    found_kind: str = ""
    found_postcode: str = ""
    returned: str = ""
    returned_how: str = ""
    police_reference: str = ""
    police_category: str = ""
    police_risk: str = ""
    police_check: str = ""
    police_check_on: str = ""
    circumstances: str = ""
    overnight: str = ""
    overnight_reason: str = ""
    minutes: int | None = None
    minutes_reason: str = ""
    status: CareStatus = field(default_factory=CareStatus)

    @property
    def returned_moment(self) -> Moment | None:
        """When the child came back, where it is recorded."""
        return Moment.parse(self.returned) if self.returned else None
