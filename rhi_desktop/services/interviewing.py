"""Holding, writing up and submitting an interview."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from rhi_desktop.domain.answers import Delta
from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.ids import new_record_id
from rhi_desktop.domain.interview import Draft, Interview, Override, SavedAnswer
from rhi_desktop.domain.jotting import Jotting
from rhi_desktop.domain.people import Member
from rhi_desktop.domain.records import Change, Kind, Revision, instant_text
from rhi_desktop.domain.referral import Referral
from rhi_desktop.questions.session import Session
from rhi_desktop.services.background import background_of
from rhi_desktop.services.checking.checks import Background, Checks
from rhi_desktop.services.coding import coded
from rhi_desktop.services.concepts import OUTCOME, actions, first_value, held_moment
from rhi_desktop.services.filing import filed
from rhi_desktop.services.findings import Finding, NotComplete, unresolved
from rhi_desktop.services.helplines import Helplines
from rhi_desktop.services.left_over import LeftOver
from rhi_desktop.services.mentions import mentions
from rhi_desktop.services.ports import Audit, AuditAct, Drafts, Records
from rhi_desktop.services.prefilling import prefill
from rhi_desktop.services.question_sets import QuestionSets
from rhi_desktop.services.referral_news import known_of
from rhi_desktop.services.translations import Translation, Translations, meant


class Register(Records, Audit, Protocol):
    """Records, and the log of who opened them."""


@dataclass(frozen=True, slots=True)
class Writing:
    """An interview that is being written; `recovered` where the draft was open when the program last ended.

    `background` is what is on record besides: the child's episodes and last report. `reasons` are those that were
    given at the check already. `translations` are the other languages that the questions are in;
    `left_over` are answers that these questions have no place for;
    `newer` is the version in use where this one is not.
    """

    draft: Draft
    child: Child
    session: Session
    recovered: bool = False
    background: Background = field(default_factory=Background)
    jottings: tuple[Jotting, ...] = ()
    reasons: tuple[Override, ...] = ()
    translations: tuple[Translation, ...] = ()
    left_over: tuple[LeftOver, ...] = ()
    newer: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A submitted interview as it was asked and answered, with every revision of it; `authors` names who made them."""

    interview: Filed[Interview]
    child: Child
    session: Session
    history: tuple[Revision, ...]
    episodes: tuple[Episode, ...] = ()
    authors: Mapping[str, str] = field(default_factory=dict)
    left_over: tuple[LeftOver, ...] = ()


