"""The question set of the return home interview as its source table has it, for tests over the words in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

QUESTION_SETS = Path(__file__).parents[1] / "resources" / "question_sets"
INTERVIEW = QUESTION_SETS / "return-home-interview.md"
PRACTICE = Path(__file__).parents[1] / "resources" / "practice"

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the survey table: its row, its section, and whether it is said aloud to the child."""

    row: Row
    section: str
    page: str
    to_child: bool
    repeated: bool

    @property
    def name(self) -> str:
        """The name of the question."""
        return self.row["name"]


def sheet(name: str, path: Path = INTERVIEW) -> list[Row]:
    """Return the rows of one table of a question set, each by column name; empty cells are left out."""
    header: list[str] = []
    rows: list[Row] = []
    current = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        if len(cells) == 1:
            current, header = cells[0], []
        elif cells and current == name and not header:
            header = cells[1:]
        elif cells and current == name:
            rows.append({key: cell for key, cell in zip(header, cells[1:], strict=False) if cell})
    return rows


def asked(path: Path = INTERVIEW) -> list[Asked]:
    """Return every question in order, calculated values left out."""
    return list(_walk(sheet("survey", path)))


def _walk(rows: list[Row]) -> Iterator[Asked]:
    open_blocks: list[Row] = []
    for row in rows:
        kind = row["type"]
        if kind.startswith("begin "):
            open_blocks.append(row)
        elif kind.startswith("end "):
            open_blocks.pop()
        elif kind != "calculate":
            for_worker = any("worker" in block.get("appearance", "").split() for block in [*open_blocks, row])
            yield Asked(
                row=row,
                section=open_blocks[0]["name"],
                page=open_blocks[1]["name"],
                to_child=not for_worker,
                repeated=any(block["type"] == "begin repeat" for block in open_blocks),
            )
