"""The child: who the interview is for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """What a worker needs to know of a child. `born` is an ISO date; unknown fields are empty.

    `alerts` are shown wherever the child is, for example “Do not disclose address”.
    """

    name: str
    preferred_name: str = ""
    born: str = ""
    reference: str = ""
    sex: str = ""
    ethnicity: str = ""
    first_language: str = ""
    interpreter: bool = False
    needs: str = ""
    responsible_authority: str = ""
    alerts: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """The name the child goes by."""
        return self.preferred_name or self.name
