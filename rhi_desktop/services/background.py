"""What is on record about a child while their interview is written: episodes, and the last report."""

import re
from datetime import date

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.interview import Draft, Interview
from rhi_desktop.domain.records import Kind
from rhi_desktop.domain.referral import Referral
from rhi_desktop.questions.definition import Question, QuestionType
from rhi_desktop.services.checking.checks import Background
from rhi_desktop.services.checking.dates import Times
from rhi_desktop.services.checking.likeness import LastReport
from rhi_desktop.services.filing import filed
from rhi_desktop.services.ports import Records
from rhi_desktop.services.question_sets import QuestionSets

_NUMBER = re.compile(r"\{\d+\}")


def background_of(draft: Draft, child: Child, records: Records, question_sets: QuestionSets) -> Background:
    """Read what a draft is held against."""
    referral = filed(records.get(Kind.REFERRAL, draft.referral), Referral).value
    episodes = tuple(filed(records.get(Kind.EPISODE, one), Episode).value for one in referral.episodes)
    born = date.fromisoformat(child.born) if child.born else None
    return Background(Times(born, episodes), _last_report(draft, records, question_sets))


def _last_report(draft: Draft, records: Records, question_sets: QuestionSets) -> LastReport | None:
    """Return the texts of the child's newest submitted interview; None where this is the first."""
    kept = next((one for one in records.linked(Kind.INTERVIEW, draft.child) if one.id != draft.interview), None)
    if kept is None:
        return None
    interview = filed(kept, Interview).value
    definitions = question_sets.form(interview.question_set).definitions
    texts: dict[str, str] = {}
    for answer in interview.answers:
        question = definitions.get(_NUMBER.sub("", answer.key))
        if answer.state is not AnswerState.ANSWERED or not isinstance(question, Question):
            continue
        if question.concept and question.type is QuestionType.TEXT:
            texts[question.concept] = "\n".join(filter(None, (texts.get(question.concept), answer.value)))
    return LastReport(interview.submitted, texts)
