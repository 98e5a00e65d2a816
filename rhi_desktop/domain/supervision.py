"""Supervision: what a worker and whoever supervises them talked about, every four weeks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervision:
    """One talk. `worker` and `by` are members, `on` and `next` ISO dates, `next` empty where none was agreed."""

    worker: str
    by: str
    on: str
    talked: str
    agreed: str = ""
    next: str = ""
