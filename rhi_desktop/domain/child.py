"""The child: who the interview is for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """What a worker needs to know of a child. `born` is an ISO date; unknown fields are empty.

    `alerts` are shown wherever the child is, for example “Do not disclose address”. `other_names` are spellings and
    earlier names by which a notification may call the child. Codes are those of the lists in `resources/code_lists`
    (`sex`, `ethnicity`, `disability`). `second_language` is a language of the question set in which labels are shown
    beneath the first one. `unaccompanied` means that they came to this country without a parent or carer. What changes
    with time (legal status, placement) is with the episode, as it was then.
    """

    name: str
    preferred_name: str = ""
    other_names: tuple[str, ...] = ()
    born: str = ""
    reference: str = ""
    police_reference: str = ""
    nhs_number: str = ""
    pupil_number: str = ""
    sex: str = ""
    gender: str = ""
    ethnicity: str = ""
    disabilities: tuple[str, ...] = ()
    first_language: str = ""
    second_language: str = ""
    interpreter: bool = False
    unaccompanied: bool = False
    needs: str = ""
    address: str = ""
    postcode: str = ""
    carer: str = ""
    school: str = ""
    social_worker: str = ""
    responsible_authority: str = ""
    host_authority: str = ""
    alerts: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """The name the child goes by."""
        return self.preferred_name or self.name

    @property
    def address_withheld(self) -> bool:
        """Whether an alert speaks of the address: it is then shown only to whoever asks for it, and never printed."""
        return any("address" in alert.casefold() for alert in self.alerts)

    @property
    def placed_by_another(self) -> bool:
        """Whether another authority than the one the child lives in is responsible for them."""
        return bool(
            self.responsible_authority
            and self.host_authority
            and self.responsible_authority.casefold() != self.host_authority.casefold()
        )
