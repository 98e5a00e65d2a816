"""One referral from the request to the answer: triage, clocks, prompts, attempts, what was agreed for the meeting."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from rhi_desktop.domain.attempt import Attempt
from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.clocks import Clock, clocks
from rhi_desktop.domain.deadline import Deadline, deadline_of
from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.ids import new_record_id
from rhi_desktop.domain.interview import Draft, Interview
from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.people import Member
from rhi_desktop.domain.records import Change, Kind, instant_text
from rhi_desktop.domain.referral import Arrangement, Dealt, Referral, Triage, TriageLevel
from rhi_desktop.domain.rules import Rules
from rhi_desktop.domain.thresholds import Prompt, prompts
from rhi_desktop.domain.triage import Assessment, assess, counted, established
from rhi_desktop.questions.session import Session
from rhi_desktop.services.concepts import HELD, OUTCOME, instant_of
from rhi_desktop.services.filing import filed
from rhi_desktop.services.offers import SAID_NO, TOOK_PLACE, facts_of
from rhi_desktop.services.ports import Audit, AuditAct, Drafts, Records
from rhi_desktop.services.question_sets import QuestionSets
from rhi_desktop.services.rulebook import Rulebook

_SLACK = timedelta(minutes=5)


class ReferralStore(Records, Drafts, Audit, Protocol):
    """What this needs of the store."""

    @property
    def member(self) -> str:
        """The id of the member whose store it is."""
        ...

    def episodes_from(self, place: str, postcode: str, since: date) -> int:
        """Return how many episodes of any child began at a place since that day."""
        ...


class ReasonMissing(RhiError):
    """A level other than the one that the rules give needs a reason."""

    def __init__(self) -> None:
        super().__init__("Please say in a few words why the level differs from what the rules give.")


class AttemptUnclear(RhiError):
    """An attempt without its time or its result, or that is still to come."""


class NoEpisode(RhiError):
    """A referral is about at least one episode."""

    def __init__(self) -> None:
        super().__init__("A referral is about at least one episode. Please choose one.")


@dataclass(frozen=True, slots=True)
class Raised:
    """A prompt, and what was done about it where somebody has dealt with it."""

    prompt: Prompt
    dealt: Dealt | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralDesk:
    """All that one needs to decide about a referral, as it stands at `now`.

    `episodes` are those it is about, `others` the child's other ones; attempts, interviews and `earlier` (the child's
    interviews on other referrals) are newest first. `counted` is how often the child was missing, and how often away.
    """

    referral: Filed[Referral]
    child: Filed[Child]
    episodes: tuple[Filed[Episode], ...]
    others: tuple[Filed[Episode], ...]
    attempts: tuple[Filed[Attempt], ...]
    interviews: tuple[Filed[Interview], ...]
    earlier: tuple[Filed[Interview], ...]
    draft: Draft | None
    clocks: tuple[Clock, ...]
    deadline: Deadline
    counted: tuple[int, int]
    established: tuple[str, ...]
    prompts: tuple[Raised, ...]
    rules: Rules
    now: datetime
    names: Mapping[str, str] = field(default_factory=dict)

    def assess(self, factors: Iterable[str]) -> Assessment:
        """Return what the rules say with what the record shows and `factors` besides."""
        return assess(*self.counted, (*self.established, *factors), self.rules.triage)

    @property
    def declined(self) -> bool:
        """Whether the last interview on this referral says that there was none."""
        return bool(self.interviews) and self.interviews[0].value.outcome not in TOOK_PLACE


class Referrals:
    """Looks after referrals. Calls read the store: give them to its lane."""

    def __init__(
        self, store: ReferralStore, question_sets: QuestionSets, rulebook: Rulebook, clock: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._question_sets = question_sets
        self._rulebook = rulebook
        self._clock = clock

    def now(self) -> datetime:
        """Return the instant by which clocks are worded."""
        return self._clock()

    def open(self, referral: str) -> ReferralDesk:
        """Return everything about a referral, and note that its child was opened. Raises RecordMissing."""
        store, now, rules = self._store, self._clock(), self._rulebook.rules()
        request = filed(store.get(Kind.REFERRAL, referral), Referral)
        child = filed(store.get(Kind.CHILD, request.value.child), Child)
        store.note(AuditAct.CHILD_OPENED, child.id)
        every = [filed(record, Episode) for record in store.linked(Kind.EPISODE, child.id)]
        about = tuple(one for one in every if one.id in request.value.episodes)
        attempts = sorted(
            (filed(record, Attempt) for record in store.linked(Kind.ATTEMPT, referral)),
            key=lambda one: (Moment.parse(one.value.at).day, one.value.at),
            reverse=True,
        )
        interviews = [filed(record, Interview) for record in store.linked(Kind.INTERVIEW, child.id)]
        own = tuple(one for one in interviews if one.value.referral == referral)
        draft = next((draft for draft in store.open_drafts() if draft.referral == referral), None)
        days = self._rulebook.days(rules)
        episodes = [one.value for one in about]
        facts = facts_of(episodes, (one.value for one in attempts), [one.value for one in own], self._held_in(draft))
        raised = prompts(
            rules.in_force(), [(one.id, one.value) for one in every], frozenset(request.value.episodes),
            self._from_address, days, now,
        )  # fmt: skip
        authors = {request.author, *(one.author for one in attempts)}
        return ReferralDesk(
            referral=request,
            child=child,
            episodes=about,
            others=tuple(one for one in every if one.id not in request.value.episodes),
            attempts=tuple(attempts),
            interviews=own,
            earlier=tuple(one for one in interviews if one.value.referral != referral),
            draft=draft,
            clocks=clocks(facts, rules.clocks, days, now),
            deadline=deadline_of(facts.returned),
            counted=counted((one.value for one in every), rules.triage.days),
            established=established(child.value, [one.value for one in every], episodes, rules.triage),
            prompts=tuple(Raised(prompt, self._dealt(prompt, child.id)) for prompt in raised),
            rules=rules,
            now=now,
            names={author: self._name(author) for author in authors},
        )

    def triage(
        self, desk: ReferralDesk, level: TriageLevel, factors: Iterable[str], reason: str = ""
    ) -> Filed[Referral]:
        """Keep a level. Raises ReasonMissing where it is not the one of the rules, RecordChanged."""
        computed = desk.assess(factors)
        if level is not computed.level and not reason.strip():
            raise ReasonMissing
        decided = Triage(
            level=level,
            computed=computed.level,
            rules=computed.rules,
            at=instant_text(self._clock()),
            by=self._name(self._store.member),
            reason=reason.strip(),
            factors=computed.factors,
        )
        return self._amend(desk.referral, replace(desk.referral.value, triage=decided))

    def arrange(self, desk: ReferralDesk, agreed: Arrangement) -> Filed[Referral]:
        """Keep what was agreed for the meeting. Raises RecordChanged."""
        return self._amend(desk.referral, replace(desk.referral.value, arrangement=agreed))

    def deal(self, desk: ReferralDesk, prompt: Prompt, done: str) -> Filed[Referral]:
        """Note what was done about a prompt; a later note takes the place of an earlier one. Raises RecordChanged."""
        note = Dealt(
            threshold=prompt.threshold.name,
            about=prompt.about,
            done=done.strip(),
            by=self._name(self._store.member),
            at=instant_text(self._clock()),
        )
        value = desk.referral.value
        kept = tuple(one for one in value.dealt if (one.threshold, one.about) != (note.threshold, note.about))
        return self._amend(desk.referral, replace(value, dealt=(*kept, note)))

    def cover(self, desk: ReferralDesk, episodes: Iterable[str]) -> Filed[Referral]:
        """Let the referral be about these episodes of its child: one interview may cover several. Raises NoEpisode."""
        wanted = set(episodes)
        known = [one for one in (*desk.episodes, *desk.others) if one.id in wanted]
        if not known:
            raise NoEpisode
        returns = (one.value.returned_moment for one in known)
        latest = max((one for one in returns if one is not None), key=lambda one: (one.day, one.text), default=None)
        changed = replace(
            desk.referral.value,
            episodes=tuple(one.id for one in known),
            returned=latest.text if latest is not None else "",
        )
        return self._amend(desk.referral, changed)

    def attempt(self, value: Attempt) -> Filed[Attempt]:
        """Put an attempt on record, by this member where it does not say by whom. Raises AttemptUnclear."""
        self._check(value)
        by = value.by or self._name(self._store.member)
        change = Change(new_record_id(self._clock()), Kind.ATTEMPT, to_body(replace(value, by=by)))
        return filed(self._store.commit([change])[0], Attempt)

    def amend_attempt(self, attempt: Filed[Attempt], value: Attempt) -> Filed[Attempt]:
        """Change an attempt as it was seen. Raises AttemptUnclear, RecordChanged."""
        self._check(value)
        change = Change(attempt.id, Kind.ATTEMPT, to_body(value), (attempt.head,))
        return filed(self._store.commit([change])[0], Attempt)

    def refusals(self) -> tuple[tuple[str, str], ...]:
        """Return the outcomes without an interview that the newest question set offers: code and label."""
        form, _ = self._question_sets.newest()
        session = Session.start(form, clock=self._clock)
        asked = next((one.path for one in form.walk() if one.concept == OUTCOME), "")
        choices = session.node(asked).choices if asked else ()
        return tuple((choice.value, choice.label) for choice in choices if choice.value not in TOOK_PLACE)

    def _check(self, value: Attempt) -> None:
        if not value.at or not value.result:
            raise AttemptUnclear("Please say when it was and what came of it.")
        moment, now = Moment.parse(value.at), Moment.at(self._clock() + _SLACK)
        late = moment.instant > now.instant if moment.instant and now.instant else moment.day > now.day
        if late:
            raise AttemptUnclear("This is still to come. Please check the date and the time.")
        if value.result == SAID_NO and not value.reason:
            raise AttemptUnclear("Please choose the reason that was given, or “No reason given”.")

    def _amend(self, referral: Filed[Referral], value: Referral) -> Filed[Referral]:
        change = Change(referral.id, Kind.REFERRAL, to_body(value), (referral.head,))
        return filed(self._store.commit([change])[0], Referral)

    def _held_in(self, draft: Draft | None) -> str:
        """Return when the talk began that is still being written up, as `Moment.text`; empty where it is not said."""
        if draft is None:
            return ""
        form = self._question_sets.form(draft.question_set)
        asked = next((one.path for one in form.walk() if one.concept == HELD), "")
        _, entries = self._store.read(draft.interview)
        value = next((entry.value for entry in entries if entry.key == asked), "")
        try:
            return instant_of(value).text if value else ""
        except ValueError:
            return ""

    def _from_address(self, episode: Episode, first: date, last: date) -> int:
        place, postcode = episode.missing_from, episode.missing_from_postcode
        if not place and not postcode:
            return 0
        after = self._store.episodes_from(place, postcode, last + timedelta(days=1))
        return self._store.episodes_from(place, postcode, first) - after

    def _dealt(self, prompt: Prompt, child: str) -> Dealt | None:
        """Return what was noted about a prompt, on whichever referral of the child."""
        for record in self._store.linked(Kind.REFERRAL, child):
            for note in filed(record, Referral).value.dealt:
                if (note.threshold, note.about) == (prompt.threshold.name, prompt.about):
                    return note
        return None

    def _name(self, member: str) -> str:
        return filed(self._store.get(Kind.MEMBER, member), Member).value.name
