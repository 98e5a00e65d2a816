"""What a record is called where the team's news mention it: as the screen may show it, never as it is sent."""

from typing import Final, Protocol

from rhi_desktop.domain.bodies import from_body
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.records import Kind, Record, RecordMissing

_OF_A_CHILD: Final = {
    Kind.EPISODE: "Episode of {}",
    Kind.REFERRAL: "Referral of {}",
    Kind.INTERVIEW: "Interview with {}",
    Kind.ACTION: "Action for {}",
    Kind.ATTEMPT: "Attempt to reach {}",
    Kind.SHARING: "Sharing about {}",
    Kind.REVIEW: "Review of the interview with {}",
    Kind.DUPLICATE: "Two records of {}",
}
_OTHERS: Final = {
    Kind.CHILD: "A child",
    Kind.MEMBER: "A member of the team",
    Kind.QUESTION_SET: "A question set",
    Kind.SETTING: "A setting",
    Kind.SECOND_REVIEW: "A second review",
    Kind.SUPERVISION: "A note of supervision",
    Kind.PLACE: "A place",
    Kind.SCORECARD: "A closed month",
    Kind.SURVEY: "A survey",
    Kind.DRAW: "A draw",
}
NOUNS: Final = {
    Kind.CHILD: ("child", "children"),
    Kind.EPISODE: ("episode", "episodes"),
    Kind.REFERRAL: ("referral", "referrals"),
    Kind.INTERVIEW: ("interview", "interviews"),
    Kind.ACTION: ("action", "actions"),
    Kind.ATTEMPT: ("attempt", "attempts"),
    Kind.SHARING: ("sharing", "sharings"),
    Kind.MEMBER: ("member", "members"),
    Kind.QUESTION_SET: ("question set", "question sets"),
    Kind.SETTING: ("setting", "settings"),
    Kind.REVIEW: ("review", "reviews"),
    Kind.SECOND_REVIEW: ("second review", "second reviews"),
    Kind.SUPERVISION: ("note of supervision", "notes of supervision"),
    Kind.PLACE: ("place", "places"),
    Kind.SCORECARD: ("closed month", "closed months"),
    Kind.SURVEY: ("survey", "surveys"),
    Kind.DRAW: ("draw", "draws"),
    Kind.DUPLICATE: ("child recorded twice", "children recorded twice"),
}
GONE: Final = "a child who is no longer on this laptop"


class NamedRecords(Protocol):
    """What this needs of the store."""

    def get(self, kind: Kind, record: str) -> Record:
        """Return the record as it stands. Raises RecordMissing."""
        ...


class Naming:
    """Names records. Calls read the store: give them to its lane."""

    def __init__(self, records: NamedRecords) -> None:
        self._records = records

    def name(self, kind: Kind, record: str) -> str:
        """Return what a record is called: “Interview with Robin”; in general words where it is not here."""
        if kind is Kind.CHILD:
            return self.child(record)
        if kind not in _OF_A_CHILD:
            return _OTHERS[kind]
        try:
            child = str(self._records.get(kind, record).body.get("child", ""))
        except RecordMissing:
            return _OF_A_CHILD[kind].format(GONE)
        return _OF_A_CHILD[kind].format(self.child(child))

    def child(self, child: str) -> str:
        """Return what a child is called."""
        try:
            return from_body(self._records.get(Kind.CHILD, child).body, Child).called
        except RecordMissing:
            return GONE
