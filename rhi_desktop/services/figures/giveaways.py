"""Small numbers that a published table holds back, and gives away elsewhere (see `domain.figures.publishing`)."""

from collections.abc import Iterator

from rhi_desktop.services.figures.findings import Finding, wrong
from rhi_desktop.services.figures.groups import groups_of
from rhi_desktop.services.figures.published import PublishedTable
from rhi_desktop.services.figures.rounding import said


def giveaway_faults(table: PublishedTable) -> Iterator[Finding]:
    """Yield what is held back and can be worked out, from the other parts or from its own percentage."""
    for group in groups_of(table):
        hidden = [part for part in group.parts if part.held_back]
        counts = [part.count for part in group.parts if part.count is not None]
        if hidden and len(counts) == len(group.parts) - 1 and group.whole.count is not None:
            yield wrong(
                f"{hidden[0].words} is held back, but the other parts of {group.words} give it away: "
                f"{group.whole.count} less {sum(counts)}. Hold back another part too."
            )
    for line in table.lines:
        whole = table.find(line.of, line.column) if line.of else None
        if line.held_back and line.percent is not None and whole is not None and whole.count is not None:
            yield wrong(
                f"{line.words} is held back, but {said(line.percent)} of {whole.words}, {whole.count}, gives it away. "
                "Hold the percentage back too."
            )
