"""Each way that an offer can go, through the real windows over a real encrypted store: domain reference, section 1."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from rhi_desktop.domain.records import Kind
from rhi_desktop.domain.referral import Referral
from rhi_desktop.gui.casework.small_forms import EpisodesForm
from rhi_desktop.gui.preparation.view import PreparationView
from rhi_desktop.services.filing import filed
from tests.builders import a_child, an_episode
from tests.functional.teams import Team
from tests.gui.executors import ManualJobs
from tests.gui.keyboard import focused

SAFE = {"tell_today": "not_needed", "any_action": "no", "no_action_why": "Robin has all that is needed."}
TALK = {
    "outcome": "held",
    "in_time": "yes",
    "held_at": "2026-11-25T10:00:00.000+00:00",
    "told": "choice trouble who limits stop notes",
    "understood": "said_back",
    "why_words": "I wanted some quiet.",
    "read_back": "yes",
    "analysis_text": "Robin needs a place that is quiet.",
}


@pytest.fixture
def team(tmp_path: Path, jobs: ManualJobs, qtbot: QtBot) -> Iterator[Team]:
    made = Team.begin(tmp_path, jobs, qtbot)
    yield made
    made.settle()
    made.store.close()


def test_held(team: Team) -> None:
    referral = team.refer()
    team.attempt(referral, "agreed", method="phone", to="carer")
    team.write(referral)
    team.answer(**TALK, **SAFE)
    record = team.submit()
    assert (record.outcome, record.held) == ("held", "2026-11-25T10:00Z")
    printed = team.printed()
    assert "“I wanted some quiet.”" in printed
    assert "Agreed to meet" in printed
    assert team.work()[referral] == "Interview held"


def test_partly_held(team: Team) -> None:
    referral = team.refer()
    team.write(referral)
    team.answer(**{**TALK, "outcome": "partly", "why_words": "", "read_back": ""}, **SAFE)
    record = team.submit()
    assert record.outcome == "partly"
    assert "Partly held" in team.printed()


def test_declined_by_the_child_with_the_door_left_open_and_held_later(team: Team) -> None:
    referral = team.refer()
    team.attempt(referral, "said_no", reason="later", declined_by="child", door="open", words="Not now.")
    team.refuse(referral, "declined_child")
    team.answer(carer_spoken="yes", **SAFE)
    declined = team.submit()
    assert declined.outcome == "declined_child"
    printed = team.printed()
    assert "“Not now.”" in printed
    assert "Not now, maybe later" in printed
    assert "Reading back" not in printed
    team.open(referral)
    assert any("door" in words for words in team.said())
    team.attempt(referral, "agreed", method="text")
    team.write(referral)
    team.answer(**TALK, **SAFE)
    assert team.submit().outcome == "held"
    assert len(team.store.linked(Kind.INTERVIEW, referral)) == 2


def test_declined_by_a_parent_who_tells_something_instead(team: Team) -> None:
    referral = team.refer()
    told = "Robin was at an aunt’s."
    team.attempt(referral, "said_no", reason="adult_no", declined_by="parent", to="parent", carer=told)
    team.refuse(referral, "declined_adult")
    team.answer(door_open="yes", carer_spoken="yes", carer_where=told, **SAFE)
    assert team.submit().outcome == "declined_adult"
    assert told in team.printed()


def test_no_reply_after_several_attempts_each_on_record(team: Team) -> None:
    referral = team.refer()
    for method in ("phone", "text", "visit"):
        team.clock.now = team.clock.now.replace(minute=team.clock.now.minute + 5)
        team.attempt(referral, "no_answer", method=method)
    team.refuse(referral, "no_contact")
    team.answer(not_held_why="Nobody opened.", carer_spoken="no", carer_not_why="no_reply", **SAFE)
    assert team.submit().outcome == "no_contact"
    printed = team.printed()
    assert printed.count("No answer") == 3
    assert all(words in printed for words in ("Phone call", "Text or message", "Visit"))


def test_missing_again_before_the_interview_and_both_episodes_in_one_later(team: Team) -> None:
    referral = team.refer()
    first = filed(team.store.get(Kind.REFERRAL, referral), Referral).value
    child, covered = first.child, first.episodes
    again = team.desk.casework.add_episode(
        an_episode(child, missing_since="2026-11-25T08:00Z", returned="2026-11-25T11:00Z")
    )
    team.attempt(referral, "message", to="carer")
    team.refuse(referral, "missing_again")
    team.answer(not_held_why="Robin was missing again.", carer_spoken="no", carer_not_why="no_reply", **SAFE)
    assert team.submit().outcome == "missing_again"
    later = team.desk.casework.refer(child, (*covered, again.id), received="2026-11-25T12:00Z", source="", notes="")
    team.write(later.id)
    team.answer(**{**TALK, "held_at": "2026-11-25T11:30:00.000+00:00"}, **SAFE)
    record = team.submit()
    assert record.outcome == "held"
    assert len(record.episodes) == 2


def test_several_episodes_in_one_interview_chosen_on_the_page(team: Team) -> None:
    referral = team.refer()
    child = str(team.store.get(Kind.REFERRAL, referral).body["child"])
    team.desk.casework.add_episode(
        an_episode(child, missing_since="2026-11-10T20:00Z", returned="2026-11-11T02:00Z", missing_from="School")
    )
    team.open(referral)
    team.press("Choose the episodes")
    for box in team.find(EpisodesForm).findChildren(QCheckBox):
        box.setChecked(True)
    team.press("Save")
    team.write(referral)
    team.answer(**TALK, **SAFE)
    record = team.submit()
    assert len(record.episodes) == 2
    printed = team.printed()
    assert "Tue 10 Nov 2026" in printed
    assert "Mon 23 Nov 2026" in printed


def test_a_looked_after_child_placed_by_another_authority(team: Team) -> None:
    placed = a_child(responsible_authority="Elsewhere", host_authority="Exampleshire")
    episode = an_episode("")
    then = replace(
        episode.status,
        case_status="looked_after_other",
        legal_status="C2",
        placement="K2",
        responsible_authority="Elsewhere",
        host_authority="Exampleshire",
    )
    referral = team.refer(placed, replace(episode, status=then))
    team.open(referral)
    assert placed.placed_by_another
    team.write(referral)
    team.answer(**TALK, advocate="yes", independent="independent", **SAFE)
    team.submit()
    printed = team.printed()
    assert "Looked after by another authority, placed here" in printed
    assert "Elsewhere" in printed
    assert "Exampleshire" in printed


def test_a_looked_after_child_out_of_area_whose_address_is_not_disclosed(team: Team) -> None:
    away = a_child(
        responsible_authority="Exampleshire",
        host_authority="Farawayshire",
        address="9 Secret Street",
        alerts=("Do not disclose address",),
    )
    episode = an_episode("", missing_from="Children’s home", found_at="Farawaytown station")
    referral = team.refer(away, replace(episode, status=replace(episode.status, legal_status="V2", placement="K2")))
    page = team.open(referral)
    page.preparation_requested.emit(referral)
    team.settle()
    assert team.view.current == "preparation"
    team.find(PreparationView).write.click()
    team.settle()
    team.answer(**TALK, **SAFE)
    team.submit()
    printed = team.printed()
    assert "Do not disclose address" in printed
    assert "Secret Street" not in printed
    assert "Farawaytown station" in printed


def test_an_unaccompanied_child_with_an_interpreter_whose_name_and_words_stay_as_they_are(team: Team) -> None:
    child = a_child(name="Dilan Nûr Invented", first_language="Kurdish", interpreter=True)
    referral = team.refer(child)
    team.write(referral)
    team.answer(**{**TALK, "why_words": "Min xwest ku ez bi tenê bim."}, interpreter="phone")
    team.answer(interpreter_what="Kurmanji, by telephone", **SAFE)
    team.submit()
    printed = team.printed()
    assert "Dilan Nûr Invented" in printed
    assert "Kurdish, interpreter needed" in printed
    assert "Kurmanji, by telephone" in printed
    assert "“Min xwest ku ez bi tenê bim.”" in printed


def test_what_speaks_of_danger_cannot_be_submitted_before_somebody_decided_who_is_told(team: Team) -> None:
    referral = team.refer()
    view = team.write(referral)
    team.answer(**TALK, **{**SAFE, "tell_today": ""}, away_hurt="yes")
    view.go_to_section("check")
    team.settle()
    view.submit()
    team.settle()
    assert team.sent == []
    team.answer(
        tell_today="told",
        tell_who="social_worker",
        tell_at="2026-11-25T11:30:00.000+00:00",
        tell_what="That Robin was hurt.",
        tell_by="Sam Invented, worker",
    )
    team.submit()
    printed = team.printed()
    assert "That Robin was hurt." in printed
    assert "Sam Invented, worker" in printed


def test_the_import_is_reached_with_one_key_and_left_with_another(team: Team) -> None:
    team.refer()
    team.view.turn_to("worklist")
    team.settle()
    QTest.keyClick(focused(), Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    team.settle()
    assert team.view.current == "intake"
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    team.settle()
    assert team.view.current == "worklist"
