"""A jotting: a few words noted while the child talks, in whatever order the child tells it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Jotting:
    """One note. `at` is an instant (`records.instant_text`).

    `own_words` marks what the child said, word for word. `topic` is the path of the section that it was filed under,
    empty where it was not; `placed` is the key of the question whose answer took it up, `set_aside` the worker's
    reason for using it nowhere. One of the two is needed before the jotting counts as dealt with.
    """

    id: str
    text: str
    at: str
    own_words: bool = False
    topic: str = ""
    placed: str = ""
    set_aside: str = ""

    @property
    def settled(self) -> bool:
        """Whether it has found its place, or a reason why it has none."""
        return bool(self.placed or self.set_aside)
