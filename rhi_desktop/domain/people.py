"""Members: the people who use the program, each with the keys of their device."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Flag, StrEnum, auto
from typing import Final


class Role(Flag):
    """What a member is trusted to do. A person may hold several roles: `Role.WORKER | Role.REVIEWER`."""

    WORKER = auto()
    COORDINATOR = auto()
    REVIEWER = auto()
    VIEWER = auto()
    ADMINISTRATOR = auto()

    @classmethod
    def of(cls, text: str) -> "Role":
        """Read roles as certificates have them: `worker+reviewer`. A word that is none here grants nothing."""
        found = cls(0)
        for word in text.split("+"):
            found |= cls.__members__.get(word.upper(), cls(0)) if word.islower() else cls(0)
        return found

    @property
    def text(self) -> str:
        """The roles as certificates have them, in one order."""
        return "+".join(str(one.name).lower() for one in Role if one in self)

    def may(self, permission: "Permission") -> bool:
        """Whether one of the roles holds a permission."""
        return any(permission in PERMISSIONS[one] for one in Role if one in self)

    @property
    def reads_all(self) -> bool:
        """Whether the team's keys are held: every case is read."""
        return self.may(Permission.READ_ALL)

    @property
    def coordinates(self) -> bool:
        """Whether cases are allocated, and what came of them is acknowledged for the team."""
        return self.may(Permission.ALLOCATE)


class Permission(StrEnum):
    """What roles are asked for."""

    CASEWORK = "casework"
    WRITE_INTERVIEWS = "write_interviews"
    READ_ALL = "read_all"
    ALLOCATE = "allocate"
    REVIEW = "review"
    OVERSEE = "oversee"
    KEEP_RULES = "keep_rules"
    ADMIT = "admit"


PERMISSIONS: Final[Mapping[Role, frozenset[Permission]]] = {
    Role.WORKER: frozenset({Permission.CASEWORK, Permission.WRITE_INTERVIEWS}),
    Role.COORDINATOR: frozenset(Permission),
    Role.REVIEWER: frozenset({Permission.READ_ALL, Permission.REVIEW}),
    Role.VIEWER: frozenset({Permission.READ_ALL}),
    Role.ADMINISTRATOR: frozenset({Permission.READ_ALL, Permission.KEEP_RULES, Permission.ADMIT}),
}
"""Who may what. Casework is everything about a child but the interview itself; allocating includes signing off and
merging; overseeing is closing months, supervision, surveys and the register of places; keeping rules includes the
helplines and the team's own questions. An administrator reads everything because they hand on the team's keys.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person with a device; `role` is `Role.text`. Keys are hex: Ed25519 for signing, X-Wing for sealing."""

    name: str
    role: str
    device: str
    signing_key: str
    sealing_key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSet:
    """A version of the interview's questions. `digest` is the SHA-256 of the XForm, which is kept whole.

    `source` is the SHA-256 of the shipped XLSForm that it was converted from; `sheets` are the tables of an XLSForm as
    JSON (`questions.workbook.Sheets`), so that it can be changed again. A `local` one is the organisation's own.
    """

    form_id: str
    version: str
    title: str
    digest: str
    xform: str
    source: str = ""
    sheets: str = ""
    local: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting of the workspace, by name."""

    name: str
    value: str
