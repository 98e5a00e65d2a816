"""A change of the questions in words, the same on screen and at the command line."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from rhi_desktop.questions.comparing import Difference, What
from rhi_desktop.services.concept_uses import Loss
from rhi_desktop.services.moving import Move

WHAT = {
    What.ADDED: "New",
    What.REMOVED: "Gone",
    What.RENAMED: "Renamed",
    What.MOVED: "Moved",
    What.CHANGED: "Changed",
}
NOTHING = "No question differs in what it asks."
LOST = "The program needs a concept to know what an answer means. Without it, this is no longer fed:"


def counted(differences: Iterable[Difference]) -> str:
    """Say how many questions differ, by what happened to them."""
    found = list(differences)
    counts = [(words.lower(), sum(one.what is what for one in found)) for what, words in WHAT.items()]
    return ", ".join(f"{count} {words}" for words, count in counts if count) or NOTHING


def kept_words(move: Move) -> str:
    """Say in a line what becomes of a draft."""
    kept = _answers(move.kept, "stays", "stay")
    hidden = f" {_answers(len(move.hidden), 'is', 'are')} hidden, and kept with the draft." if move.hidden else ""
    look = f" {_answers(len(move.attention), 'needs', 'need', 'thing')} attention." if move.attention else ""
    return f"{kept} as it is.{hidden}{look}" if move.kept == 1 else f"{kept} as they are.{hidden}{look}"


def lines(differences: tuple[Difference, ...], losses: tuple[Loss, ...]) -> Iterator[str]:
    """Yield what changes, section by section, and what is no longer fed, as lines of plain text."""
    yield counted(differences)
    sections: dict[str, list[Difference]] = {}
    for one in differences:
        sections.setdefault(one.section, []).append(one)
    for section, group in sections.items():
        yield from ("", section)
        for one in group:
            yield f"  {WHAT[one.what]}: {one.label}"
            yield from (f"    {sentence}" for sentence in one.details)
    if losses:
        yield from ("", LOST)
    for feeds, group_ in groupby(sorted(losses, key=lambda loss: loss.feeds), key=lambda loss: loss.feeds):
        yield f"  {feeds}: {'; '.join(f'“{loss.label}” ({loss.concept})' for loss in group_)}"


def _answers(count: int, one: str, many: str, what: str = "answer") -> str:
    if count == 0:
        return f"No {what} {one}"
    return f"One {what} {one}" if count == 1 else f"{count} {what}s {many}"
