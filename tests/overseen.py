"""Referrals as a coordinator sees them, in a real store: interviews, reviews and who was told; invented people."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.interview import Coded, Override
from rhi_desktop.domain.records import Change, Kind, instant_text
from rhi_desktop.domain.review import Review, Verdict
from rhi_desktop.domain.sharing import Sharing
from rhi_desktop.services.amending import AMENDS
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import NOON, a_change, a_child, a_draft, a_referral, an_interview, new_id

URGENT: Final = (Coded("urgent.raised", "yes"), Coded("urgent.decision", "told"))
"""The codes of an interview that raises a risk, and says that somebody was told."""


@dataclass
class Overseen:
    """Puts on record what comes to a desk, by hours before and after noon."""

    store: SqlStore

    def refer(self, name: str = "Robin Example", hours: float = 30, worker: str = "", **fields: Any) -> str:
        """Put a child and a referral on record whose 72 hours end in `hours`; return the referral."""
        changes = self.changes(name, hours, worker, **fields)
        self.store.commit(changes)
        return changes[1].record

    def changes(self, name: str, hours: float = 30, worker: str = "", **fields: Any) -> list[Change]:
        """Return the changes that put a child and a referral on record."""
        child = a_change(a_child(name=name))
        returned = NOON + timedelta(hours=hours - 72)
        known = {"returned": returned.strftime("%Y-%m-%dT%H:%MZ"), "worker": worker, **fields}
        return [child, a_change(a_referral(child.record, **known))]

    def submit(self, referral: str, hours_ago: float = 5, **fields: Any) -> str:
        """Put a submitted interview on record; return it."""
        child = self.child(referral)
        known = {
            "submitted": instant_text(NOON - timedelta(hours=hours_ago)),
            "outcome": "held",
            "worker": "member Ash Specimen",
        }
        change = a_change(an_interview(referral, child, **{**known, **fields}))
        self.store.commit([change])
        return change.record

    def review(self, interview: str, verdict: Verdict, hours_ago: float = 1, version: int = 1) -> None:
        """Put a review on record."""
        kept = self.store.get(Kind.INTERVIEW, interview).body
        review = Review(
            child=str(kept["child"]),
            referral=str(kept["referral"]),
            interview=interview,
            version=version,
            revision="",
            worker="member Ash Specimen",
            reviewer=self.store.member,
            at=instant_text(NOON - timedelta(hours=hours_ago)),
            rubric="",
            verdict=verdict,
        )
        self.store.commit([Change(new_id(), Kind.REVIEW, to_body(review))])

    def tell(self, referral: str, at: str = "2026-11-25T11:00Z", what: str = "urgent") -> None:
        """Put on record that somebody was told."""
        child = self.child(referral)
        sharing = Sharing(child=child, referral=referral, at=at, recipient="duty", what=what)
        self.store.commit([Change(new_id(), Kind.SHARING, to_body(sharing))])

    def change(self, referral: str, **fields: Any) -> None:
        """Let somebody change a referral."""
        record = self.store.get(Kind.REFERRAL, referral)
        body = {**record.body, **fields}
        self.store.commit([Change(referral, Kind.REFERRAL, body, (record.head,))])

    def amend(self, interview: str, **fields: Any) -> None:
        """Let the worker submit a new version."""
        record = self.store.get(Kind.INTERVIEW, interview)
        self.store.commit([Change(interview, Kind.INTERVIEW, {**record.body, **fields}, (record.head,))])

    def begin_amendment(self, referral: str, interview: str) -> None:
        """Let the worker begin a new version."""
        self.store.begin(a_draft(referral, self.child(referral), interview=interview), [])
        self.store.give_reason(interview, Override("", AMENDS, "1 head"))

    def child(self, referral: str) -> str:
        """Return the child of a referral."""
        return str(self.store.get(Kind.REFERRAL, referral).body["child"])
