"""Sharing urgent information at once: one page from the draft, and a line in the log of disclosures.

It waits for no submission and no review (quality rubric, point 13; information sharing advice 2024).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.sharing import Sharing
from rhi_desktop.questions.definition import Question
from rhi_desktop.questions.session import Node, Session
from rhi_desktop.services.answer_words import short_label, words
from rhi_desktop.services.composing import voice_of
from rhi_desktop.services.document import Line, Voice
from rhi_desktop.services.immediate import Raised, raised
from rhi_desktop.services.ports import Audit, AuditAct
from rhi_desktop.services.reporting import write_private
from rhi_desktop.services.sharings import Sharings
from rhi_desktop.services.writing import Writing

URGENT = "urgent"
_TOLD = frozenset({"own_words", "who", "evidence", "source", "detail", "when"})


@dataclass(frozen=True, slots=True)
class Request:
    """To whom it goes and what is asked of them: `recipient` is a code of that list, `label` its words."""

    recipient: str
    label: str
    who: str = ""
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Extract:
    """What stands on the page, and nothing else. Each of `said` is an answer with the lines that stand behind it."""

    child: Child
    said: tuple[tuple[Line, tuple[Line, ...]], ...]
    request: Request
    worker: str
    at: Moment


class UrgentReports(Protocol):
    """What makes the page on paper."""

    def urgent(self, extract: Extract, *, practice: bool) -> bytes:
        """Return the PDF of an urgent extract."""
        ...


class UrgentSharing:
    """Makes the page and keeps account of it. Calls write the store: give them to its lane."""

    def __init__(
        self,
        audit: Audit,
        sharings: Sharings,
        reports: UrgentReports,
        clock: Callable[[], datetime],
        *,
        worker: str,
        practice: bool,
    ) -> None:
        self._audit = audit
        self._sharings = sharings
        self._reports = reports
        self._clock = clock
        self._worker = worker
        self._practice = practice

    def now(self) -> datetime:
        """Return the instant by which codes are offered."""
        return self._clock()

    def extract(self, writing: Writing, request: Request) -> Extract:
        """Return what the page holds, from the draft as it is now."""
        return Extract(writing.child, _told(writing.session), request, self._worker, Moment.at(self._clock()))

    def pdf(self, writing: Writing, request: Request) -> bytes:
        """Return the page. It exists in memory alone."""
        return self._reports.urgent(self.extract(writing, request), practice=self._practice)

    def export(self, writing: Writing, request: Request, path: Path) -> None:
        """Write the page to `path`, readable by its owner alone, and note both. Raises CannotWrite, SharingUnclear."""
        write_private(path, self.pdf(writing, request))
        self._audit.note(AuditAct.EXPORTED, writing.draft.interview)
        self._note(writing, request, "Saved as a file to pass on.")

    def printed(self, writing: Writing, request: Request) -> None:
        """Note that the page was sent to a printer. Raises SharingUnclear."""
        self._audit.note(AuditAct.PRINTED, writing.draft.interview)
        self._note(writing, request, "Printed to pass on.")

    def told(self, writing: Writing, request: Request) -> None:
        """Note that it was told by voice. Raises SharingUnclear."""
        self._note(writing, request, "Told by voice.")

    def _note(self, writing: Writing, request: Request, how: str) -> None:
        self._sharings.note(
            Sharing(
                child=writing.draft.child,
                referral=writing.draft.referral,
                at=Moment.at(self._clock()).text,
                recipient=request.recipient,
                what=URGENT,
                who=request.who,
                by=self._worker,
                notes=" ".join(part for part in (how, request.asked) if part),
            )
        )


def _told(session: Session) -> tuple[tuple[Line, tuple[Line, ...]], ...]:
    """Return what was raised, each with the answers behind it; an answer stands on the page once."""
    shown: set[str] = set()
    told = []
    for one in raised(session):
        behind = [node for node in _beside(session, one.path) if _stands_behind(node, one) and node.path not in shown]
        shown.update(node.path for node in behind)
        told.append((Line(one.label, one.answer), tuple(_line(node) for node in behind)))
    return tuple(told)


def _line(node: Node) -> Line:
    return Line(short_label(node), words(node), voice_of(node.definition.concept, Voice.RECORD))


def _beside(session: Session, path: str) -> Iterator[Node]:
    for node in session.children(path.rpartition("/")[0]):
        if isinstance(node.definition, Question) and node.relevant and node.state is AnswerState.ANSWERED:
            yield node


def _stands_behind(node: Node, one: Raised) -> bool:
    """Whether an answer tells more of the same matter: `harm.missing.own_words` of `harm.missing.hurt`."""
    matter, _, what = (node.definition.concept or "").rpartition(".")
    return node.path != one.path and what in _TOLD and matter in {one.concept, one.concept.rpartition(".")[0]}
