"""Back to the worker: what reviews said over time, one worker at a time, and the log of supervision.

Nobody is ranked or compared: workers stand by name, and a count is always of one worker's own reviews.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.ids import new_record_id
from rhi_desktop.domain.moments import LONDON
from rhi_desktop.domain.people import Member, Permission
from rhi_desktop.domain.records import Change, Kind, parse_instant
from rhi_desktop.domain.review import Mark, Review, Tone, Verdict
from rhi_desktop.domain.supervision import Supervision
from rhi_desktop.services.duplicates import DuplicateRecords
from rhi_desktop.services.filing import filed
from rhi_desktop.services.syncing.team import TeamMember

RECURS = 2
"""In how many reviews a point has to be open before it is said to recur."""
_OPEN = frozenset({Mark.PARTLY, Mark.NOT_MET})


class NothingSaid(RhiError):
    """A talk was to be noted without a word on it."""

    def __init__(self) -> None:
        super().__init__("Please write in a few words what you talked about.")


class WrongDay(RhiError):
    """A talk was dated tomorrow, or the next one before it."""

    def __init__(self) -> None:
        super().__init__(
            "The talk cannot be after today, and the next one has to be after it. Please look at the days."
        )


@dataclass(frozen=True, slots=True)
class Supervised:
    """A worker on the list. `last` and `due` are None where there was no talk yet."""

    member: str
    name: str
    last: date | None
    due: date | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class Behind:
    """One review behind a count: of which interview, when, and what was said. `words` are a comment or a mark's."""

    interview: str
    called: str
    on: date
    words: str
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class PointOverTime:
    """A point of the rubric over a worker's reviews. `asked` leaves out where it was not applicable."""

    title: str
    met: int
    partly: int
    not_met: int
    behind: tuple[Behind, ...]

    @property
    def asked(self) -> int:
        """In how many reviews it had a mark that says something."""
        return self.met + self.partly + self.not_met

    @property
    def recurs(self) -> bool:
        """Whether it was open more than once."""
        return self.partly + self.not_met >= RECURS


@dataclass(frozen=True, slots=True)
class Feedback:
    """What reviews of one worker's interviews said: `approved` and `returned` of `reviews`, and what was praised.

    `points` are those that were partly met or not met, in the order of the rubric.
    """

    reviews: int
    approved: int
    returned: int
    praised: tuple[Behind, ...]
    points: tuple[PointOverTime, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk on record; `by` is a name. `corrected` says that it was put on record in other words before."""

    kept: Filed[Supervision]
    by: str

    @property
    def said(self) -> Supervision:
        """What was put on record."""
        return self.kept.value

    @property
    def corrected(self) -> bool:
        """Whether it was corrected since."""
        return self.kept.revisions > 1


class Supervising:
    """Reads reviews and keeps the log. Calls read the store: give them to its lane."""

    def __init__(self, records: DuplicateRecords, clock: Callable[[], datetime]) -> None:
        self._records = records
        self._clock = clock

    @property
    def member(self) -> str:
        """The id of the member whose laptop it is."""
        return self._records.member

    def today(self) -> date:
        """Return the day by which talks are due."""
        return self._clock().astimezone(LONDON).date()

    def people(self, team: Sequence[TeamMember] = ()) -> tuple[Supervised, ...]:
        """Return who writes interviews and is still there, by name; whoever works alone, without a team."""
        known = {one.member: one.name for one in team if one.active and one.role.may(Permission.WRITE_INTERVIEWS)}
        if not team:
            members = (filed(one, Member) for one in self._records.every(Kind.MEMBER))
            known = {one.id: one.value.name for one in members}
        found = (self._supervised(member, name) for member, name in known.items())
        return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.member)))

    def feedback(self, worker: str, since: date | None = None) -> Feedback:
        """Return what reviews of a worker's interviews said since a day, the newest first."""
        reviews = self._reviews(worker, since)
        children = sorted({one.child for one in reviews})
        called = {one.id: filed(one, Child).value.called for one in self._records.several(Kind.CHILD, children)}
        praised = [
            _behind(one, called, comment.text)
            for one in reviews
            for comment in one.comments
            if comment.tone is Tone.PRAISE
        ]
        approved = sum(one.verdict is Verdict.APPROVED for one in reviews)
        points = tuple(one for one in _points(reviews, called) if one.partly or one.not_met)
        return Feedback(len(reviews), approved, len(reviews) - approved, tuple(praised), points)

    def talks(self, worker: str) -> tuple[Talk, ...]:
        """Return the talks with a worker, the newest first."""
        names = {one.id: filed(one, Member).value.name for one in self._records.every(Kind.MEMBER)}
        return tuple(Talk(one, names.get(one.value.by, "a colleague")) for one in self._said(worker))

    def note(self, said: Supervision) -> Filed[Supervision]:
        """Put a talk on record. Raises NothingSaid, WrongDay, NotAllowed."""
        return self._put(new_record_id(self._clock()), said)

    def correct(self, talk: Talk, said: Supervision) -> Filed[Supervision]:
        """Put a talk on record in other words; the earlier ones are kept. Raises as `note`, and RecordChanged."""
        return self._put(talk.kept.id, replace(said, by=talk.said.by), (talk.kept.head,))

    def _put(self, record: str, said: Supervision, parents: tuple[str, ...] = ()) -> Filed[Supervision]:
        if not said.talked.strip():
            raise NothingSaid
        on = date.fromisoformat(said.on)
        if on > self.today() or said.due <= on:
            raise WrongDay
        change = Change(record, Kind.SUPERVISION, to_body(said), parents)
        return filed(self._records.commit([change])[0], Supervision)

    def _supervised(self, member: str, name: str) -> Supervised:
        said = self._said(member)
        if not said:
            return Supervised(member, name, None, None, overdue=True)
        newest = said[0].value
        return Supervised(member, name, date.fromisoformat(newest.on), newest.due, overdue=newest.due < self.today())

    def _said(self, worker: str) -> list[Filed[Supervision]]:
        found = [filed(one, Supervision) for one in self._records.linked(Kind.SUPERVISION, worker)]
        return sorted(found, key=lambda one: (one.value.on, one.id), reverse=True)

    def _reviews(self, worker: str, since: date | None) -> list[Review]:
        found = [filed(one, Review).value for one in self._records.linked(Kind.REVIEW, worker)]
        wanted = [one for one in found if since is None or _day(one) >= since]
        return sorted(wanted, key=lambda one: one.at, reverse=True)


def _points(reviews: Iterable[Review], called: dict[str, str]) -> list[PointOverTime]:
    """Return the points of all reviews, those of the newest rubric first. Points are told apart by their title."""
    marks: dict[str, list[Mark]] = {}
    behind: dict[str, list[Behind]] = {}
    for one in reviews:
        for score in one.scores:
            title = score.title or score.item
            marks.setdefault(title, []).append(score.mark)
            if score.mark in _OPEN:
                behind.setdefault(title, []).append(_behind(one, called, score.comment, score.mark))
    return [
        PointOverTime(
            title, given.count(Mark.MET), given.count(Mark.PARTLY), given.count(Mark.NOT_MET),
            tuple(behind.get(title, ())),
        )
        for title, given in marks.items()
    ]  # fmt: skip


def _behind(review: Review, called: dict[str, str], words: str, mark: Mark | None = None) -> Behind:
    return Behind(review.interview, called.get(review.child, "a child"), _day(review), words, mark)


def _day(review: Review) -> date:
    return parse_instant(review.at).astimezone(LONDON).date()
