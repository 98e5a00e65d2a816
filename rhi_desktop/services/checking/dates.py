"""Dates that cannot be, or hardly: an answer against the child, the episodes and the other answers.

Memory is uncertain and so are notifications: each finding may stay, with a reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.moments import LONDON, Moment
from rhi_desktop.questions.definition import Question, QuestionType
from rhi_desktop.questions.session import Node, Session
from rhi_desktop.services.concepts import answered, instant_of, repeats
from rhi_desktop.services.findings import Finding

DATES = "dates"
_SLACK = timedelta(hours=12)
_LONGEST_TALK = timedelta(hours=8)
_FAR = timedelta(days=3 * 366)
_TIMES = frozenset({QuestionType.DATE, QuestionType.DATETIME})


@dataclass(frozen=True, slots=True)
class Times:
    """What the answers are held against: when the child was born (None: not known) and was missing."""

    born: date | None = None
    episodes: tuple[Episode, ...] = ()

    @property
    def gone(self) -> Moment | None:
        """The first moment at which the child was missing."""
        return min(_moments(e.missing_since for e in self.episodes), key=_start, default=None)

    @property
    def back(self) -> Moment | None:
        """The last moment at which the child came back."""
        return max(_moments(e.returned for e in self.episodes), key=_end, default=None)


def date_findings(session: Session, times: Times, now: datetime) -> Iterator[Finding]:
    """Yield the dates that do not go together, one finding for each question."""
    first: dict[str, Finding] = {}
    for one in _all(session, times, now):
        first.setdefault(one.path, one)
    yield from first.values()


def _all(session: Session, times: Times, now: datetime) -> Iterator[Finding]:
    found = [(node, moment) for node in answered(session) if (moment := _moment(node)) is not None]
    by_concept = {node.definition.concept: (node, moment) for node, moment in reversed(found)}
    for node, moment in found:
        if times.born is not None and moment.day < times.born:
            yield _finding(node, "This is before the child was born.")
        elif _start(moment) > now + _FAR:
            yield _finding(node, "This is years ahead. Please check the year.")
    yield from _talk(session, by_concept, times)
    yield from _stays(session, times)
    yield from _nights(session, times)


def _talk(session: Session, by_concept: dict[str | None, tuple[Node, Moment]], times: Times) -> Iterator[Finding]:
    started, ended = by_concept.get("interview.started"), by_concept.get("interview.ended")
    if started and times.back and _end(started[1]) < _start(times.back):
        yield _finding(started[0], "This is before the child came back.")
    if started and ended:
        if _end(ended[1]) < _start(started[1]):
            yield _finding(ended[0], "The interview ends before it starts.")
        elif _start(ended[1]) - _end(started[1]) > _LONGEST_TALK:
            yield _finding(ended[0], "The interview lasts longer than eight hours.")
    carer = by_concept.get("contact.carer.when")
    if carer and times.gone and carer[1].day < times.gone.day:
        yield _finding(carer[0], "This is before the child went missing.")
    for node in answered(session):
        due = _moment(node) if node.definition.concept == "action.by" else None
        if due and started and due.day < started[1].day:
            yield _finding(node, "This is before the interview.")


def _stays(session: Session, times: Times) -> Iterator[Finding]:
    for place in repeats(session, "place"):
        known = {n.definition.concept: (n, m) for n in answered(session, place.path) if (m := _moment(n)) is not None}
        came, left = known.get("place.from"), known.get("place.to")
        if came and left and _end(left[1]) < _start(came[1]):
            yield _finding(left[0], "The child leaves this place before coming to it.")
        if came and times.gone and _end(came[1]) < _start(times.gone) - _SLACK:
            yield _finding(came[0], "This is before the child went missing.")
        last = left or came
        if last and times.back and _start(last[1]) > _end(times.back) + _SLACK:
            yield _finding(last[0], "This is after the child came back.")


def _nights(session: Session, times: Times) -> Iterator[Finding]:
    node = next((n for n in answered(session) if n.definition.concept == "whereabouts.nights"), None)
    if node is None or times.gone is None or times.back is None or not node.value.isdigit():
        return
    most = sum(_nights_of(e) for e in times.episodes) if times.episodes else 0
    if int(node.value) > most:
        known = "no night" if most == 0 else "one night" if most == 1 else f"{most} nights"
        yield _finding(node, f"The times on record leave room for {known}.")


def _nights_of(episode: Episode) -> int:
    gone, back = (_read(text) for text in (episode.missing_since, episode.returned))
    return max((back.day - gone.day).days, 0) if gone and back else 0


def _finding(node: Node, sentence: str) -> Finding:
    section = "/".join(node.path.split("/")[:3]).partition("[")[0]
    return Finding(node.path, section, DATES, sentence, overridable=True)


def _moment(node: Node) -> Moment | None:
    """Read a date or dateTime answer; what is no date has its own violation."""
    question = node.definition
    if not isinstance(question, Question) or question.type not in _TIMES:
        return None
    try:
        if question.type is QuestionType.DATE:
            return Moment(date.fromisoformat(node.value[:10]))
        return instant_of(node.value)
    except ValueError:
        return None


def _moments(texts: "Iterator[str]") -> list[Moment]:
    return [moment for text in texts if (moment := _read(text)) is not None]


def _read(text: str) -> Moment | None:
    return Moment.parse(text) if text else None


def _start(moment: Moment) -> datetime:
    """Return the first instant that a moment can mean."""
    return moment.instant or datetime.combine(moment.day, datetime.min.time(), LONDON)


def _end(moment: Moment) -> datetime:
    """Return the last instant that a moment can mean."""
    return moment.instant or datetime.combine(moment.day + timedelta(days=1), datetime.min.time(), LONDON)
