"""A draw: a random share of interviews, taken so that anybody can draw it again."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """Which interviews were drawn (`drawn`, ids) out of `out_of` many, with which `seed`, when and by whom.

    `since` and `until` are the ISO dates between which the interviews were submitted; `percent` is the share.
    `purpose` is `review` (to be looked at closely) or `second` (to be scored blind by a second reviewer).
    """

    at: str
    by: str
    seed: str
    percent: int
    out_of: int
    purpose: str
    since: str = ""
    until: str = ""
    drawn: tuple[str, ...] = ()


def draw(candidates: Iterable[str], percent: int, seed: str) -> tuple[str, ...]:
    """Return a share of the candidates, rounded up: those whose SHA-256 with the seed is smallest.

    The order of the candidates makes no difference, and the same seed draws the same again.
    """
    found = set(candidates)
    return draw_number(found, -(-len(found) * percent // 100), seed)


def draw_number(candidates: Iterable[str], number: int, seed: str) -> tuple[str, ...]:
    """Return so many of the candidates, all of them where there are fewer; drawn as `draw` does."""
    ranked = sorted(set(candidates), key=lambda one: hashlib.sha256(f"{seed}\n{one}".encode()).digest())
    return tuple(ranked[:number])
