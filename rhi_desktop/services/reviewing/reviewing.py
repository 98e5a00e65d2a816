"""Reviewing: reading an interview beside the rubric, and saying what comes of it. The worker's words stay theirs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from rhi_desktop.domain.bodies import from_body, to_body
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.ids import new_record_id
from rhi_desktop.domain.interview import Interview
from rhi_desktop.domain.people import Member
from rhi_desktop.domain.records import Change, Kind, Revision, instant_text
from rhi_desktop.domain.referral import Referral
from rhi_desktop.domain.review import Review, Verdict
from rhi_desktop.questions.session import Session
from rhi_desktop.services import amending
from rhi_desktop.services.filing import filed
from rhi_desktop.services.ports import Audit, AuditAct, Records
from rhi_desktop.services.question_sets import QuestionSets
from rhi_desktop.services.reviewing import drafting
from rhi_desktop.services.reviewing.drafting import ReviewDraft
from rhi_desktop.services.reviewing.lines import ReadLine, read_lines
from rhi_desktop.services.reviewing.ports import ReviewStore, WaitingRow
from rhi_desktop.services.reviewing.prompts import Prompt, Prompts
from rhi_desktop.services.reviewing.refusals import (
    AlreadyReviewed,
    CommentMissing,
    MayNotReview,
    OwnInterview,
    PointsMissing,
    RubricChanged,
    Superseded,
)
from rhi_desktop.services.reviewing.rubric import Rubric, Rubrics

QUEUE = 500
"""How many waiting interviews are listed at most; the longest waiting are."""


class ReviewRecords(Records, Audit, Protocol):
    """Records and reviews of one store, and whose it is."""

    @property
    def member(self) -> str:
        """The id of the member record of whose store it is."""
        ...

    @property
    def reviews(self) -> ReviewStore:
        """The reviews."""
        ...


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of a comment of an earlier review; `text` is what the worker says to it."""

    comment: str
    quote: str
    key: str
    changed: bool
    text: str


@dataclass(frozen=True, slots=True)
class Opened:
    """An interview beside its rubric. `worker` is a name; `before` the version that is compared with, 0 for none.

    `given` are the reviews of this version, `answered` what became of each comment on the one before, `reason` why it
    was amended. `rubric_changed` says that the draft was begun by another rubric. `own` is the reviewer's own
    interview, and `may_give` whether a review of it may be given. `at` is when it was opened.
    """

    interview: Filed[Interview]
    child: Child
    worker: str
    lines: tuple[ReadLine, ...]
    rubric: Rubric
    draft: ReviewDraft
    at: datetime
    prompts: tuple[Prompt, ...]
    given: tuple[Filed[Review], ...]
    names: Mapping[str, str]
    answered: tuple[Answered, ...] = ()
    reason: str = ""
    before: int = 0
    rubric_changed: bool = False
    own: bool = False
    may_give: bool = True


@dataclass(frozen=True, slots=True)
class Sources:
    """What a review is made from."""

    sets: QuestionSets
    rubrics: Rubrics
    prompts: Prompts


