"""The few errors that a person can be told about: each says what is wrong and what to do."""


class RhiError(Exception):
    """Something that is not a fault of the program; `str(error)` is a sentence fit for the screen.

    Never carries a child's data: not a name, not an answer, not a reference.
    """


class QuestionSetError(RhiError):
    """A question set that cannot be used, with the place to mend (`sheet` and `row` where they are known)."""

    def __init__(self, reason: str, *, sheet: str | None = None, row: int | None = None) -> None:
        place = ", ".join(part for part in (f"sheet “{sheet}”" if sheet else "", f"row {row}" if row else "") if part)
        super().__init__(f"{place}: {reason}" if place else reason)
        self.reason = reason
        self.sheet = sheet
        self.row = row
