"""Who may write what: one rule for what is committed here and for what comes from elsewhere."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rhi_desktop.domain.audience import is_shared
from rhi_desktop.domain.people import Permission, Role
from rhi_desktop.domain.records import Body, Kind

ALLOCATION: Final = ("worker", "transfers", "signed_off", "signed_off_by")
"""The fields of a referral that say whose work it is, and that it is done."""
_OVERSEEN: Final = frozenset({Kind.SUPERVISION, Kind.PLACE, Kind.SCORECARD, Kind.SURVEY})
_NEEDED: Final = {Kind.DRAW: Permission.REVIEW, Kind.DUPLICATE: Permission.ALLOCATE}
_REVIEWS: Final = frozenset({Kind.REVIEW, Kind.SECOND_REVIEW})


class Objection(StrEnum):
    """Why somebody may not write something; the first is none."""

    NONE = ""
    NOT_ALLOWED = "not_allowed"
    ALLOCATION = "allocation"
    OWN_INTERVIEW = "own_interview"
    NOT_YOURS = "not_yours"
    REVIEWER = "not_a_reviewer"
    READ_ONLY = "read_only"


WORDS: Final = {
    Objection.NOT_ALLOWED: "Your coordinators look after this for the whole team. Ask one of them to change it.",
    Objection.ALLOCATION: "Only a coordinator gives referrals to workers and signs them off.",
    Objection.OWN_INTERVIEW: "Nobody reviews an interview of their own.",
    Objection.NOT_YOURS: "An interview is changed by the worker who wrote it, and by nobody else.",
    Objection.REVIEWER: "Only a reviewer or a coordinator reviews interviews.",
    Objection.READ_ONLY: "Your role lets you read this case, and not change it. Ask your coordinator.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What somebody writes. `before` holds what the record said in each revision that it is made from; a new one, none.

    `interview_worker` is who wrote the interview that a review is of, empty where that is not known here. `alone` says
    that it was written before its author was in the team: nobody else could have reviewed it.
    """

    author: str
    role: Role
    kind: Kind
    record: str
    body: Body
    before: tuple[Body, ...] = ()
    interview_worker: str = ""
    alone: bool = False


def objection(written: Written) -> Objection:
    """Return why it may not be written; nothing where it may."""
    kind, may = written.kind, written.role.may
    if kind is Kind.MEMBER:
        return Objection.NONE if written.record == written.author or may(Permission.ADMIT) else Objection.NOT_ALLOWED
    if kind in _REVIEWS:
        return _of_review(written)
    if kind is Kind.INTERVIEW:
        return _of_interview(written)
    if kind is Kind.REFERRAL and not may(Permission.ALLOCATE) and _allocates(written):
        return Objection.ALLOCATION
    needed = _needed(kind, written.body)
    if needed is None or may(needed):
        return Objection.NONE
    return Objection.READ_ONLY if needed is Permission.CASEWORK else Objection.NOT_ALLOWED


def _needed(kind: Kind, body: Body) -> Permission | None:
    if kind in _OVERSEEN:
        return Permission.OVERSEE
    if kind in _NEEDED:
        return _NEEDED[kind]
    if kind in {Kind.SETTING, Kind.QUESTION_SET}:
        return Permission.KEEP_RULES if is_shared(kind, body) else None
    return Permission.CASEWORK


def _of_review(written: Written) -> Objection:
    body = written.body
    if not written.role.may(Permission.REVIEW) or body.get("reviewer") != written.author:
        return Objection.REVIEWER
    own = written.author in {body.get("worker"), written.interview_worker}
    return Objection.OWN_INTERVIEW if own and not (written.alone and body.get("alone")) else Objection.NONE


def _of_interview(written: Written) -> Objection:
    """An interview is its worker's; whoever allocates may say of which child and referral it is, and no more."""
    own = {"", None, written.author}
    whose = {str(one.get("worker") or "") for one in (written.body, *written.before)}
    if whose <= own and written.role.may(Permission.WRITE_INTERVIEWS):
        return Objection.NONE
    moved = any(_without(written.body) == _without(one) for one in written.before)
    return Objection.NONE if moved and written.role.may(Permission.ALLOCATE) else Objection.NOT_YOURS


def _without(body: Body) -> dict[str, object]:
    return {name: value for name, value in body.items() if name not in {"child", "referral", "episodes"}}


def _allocates(written: Written) -> bool:
    """Whether it says of somebody's work what none of the revisions said that it is made from.

    What is nobody's yet, whoever has it takes for themselves.
    """
    before, body = written.before or ({},), written.body
    free = all(not one.get("worker") for one in before) and body.get("worker") == written.author
    fields = [name for name in ALLOCATION if not (free and name == "worker")]
    return any(all((body.get(name) or None) != (one.get(name) or None) for one in before) for name in fields)
