"""Refusals: why a request is not carried out, as the API says it."""

from typing import Final

from rhi_desktop.wire.api import Reason

STATUS: Final[dict[Reason, int]] = {
    Reason.MALFORMED: 400,
    Reason.TRUNCATED: 400,
    Reason.TOO_LARGE: 413,
    Reason.TOO_MANY: 413,
    Reason.NEWER_VERSION: 400,
    Reason.FORGED: 403,
    Reason.CLOCK: 401,
    Reason.UNKNOWN_DEVICE: 401,
    Reason.PENDING: 403,
    Reason.REVOKED: 403,
    Reason.NOT_ALLOWED: 403,
    Reason.WRONG_CODE: 403,
    Reason.TAKEN: 409,
    Reason.OTHER_ORGANISATION: 403,
    Reason.UNKNOWN_READER: 409,
    Reason.FORKED: 409,
    Reason.GAP: 409,
    Reason.ROLLED_BACK: 409,
    Reason.TOO_FAST: 429,
    Reason.FULL: 507,
    Reason.BUSY: 503,
    Reason.NOT_FOUND: 404,
}
"""The HTTP status of each reason."""
WAIT: Final = {Reason.BUSY: 5, Reason.TOO_FAST: 10, Reason.FULL: 300}
"""After how many seconds it is worth asking again."""


class Refused(Exception):
    """The request is answered with a `Trouble`. `statement` is the order that a revoked device is shown."""

    def __init__(self, reason: Reason, statement: bytes = b"", *, status: int = 0) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.statement = statement
        self.status = status or STATUS[reason]


class HubProblem(Exception):
    """The hub cannot run, or cannot do what a command asked; the sentence says why and what to do."""
