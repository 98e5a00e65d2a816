"""Records in words: what each is called, what its fields are called, and how their values are said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.domain.care import gives_away
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.code_lists import CodeLists
from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.records import Body, Json, Kind, parse_instant
from rhi_desktop.services.field_words import LABELS, LISTS, PLACES, WHEREABOUTS

NOTHING: Final = "not recorded"
HIDDEN: Final = "not shown"
STRANGER: Final = "somebody not known here"
OWN_LABELS: Final[Mapping[Kind, Mapping[str, str]]] = {
    Kind.REFERRAL: {
        "episodes": "Which episodes it is about",
        "returned": "Return from which the 72 hours run",
        "worker": "Whose work it is",
        "transfers": "Given",
        "triage": "Triage",
        "level": "Level",
        "computed": "Level by the rules",
        "rules": "Rules that applied",
        "factors": "Factors",
        "reason": "Reason",
        "by": "Decided by",
        "at": "When",
        "arrangement.at": "When to meet",
        "arrangement.place": "Where to meet",
        "arrangement.place_chosen_by_child": "The child chose the place",
        "arrangement.person_chosen": "Who the child would like to talk with",
        "arrangement.interpreter": "Interpreter",
        "arrangement.advocate": "Advocate",
        "arrangement.present": "Who else will be there",
        "arrangement.present_asked_by": "At whose request",
        "arrangement.notes": "Notes on the meeting",
        "dealt": "Prompts that were dealt with",
        "signed_off": "Signed off",
        "signed_off_by": "Signed off by",
    },
    Kind.ATTEMPT: {
        "at": "When",
        "by": "Made by",
        "method": "How",
        "to": "With whom",
        "result": "What came of it",
        "reason": "Reason for the no",
        "declined_by": "Whose answer it was",
        "words": "In their words",
        "door_open": "Told that they can change their mind",
        "carer_information": "What the parent or carer told",
    },
    Kind.ACTION: {
        "what": "What is to be done",
        "who": "Who does it",
        "due": "By when",
        "kind": "What kind of action",
        "status": "Where it stands",
        "outcome": "What came of it",
        "ended": "Ended",
    },
    Kind.SHARING: {
        "at": "When",
        "recipient": "Told to",
        "who": "Name and role",
        "what": "What was told",
        "by": "Told by",
    },
    Kind.INTERVIEW: {
        "answers": "Answer",
        "outcome": "Outcome",
        "held": "When it was held",
        "overrides": "Reasons for what was left open",
        "mentions": "People and places named",
        "jottings": "Jotting",
        "submitted": "Submitted",
    },
    Kind.DUPLICATE: {
        "undone": "Undone",
        "undone_by": "Undone by",
        "undone_reason": "Why these are two children",
    },
    Kind.MEMBER: {"name": "Name", "role": "Role"},
    Kind.QUESTION_SET: {"title": "Title", "version": "Version"},
    Kind.SETTING: {"value": "What is set"},
}
OWN_LISTS: Final[Mapping[Kind, Mapping[str, str]]] = {
    Kind.REFERRAL: {
        "arrangement.place": "meeting_place",
        "arrangement.advocate": "advocate",
        "arrangement.present_asked_by": "asked_by",
    },
    Kind.ATTEMPT: {
        "method": "contact_method",
        "to": "contact_person",
        "result": "attempt_result",
        "reason": "decline_reason",
        "declined_by": "contact_person",
    },
    Kind.ACTION: {"kind": "action"},
    Kind.SHARING: {"recipient": "recipient"},
}
SPOKEN: Final[Mapping[Kind, Mapping[str, str]]] = {
    Kind.ACTION: {"open": "Still to be done", "done": "Done", "dropped": "Not done, and will not be"},
    Kind.REFERRAL: {"red": "Red", "amber": "Amber", "green": "Green"},
    Kind.SHARING: {"urgent": "Urgent information", "record": "The record", "intelligence": "Intelligence"},
    Kind.MEMBER: {"worker": "Worker", "coordinator": "Coordinator"},
}
NAMES: Final = {
    Kind.CHILD: "What is known of the child",
    Kind.EPISODE: "An episode",
    Kind.REFERRAL: "A referral",
    Kind.INTERVIEW: "An interview",
    Kind.ACTION: "An action",
    Kind.ATTEMPT: "An offer of the interview",
    Kind.SHARING: "What was told to somebody",
    Kind.MEMBER: "A member of the team",
    Kind.QUESTION_SET: "A question set",
    Kind.SETTING: "A setting of this service",
    Kind.REVIEW: "A review of an interview",
    Kind.SECOND_REVIEW: "A second review of an interview",
    Kind.SUPERVISION: "A note of supervision",
    Kind.PLACE: "A place",
    Kind.SCORECARD: "A closed month",
    Kind.SURVEY: "A survey of themes",
    Kind.DRAW: "A draw for review",
    Kind.DUPLICATE: "A child recorded twice",
}
SETTINGS: Final = {"helplines": "The helplines", "rules": "The rules of this service"}
_WHEN: Final = {
    Kind.EPISODE: ("missing since", "missing_since"),
    Kind.REFERRAL: ("received", "received"),
    Kind.ATTEMPT: ("of", "at"),
    Kind.SHARING: ("on", "at"),
}
_NAMED_BY: Final = {
    Kind.ACTION: "what",
    Kind.MEMBER: "name",
    Kind.QUESTION_SET: "title",
    Kind.PLACE: "name",
    Kind.SURVEY: "title",
    Kind.SCORECARD: "month",
}
_UNSAID: Final = {
    AnswerState.DECLINED: "Declined to say",
    AnswerState.NOT_KNOWN: "Not known",
    AnswerState.NOT_ASKED: "Not asked",
}


@dataclass(frozen=True, slots=True)
class RecordWords:
    """Says fields and values. `names` are what ids stand for: the names of members, and other records in short."""

    lists: CodeLists
    names: Mapping[str, str] = field(default_factory=dict)

    def title(self, kind: Kind, body: Body) -> str:
        """Return what a record is, told from others of its kind."""
        if kind is Kind.SETTING:
            return SETTINGS.get(str(body.get("name", "")), NAMES[kind])
        own = str(body.get(_NAMED_BY.get(kind, ""), ""))
        if own:
            return f"{NAMES[kind]}: {own}"
        word, name = _WHEN.get(kind, ("", ""))
        when = spoken(str(body.get(name, "")))
        return f"{NAMES[kind]} {word} {when}" if when else NAMES[kind]

    def label(self, kind: Kind, path: tuple[str, ...]) -> str:
        """Return what a field is called."""
        if path[0] in ("answers", "jottings") and len(path) > 1:
            last = path[-1].rpartition("/")[2].replace("_", " ") if path[0] == "answers" else ""
            return f"{OWN_LABELS[Kind.INTERVIEW][path[0]]}{f': {last}' if last else ''}"
        name = ".".join(path)
        known = OWN_LABELS.get(kind, {}).get(name) or LABELS.get(name)
        return known or path[-1].replace("_", " ").capitalize()

    def said(self, kind: Kind, name: str, value: Json) -> str:
        """Return a value as people say it; `name` is the field, one inside another after a dot."""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, dict):
            return self._together(kind, name, value) or NOTHING
        if isinstance(value, list):
            between = "\n" if any(isinstance(one, dict) for one in value) else ", "
            return between.join(self.said(kind, name, one) for one in value) or NOTHING
        text = "" if value is None else str(value)
        return self._text(kind, name, text) if text else NOTHING

    def _together(self, kind: Kind, name: str, value: dict[str, Json]) -> str:
        """Say fields that belong together, line by line; the one that they are named after comes without its label."""
        if "state" in value and "key" in value:
            return _UNSAID.get(AnswerState(str(value["state"])), "") or str(value["value"])
        if "worker" in value and "transfers" not in value:
            by = self.names.get(str(value.get("by", "")), STRANGER)
            reason = f": {value['reason']}" if value.get("reason") else ""
            return f"to {self.said(kind, 'worker', value['worker'])}, {spoken(str(value['at']))}, by {by}{reason}"
        order = dict.fromkeys([name, *OWN_LABELS.get(kind, {}), *LABELS, *value])
        some = [(one, value[one]) for one in order if value.get(one) not in ("", None, [])]
        told = [(one, self.said(kind, one, inner)) for one, inner in some]
        return "\n".join(words if one == name else f"{self.label(kind, (one,))}: {words}" for one, words in told)

    def _text(self, kind: Kind, name: str, text: str) -> str:
        if kind is Kind.SETTING and name == "value":
            return "The whole of it, as it was saved then"
        listed = {**LISTS, **OWN_LISTS.get(kind, {})}.get(name, "")
        if listed:
            return self.lists[listed].label(text)
        return self.names.get(text) or SPOKEN.get(kind, {}).get(text) or spoken(text)


def spoken(text: str) -> str:
    """Return a moment, an instant or a date as people say it; every other text as it is."""
    for read in (Moment.parse, lambda one: Moment.at(parse_instant(one))):
        try:
            return read(text).spoken
        except ValueError:
            continue
    return text


def kept_back(child: Child | None, kind: Kind, name: str, value: Json) -> bool:
    """Whether a value says where a child lives of whom that is shown only to whoever asks for it."""
    if child is None or not child.address_withheld:
        return False
    texts = [str(one) for one in (value.values() if isinstance(value, dict) else [value]) if one]
    if kind is Kind.CHILD and name in WHEREABOUTS:
        return bool(texts)
    return name in PLACES and any(gives_away(child, text) for text in texts)
