"""The parts of a published whole, gathered by what they split it by."""

from dataclasses import dataclass

from rhi_desktop.services.figures.published import PublishedLine, PublishedTable


@dataclass(frozen=True, slots=True)
class Group:
    """All parts of a whole by one split, in the order of the table."""

    whole: PublishedLine
    split: str
    column: str
    parts: tuple[PublishedLine, ...]

    @property
    def words(self) -> str:
        """What is split, and by what: “Children” by sex."""
        at = f"“{self.whole.figure}, {self.column}”" if self.column else self.whole.words
        return f"{at} by {self.split}" if self.split else at


def groups_of(table: PublishedTable) -> tuple[Group, ...]:
    """Return the wholes of a table with their parts."""
    found: dict[tuple[str, str, str], list[PublishedLine]] = {}
    for line in table.lines:
        if line.part_of:
            found.setdefault((line.part_of, line.column, line.split), []).append(line)
    groups = []
    for (name, column, split), parts in found.items():
        whole = table.find(name, column)
        if whole is not None:
            groups.append(Group(whole, split, column, tuple(parts)))
    return tuple(groups)
