"""A themes survey: choosing interviews, reading them, marking passages of what was written, and counting."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from secrets import token_hex

from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.draw import draw_number
from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.ids import new_record_id
from rhi_desktop.domain.interview import Interview
from rhi_desktop.domain.moments import LONDON
from rhi_desktop.domain.records import Change, Kind, instant_text
from rhi_desktop.domain.survey import Chosen, Passage, Standing, Survey, ThemeCount, count, standing
from rhi_desktop.questions.session import Session
from rhi_desktop.services.filing import filed
from rhi_desktop.services.ports import AuditAct
from rhi_desktop.services.question_sets import QuestionSets
from rhi_desktop.services.reviewing.lines import ReadLine, read_lines
from rhi_desktop.services.reviewing.ports import WaitingRow
from rhi_desktop.services.reviewing.reviewing import ReviewRecords
from rhi_desktop.services.theming.clearing import Clearing, Names

HELD = "held"


class NothingChosen(RhiError):
    """A survey was to be begun without an interview."""

    def __init__(self) -> None:
        super().__init__("No interview is chosen. Choose a longer time, or tick some in the list.")


class TitleMissing(RhiError):
    """A survey was to be begun without a title or a theme."""

    def __init__(self) -> None:
        super().__init__("Please give the survey a title and at least one theme.")


class ThemeThere(RhiError):
    """A theme was added that is there, or that says nothing."""

    def __init__(self) -> None:
        super().__init__("Please write a theme that is not in the list yet.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a survey is begun with. `number` is how many are drawn, `by_hand` what was ticked."""

    title: str
    since: date
    until: date
    chosen: Chosen
    themes: tuple[str, ...]
    number: int = 50
    by_hand: tuple[str, ...] = ()
    held_only: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """One interview of a survey, the `number`th, counted from 1.

    `texts` are the answers in which passages can be marked, by key; `there` are passages where they stand now, `lost`
    those whose words were changed by an amendment.
    """

    survey: Filed[Survey]
    interview: Filed[Interview]
    called: str
    number: int
    lines: tuple[ReadLine, ...]
    texts: dict[str, str]
    there: tuple[Passage, ...]
    lost: tuple[Passage, ...]

    @property
    def done(self) -> bool:
        """Whether it was read to its end."""
        return self.interview.id in self.survey.value.done


@dataclass(frozen=True, slots=True)
class Counted:
    """What a survey says. `read` interviews were read, or have a passage; `lost` passages are not counted."""

    survey: Filed[Survey]
    themes: tuple[ThemeCount, ...]
    read: int
    children: int
    lost: int
    missing: int


