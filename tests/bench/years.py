"""Years of invented work, seeded: children with several episodes, what was offered and said, how it was reviewed.

The dates lie evenly over the years, so that a smaller number of interviews is a smaller service, not a shorter time.
"""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import accumulate, islice
from typing import TypeVar

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.episode import CareStatus
from rhi_desktop.domain.ids import new_record_id
from rhi_desktop.domain.interview import Coded, Mention, MentionKind, SavedAnswer
from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.records import Change, Kind, instant_text
from rhi_desktop.domain.referral import Triage, TriageLevel
from rhi_desktop.domain.review import Review, Verdict
from rhi_desktop.runtime.assets import find_assets
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import NOON, a_change, a_child, a_referral, a_triage, an_attempt, an_episode, an_interview

T = TypeVar("T")
YEARS = 8
WORKERS = tuple(new_record_id(NOON) for _ in range(12))
_BATCH = 10_000
_FIRST = ("Robin", "Sasha", "Łucja", "Đào", "Émile", "Zoë", "Alex", "Kit", "محمد", "Noor", "Wren", "Ollie")
_LAST = ("Example", "Invented", "Sample", "Żółć", "Nguyễn", "Placeholder", "Specimen", "O'Madeup")
_STATUS = ("looked_after_here", "looked_after_other", "child_in_need", "none")
_PLACEMENT = ("residential", "foster", "semi_independent", "parents")
_AUTHORITIES = ("Exampleshire", "Inventham", "Sampleton")
_OUTCOMES = ("held",) * 7 + ("partly", "declined_child", "no_contact")
_FIELDS = ("why_words", "why_day", "away_where", "away_who", "away_safe", "back_how", "help_wish", "worker_view")
_LONG = 60
"""Words of an answer."""


