"""What a program can see that a reviewer may want to look at. Prompts put the doubtful first; they decide nothing.

From domain reference, section 7: lateness, a thin voice, an unexplained “not asked”, likeness to the last report,
blaming words, a known indicator without an action, immediate risk that nobody was told of.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.deadline import met
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.interview import Draft, Interview
from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.records import Kind
from rhi_desktop.domain.referral import Referral
from rhi_desktop.questions.session import Session
from rhi_desktop.services.background import background_of
from rhi_desktop.services.checking.checks import LIKENESS, Checks
from rhi_desktop.services.checking.voices import LANGUAGE, own_words, texts
from rhi_desktop.services.concepts import first_value
from rhi_desktop.services.filing import filed
from rhi_desktop.services.findings import NOT_ASKED, Finding, questions_under, sections
from rhi_desktop.services.immediate import raised
from rhi_desktop.services.offers import TOOK_PLACE
from rhi_desktop.services.ports import Records
from rhi_desktop.services.question_sets import QuestionSets

THIN = 40
"""Below how many words of the child's own an interview that took place is thought to be thin. Ours."""
_WORD = re.compile(r"\w+")
_KNOWN = frozenset({"suspected", "known_now"})
_ASKED_OF_ALL = ("section.harm", "section.health", "section.exploitation")


@dataclass(frozen=True, slots=True)
class Prompt:
    """One thing to look at: the concept of the point of the rubric that it speaks of, a sentence, and where it is."""

    concept: str
    sentence: str
    key: str = ""


class Prompts:
    """Finds what there is to look at. Calls read the store: give them to its lane."""

    def __init__(self, records: Records, sets: QuestionSets, checks: Checks, clock: Callable[[], datetime]) -> None:
        self._records = records
        self._sets = sets
        self._checks = checks
        self._clock = clock

    def of(self, interview: Filed[Interview], session: Session) -> tuple[Prompt, ...]:
        """Return the prompts for an interview, in the order of the rubric's points."""
        value = interview.value
        return (
            *self._late(value, session),
            *_thin(value, session),
            *self._found(interview, session),
            *self._no_action(interview),
            *self._no_telling(value, session),
            *self._refused(value),
        )

    def _late(self, value: Interview, session: Session) -> Iterator[Prompt]:
        returned = filed(self._records.get(Kind.REFERRAL, value.referral), Referral).value.returned
        if not (value.held and returned) or value.outcome not in TOOK_PLACE:
            return
        in_time = met(Moment.parse(returned), Moment.parse(value.held))
        if in_time is False and not first_value(session, "offer.late_reason"):
            sentence = "It was held more than 72 hours after the return, and no reason is given."
            yield Prompt("rubric.offer", sentence, _key(session, "offer.in_time"))

    def _found(self, interview: Filed[Interview], session: Session) -> Iterator[Prompt]:
        value = interview.value
        draft = Draft(
            interview=interview.id, referral=value.referral, child=value.child, question_set=value.question_set,
            digest=value.digest, started=value.started, saved=value.submitted,
        )  # fmt: skip
        child = filed(self._records.get(Kind.CHILD, value.child), Child).value
        background = background_of(draft, child, self._records, self._sets)
        reasons = {(one.path, one.kind): one.reason for one in value.overrides}
        for finding in self._checks.findings(session, background, value.jottings):
            yield from _worded(session, finding, reasons.get((finding.path, finding.kind), ""))

    def _no_action(self, interview: Filed[Interview]) -> Iterator[Prompt]:
        known = [
            one for one in interview.value.coded
            if one.concept.startswith(("indicator.", "special.")) and one.value in _KNOWN
        ]  # fmt: skip
        if known and not self._records.linked(Kind.ACTION, interview.id):
            count = "One indicator is" if len(known) == 1 else f"{len(known)} indicators are"
            yield Prompt("rubric.actions", f"{count} suspected or known, and no action came of the interview.")

    def _no_telling(self, value: Interview, session: Session) -> Iterator[Prompt]:
        urgent = raised(session)
        if not urgent:
            return
        told = [one for one in self._records.linked(Kind.SHARING, value.child) if one.body.get("what") == "urgent"]
        if not any(one.body.get("referral") == value.referral for one in told):
            key = session.node(urgent[0].path).key
            yield Prompt("rubric.risk", "An answer speaks of danger or harm, and no sharing of it is recorded.", key)

    def _refused(self, value: Interview) -> Iterator[Prompt]:
        if value.outcome in TOOK_PLACE or self._records.linked(Kind.ATTEMPT, value.referral):
            return
        yield Prompt("rubric.refusal", "No interview took place, and no attempt is recorded beside the form.")


def _thin(value: Interview, session: Session) -> Iterator[Prompt]:
    if value.outcome not in TOOK_PLACE:
        return
    said = [node for _, node in texts(session) if own_words(node)]
    count = sum(len(_WORD.findall(node.value)) for node in said)
    if count < THIN:
        words = "no words" if count == 0 else "one word" if count == 1 else f"{count} words"
        key = said[0].key if said else ""
        yield Prompt("rubric.voice", f"The record holds {words} of the child’s own.", key)


def _worded(session: Session, finding: Finding, reason: str) -> Iterator[Prompt]:
    key = session.node(finding.path).key
    if finding.kind == NOT_ASKED:
        concept = next((one.definition.concept or "" for one in sections(session) if one.path == finding.path), "")
        count = sum(one.state is AnswerState.NOT_ASKED for one in questions_under(session, finding.path))
        if concept.startswith(_ASKED_OF_ALL):
            why = f"The reason given: “{reason}”" if reason else "No reason is given."
            yield Prompt("rubric.harm", f"{count} not asked. {why}", key)
    elif finding.kind == LIKENESS:
        yield Prompt("rubric.history", "This is much like the last report on this child.", key)
    elif finding.kind.startswith(f"{LANGUAGE}."):
        yield Prompt("rubric.language", finding.sentence, key)


def _key(session: Session, concept: str) -> str:
    nodes = (one for section in sections(session) for one in questions_under(session, section.path))
    return next((one.key for one in nodes if one.definition.concept == concept), "")