class Reviewing:
    """Lists what waits, opens it, keeps what is written, gives the review. Calls read the store: give them to its lane.

    `may` tells whether this member reviews; `alone` whether the workspace belongs to no team, where own interviews may
    be reviewed and the record says so.
    """

    def __init__(
        self,
        records: ReviewRecords,
        sources: Sources,
        clock: Callable[[], datetime],
        *,
        may: Callable[[], bool],
        alone: Callable[[], bool],
    ) -> None:
        self._records = records
        self._from = sources
        self._clock = clock
        self._may = may
        self._alone = alone

    def now(self) -> datetime:
        """Return the instant by which waiting is worded."""
        return self._clock()

    def waiting(self) -> tuple[WaitingRow, ...]:
        """Return what waits for a verdict and is not the reviewer's own, the longest waiting first."""
        own = "" if self._alone() else self._records.member
        return tuple(row for row in self._records.reviews.waiting(limit=QUEUE) if not own or row.worker != own)

    def names(self) -> Mapping[str, str]:
        """Return the names of members by id."""
        every = self._records.every(Kind.MEMBER)
        return {one.id: from_body(one.body, Member).name for one in every}

    def doubts(self, interview: str) -> tuple[Prompt, ...]:
        """Return the prompts for one interview."""
        kept = self._interview(interview)
        return self._from.prompts.of(kept, self._session(kept.value))

    def open(self, interview: str, *, second: bool = False) -> Opened:
        """Open an interview for review, with what was written of it here; that it was opened is noted.

        A second review is blind: what others gave is not told. Raises MayNotReview.
        """
        if not self._may():
            raise MayNotReview
        kept = self._interview(interview)
        self._records.note(AuditAct.INTERVIEW_OPENED, interview)
        session, rubric, names = self._session(kept.value), self._from.rubrics.newest(), self.names()
        draft, changed = self._draft(kept, rubric, second=second)
        reviews = () if second else self._reviews(interview)
        last = max((one.value.version for one in reviews if one.value.version < kept.value.version), default=0)
        old = self._version(interview, last) if last else None
        child = filed(self._records.get(Kind.CHILD, kept.value.child), Child).value
        worker = amending.writer(self._records, interview)
        return Opened(
            interview=kept,
            child=child,
            worker=names.get(worker, ""),
            lines=read_lines(session, self._session(old) if old is not None else None),
            rubric=rubric,
            draft=draft,
            prompts=self._from.prompts.of(kept, session),
            given=tuple(one for one in reviews if one.value.version == kept.value.version),
            names=names,
            answered=_answered(kept.value, reviews),
            reason=kept.value.reason,
            before=last,
            rubric_changed=changed,
            own=worker == self._records.member,
            may_give=self._alone() or worker != self._records.member,
            at=self._clock(),
        )

    def keep(self, draft: ReviewDraft) -> datetime:
        """Keep what is written so far; it is on the disk when this returns the instant."""
        drafting.keep(self._records.reviews, draft)
        return self._clock()

    def put_away(self, draft: ReviewDraft) -> None:
        """Delete what was written of a review that is not given."""
        self._records.reviews.drop(draft.interview, draft.kind)

    def give(self, draft: ReviewDraft, verdict: Verdict, *, sign_off: bool = False) -> Review:
        """Put a review on record; with `sign_off` the work on the referral is done as well.

        Raises MayNotReview, OwnInterview, Superseded, AlreadyReviewed, RubricChanged, PointsMissing, CommentMissing;
        what was written stays then.
        """
        kept, worker = self._interview(draft.interview), amending.writer(self._records, draft.interview)
        self._require(draft, verdict, kept, own=worker == self._records.member)
        review = Review(
            child=kept.value.child,
            referral=kept.value.referral,
            interview=kept.id,
            version=draft.version,
            revision=kept.head,
            worker=worker,
            reviewer=self._records.member,
            at=instant_text(self._clock()),
            rubric=draft.rubric,
            verdict=verdict,
            reasons=draft.reasons.strip(),
            scores=draft.scores,
            comments=draft.comments,
            alone=worker == self._records.member,
        )
        changes = [Change(new_record_id(self._clock()), draft.kind, to_body(review))]
        if sign_off and not draft.second and verdict is Verdict.APPROVED:
            changes += self._signed_off(kept.value.referral)
        self._records.commit(changes)
        self._records.reviews.drop(draft.interview, draft.kind)
        return review

    def _require(self, draft: ReviewDraft, verdict: Verdict, kept: Filed[Interview], *, own: bool) -> None:
        if not self._may():
            raise MayNotReview
        if own and not self._alone():
            raise OwnInterview
        if kept.value.version != draft.version:
            raise Superseded(kept.value.version)
        rubric = self._from.rubrics.newest()
        if draft.rubric != rubric.id:
            raise RubricChanged
        if not draft.second:
            self._require_first(draft)
        missing = draft.missing(rubric)
        if missing and (verdict is Verdict.APPROVED or draft.second):
            raise PointsMissing(len(missing))
        if verdict is not Verdict.APPROVED and not draft.second and not draft.asks:
            raise CommentMissing

    def _require_first(self, draft: ReviewDraft) -> None:
        given = next((one for one in self._reviews(draft.interview) if one.value.version == draft.version), None)
        if given is not None:
            raise AlreadyReviewed(self.names().get(given.value.reviewer, "Somebody else"))

    def _signed_off(self, referral: str) -> list[Change]:
        kept = filed(self._records.get(Kind.REFERRAL, referral), Referral)
        if kept.value.signed_off:
            return []
        at = instant_text(self._clock())
        done = replace(kept.value, signed_off=at, signed_off_by=self._records.member)
        return [Change(referral, Kind.REFERRAL, to_body(done), (kept.head,))]

    def _draft(self, kept: Filed[Interview], rubric: Rubric, *, second: bool) -> tuple[ReviewDraft, bool]:
        """Return what was written of this version, or a blank; of an older one the comments alone go on."""
        blank = ReviewDraft(interview=kept.id, version=kept.value.version, rubric=rubric.id, second=second)
        found = drafting.kept(self._records.reviews, kept.id, blank.kind)
        if found is None:
            return blank, False
        draft = replace(found, version=kept.value.version)
        return (draft, False) if draft.rubric == rubric.id else (draft.by(rubric), True)

    def _reviews(self, interview: str) -> tuple[Filed[Review], ...]:
        found = (filed(one, Review) for one in self._records.linked(Kind.REVIEW, interview))
        return tuple(sorted(found, key=lambda one: one.value.at))

    def _interview(self, interview: str) -> Filed[Interview]:
        return filed(self._records.get(Kind.INTERVIEW, interview), Interview)

    def _session(self, value: Interview) -> Session:
        form = self._from.sets.form(value.question_set)
        return Session.restore(form, (answer.entry for answer in value.answers), clock=self._clock)

    def _version(self, interview: str, version: int) -> Interview | None:
        found = [one for one in self._records.history(interview) if _version_of(one) == version]
        return from_body(found[-1].body, Interview) if found else None


def _version_of(revision: Revision) -> int:
    return int(str(revision.body.get("version", 1)))


def _answered(value: Interview, reviews: tuple[Filed[Review], ...]) -> tuple[Answered, ...]:
    """Return what became of the comments that this version answers, in the order in which they were made."""
    comments = {(one.id, comment.id): comment for one in reviews for comment in one.value.comments}
    replies = {(reply.review, reply.comment): reply for reply in value.replies}
    return tuple(
        Answered(comment.text, comment.quote, comment.key, replies[at].changed, replies[at].text)
        for at, comment in comments.items()
        if at in replies
    )
