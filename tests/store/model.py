"""The store as a person would explain it: lists and dictionaries, for the state machine to compare with."""

from dataclasses import dataclass, field, replace

from rhi_desktop.domain.answers import Delta, Entry
from rhi_desktop.domain.attempt import Attempt
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.interview import Draft, Interview
from rhi_desktop.domain.jotting import Jotting
from rhi_desktop.domain.referral import Referral
from rhi_desktop.services.ports import AuditAct, WorkState

Value = Child | Referral | Interview | Attempt


@dataclass
class Model:
    """What is on record, and what is being written."""

    records: dict[str, list[tuple[str, Value]]] = field(default_factory=dict)
    drafts: dict[str, tuple[Draft, dict[str, Entry]]] = field(default_factory=dict)
    jottings: dict[str, dict[str, Jotting]] = field(default_factory=dict)
    reasons: dict[str, dict[tuple[str, str], str]] = field(default_factory=dict)
    acts: list[tuple[AuditAct, str]] = field(default_factory=list)

    def commit(self, record: str, head: str, value: Value) -> None:
        """Add a revision."""
        self.records.setdefault(record, []).append((head, value))

    def of(self, shape: type) -> dict[str, Value]:
        """Return the records of one kind as they stand."""
        return {key: history[-1][1] for key, history in self.records.items() if isinstance(history[-1][1], shape)}

    def head(self, record: str) -> str:
        """Return the id of the newest revision."""
        return self.records[record][-1][0]

    def save(self, interview: str, delta: Delta, saved: str) -> None:
        """Apply a change to a draft: removals first."""
        draft, entries = self.drafts[interview]
        kept = {
            key: entry
            for key, entry in entries.items()
            if not any(key == removed or key.startswith(removed + "/") for removed in delta.removed)
        }
        kept.update({entry.key: entry for entry in delta.saved})
        self.drafts[interview] = (replace(draft, saved=saved), kept)

    def end(self, interview: str) -> None:
        """Forget a draft with all that it holds."""
        del self.drafts[interview]
        self.jottings.pop(interview, None)
        self.reasons.pop(interview, None)

    def jot(self, interview: str, jotting: Jotting) -> None:
        """Keep a jotting; the draft was saved then, unless it was later."""
        draft, entries = self.drafts[interview]
        self.drafts[interview] = (replace(draft, saved=max(draft.saved, jotting.at)), entries)
        self.jottings.setdefault(interview, {})[jotting.id] = jotting

    def drafted(self, referral: str) -> str:
        """Return the draft on a referral, empty where there is none."""
        return next((key for key, (draft, _) in self.drafts.items() if draft.referral == referral), "")

    def worklist(self) -> dict[str, tuple[WorkState, str, str, int, str]]:
        """Return state, interview, the child's name, the attempts and what the newest came to by referral.

        In the machine every attempt is later than every submission, so each makes a declined interview an open offer.
        """
        interviews = self.of(Interview)
        rows = {}
        for referral, value in self.of(Referral).items():
            assert isinstance(value, Referral)
            child = self.of(Child)[value.child]
            assert isinstance(child, Child)
            offers = self._offers(referral)
            submitted = [
                key for key, one in interviews.items() if isinstance(one, Interview) and one.referral == referral
            ]
            newest = interviews[submitted[-1]] if submitted else None
            again = isinstance(newest, Interview) and newest.outcome == "declined" and offers[0] > 0
            if drafted := self.drafted(referral):
                rows[referral] = (WorkState.DRAFT, drafted, child.called, *offers)
            elif submitted and not again:
                rows[referral] = (WorkState.SUBMITTED, submitted[-1], child.called, *offers)
            else:
                rows[referral] = (WorkState.NEW, "", child.called, *offers)
        return rows

    def _offers(self, referral: str) -> tuple[int, str]:
        attempts = [one for one in self.of(Attempt).values() if isinstance(one, Attempt) and one.referral == referral]
        newest = max(attempts, key=lambda one: one.at, default=None)
        return len(attempts), newest.result if newest else ""
