"""What a worker reads before the meeting: one page about a child, from this store alone.

What was said is gathered by concept, so a locally changed question set feeds it too. Names and places are listed as
they were said; nobody is linked with anybody.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from rhi_desktop.domain.action import Action
from rhi_desktop.domain.care import KEPT_BACK, without_address
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.interview import Interview
from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.records import Kind, parse_instant
from rhi_desktop.domain.referral import Referral
from rhi_desktop.questions.session import Session
from rhi_desktop.services.concepts import OUTCOME, first_value, first_words, repeats
from rhi_desktop.services.filing import filed
from rhi_desktop.services.ports import Audit, AuditAct, Records
from rhi_desktop.services.question_sets import QuestionSets
from rhi_desktop.services.reporting import write_private

_HELPED = (
    ("again.prevent.own_words", "Would have helped"),
    ("carer.helped", "Parent or carer: has helped before"),
    ("analysis.strengths", "Keeps the child safe"),
    ("plan.trusted_adult", "Trusts"),
)
_WISHES = (
    ("voice.wish_soon", "Wished for"),
    ("voice.not_wanted", "Did not want"),
    ("voice.understand", "Wanted adults to understand"),
    ("sharing.withhold.own_words", "Asked to keep private"),
    ("sharing.withhold_who", "Asked to keep it from"),
)
_PRIVATE = "sharing."
_PERSON = ("associate.relation", "associate.age_band", "associate.contact", "associate.vehicle")
_PLACE = ("place.type", "place.area")


@dataclass(frozen=True, slots=True)
class Earlier:
    """A submitted interview: how the offer ended, and when it was held (else submitted), in words."""

    interview: str
    outcome: str
    when: Moment


@dataclass(frozen=True, slots=True)
class Named:
    """A person or place as it was named before: what was said of it, how often, and when last."""

    name: str
    details: tuple[str, ...]
    times: int
    last: Moment


@dataclass(frozen=True, slots=True)
class Said:
    """Words from an earlier interview under the label that says what they answer; `private` ones stay off paper."""

    label: str
    text: str
    when: Moment
    private: bool = False


@dataclass(frozen=True, slots=True)
class Preparation:
    """The page. `episodes` oldest first, everything else newest or most frequent first; `at` is when it was made."""

    child: Filed[Child]
    at: datetime
    episodes: tuple[Filed[Episode], ...] = ()
    interviews: tuple[Earlier, ...] = ()
    people: tuple[Named, ...] = ()
    places: tuple[Named, ...] = ()
    helped: tuple[Said, ...] = ()
    wishes: tuple[Said, ...] = ()
    open_actions: tuple[Action, ...] = ()

    @property
    def hotspots(self) -> tuple[Named, ...]:
        """The places that were named or found more than once: where to look first another time."""
        return tuple(place for place in self.places if place.times > 1)


class PreparationReports(Protocol):
    """What makes the page on paper."""

    def preparation(self, preparation: Preparation, *, practice: bool) -> bytes:
        """Return the PDF of the page."""
        ...


class Ledger(Records, Audit, Protocol):
    """Records, and the log of who read them."""


@dataclass(slots=True)
class _Gathered:
    """What the interviews say, newest first."""

    people: dict[str, Named] = field(default_factory=dict)
    places: dict[str, Named] = field(default_factory=dict)
    helped: list[Said] = field(default_factory=list)
    wishes: list[Said] = field(default_factory=list)


class Preparing:
    """Makes the page before the meeting. Calls read the store: give them to its lane."""

    def __init__(
        self,
        ledger: Ledger,
        question_sets: QuestionSets,
        reports: PreparationReports,
        clock: Callable[[], datetime],
        *,
        practice: bool,
    ) -> None:
        self._ledger = ledger
        self._question_sets = question_sets
        self._reports = reports
        self._clock = clock
        self._practice = practice

    def now(self) -> datetime:
        """Return the instant by which ages are reckoned."""
        return self._clock()

    def prepare(self, child: str) -> Preparation:
        """Return the page about a child, and note that the child was opened. Raises RecordMissing."""
        made = self._made(child)
        self._ledger.note(AuditAct.CHILD_OPENED, child)
        return made

    def child_of(self, referral: str) -> str:
        """Return the child whom a referral is about. Raises RecordMissing."""
        return filed(self._ledger.get(Kind.REFERRAL, referral), Referral).value.child

    def pdf(self, child: str) -> bytes:
        """Return the page as a PDF. It exists in memory alone."""
        return self._reports.preparation(self._made(child), practice=self._practice)

    def export(self, child: str, path: Path) -> None:
        """Write the PDF to `path`, readable by its owner alone, and note it. Raises CannotWrite."""
        write_private(path, self.pdf(child))
        self._ledger.note(AuditAct.EXPORTED, child)

    def printed(self, child: str) -> None:
        """Note that the page was sent to a printer."""
        self._ledger.note(AuditAct.PRINTED, child)

    def _made(self, child: str) -> Preparation:
        ledger = self._ledger
        interviews = [filed(record, Interview) for record in ledger.linked(Kind.INTERVIEW, child)]
        gathered, earlier = _Gathered(), []
        for interview in interviews:
            form = self._question_sets.form(interview.value.question_set)
            session = Session.restore(form, (a.entry for a in interview.value.answers), clock=self._clock)
            when = _when(interview.value)
            earlier.append(Earlier(interview.id, first_words(session, OUTCOME) or "Submitted", when))
            _gather(session, when, gathered)
        known = filed(ledger.get(Kind.CHILD, child), Child)
        every = (filed(record, Episode) for record in ledger.linked(Kind.EPISODE, child))
        episodes = [replace(one, value=without_address(known.value, one.value)) for one in every]
        for episode in episodes:
            _add_found(episode.value, gathered.places)
        actions = [filed(record, Action).value for record in ledger.linked(Kind.ACTION, child)]
        return Preparation(
            child=known,
            at=self._clock(),
            episodes=tuple(sorted(episodes, key=lambda one: one.value.missing_since or one.value.returned)),
            interviews=tuple(earlier),
            people=_by_times(gathered.people),
            places=_by_times(gathered.places),
            helped=tuple(gathered.helped),
            wishes=tuple(gathered.wishes),
            open_actions=tuple(action for action in actions if action.status == "open"),
        )


def _when(interview: Interview) -> Moment:
    return Moment.parse(interview.held) if interview.held else Moment.at(parse_instant(interview.submitted))


def _gather(session: Session, when: Moment, gathered: _Gathered) -> None:
    for node in repeats(session, "associate"):
        name = first_value(session, "associate.nickname", node.path) or first_value(
            session, "associate.name", node.path
        )
        _add(gathered.people, name, _details(session, node.path, _PERSON), when)
    for node in repeats(session, "place"):
        _add(gathered.places, first_value(session, "place.name", node.path), _details(session, node.path, _PLACE), when)
    gathered.helped += _said(session, _HELPED, when)
    gathered.wishes += _said(session, _WISHES, when)


def _details(session: Session, path: str, concepts: Iterable[str]) -> tuple[str, ...]:
    return tuple(words for concept in concepts if (words := first_words(session, concept, path)))


def _said(session: Session, concepts: Iterable[tuple[str, str]], when: Moment) -> Iterator[Said]:
    for concept, label in concepts:
        text = first_value(session, concept)
        if text:
            yield Said(label, text, when, private=concept.startswith(_PRIVATE))


def _add_found(episode: Episode, places: dict[str, Named]) -> None:
    """Count where the child was found; the day is the day of being found, else of the return."""
    day = episode.found or episode.returned or episode.missing_since
    if episode.found_at not in {"", KEPT_BACK} and day:
        _add(places, episode.found_at, ("found there",), Moment.parse(day))


def _add(named: dict[str, Named], name: str, details: tuple[str, ...], when: Moment) -> None:
    key = " ".join(name.casefold().split())
    if not key:
        return
    known = named.get(key)
    if known is None:
        named[key] = Named(name.strip(), details, 1, when)
        return
    merged = tuple(dict.fromkeys((*known.details, *details)))
    last = max(known.last, when, key=lambda moment: moment.text)
    named[key] = replace(known, details=merged, times=known.times + 1, last=last)


def _by_times(named: dict[str, Named]) -> tuple[Named, ...]:
    return tuple(sorted(named.values(), key=lambda one: (-one.times, one.name.casefold())))