class Years:
    """Makes the work of one service, of which `seed` says what it is like; interviews are written on `question_set`."""

    def __init__(self, question_set: str, seed: int = 5) -> None:
        self._question_set = question_set
        self._random = random.Random(seed)  # noqa: S311 -- invented data, no secret
        source = find_assets().resources / "wordlists" / "passphrase_words.txt"
        self._words = source.read_text(encoding="utf-8").split()
        self._random.shuffle(self._words)
        # how often people use the words of a language: the second half as often as the first, and so on (Zipf)
        self._weights = list(accumulate(1 / rank for rank in range(1, len(self._words) + 1)))
        self._children = 0
        self._made = NOON - timedelta(days=365)

    @property
    def common(self) -> list[str]:
        """The words that are said most often."""
        return self._words[:40]

    @property
    def rare(self) -> list[str]:
        """Words that few interviews hold."""
        return self._words[4_000:4_040]

    def add(self, store: SqlStore, interviews: int) -> None:
        """Commit so many interviews with all that belongs to them."""
        changes = self._changes(interviews)
        while some := list(islice(changes, _BATCH)):
            store.commit_all(some)

    def _changes(self, interviews: int) -> Iterator[Change]:
        made = 0
        while made < interviews:
            self._children += 1
            name = f"{self._one(_FIRST)} {self._one(_LAST)}"
            about = {
                "born": f"{2008 + self._children % 8}-03-04",
                "sex": self._one(("female", "male")),
                "ethnicity": "A1",
            }
            child = a_change(a_child(name=name, reference=f"RHI-{self._children:06}", **about), make_id=self._id)
            yield child
            for _ in range(min(interviews - made, 1 + int(self._random.expovariate(0.4)))):
                yield from self._episode(child.record)
                made += 1

    def _episode(self, child: str) -> Iterator[Change]:
        back = NOON - timedelta(minutes=self._random.randrange(YEARS * 365 * 24 * 60))
        gone = back - timedelta(minutes=30 + int(self._random.expovariate(1 / 900)))
        status = CareStatus(
            case_status=self._one(_STATUS),
            placement=self._one(_PLACEMENT),
            responsible_authority=self._one(_AUTHORITIES),
        )
        times = {"missing_since": Moment.at(gone).text, "returned": Moment.at(back).text}
        where = {"missing_from": f"Example House {self._below(90)}", "found_at": f"Invented Park {self._below(200)}"}
        episode = a_change(an_episode(child, **times, **where, status=status), make_id=self._id)
        worker, young = self._one(WORKERS), NOON - back < timedelta(days=60)
        known = {"worker": worker, "received": Moment.at(back + timedelta(hours=2)).text, "triage": self._triage()}
        over = {} if young else {"signed_off": instant_text(back + timedelta(days=30)), "signed_off_by": worker}
        referral = a_change(
            a_referral(child, episodes=(episode.record,), returned=times["returned"], **known, **over), make_id=self._id
        )
        yield from (episode, referral)
        if self._below(3) == 0:
            yield a_change(
                an_attempt(child, referral.record, at=Moment.at(back + timedelta(hours=20)).text, result="agreed"),
                make_id=self._id,
            )
        if not young or self._below(4):
            yield from self._interview(child, referral.record, worker, back + timedelta(hours=4 + self._below(120)))

    def _interview(self, child: str, referral: str, worker: str, held: datetime) -> Iterator[Change]:
        submitted = min(held + timedelta(hours=20), NOON)
        about = {"outcome": self._one(_OUTCOMES), "held": Moment.at(held).text, "submitted": instant_text(submitted)}
        kept = {
            "question_set": self._question_set,
            "answers": tuple(self._answers()),
            "mentions": tuple(self._mentions()),
            "coded": tuple(self._coded()),
        }
        interview = a_change(an_interview(referral, child, worker=worker, **about, **kept), make_id=self._id)
        yield interview
        if self._below(4) == 0:
            reviewer = next(one for one in WORKERS if one != worker)
            review = Review(
                child=child, referral=referral, interview=interview.record, version=1, revision="", worker=worker,
                reviewer=reviewer, at=instant_text(min(submitted + timedelta(days=2), NOON)), rubric="",
                verdict=self._one((Verdict.APPROVED, Verdict.APPROVED, Verdict.RETURNED)),
            )  # fmt: skip
            yield Change(self._id(), Kind.REVIEW, to_body(review))

    def _answers(self) -> Iterator[SavedAnswer]:
        for field in _FIELDS:
            said = " ".join(self._random.choices(self._words, cum_weights=self._weights, k=_LONG))
            yield SavedAnswer(f"/data/talk/{field}", f"{said.capitalize()}.", AnswerState.ANSWERED)
        for number in range(30):
            yield SavedAnswer(f"/data/list/choice_{number}", self._one(("yes", "no", "not_now")), AnswerState.ANSWERED)

    def _mentions(self) -> Iterator[Mention]:
        for number in range(3):
            card = f"/data/people/person{{{number}}}"
            yield Mention(MentionKind.NAME, f"Invented Friend {int(self._random.expovariate(1 / 400))}", card)
        yield Mention(MentionKind.PHONE, f"07700 900{self._below(1_000):03}", "/data/people/person{0}")
        yield Mention(MentionKind.PLACE, f"Invented Park {int(self._random.expovariate(1 / 60))}")

    def _coded(self) -> Iterator[Coded]:
        for concept in ("indicator.cse.gifts", "indicator.cce.debt"):
            yield Coded(concept, self._one(("no", "no", "no", "suspected", "known_now")))
        yield Coded("reason.push", self._one(("argument", "quiet", "unhappy", "moved")))
        yield Coded("reason.pull", self._one(("friends", "family", "party", "somebody")))

    def _triage(self) -> Triage:
        return a_triage(self._one(tuple(TriageLevel)))

    def _id(self) -> str:
        """Return the id of the next record: each is younger than the one before, as those of a service are."""
        self._made += timedelta(milliseconds=20)
        return new_record_id(self._made)

    def _below(self, number: int) -> int:
        return self._random.randrange(number)

    def _one(self, choices: tuple[T, ...]) -> T:
        return self._random.choice(choices)