class Interviewing:
    """The life of an interview from its first answer to its record. Calls read the store: give them to its lane."""

    def __init__(
        self,
        records: Register,
        drafts: Drafts,
        question_sets: QuestionSets,
        checks: Checks,
        helplines: Helplines,
        clock: Callable[[], datetime],
    ) -> None:
        self._records = records
        self._drafts = drafts
        self._question_sets = question_sets
        self._checks = checks
        self._helplines = helplines
        self._clock = clock
        self._translations = Translations(records, clock)

    def now(self) -> datetime:
        """Return the instant by which dates are read and clocks are worded."""
        return self._clock()

    def start(self, referral: str, *, outcome: str = "") -> Writing:
        """Begin an interview on the newest question set, or go on with the referral's open draft.

        `outcome` answers how the offer ended, where that is not answered yet.
        """
        for draft in self._drafts.open_drafts():
            if draft.referral == referral:
                return self.resume(draft.interview, outcome=outcome)
        request = filed(self._records.get(Kind.REFERRAL, referral), Referral)
        form, chosen = self._question_sets.newest()
        now = self._clock()
        session = Session.start(form, clock=self._clock)
        prefill(session, known_of(self._records, referral, outcome=outcome))
        draft = Draft(
            interview=new_record_id(now),
            referral=referral,
            child=request.value.child,
            question_set=chosen,
            digest=form.digest,
            started=instant_text(now),
            saved=instant_text(now),
        )
        self._drafts.begin(draft, session.entries())
        return self._writing(draft, session)

    def resume(self, interview: str, *, recovered: bool = False, outcome: str = "") -> Writing:
        """Open a draft where it was, with what was recorded of the offer meanwhile. Raises DraftMissing."""
        draft, entries = self._drafts.read(interview)
        form = self._question_sets.form(draft.question_set)
        session = Session.restore(form, entries, clock=self._clock)
        news = prefill(session, known_of(self._records, draft.referral, since=draft.saved, outcome=outcome))
        if news.saved or news.removed:
            draft = replace(draft, saved=instant_text(self.save(interview, news)))
        return self._writing(draft, session, recovered=recovered)

    def interrupted(self) -> Writing | None:
        """Return the interview that was on the screen when the program last ended, None where there was none."""
        draft = next((draft for draft in self._drafts.open_drafts() if draft.page), None)
        return self.resume(draft.interview, recovered=True) if draft is not None else None

    def put_aside(self, interview: str) -> None:
        """Note that the worker left a draft for something else: it is not opened by itself at the next start."""
        self._drafts.turn_to(interview, "")

    def save(self, interview: str, delta: Delta) -> datetime:
        """Make a change durable; it is on the disk when this returns the instant for “Saved 10:41”."""
        now = self._clock()
        self._drafts.save(interview, delta, now)
        return now

    def jot(self, interview: str, jotting: Jotting) -> datetime:
        """Make a jotting durable as it is now; it is on the disk when this returns the instant."""
        self._drafts.jot(interview, jotting)
        return self._clock()

    def drop_jotting(self, interview: str, jotting: str) -> datetime:
        """Delete a jotting of a draft."""
        self._drafts.drop_jotting(interview, jotting)
        return self._clock()

    def give_reason(self, interview: str, reason: Override) -> datetime:
        """Keep the reason for something that stays as it is; an empty one takes it back."""
        self._drafts.give_reason(interview, reason)
        return self._clock()

    def turn_to(self, interview: str, page: str) -> None:
        """Remember the page on which the worker is."""
        self._drafts.turn_to(interview, page)

    def findings(self, writing: Writing) -> tuple[Finding, ...]:
        """Return what stands between the interview and its submission."""
        return self._checks.findings(writing.session, writing.background, writing.jottings)

    def submit(self, writing: Writing, overrides: tuple[Override, ...]) -> Filed[Interview]:
        """Put the interview, its jottings and its actions on record and close the draft, in one transaction.

        Raises NotComplete where something must be mended or a reason is missing; the draft stays then.
        """
        writing = replace(writing, jottings=self._drafts.jottings(writing.draft.interview))
        open_points = unresolved(self.findings(writing), overrides)
        if open_points:
            raise NotComplete(open_points)
        draft, session, now = writing.draft, writing.session, self._clock()
        referral = filed(self._records.get(Kind.REFERRAL, draft.referral), Referral).value
        on_record = (*session.entries(relevant_only=True), *session.unplaced)
        interview = Interview(
            referral=draft.referral,
            child=draft.child,
            episodes=referral.episodes,
            question_set=draft.question_set,
            digest=draft.digest,
            started=draft.started,
            submitted=instant_text(now),
            outcome=first_value(session, OUTCOME),
            held=held_moment(session),
            answers=tuple(SavedAnswer(e.key, e.value, e.state) for e in on_record),
            overrides=overrides,
            jottings=writing.jottings,
            mentions=mentions(session),
            coded=coded(session),
        )
        changes = [Change(draft.interview, Kind.INTERVIEW, to_body(interview))]
        changes.extend(
            Change(new_record_id(now), Kind.ACTION, to_body(action))
            for action in actions(session, draft.child, draft.interview)
        )
        committed = self._records.commit(changes, closes_draft=draft.interview)
        return filed(committed[0], Interview)

    def read(self, interview: str) -> Reading:
        """Open a submitted interview for reading, and note that it was opened."""
        opened = filed(self._records.get(Kind.INTERVIEW, interview), Interview)
        self._records.note(AuditAct.INTERVIEW_OPENED, interview)
        form = self._question_sets.form(opened.value.question_set)
        entries = (answer.entry for answer in opened.value.answers)
        session = Session.restore(form, entries, clock=self._clock)
        history = self._records.history(interview)
        authors = {author: self._name(author) for author in {revision.author for revision in history}}
        episodes = tuple(filed(self._records.get(Kind.EPISODE, one), Episode).value for one in opened.value.episodes)
        left_over = self._question_sets.left_over(session)
        return Reading(opened, self._child(opened.value.child), session, history, episodes, authors, left_over)

    def discard(self, interview: str) -> None:
        """Delete a draft that was never submitted."""
        self._drafts.discard(interview)

    def _writing(self, draft: Draft, session: Session, *, recovered: bool = False) -> Writing:
        child = self._child(draft.child)
        self._helplines.name_in(session)
        background = background_of(draft, child, self._records, self._question_sets)
        jottings, reasons = self._drafts.jottings(draft.interview), self._drafts.reasons(draft.interview)
        session.second_language = _second(session, child)
        translations = self._translations.of(session.form)
        left_over = self._question_sets.left_over(session)
        form, current = self._question_sets.newest()
        newer = "" if current == draft.question_set else form.version
        return Writing(draft, child, session, recovered, background, jottings, reasons, translations, left_over, newer)

    def _name(self, member: str) -> str:
        return filed(self._records.get(Kind.MEMBER, member), Member).value.name

    def _child(self, child: str) -> Child:
        return filed(self._records.get(Kind.CHILD, child), Child).value


def _second(session: Session, child: Child) -> str:
    """Return the second language that a child is to have, where the questions offer it."""
    language = meant(session.form.languages, child.second_language)
    return language if language != session.form.default_language else ""
