"""The interview: the answers that a worker and a child have put on record."""

from dataclasses import dataclass
from enum import StrEnum

from rhi_desktop.domain.answers import AnswerState, Entry
from rhi_desktop.domain.jotting import Jotting


@dataclass(frozen=True, slots=True)
class Override:
    """A warning that the worker submitted in spite of, with the reason in the worker's words."""

    path: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class SavedAnswer:
    """One node of the interview as it stands on the record (see `answers.Entry`)."""

    key: str
    value: str
    state: AnswerState

    @property
    def entry(self) -> Entry:
        """The same as the question engine takes it."""
        return Entry(self.key, self.value, self.state)


class MentionKind(StrEnum):
    """By what a person or place named in one interview can be recognised in another."""

    NAME = "name"
    NICKNAME = "nickname"
    PHONE = "phone"
    HANDLE = "handle"
    VEHICLE = "vehicle"
    PLACE = "place"
    POSTCODE = "postcode"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, number or place that an interview holds. `key` is the instance of the card that it stands on."""

    kind: MentionKind
    text: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Coded:
    """The code of a choice that was made, under the concept of its question: figures need no form to read it."""

    concept: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What became of a reviewer's comment: `comment` is its id, `review` the record that it is in.

    `changed` says that the answer was changed because of it; `text` is what the worker says to it.
    """

    review: str
    comment: str
    changed: bool
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """A submitted interview. Instants are `records.instant_text`.

    `version` counts how often it was submitted; from the second on, `reason` says why it was amended and `replies`
    what became of each comment. `started` and `submitted` are those of the version. `worker` is the member who wrote
    it, empty where an earlier program did not say.

    `question_set` is the id of the question set record and `digest` the SHA-256 of the XForm that the
    interview was written on: it can be read as it was asked for as long as the record is kept. `mentions` are gathered
    by concept when it is submitted, so that later interviews can ask whether somebody was heard of before.
    """

    referral: str
    child: str
    episodes: tuple[str, ...]
    question_set: str
    digest: str
    started: str
    submitted: str
    outcome: str = ""
    held: str = ""
    answers: tuple[SavedAnswer, ...] = ()
    overrides: tuple[Override, ...] = ()
    mentions: tuple[Mention, ...] = ()
    jottings: tuple[Jotting, ...] = ()
    coded: tuple[Coded, ...] = ()
    worker: str = ""
    version: int = 1
    reason: str = ""
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An interview that is being written; saved answer by answer, seen by its worker alone.

    `page` is the path of the page on which the worker was last; `saved` the instant of the last save.
    """

    interview: str
    referral: str
    child: str
    question_set: str
    digest: str
    started: str
    saved: str
    page: str = ""
