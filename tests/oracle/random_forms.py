"""Random forms: XLSForm tables with random structure and random expressions over what stands earlier in them."""

from random import Random

from tests.oracle.random_expressions import Known, Writer

COLUMNS: tuple[str, ...] = ("type", "name", "label", "relevant", "required", "readonly", "constraint", "calculation")
COLUMNS += ("default", "trigger", "choice_filter", "repeat_count", "parameters")
CHOICES = """| choices |
| | list_name | name | label | tag | size |
| | list | a | A | x | 1 |
| | list | b | B | x | 2 |
| | list | c | C | y | 3.5 |
| | list | d | D | y | |"""
TYPES = (
    "text",
    "integer",
    "integer",
    "decimal",
    "date",
    "select_one list",
    "select_multiple list",
    "rank list",
    "range",
)
DEPTH = 3


def random_form(random: Random) -> str:
    """Return a form as a table in Markdown."""
    return _Table(random).written()


class _Table:
    def __init__(self, random: Random) -> None:
        self._random = random
        self._rows: list[dict[str, str]] = []
        self._known: list[Known] = []
        self._count = 0
        for _ in range(random.randint(2, 5)):
            self._block((), DEPTH)
        for _ in range(random.randint(1, 4)):
            self._calculation(())

    def written(self) -> str:
        """Return the table."""
        lines = ["| | " + " | ".join(row.get(column, "") for column in COLUMNS) + " |" for row in self._rows]
        return "\n".join(["| survey |", "| | " + " | ".join(COLUMNS) + " |", *lines, CHOICES])

    def _chance(self, one_in: int) -> bool:
        return self._random.randrange(one_in) == 0

    def _writer(self, around: tuple[str, ...], *more: Known) -> Writer:
        return Writer(self._random, [*self._known, *more], around)

    def _name(self, letter: str) -> str:
        self._count += 1
        return f"{letter}{self._count}"

    def _block(self, around: tuple[str, ...], depth: int) -> None:
        kind = self._random.choice(["question"] * 4 + ["calculation"] + ["group", "repeat"] * bool(depth))
        if kind == "question":
            self._question(around)
        elif kind == "calculation":
            self._calculation(around)
        else:
            self._inner(around, kind, depth)

    def _inner(self, around: tuple[str, ...], kind: str, depth: int) -> None:
        name = self._name(kind[0])
        row = {"type": f"begin {kind}", "name": name, "label": name.upper()}
        if self._chance(2):
            row["relevant"] = self._writer(around).truth()
        if kind == "repeat" and self._chance(4):
            row["repeat_count"] = self._bounded(around)
        self._rows.append(row)
        inside = (*around, name) if kind == "repeat" else around
        for _ in range(self._random.randint(1, 4)):
            self._block(inside, depth - 1)
        self._rows.append({"type": f"end {kind}", "name": name})
        if kind == "repeat":
            self._known.append(Known(name, "repeat", around))

    def _bounded(self, around: tuple[str, ...]) -> str:
        """Return a small count, fixed or by an answer: an unbounded one eats the peer's memory."""
        numbers = [one.written for one in self._known if one.sort == "number" and one.single(around)]
        if not numbers or self._chance(2):
            return str(self._random.randint(0, 3))
        read = self._random.choice(numbers)
        return f"if({read} >= 0 and {read} < 4, int({read}), 1)"

    def _question(self, around: tuple[str, ...]) -> None:
        kind = self._random.choice(TYPES)
        name = self._name("q")
        row = {"type": kind, "name": name, "label": name.upper()}
        write = self._writer(around)
        if self._chance(2):
            row["relevant"] = write.truth()
        if self._chance(2):
            row["constraint"] = self._writer(around, *[Known(".", _sort(kind), around)] * 3).truth()
        if self._chance(4):
            row["required"] = self._random.choice(["yes", write.truth()])
        if self._chance(8):
            row["readonly"] = write.truth()
        if kind in {"text", "integer"} and self._chance(4):
            row["default"] = self._random.choice(
                ["1", "7", f"int({write.number()})" if kind == "integer" else write.text()]
            )
        if kind == "text" and self._chance(6) and not around:
            self._triggered(row, write)
        if kind.endswith("list") and self._chance(3):
            row["choice_filter"] = self._random.choice(
                ["tag = 'x'", "size > 1", f"tag = {write.text(1)} or name = 'a'"]
            )
        if kind == "range":
            row["parameters"] = "start=0 end=10 step=1"
        self._rows.append(row)
        self._known.append(Known(name, _sort(kind), around))

    def _triggered(self, row: dict[str, str], write: Writer) -> None:
        sources = [one for one in self._known if not one.around and one.name.startswith("q")]
        if sources:
            row["trigger"], row["calculation"] = self._random.choice(sources).written, write.text()

    def _calculation(self, around: tuple[str, ...]) -> None:
        row = {"type": "calculate", "name": self._name("k")}
        write = self._writer(around)
        of_number = self._chance(2)
        many = self._chance(3)
        if of_number:
            row["calculation"] = write.over_many(Writer.number, "number") if many else write.number()
        else:
            row["calculation"] = write.over_many(Writer.text, "text", "date", "list") if many else write.text()
        if self._chance(4):
            row["relevant"] = write.truth()
        self._rows.append(row)
        self._known.append(Known(row["name"], "number" if of_number else "text", around))


def _sort(kind: str) -> str:
    if kind in {"integer", "decimal", "range"}:
        return "number"
    return "list" if kind.startswith(("select_multiple", "rank")) else "date" if kind == "date" else "text"
