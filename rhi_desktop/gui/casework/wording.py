"""How the facts of a case are said in one line."""

from datetime import datetime

from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.moments import Moment


def episode_words(episode: Episode, between: str = ", ") -> str:
    """Return what an episode was, and from when to when; `between` may break the line."""
    kind = "Missing" if episode.kind == "missing" else "Away without authorisation"
    since = f"since {Moment.parse(episode.missing_since).spoken}" if episode.missing_since else "from an unknown time"
    back = f"returned {Moment.parse(episode.returned).spoken}" if episode.returned else "no return recorded"
    return f"{kind} {since}{between}{back}"


def recorded_words(revisions: int, at: datetime) -> str:
    """Return when a record was made, or how often and when it was changed since."""
    if revisions == 1:
        return f"Recorded {Moment.at(at).spoken}"
    times = "once" if revisions == 2 else "twice" if revisions == 3 else f"{revisions - 1} times"
    return f"Changed {times}, last on {Moment.at(at).spoken}"
