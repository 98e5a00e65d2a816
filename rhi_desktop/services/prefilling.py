"""What the referral already knows, put into an interview that is begun: the attempts, the arrangement, the refusal.

Answers go by concept, codes by the choices that the form offers; what has no place in a form is left out. Nothing that
was answered is written over, and no attempt is put in twice.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rhi_desktop.domain.answers import AnswerState, Delta, Entry
from rhi_desktop.domain.attempt import Attempt
from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.referral import Arrangement
from rhi_desktop.questions.definition import Question, QuestionType, Repeat
from rhi_desktop.questions.session import Node, Session
from rhi_desktop.services.concepts import OUTCOME, first_value, instant_of
from rhi_desktop.services.offers import SAID_NO

ATTEMPT = "attempt"
_AT, _METHOD, _TO, _RESULT = "attempt.at", "attempt.method", "attempt.to", "attempt.result"
_ADVOCATE = {"accepted": "yes", "declined": "yes", "not_offered": "no"}


@dataclass(frozen=True, slots=True)
class Known:
    """What is put in: attempts that are new to the draft, oldest first; an arrangement where it is new; an outcome.

    `outcome` is a value of the form's outcome question, given where the worker began by saying how the offer ended.
    """

    attempts: tuple[Attempt, ...] = ()
    arrangement: Arrangement | None = None
    outcome: str = ""


def prefill(session: Session, known: Known) -> Delta:
    """Put in what is known and return what that changed, for a draft that is already on the disk."""
    filling = _Filling(session)
    if known.outcome:
        filling.answer(OUTCOME, known.outcome)
    filling.add_attempts(known.attempts)
    if known.arrangement is not None and not known.outcome:
        filling.set_meeting(known.arrangement)
    refused = next((one for one in reversed(known.attempts) if one.result == SAID_NO), None)
    if refused is not None and known.outcome:
        filling.say_no(refused)
    return filling.delta()


class _Filling:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._saved: dict[str, Entry] = {}
        self._removed: list[str] = []

    def delta(self) -> Delta:
        return Delta(tuple(self._saved.values()), tuple(self._removed))

    def answer(self, concept: str, value: str, under: str = "") -> None:
        """Answer the first open question with a concept, where it takes the value."""
        node = next((node for node in _questions(self._session, concept, under)), None)
        if node is None or not value or node.readonly or node.state is not AnswerState.NOT_ASKED or node.value:
            return
        fitting = _fitting(node, value)
        if fitting:
            self._keep(self._session.set(node.path, fitting).delta)

    def add_attempts(self, attempts: Sequence[Attempt]) -> None:
        for attempt in attempts:
            card = self._card(attempt)
            if card:
                moment = Moment.parse(attempt.at)
                self.answer(_AT, _date_time(moment), card)
                self.answer("attempt.by", attempt.by, card)
                self.answer(_METHOD, attempt.method, card)
                self.answer(_TO, attempt.to, card)
                self.answer(_RESULT, attempt.result, card)

    def set_meeting(self, agreed: Arrangement) -> None:
        self.answer("interview.place", agreed.place)
        self.answer("interview.place_chosen", "yes" if agreed.place_chosen_by_child else "")
        self.answer("interview.person_chosen", "yes" if agreed.person_chosen else "")
        if agreed.present:
            self.answer("interview.others", "yes")
            self.answer("interview.others_who", agreed.present)
            self.answer("interview.others_request", agreed.present_asked_by)
        self.answer("interview.language", agreed.interpreter)
        self.answer("interview.advocate", _ADVOCATE.get(agreed.advocate, ""))

    def say_no(self, refused: Attempt) -> None:
        self.answer("decline.reason", refused.reason)
        self.answer("decline.own_words", refused.words if refused.declined_by in {"", "child"} else "")
        self.answer("decline.door_open", "yes" if refused.door_open else "")
        self.answer("decline.carer_instead", refused.carer_information)

    def _card(self, attempt: Attempt) -> str:
        """Return the path of a card for an attempt: a blank one, else a new one; empty where it stands already."""
        spare = ""
        for node in instances(self._session, ATTEMPT):
            at = first_value(self._session, _AT, node.path)
            method = first_value(self._session, _METHOD, node.path)
            if at and _same(instant_of(at), Moment.parse(attempt.at)) and method in {"", attempt.method}:
                return ""
            if not spare and all(_blank(one) for one in leaves(self._session, node.path)):
                spare = node.path
        return spare or self._grow()

    def _grow(self) -> str:
        repeat = next((one for one in self._session.form.walk() if _is_attempt(one)), None)
        if repeat is None:
            return ""
        changes = self._session.add(repeat.path)
        self._keep(changes.delta)
        return changes.added or ""

    def _keep(self, delta: Delta) -> None:
        self._saved.update((entry.key, entry) for entry in delta.saved)
        self._removed.extend(delta.removed)


def _is_attempt(definition: object) -> bool:
    return isinstance(definition, Repeat) and definition.concept == ATTEMPT


def instances(session: Session, concept: str, under: str = "") -> Iterator[Node]:
    """Yield the instances of the repeats with this concept, shown or not."""
    for node in session.children(under or session.form.root.path):
        if isinstance(node.definition, Repeat) and node.definition.concept == concept:
            yield node
        elif not isinstance(node.definition, Question):
            yield from instances(session, concept, node.path)


def leaves(session: Session, under: str = "") -> Iterator[Node]:
    """Yield every question below a node, shown or not."""
    for node in session.children(under or session.form.root.path):
        if isinstance(node.definition, Question):
            yield node
        else:
            yield from leaves(session, node.path)


def _questions(session: Session, concept: str, under: str) -> Iterable[Node]:
    return (node for node in leaves(session, under) if node.definition.concept == concept)


def _blank(node: Node) -> bool:
    return not node.value and node.state is AnswerState.NOT_ASKED


def _fitting(node: Node, value: str) -> str:
    """Return the value as the question takes it: a code or label of a choice, or the words themselves."""
    question = node.definition
    if isinstance(question, Question) and question.type in {QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE}:
        asked = value.casefold()
        return next((one.value for one in node.choices if asked in {one.value.casefold(), one.label.casefold()}), "")
    return value


def _same(one: Moment, other: Moment) -> bool:
    if one.instant is not None and other.instant is not None:
        return one.text == other.text
    return one.day == other.day


def _date_time(moment: Moment) -> str:
    """Return an instant as a dateTime answer; a day without a time is no dateTime, and stays open."""
    local = moment.local
    return local.isoformat(timespec="milliseconds") if local is not None else ""
