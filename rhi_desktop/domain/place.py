"""A place in the team's register: where children go missing from and are found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place. `other_names` are spellings that mean it too; `kind` is a code of the list `place`.

    `postcode` is a postcode or a district alone. `easting` and `northing` are metres on the British National Grid,
    None where they are not known.
    """

    name: str
    other_names: tuple[str, ...] = ()
    kind: str = ""
    postcode: str = ""
    note: str = ""
    easting: int | None = None
    northing: int | None = None