class Surveys:
    """Themes surveys of one store. Calls read the store: give them to its lane."""

    def __init__(self, records: ReviewRecords, sets: QuestionSets, clock: Callable[[], datetime]) -> None:
        self._records = records
        self._sets = sets
        self._clock = clock

    def today(self) -> date:
        """Return the day by which a time is offered."""
        return self._clock().astimezone(LONDON).date()

    def every(self) -> tuple[Filed[Survey], ...]:
        """Return all surveys, the newest first."""
        found = (filed(one, Survey) for one in self._records.every(Kind.SURVEY))
        return tuple(sorted(found, key=lambda one: one.value.at, reverse=True))

    def candidates(self, since: date, until: date, *, held_only: bool = True) -> tuple[WaitingRow, ...]:
        """Return the interviews submitted from one day to another, both included; those that were held, or all."""
        reviews = self._records.reviews
        found = reviews.rows(reviews.submitted_between(_midnight(since), _midnight(until + timedelta(days=1))))
        return tuple(one for one in found if one.outcome == HELD or not held_only)

    def begin(self, plan: Plan) -> Filed[Survey]:
        """Put a survey on record. Raises TitleMissing, NothingChosen."""
        themes = tuple(dict.fromkeys(one.strip() for one in plan.themes if one.strip()))
        if not plan.title.strip() or not themes:
            raise TitleMissing
        found = [one.interview for one in self.candidates(plan.since, plan.until, held_only=plan.held_only)]
        seed = token_hex(8) if plan.chosen is Chosen.DRAWN else ""
        chosen = self._chosen(plan, found, seed)
        if not chosen:
            raise NothingChosen
        made = Survey(
            title=plan.title.strip(), chosen=plan.chosen.value, since=plan.since.isoformat(),
            until=plan.until.isoformat(), seed=seed, out_of=len(found), by=self._records.member,
            at=instant_text(self._clock()), interviews=chosen, themes=themes,
        )  # fmt: skip
        change = Change(new_record_id(self._clock()), Kind.SURVEY, to_body(made))
        return filed(self._records.commit([change])[0], Survey)

    def read(self, survey: str, number: int) -> Reading:
        """Open the `number`th interview of a survey, counted from 1; that it was opened is noted."""
        kept = self._survey(survey)
        interview = filed(self._records.get(Kind.INTERVIEW, kept.value.interviews[number - 1]), Interview)
        self._records.note(AuditAct.INTERVIEW_OPENED, interview.id)
        form = self._sets.form(interview.value.question_set)
        session = Session.restore(form, (one.entry for one in interview.value.answers), clock=self._clock)
        lines, said = read_lines(session), _answers(interview.value)
        child = filed(self._records.get(Kind.CHILD, interview.value.child), Child).value
        found = [standing(one, said) for one in kept.value.of(interview.id)]
        return Reading(
            kept, interview, child.called, number, lines,
            {line.key: line.text for line in lines if line.text and said.get(line.key) == line.text},
            tuple(one for how, one in found if how is Standing.THERE),
            tuple(one for how, one in found if how is Standing.LOST),
        )  # fmt: skip

    def keep(self, survey: str, interview: str, passages: Iterable[Passage], *, done: bool) -> Filed[Survey]:
        """Put the passages of one interview on record; what others marked in other interviews stays."""
        kept = self._survey(survey)
        return self._commit(kept, kept.value.with_passages(interview, tuple(passages), done=done))

    def add_theme(self, survey: str, theme: str) -> Filed[Survey]:
        """Add a theme to a survey. Raises ThemeThere."""
        kept, named = self._survey(survey), theme.strip()
        if not named or named.casefold() in {one.casefold() for one in kept.value.themes}:
            raise ThemeThere
        return self._commit(kept, replace(kept.value, themes=(*kept.value.themes, named)))

    def counted(self, survey: str) -> Counted:
        """Count a survey as its interviews stand now."""
        kept = self._survey(survey)
        found = self._interviews(kept.value)
        there = tuple(self._there(kept.value, found))
        children = {one.id: one.value.child for one in found.values()}
        read = (set(kept.value.done) | {one.interview for one in kept.value.passages}) & found.keys()
        return Counted(
            survey=kept,
            themes=tuple(count(kept.value.themes, there, children)),
            read=len(read),
            children=len({children[one] for one in read}),
            lost=sum(one.interview in found for one in kept.value.passages) - len(there),
            missing=len(kept.value.interviews) - len(found),
        )

    def without_names(self, survey: str) -> Clearing:
        """Return the passages of a survey with neutral words for names, for a person to read before they go out."""
        kept = self._survey(survey)
        found = self._interviews(kept.value)
        children = self._records.several(Kind.CHILD, sorted({one.value.child for one in found.values()}))
        names = Names(
            {one.id: filed(one, Child).value for one in children},
            tuple(str(one.body.get("name") or "") for one in self._records.every(Kind.MEMBER)),
        )
        return Clearing.of(kept.value, tuple(self._there(kept.value, found)), names, found)

    def _chosen(self, plan: Plan, found: list[str], seed: str) -> tuple[str, ...]:
        if plan.chosen is Chosen.DRAWN:
            return draw_number(found, plan.number, seed)
        ticked = frozenset(plan.by_hand)
        return tuple(one for one in found if plan.chosen is Chosen.ALL or one in ticked)

    def _interviews(self, survey: Survey) -> dict[str, Filed[Interview]]:
        found = self._records.several(Kind.INTERVIEW, survey.interviews)
        return {one.id: filed(one, Interview) for one in found}

    def _there(self, survey: Survey, found: dict[str, Filed[Interview]]) -> Iterable[Passage]:
        said = {one: _answers(interview.value) for one, interview in found.items()}
        for passage in survey.passages:
            if passage.interview in said:
                how, one = standing(passage, said[passage.interview])
                if how is Standing.THERE:
                    yield one

    def _survey(self, survey: str) -> Filed[Survey]:
        return filed(self._records.get(Kind.SURVEY, survey), Survey)

    def _commit(self, kept: Filed[Survey], value: Survey) -> Filed[Survey]:
        if value == kept.value:
            return kept
        change = Change(kept.id, Kind.SURVEY, to_body(value), (kept.head,))
        return filed(self._records.commit([change])[0], Survey)


def _answers(value: Interview) -> dict[str, str]:
    return {one.key: one.value for one in value.answers if one.value}


def _midnight(day: date) -> str:
    return instant_text(datetime.combine(day, time(), LONDON))
