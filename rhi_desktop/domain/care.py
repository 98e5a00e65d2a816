"""How a child is cared for, as it shows beside them and as a new episode begins with it."""

from collections.abc import Iterable

from rhi_desktop.domain.child import Child
from rhi_desktop.domain.episode import CareStatus, Episode

HERE, ELSEWHERE = "looked_after_here", "looked_after_other"


def status_to_begin_with(child: Child, episodes: Iterable[Episode]) -> CareStatus:
    """Return the status of the newest episode that has one, else what the child's own record says of it.

    It is a beginning: each episode keeps its own, as it was then.
    """
    newest = sorted(episodes, key=lambda one: one.missing_since or one.found or one.returned, reverse=True)
    known = next((one.status for one in newest if one.status != CareStatus()), None)
    return known or CareStatus(
        responsible_authority=child.responsible_authority,
        host_authority=child.host_authority,
        social_worker=child.social_worker,
    )


def care_facts(child: Child, status: CareStatus) -> tuple[str, ...]:
    """Return what stands out in how a child is cared for: unaccompanied, placed here by another, placed elsewhere."""
    facts = ["Came here unaccompanied"] if child.unaccompanied else []
    responsible = status.responsible_authority or child.responsible_authority
    host = status.host_authority or child.host_authority
    apart = bool(responsible and host and responsible.casefold() != host.casefold())
    if status.case_status == ELSEWHERE:
        facts.append(f"Placed here by {responsible}" if responsible else "Placed here by another authority")
    elif apart and status.case_status == HERE:
        facts.append(f"Placed out of area, in {host}")
    elif apart:
        facts.append(f"{responsible} is responsible, lives in {host}")
    return tuple(facts)
