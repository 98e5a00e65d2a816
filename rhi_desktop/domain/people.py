"""Members: the people who use the program, each with the keys of their device."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a member is trusted to do."""

    WORKER = "worker"
    COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person with a device. Keys are hex: Ed25519 for signing, X-Wing for sealing."""

    name: str
    role: Role
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
