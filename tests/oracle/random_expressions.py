"""Random expressions of each sort (number, text, truth) over the questions that are known where they stand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Known:
    """Something that can be read: its name, sort (number, text, date, list, repeat), and the repeats around it."""

    name: str
    sort: str
    around: tuple[str, ...]

    @property
    def written(self) -> str:
        """The reference as XLSForm has it."""
        return self.name if self.name == "." else f"${{{self.name}}}"

    def single(self, around: tuple[str, ...]) -> bool:
        """Whether there is one of it, seen from within these repeats."""
        return self.around == around[: len(self.around)]


class Writer:
    """Writes expressions for a node that stands within the repeats `around`."""

    def __init__(self, random: Random, known: Sequence[Known], around: tuple[str, ...]) -> None:
        self._random = random
        self._known = known
        self._around = around

    def number(self, depth: int = 2) -> str:
        """Return an expression of a number."""
        if depth == 0 or self._random.random() < 0.4:
            return self._one_of(self._number_leaves())
        a, b, c = (self.number(depth - 1) for _ in range(3))
        operator = self._random.choice(["+", "-", "*"])
        return self._one_of(
            [f"{a} {operator} {b}"] * 3
            + [f"({a}) div ({b})", f"({a}) mod ({b})", f"coalesce({a}, {b})", f"max({a}, {b})", f"min({a}, {b}, {c})"]
            + [f"if({a} > {b}, {c}, 4)", f"round({a}, 1)", f"int({a})", f"-({a})", f"round({a})", f"abs({a})"]
            + [f"if({self.truth(depth - 1)}, {a}, {b})", f"floor({a})", f"ceiling({b})"]
        )

    def text(self, depth: int = 2) -> str:
        """Return an expression of a text."""
        if depth == 0 or self._random.random() < 0.4:
            return self._one_of(self._text_leaves())
        a, b = self.text(depth - 1), self.text(depth - 1)
        return self._one_of(
            [
                f"concat({a}, '-', {b})",
                f"if({a} = 'a', {b}, 'other')",
                f"coalesce({a}, {b})",
                f"substr({a}, 1)",
                f"substring-before({a}, 'b')",
                f"translate({a}, 'ab', 'AB')",
                f"normalize-space({a})",
                f"if({self.truth(depth - 1)}, {a}, {b})",
                f"substring({a}, 1, 2)",
                f"once({a})",
            ]
        )

    def truth(self, depth: int = 2) -> str:
        """Return an expression of a truth."""
        if depth == 0 or self._random.random() < 0.5:
            return self._one_of(self._truth_leaves(min(depth, 1)))
        a, b = self.truth(depth - 1), self.truth(depth - 1)
        return self._one_of([f"({a} and {b})", f"({a} or {b})", f"not({a})"])

    def over_many(self, function: Callable[["Writer"], str], *sorts: str) -> str:
        """Return an expression over what repeats: for texts a join, for numbers a sum or the like."""
        many = self._references(*sorts, single=False)
        if not many:
            return function(self)
        read = self._random.choice(many)
        if "text" in sorts:
            return f"join(' ', {read})"
        return f"{self._random.choice(['sum', 'max', 'min', 'count', 'count-non-empty'])}({read})"

    def _one_of(self, found: Sequence[str]) -> str:
        return self._random.choice(found)

    def _references(self, *sorts: str, single: bool = True) -> list[str]:
        return [one.written for one in self._known if one.sort in sorts and one.single(self._around) is single]

    def _number_leaves(self) -> list[str]:
        leaves = self._references("number") * 3 + ["0", "1", "2", "3", "10", "0.5", "2.5", "-1"]
        leaves += [f"string-length({read})" for read in self._references("text")]
        leaves += [f"count-selected({read})" for read in self._references("list")]
        leaves += [f"count({read})" for read in self._references("repeat")] * 2
        leaves += [f"{read} - date('2026-11-01')" for read in self._references("date")]
        leaves += ["position(..)"] * 2 if self._around else []
        for one in self._known:
            if one.sort == "repeat" and one.single(self._around):
                inside = [other for other in self._known if other.around == (*one.around, one.name)]
                leaves += [f"count({one.written}[{other.name} != ''])" for other in inside if other.sort != "repeat"]
                leaves += [
                    f"sum({one.written}[{other.name} > 1]/{other.name})" for other in inside if other.sort == "number"
                ]
        return leaves

    def _text_leaves(self) -> list[str]:
        leaves = self._references("text", "date", "list") * 3 + ["'a'", "''", "'yes'", "'b c'", "'z'"]
        leaves += [f"selected-at({read}, 1)" for read in self._references("list")]
        leaves += [f"format-date({read}, '%d/%m/%Y')" for read in self._references("date")]
        leaves += [f"string({read})" for read in self._references("number")]
        for one in self._known:
            if one.sort != "repeat" and len(one.around) == 1 and not one.single(self._around):
                leaves.append(f"indexed-repeat({one.written}, ${{{one.around[0]}}}, {self._random.choice(['1', '2'])})")
        return leaves

    def _truth_leaves(self, depth: int) -> list[str]:
        compared = self._random.choice(["=", "!=", "<", ">", "<=", ">="])
        leaves = [f"{self.number(depth)} {compared} {self.number(depth)}"] * 3
        leaves += [f"{self.text(depth)} {self._random.choice(['=', '!='])} {self.text(depth)}"] * 2
        leaves += [f"{read} = ''" for read in self._references("number", "text", "date", "list")]
        leaves += [f"{read} != ''" for read in self._references("number", "text", "date", "list")]
        leaves += [f"selected({read}, '{self._random.choice('abcd')}')" for read in self._references("list")]
        leaves += [f"{read} <= today()" for read in self._references("date")]
        leaves += [f"{read} = 1" for read in self._references("number", single=False)]
        leaves += [f"regex({read}, '^[a-c]+$')" for read in self._references("text")]
        return leaves
