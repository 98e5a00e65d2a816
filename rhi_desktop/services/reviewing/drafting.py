"""A review that is being written."""

import json
from dataclasses import dataclass, replace
from typing import Protocol

from rhi_desktop.domain.bodies import from_body, to_body
from rhi_desktop.domain.records import Kind
from rhi_desktop.domain.review import Comment, Mark, Score, Tone
from rhi_desktop.services.reviewing.ports import KeptDraft
from rhi_desktop.services.reviewing.rubric import Point, Rubric


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDraft:
    """What a reviewer has written so far of a version of an interview, by the rubric `rubric`.

    `second` is a second review, made blind. `lost` are the titles of points that a rubric in use no longer has and
    that had a mark or comment; they are told, and stay here until the review is given.
    """

    interview: str
    version: int
    rubric: str
    scores: tuple[Score, ...] = ()
    comments: tuple[Comment, ...] = ()
    reasons: str = ""
    second: bool = False
    lost: tuple[str, ...] = ()

    @property
    def kind(self) -> Kind:
        """What kind of record comes of it."""
        return Kind.SECOND_REVIEW if self.second else Kind.REVIEW

    @property
    def asks(self) -> bool:
        """Whether it says anything that the worker is to mend or answer."""
        return bool(self.reasons.strip()) or any(one.tone is Tone.ASK for one in self.comments)

    def mark_of(self, item: str) -> Score | None:
        """Return the score of a point, None where it has none yet."""
        return next((one for one in self.scores if one.item == item), None)

    def marked(self, point: Point, mark: Mark | None, comment: str) -> "ReviewDraft":
        """Return it with the score of a point; without a mark the score is taken out."""
        others = tuple(one for one in self.scores if one.item != point.name)
        if mark is None:
            return replace(self, scores=others)
        return replace(self, scores=(*others, Score(item=point.name, title=point.title, mark=mark, comment=comment)))

    def commented(self, comment: Comment) -> "ReviewDraft":
        """Return it with a comment, in place of the one with its id."""
        others = tuple(one for one in self.comments if one.id != comment.id)
        return replace(self, comments=(*others, comment))

    def without(self, comment: str) -> "ReviewDraft":
        """Return it without a comment."""
        return replace(self, comments=tuple(one for one in self.comments if one.id != comment))

    def by(self, rubric: Rubric) -> "ReviewDraft":
        """Return it by another rubric: the scores of points of the same name go on, the others are told as lost."""
        names = {point.name for point in rubric.points}
        lost = tuple(one.title or one.item for one in self.scores if one.item not in names)
        kept = tuple(one for one in self.scores if one.item in names)
        return replace(self, rubric=rubric.id, scores=kept, lost=(*self.lost, *lost))

    def missing(self, rubric: Rubric) -> tuple[Point, ...]:
        """Return the points without a mark."""
        given = {one.item for one in self.scores}
        return tuple(point for point in rubric.points if point.name not in given)


class KeepsDrafts(Protocol):
    """What keeps reviews that are being written."""

    def keep(self, interview: str, kind: Kind, draft: KeptDraft) -> None:
        """Keep one."""
        ...

    def kept(self, interview: str, kind: Kind) -> KeptDraft | None:
        """Return one."""
        ...


def keep(store: KeepsDrafts, draft: ReviewDraft) -> None:
    """Keep a review as it is now."""
    content = json.dumps(to_body(draft), ensure_ascii=False)
    store.keep(draft.interview, draft.kind, KeptDraft(draft.version, content))


def kept(store: KeepsDrafts, interview: str, kind: Kind) -> ReviewDraft | None:
    """Return the review of an interview that is being written, None where there is none."""
    found = store.kept(interview, kind)
    return from_body(json.loads(found.content), ReviewDraft) if found is not None else None
