"""What is said about the exchange."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from rhi_desktop.domain.people import Role
from rhi_desktop.domain.records import Kind
from rhi_desktop.services.syncing.team import Fate, Progress, Refusal, Standing, SyncStatus, TeamDevice, TeamMember
from rhi_desktop.services.syncing.words import (
    attention_words,
    day_words,
    fate_words,
    progress_words,
    shut_out_words,
    status_words,
    when,
)

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
TODAY, YESTERDAY = "2026-11-25T10:41:00.000000Z", "2026-11-24T16:20:00.000000Z"
SUMMER = "2026-07-01T23:30:00.000000Z"


def status(**fields: Any) -> SyncStatus:
    return SyncStatus(**{"standing": Standing.ACTIVE, **fields})


@pytest.mark.parametrize(
    ("fields", "offline", "said"),
    [
        ({"interviews": 3, "last_sent": TODAY}, False, "3 interviews waiting, last sent 10:41."),
        ({"interviews": 1, "last_sent": TODAY}, False, "1 interview waiting, last sent 10:41."),
        ({"last_sent": TODAY}, False, "Everything sent. Last sent 10:41."),
        (
            {"interviews": 3, "last_sent": YESTERDAY, "trouble": "The hub did not answer."}, True,
            "Offline. 3 interviews waiting, last sent yesterday 16:20.",
        ),
        ({"last_sent": YESTERDAY}, True, "Offline. Everything sent. Last sent yesterday 16:20."),
        (
            {"others": 2, "trouble": "The hub's disk is full."}, False,
            "The last attempt to send did not work. 2 changes waiting, nothing was sent so far.",
        ),
        (
            {"interviews": 1, "others": 1, "last_sent": TODAY}, False,
            "1 interview and 1 other change waiting, last sent 10:41.",
        ),
        ({"interviews": 2, "others": 12}, False, "2 interviews and 12 other changes waiting, nothing was sent so far."),
        ({}, False, "Nothing waits to be sent."),
        ({"standing": Standing.ALONE, "interviews": 3}, False, ""),
        ({"standing": Standing.PENDING}, False, "Waiting for your coordinator to let this laptop into the team."),
        ({"standing": Standing.REVOKED}, False, "This laptop was taken out of the team."),
    ],
)  # fmt: skip
def test_the_line_at_the_foot(fields: dict[str, object], offline: bool, said: str) -> None:
    assert status_words(status(**fields), NOW, offline=offline) == said


def test_a_copy_of_a_laptop_says_what_to_do() -> None:
    assert "new invitation" in status_words(status(standing=Standing.FORKED), NOW)


@pytest.mark.parametrize(
    ("instant", "said"),
    [
        (TODAY, "10:41"),
        (YESTERDAY, "yesterday 16:20"),
        ("2026-11-24T08:00:00.000000Z", "yesterday 08:00"),
        ("2026-11-23T16:20:00.000000Z", "Mon 23 Nov, 16:20"),
        (SUMMER, "Thu 2 Jul, 00:30"),
        ("2025-12-31T08:05:00.000000Z", "Wed 31 Dec 2025, 08:05"),
    ],
)
def test_instants_are_told_on_a_london_clock(instant: str, said: str) -> None:
    assert when(instant, NOW) == said


def test_midnight_in_london_decides_what_yesterday_is() -> None:
    late = datetime(2026, 7, 1, 23, 40, tzinfo=UTC)
    assert when(SUMMER, late) == "00:30"
    assert when("2026-07-01T22:30:00.000000Z", late) == "yesterday 23:30"


@pytest.mark.parametrize(
    ("progress", "said"),
    [
        (Progress("Sending", 1, 3), "Sending 2 of 3…"),
        (Progress("Sending", 3, 3), "Sending 3 of 3…"),
        (Progress("Receiving"), "Receiving…"),
        (Progress("Receiving", 40), "Receiving…"),
    ],
)
def test_progress_counts_the_one_that_is_on_its_way(progress: Progress, said: str) -> None:
    assert progress_words(progress) == said


def test_what_needs_a_person_is_counted_and_nothing_else() -> None:
    assert attention_words(status(interviews=3, held=2, trouble="The hub did not answer.")) == ""
    found = status(alarms=("One.", "Two."), refused=1, conflicts=2, quarantined=1)
    assert attention_words(found) == "2 alarms, 1 refused, 2 changed by two people, 1 kept aside"


def test_a_refusal_says_why() -> None:
    refusal = Refusal(1, "record", Kind.INTERVIEW, "This is larger than the hub takes.", "hub", TODAY)
    assert fate_words(Fate.REFUSED, (refusal,)) == "Refused: This is larger than the hub takes."
    assert fate_words(Fate.REFUSED) == "Refused"
    assert fate_words(Fate.AT_HUB, (), "10:41") == "At the hub since 10:41, not yet received by a coordinator"
    assert fate_words(Fate.WAITING, (), "10:41") == "Waiting to be sent"
    assert fate_words(Fate.RECEIVED, (refusal,)) == "Received by the coordinator"


def test_every_fate_has_its_words() -> None:
    assert len({fate_words(fate) for fate in Fate}) == len(Fate)


def test_a_laptop_that_was_taken_out_says_when_and_whom_to_ask() -> None:
    members = [
        TeamMember("1", "Kim Sample", Role.WORKER, (TeamDevice("own", TODAY, revoked=TODAY),)),
        TeamMember("2", "Ash Specimen", Role.COORDINATOR, (TeamDevice("a", TODAY),)),
        TeamMember("3", "Gone Away", Role.COORDINATOR, (TeamDevice("b", TODAY, revoked=TODAY),)),
        TeamMember("4", "Bo Pretend", Role.COORDINATOR, (TeamDevice("c", TODAY),)),
    ]
    said = shut_out_words(members, "own")
    assert said.startswith("This laptop was taken out of the team on 25 Nov 2026.")
    assert said.endswith("Speak to Ash Specimen or Bo Pretend.")
    assert shut_out_words((), "own").endswith("Speak to your coordinator.")


def test_days_are_said_as_people_say_them() -> None:
    today = date(2026, 11, 25)
    assert [day_words(day, today) for day in ("2026-11-25", "2026-11-24", "2026-11-23")] == [
        "today", "yesterday", "23 Nov 2026",
    ]  # fmt: skip
