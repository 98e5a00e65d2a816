"""A themes survey: passages of a chosen set of interviews, each marked with what it is about."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of an answer (its key) that speak of a theme. `version` is that of the interview."""

    interview: str
    key: str
    quote: str
    theme: str
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """A survey: its title, the interviews chosen (ids), how they were chosen, its themes and the passages marked."""

    title: str
    chosen: str = ""
    interviews: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
