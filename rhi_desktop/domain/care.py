"""How a child is cared for, as it shows beside them and as a new episode begins with it; and what is kept back."""

from collections.abc import Iterable
from dataclasses import replace

from rhi_desktop.domain.child import Child
from rhi_desktop.domain.episode import CareStatus, Episode
from rhi_desktop.domain.folding import folded_words

HERE, ELSEWHERE = "looked_after_here", "looked_after_other"
KEPT_BACK = "where they live (kept back)"
_TELLING = 5
"""Letters from which a part of an address tells which one it is."""


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


def gives_away(child: Child, place: str) -> bool:
    """Whether a place or postcode, as it is named elsewhere, says where a child lives of whom that is kept back."""
    if not child.address_withheld:
        return False
    named = "".join(folded_words(place))
    kept = [word for text in (child.address, child.postcode) if (word := "".join(folded_words(text)))]
    return any(word in named or (len(named) >= _TELLING and named in word) for word in kept)


def without_address(child: Child, episode: Episode) -> Episode:
    """Return an episode as it may be shown and printed: a place that gives the child's address away is not named."""
    return replace(
        episode,
        missing_from=KEPT_BACK if gives_away(child, episode.missing_from) else episode.missing_from,
        found_at=KEPT_BACK if gives_away(child, episode.found_at) else episode.found_at,
        missing_from_postcode="" if gives_away(child, episode.missing_from_postcode) else episode.missing_from_postcode,
        found_postcode="" if gives_away(child, episode.found_postcode) else episode.found_postcode,
    )
