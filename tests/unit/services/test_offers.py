"""Where an offer stands, and what its clocks run by."""

from datetime import UTC, datetime

import pytest

from rhi_desktop.domain.attempt import Attempt
from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.moments import Moment
from rhi_desktop.services.offers import facts_of, stage
from tests.builders import an_interview

NOW = Moment.at(datetime(2026, 11, 25, 12, tzinfo=UTC))
EPISODE = Episode(child="c", found="2026-11-24T10:00Z", returned="2026-11-24T18:30Z")


def attempt(at: str, result: str, to: str = "child") -> Attempt:
    return Attempt(child="c", referral="r", at=at, result=result, to=to)


def test_a_message_is_no_contact_and_a_school_is_no_offer() -> None:
    tries = [
        attempt("2026-11-24T20:00Z", "message"),
        attempt("2026-11-25T09:00Z", "thinking", "school"),
        attempt("2026-11-25T10:00Z", "said_no", "carer"),
    ]
    facts = facts_of([EPISODE], tries, [])
    assert facts.contacted == Moment.parse("2026-11-25T09:00Z")
    assert facts.offered == Moment.parse("2026-11-25T10:00Z")
    assert facts.arranged is None


def test_several_episodes_run_from_the_last_return() -> None:
    later = Episode(child="c", returned="2026-11-25T08:00Z")
    facts = facts_of([EPISODE, later], [], [])
    assert (facts.found, facts.returned) == (Moment.parse(EPISODE.found), Moment.parse(later.returned))


def test_a_talk_counts_while_it_is_still_being_written_up() -> None:
    assert facts_of([EPISODE], [], [], "2026-11-25T10:00Z").held == Moment.parse("2026-11-25T10:00Z")


def test_a_no_ends_the_clocks_until_the_offer_is_made_again() -> None:
    no = an_interview("r", "c", outcome="declined_child")
    earlier, later = attempt("2026-11-25T11:59Z", "said_no"), attempt("2026-11-25T12:01Z", "agreed")
    assert facts_of([EPISODE], [earlier], [no]).ended
    assert not facts_of([EPISODE], [earlier, later], [no]).ended
    assert not facts_of([EPISODE], [earlier], [an_interview("r", "c", outcome="held")]).ended


@pytest.mark.parametrize(
    ("attempts", "result", "label", "meeting", "words"),
    [
        (0, "", "", "", "Not offered yet"),
        (1, "no_answer", "No answer", "", "1 attempt, no answer"),
        (2, "message", "Left a message", "", "2 attempts, left a message"),
        (2, "agreed", "Agreed to meet", "", "Agreed to meet, no time yet"),
        (2, "agreed", "Agreed to meet", "2026-11-26T14:00Z", "Meeting Thu 26 Nov, 14:00"),
        (0, "", "", "2026-11-26", "Meeting Thu 26 Nov"),
        (2, "agreed", "Agreed to meet", "2026-11-24T14:00Z", "Meeting was Tue 24 Nov, 14:00"),
    ],
)
def test_the_stage_is_said_in_a_few_words(attempts: int, result: str, label: str, meeting: str, words: str) -> None:
    assert stage(attempts, result, label, meeting, NOW).words == words


def test_only_an_offer_that_was_never_made_waits() -> None:
    assert stage(0, "", "", "", NOW).waits
    assert not stage(1, "no_answer", "No answer", "", NOW).waits
