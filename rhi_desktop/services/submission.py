"""What goes on record when an interview is submitted."""

from dataclasses import replace

from rhi_desktop.domain.interview import Interview, Override, SavedAnswer
from rhi_desktop.domain.referral import Referral
from rhi_desktop.services.amending import Amendment
from rhi_desktop.services.coding import coded
from rhi_desktop.services.concepts import OUTCOME, first_value, held_moment
from rhi_desktop.services.mentions import mentions
from rhi_desktop.services.writing import Writing


def submitted(writing: Writing, referral: Referral, overrides: tuple[Override, ...], worker: str, at: str) -> Interview:
    """Return an interview as it goes on record for the first time. `at` is an instant, `worker` a member."""
    draft, session = writing.draft, writing.session
    on_record = (*session.entries(relevant_only=True), *session.unplaced)
    return Interview(
        referral=draft.referral,
        child=draft.child,
        episodes=referral.episodes,
        question_set=draft.question_set,
        digest=draft.digest,
        started=draft.started,
        submitted=at,
        outcome=first_value(session, OUTCOME),
        held=held_moment(session),
        answers=tuple(SavedAnswer(e.key, e.value, e.state) for e in on_record),
        overrides=overrides,
        jottings=writing.jottings,
        mentions=mentions(session),
        coded=coded(session),
        worker=worker,
    )


def amended(interview: Interview, amendment: Amendment) -> Interview:
    """Return it as the version after the one that it amends."""
    return replace(interview, version=amendment.version + 1, reason=amendment.reason, replies=amendment.replies)
