"""Holding, writing up and submitting an interview."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from rhi_desktop.domain.action import Action
from rhi_desktop.domain.answers import Delta
from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.ids import new_record_id
from rhi_desktop.domain.interview import Draft, Interview, Override, Reply
from rhi_desktop.domain.jotting import Jotting
from rhi_desktop.domain.people import Member
from rhi_desktop.domain.records import Change, Kind, RecordMissing, Revision, instant_text
from rhi_desktop.domain.referral import Referral
from rhi_desktop.domain.review import Review, ReviewState, state_of
from rhi_desktop.questions.session import Session
from rhi_desktop.services import amending
from rhi_desktop.services.amending import NotYours
from rhi_desktop.services.background import background_of
from rhi_desktop.services.checking.checks import Checks
from rhi_desktop.services.concepts import actions
from rhi_desktop.services.filing import filed
from rhi_desktop.services.findings import Finding, NotComplete, unresolved
from rhi_desktop.services.helplines import Helplines
from rhi_desktop.services.left_over import LeftOver
from rhi_desktop.services.ports import Audit, AuditAct, Drafts, Records
from rhi_desktop.services.prefilling import prefill
from rhi_desktop.services.question_sets import QuestionSets
from rhi_desktop.services.referral_news import known_of
from rhi_desktop.services.submission import amended, submitted
from rhi_desktop.services.translations import Translations, meant
from rhi_desktop.services.writing import Writing


class Register(Records, Audit, Protocol):
    """Records, whose they are, and the log of who opened them."""

    @property
    def member(self) -> str:
        """The id of the member record of whose store it is."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """A submitted interview as it was asked and answered, with every revision of it; `authors` names who made them.

    `reviews` are those that were given, the oldest first; `mine` says that it is the reader's own to amend.
    """

    interview: Filed[Interview]
    child: Child
    session: Session
    history: tuple[Revision, ...]
    episodes: tuple[Episode, ...] = ()
    authors: Mapping[str, str] = field(default_factory=dict)
    left_over: tuple[LeftOver, ...] = ()
    reviews: tuple[Filed[Review], ...] = ()
    mine: bool = False

    @property
    def state(self) -> ReviewState:
        """Where the newest version stands with its review."""
        version = self.interview.value.version
        return state_of(one.value.verdict for one in self.reviews if one.value.version == version)


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
        draft = self._of_its_child(draft)
        form = self._question_sets.form(draft.question_set)
        session = Session.restore(form, entries, clock=self._clock)
        news = prefill(session, known_of(self._records, draft.referral, since=draft.saved, outcome=outcome))
        if news.saved or news.removed:
            draft = replace(draft, saved=instant_text(self.save(interview, news)))
        return self._writing(draft, session, recovered=recovered)

    def amend(self, interview: str) -> Writing:
        """Begin the next version of a submitted interview with what stands in it, or go on with that.

        Raises NotYours where somebody else wrote it, DraftExists where the referral has another draft.
        """
        if any(draft.interview == interview for draft in self._drafts.open_drafts()):
            return self.resume(interview)
        if amending.writer(self._records, interview) != self._records.member:
            raise NotYours
        kept, now = filed(self._records.get(Kind.INTERVIEW, interview), Interview), instant_text(self._clock())
        old = kept.value
        draft = Draft(
            interview=interview, referral=old.referral, child=old.child, question_set=old.question_set,
            digest=old.digest, started=now, saved=now,
        )  # fmt: skip
        self._drafts.begin(draft, (answer.entry for answer in old.answers))
        amending.begin(self._drafts, draft, old.version, kept.head)
        for jotting in old.jottings:
            self._drafts.jot(interview, jotting)
        for reason in old.overrides:
            self._drafts.give_reason(interview, reason)
        return self.resume(interview)

    def answer_comment(self, interview: str, reply: Reply) -> datetime:
        """Keep what became of a reviewer's comment."""
        amending.answer(self._drafts, interview, reply)
        return self._clock()

    def explain(self, interview: str, why: str) -> datetime:
        """Keep why an interview is amended."""
        amending.explain(self._drafts, interview, why)
        return self._clock()

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
        found = self._checks.findings(writing.session, writing.background, writing.jottings)
        return (*amending.findings(writing.session, writing.amendment), *found)

    def submit(self, writing: Writing, overrides: tuple[Override, ...]) -> Filed[Interview]:
        """Put the interview, its jottings and its actions on record and close the draft, in one transaction.

        Raises NotComplete where something must be mended or a reason is missing; the draft stays then.
        """
        amendment = amending.amendment_of(self._records, self._drafts, writing.draft)
        writing = replace(writing, jottings=self._drafts.jottings(writing.draft.interview), amendment=amendment)
        open_points = unresolved(self.findings(writing), overrides)
        if open_points:
            raise NotComplete(open_points)
        draft, now = self._of_its_child(writing.draft), self._clock()
        before = amending.replaced(self._records, draft, amendment) if amendment is not None else None
        referral = filed(self._records.get(Kind.REFERRAL, draft.referral), Referral).value
        interview = submitted(
            replace(writing, draft=draft), referral, overrides, self._records.member, instant_text(now)
        )
        if amendment is not None:
            interview = amended(interview, amendment)
        changes = [Change(draft.interview, Kind.INTERVIEW, to_body(interview), (before.head,) if before else ())]
        known = {_agreed(filed(one, Action).value) for one in self._records.linked(Kind.ACTION, draft.interview)}
        changes.extend(
            Change(new_record_id(now), Kind.ACTION, to_body(action))
            for action in actions(writing.session, draft.child, draft.interview)
            if _agreed(action) not in known
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
        reviews = tuple(filed(one, Review) for one in self._records.linked(Kind.REVIEW, interview))
        people = {*(revision.author for revision in history), *(one.value.reviewer for one in reviews)}
        authors = {one: self._name(one) for one in people}
        episodes = tuple(filed(self._records.get(Kind.EPISODE, one), Episode).value for one in opened.value.episodes)
        left_over = self._question_sets.left_over(session)
        mine = amending.writer(self._records, interview) == self._records.member
        given = tuple(sorted(reviews, key=lambda one: one.value.at))
        child = self._child(opened.value.child)
        return Reading(opened, child, session, history, episodes, authors, left_over, given, mine)

    def discard(self, interview: str) -> None:
        """Delete a draft that was never submitted."""
        self._drafts.discard(interview)

    def _writing(self, draft: Draft, session: Session, *, recovered: bool = False) -> Writing:
        child = self._child(draft.child)
        self._helplines.name_in(session)
        background = background_of(draft, child, self._records, self._question_sets)
        jottings = self._drafts.jottings(draft.interview)
        reasons = tuple(one for one in self._drafts.reasons(draft.interview) if one.kind not in amending.OWN)
        session.second_language = _second(session, child)
        translations = self._translations.of(session.form)
        left_over = self._question_sets.left_over(session)
        form, current = self._question_sets.newest()
        newer = "" if current == draft.question_set else form.version
        amendment = amending.amendment_of(self._records, self._drafts, draft)
        return Writing(
            draft, child, session, recovered, background, jottings, reasons, translations, left_over, newer, amendment
        )

    def _of_its_child(self, draft: Draft) -> Draft:
        """Return a draft with the child that its referral is about: their record may have been put aside since."""
        return replace(draft, child=filed(self._records.get(Kind.REFERRAL, draft.referral), Referral).value.child)

    def _name(self, member: str) -> str:
        try:
            return filed(self._records.get(Kind.MEMBER, member), Member).value.name
        except RecordMissing:
            return "a colleague"

    def _child(self, child: str) -> Child:
        return filed(self._records.get(Kind.CHILD, child), Child).value


def _second(session: Session, child: Child) -> str:
    """Return the second language that a child is to have, where the questions offer it."""
    language = meant(session.form.languages, child.second_language)
    return language if language != session.form.default_language else ""


def _agreed(action: Action) -> tuple[str, str, str, str]:
    """Return what an action says when it is agreed: an amendment puts no second one beside it."""
    return action.what, action.who, action.due, action.kind
