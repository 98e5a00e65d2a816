"""Which of a child's recorded episodes rows are about, so that the same file twice changes nothing."""

from collections.abc import Sequence

from rhi_desktop.services.intake.moments import before, days_between, order, same_time
from rhi_desktop.services.intake.pairing import LONGEST, EpisodeRows, open_before
from rhi_desktop.services.lookups import EpisodeEntry


def matched(episodes: Sequence[EpisodeRows], known: Sequence[EpisodeEntry]) -> dict[int, EpisodeEntry]:
    """Return by the index of an episode the record that it is: by reference, then by times, the surest first."""
    found: dict[int, EpisodeEntry] = {}
    left = sorted(known, key=lambda entry: (_first(entry), entry.episode))
    for is_it in (_same_reference, _same_times, _same_start, _same_day, _same_end):
        for index, episode in enumerate(episodes):
            if index in found:
                continue
            entry = next((one for one in left if is_it(episode, one) and not _other_reference(episode, one)), None)
            if entry is not None:
                found[index] = entry
                left.remove(entry)
    for index, episode in enumerate(episodes):
        if index not in found and (entry := _completed(episode, left)):
            found[index] = entry
            left.remove(entry)
    return found


def _completed(episode: EpisodeRows, left: list[EpisodeEntry]) -> EpisodeEntry | None:
    """Return the record whose beginning or end the episode brings."""
    if episode.missing_since:
        ends = [
            one
            for one in left
            if not one.missing_since
            and not _other_reference(episode, one)
            and _end(one)
            and not before(_end(one), episode.missing_since)
            and days_between(episode.missing_since, _end(one)) <= LONGEST
            and (not episode.found or not one.found or same_time(episode.found, one.found))
        ]
        return min(ends, key=lambda one: order(_end(one)), default=None)
    rows = [_as_rows(entry) for entry in left]
    begun = open_before(episode, rows)
    return next((entry for entry, one in zip(left, rows, strict=True) if one is begun), None)


def _as_rows(entry: EpisodeEntry) -> EpisodeRows:
    return EpisodeRows(
        missing_since=entry.missing_since,
        found=entry.found,
        returned=entry.returned,
        reference=entry.police_reference,
    )


def _same_reference(episode: EpisodeRows, entry: EpisodeEntry) -> bool:
    return bool(episode.reference) and episode.reference == entry.police_reference


def _same_times(episode: EpisodeRows, entry: EpisodeEntry) -> bool:
    ours = (episode.missing_since, episode.found, episode.returned)
    return ours == (entry.missing_since, entry.found, entry.returned)


def _same_start(episode: EpisodeRows, entry: EpisodeEntry) -> bool:
    return bool(episode.missing_since) and episode.missing_since == entry.missing_since


def _same_day(episode: EpisodeRows, entry: EpisodeEntry) -> bool:
    return bool(episode.missing_since and entry.missing_since) and same_time(episode.missing_since, entry.missing_since)


def _same_end(episode: EpisodeRows, entry: EpisodeEntry) -> bool:
    if episode.missing_since:
        return False
    if episode.found and entry.found:
        return same_time(episode.found, entry.found)
    return bool(episode.returned and entry.returned) and same_time(episode.returned, entry.returned)


def _other_reference(episode: EpisodeRows, entry: EpisodeEntry) -> bool:
    return bool(episode.reference and entry.police_reference) and episode.reference != entry.police_reference


def _end(entry: EpisodeEntry) -> str:
    return entry.found or entry.returned


def _first(entry: EpisodeEntry) -> tuple[float, str]:
    time = entry.missing_since or _end(entry)
    return order(time) if time else (0.0, "")
