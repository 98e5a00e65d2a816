"""A table of measurements, each as a ratio beside its target."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement. `better` says which way the ratio is to go: `>=` or `<=` the target."""

    what: str
    ours: str
    other: str
    ratio: float
    better: str
    target: float

    @property
    def met(self) -> bool:
        """Whether the target is met."""
        return self.ratio >= self.target if self.better == ">=" else self.ratio <= self.target


def show(title: str, rows: Sequence[Row], *, other: str = "peer") -> bool:
    """Print the table; return whether every target is met."""
    lines = [("what", "ours", other, "ratio", "target", "")]
    lines += [
        (
            row.what,
            row.ours,
            row.other,
            f"{row.ratio:.1f}",
            f"{row.better} {row.target:g}",
            "met" if row.met else "MISSED",
        )
        for row in rows
    ]
    widths = [max(len(line[column]) for line in lines) for column in range(6)]
    sys.stdout.write(f"{title}\n")
    for line in lines:
        cells = [
            line[0].ljust(widths[0]),
            *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)),
        ]
        sys.stdout.write("  ".join(cells).rstrip() + "\n")
    return all(row.met for row in rows)
