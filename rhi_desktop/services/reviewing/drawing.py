"""Drawing a random share of interviews, and what a second, blind reviewer makes of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from secrets import token_hex

from rhi_desktop.domain.agreement import Agreement, agreement
from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.draw import Draw, draw
from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.ids import new_record_id
from rhi_desktop.domain.moments import LONDON
from rhi_desktop.domain.records import Change, Kind, instant_text
from rhi_desktop.domain.review import Review
from rhi_desktop.services.filing import filed
from rhi_desktop.services.reviewing.ports import WaitingRow
from rhi_desktop.services.reviewing.reviewing import ReviewRecords

LOOK, SECOND = "review", "second"


class NothingToDraw(RhiError):
    """No interview was submitted in the time that was chosen."""

    def __init__(self) -> None:
        super().__init__("No interview was submitted between these days. Choose a longer time.")


@dataclass(frozen=True, slots=True)
class PointAgreement:
    """How two reviewers agree on one point of the rubric; the title is empty for all points together."""

    title: str
    agreement: Agreement


class Drawing:
    """Draws, and compares. Calls read the store: give them to its lane.

    `alone` tells whether the workspace belongs to no team, where own interviews may be reviewed.
    """

    def __init__(
        self, records: ReviewRecords, clock: Callable[[], datetime], alone: Callable[[], bool] = lambda: False
    ) -> None:
        self._records = records
        self._clock = clock
        self._alone = alone

    def draw(self, since: date, until: date, percent: int, purpose: str) -> Filed[Draw]:
        """Draw a share of what was submitted from one day to another, both included, and put the draw on record.

        Raises NothingToDraw.
        """
        begin, end = _midnight(since), _midnight(until + timedelta(days=1))
        candidates = self._records.reviews.submitted_between(begin, end)
        if not candidates:
            raise NothingToDraw
        seed = token_hex(8)
        made = Draw(
            at=instant_text(self._clock()),
            by=self._records.member,
            seed=seed,
            percent=percent,
            out_of=len(candidates),
            purpose=purpose,
            since=since.isoformat(),
            until=until.isoformat(),
            drawn=draw(candidates, percent, seed),
        )
        change = Change(new_record_id(self._clock()), Kind.DRAW, to_body(made))
        return filed(self._records.commit([change])[0], Draw)

    def draws(self) -> tuple[Filed[Draw], ...]:
        """Return all draws, the newest first."""
        return tuple(filed(one, Draw) for one in self._records.every(Kind.DRAW))

    def waiting(self, purpose: str) -> tuple[WaitingRow, ...]:
        """Return what was drawn and this reviewer has not looked at: for a second review, what others reviewed."""
        drawn = {one for made in self.draws() if made.value.purpose == purpose for one in made.value.drawn}
        return tuple(row for row in self._records.reviews.rows(sorted(drawn)) if self._is_open(row, purpose))

    def agreement(self) -> tuple[PointAgreement, ...]:
        """Return how first and second reviewers agree, over all points and then for each, by title."""
        pairs: dict[str, list[tuple[str, str]]] = {}
        for second in (filed(one, Review).value for one in self._records.every(Kind.SECOND_REVIEW)):
            first = self._first(second)
            if first is None:
                continue
            marks = {score.item: score for score in first.scores}
            for score in second.scores:
                if score.item in marks:
                    pairs.setdefault(score.title or score.item, []).append((marks[score.item].mark, score.mark))
        if not pairs:
            return ()
        every = [pair for some in pairs.values() for pair in some]
        return (
            PointAgreement("", agreement(every)),
            *(PointAgreement(title, agreement(some)) for title, some in pairs.items()),
        )

    def _first(self, second: Review) -> Review | None:
        """Return the review that a second one is compared with: another reviewer's of the same version."""
        found = self._of(Kind.REVIEW, second.interview, second.version)
        return next((one for one in found if one.reviewer != second.reviewer), None)

    def _is_open(self, row: WaitingRow, purpose: str) -> bool:
        me = self._records.member
        if row.worker == me and not self._alone():
            return False
        first = list(self._of(Kind.REVIEW, row.interview, row.version))
        if purpose == LOOK:
            return not first
        others = any(one.reviewer != me for one in first)
        own = any(one.reviewer == me for one in first)
        second = any(one.reviewer == me for one in self._of(Kind.SECOND_REVIEW, row.interview, row.version))
        return others and not own and not second

    def _of(self, kind: Kind, interview: str, version: int) -> Iterable[Review]:
        found = (filed(one, Review).value for one in self._records.linked(kind, interview))
        return (one for one in found if one.version == version)


def _midnight(day: date) -> str:
    return instant_text(datetime.combine(day, time(), LONDON))
