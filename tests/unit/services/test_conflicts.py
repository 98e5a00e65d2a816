"""What two people changed at once: told in words, settled by a person, nothing lost."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from rhi_desktop.bootstrap import code_lists
from rhi_desktop.domain.action import Action
from rhi_desktop.domain.attempt import Attempt
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.merging import TOGETHER
from rhi_desktop.domain.people import Role, Setting
from rhi_desktop.domain.records import Kind, RecordChanged
from rhi_desktop.domain.referral import Arrangement, Referral, Transfer, Triage, TriageLevel
from rhi_desktop.domain.sharing import Sharing
from rhi_desktop.services.conflicts import AlreadySettled, ChoiceMissing, Conflicts, Undecided
from rhi_desktop.services.field_words import LABELS
from rhi_desktop.services.ports import AuditAct
from rhi_desktop.services.record_words import OWN_LABELS, OWN_LISTS, RecordWords
from tests.builders import a_child, a_referral, a_triage, an_episode, new_id
from tests.forked import Forked

KEPT = ("Do not disclose address",)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Forked]:
    made = Forked(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def other(store: Forked) -> str:
    return store.meet("Jo Made-up")


@pytest.fixture
def conflicts(store: Forked) -> Conflicts:
    return store.conflicts


def words(question: Undecided) -> dict[str, list[str]]:
    return {field.label: [one.words for one in field.said] for field in question.fields}


def chosen(question: Undecided, place: int) -> dict[tuple[str, ...], str]:
    return {field.path: field.said[place].revision for field in question.fields}


def fork(store: Forked, other: str, child: Child, one: dict[str, Any], two: dict[str, Any]) -> tuple[str, str]:
    """Put a child on record, let both change it, and return its id and the first revision."""
    record = new_id()
    return record, store.fork(record, child, one, two, other)


def test_both_values_are_told_with_who_and_when_the_latest_first(
    store: Forked, other: str, conflicts: Conflicts
) -> None:
    record, _ = fork(store, other, a_child(), {"school": "Hill", "sex": "F"}, {"school": "Vale", "carer": "Al Example"})
    (waiting,) = conflicts.waiting()
    assert (waiting.called, waiting.title, waiting.child) == ("Robin Example", "What is known of the child", record)
    assert (set(waiting.people), waiting.fields) == ({"Sam Invented", "Jo Made-up"}, 1)
    question = conflicts.ask(record)
    (field,) = question.fields
    assert field.label == "School or college"
    assert [(one.words, one.by) for one in field.said] == [
        ("Vale", ("Jo Made-up, Wed 25 Nov 2026, 12:04",)),
        ("Hill", ("Sam Invented, Wed 25 Nov 2026, 12:03",)),
    ]
    assert store.noted(record) == [AuditAct.CHILD_OPENED]


def test_who_wrote_a_value_is_who_first_wrote_it_not_who_changed_something_else_since(
    store: Forked, other: str, conflicts: Conflicts
) -> None:
    record = new_id()
    first = store.wrote(record, a_child())
    hill = store.wrote(record, a_child(school="Hill"), first)
    store.wrote(record, a_child(school="Hill", carer="Al Example"), hill, by=other)
    store.wrote(record, a_child(school="Vale"), first, by=other)
    by = {one.words: one.by for one in conflicts.ask(record).fields[0].said}
    assert by == {"Hill": ("Sam Invented, Wed 25 Nov 2026, 12:03",), "Vale": ("Jo Made-up, Wed 25 Nov 2026, 12:05",)}


def test_what_was_chosen_follows_on_all_that_was_there(store: Forked, other: str, conflicts: Conflicts) -> None:
    record, _ = fork(store, other, a_child(), {"school": "Hill", "sex": "F"}, {"school": "Vale", "carer": "Al"})
    heads = store.heads(record)
    question = conflicts.ask(record)
    conflicts.settle(record, question.head, chosen(question, 1))
    settled = store.store.history(record)[-1]
    assert (set(settled.parents), store.heads(record)) == (heads, {settled.id})
    assert {name: store.body(Kind.CHILD, record)[name] for name in ("school", "sex", "carer")} == {
        "school": "Hill", "sex": "F", "carer": "Al",
    }  # fmt: skip
    assert b"Vale" in store.everything(record)
    assert store.store.conflicts() == ()
    assert conflicts.waiting() == ()
    with pytest.raises(AlreadySettled):
        conflicts.ask(record)
    with pytest.raises(AlreadySettled):
        conflicts.settle(record, question.head, {})


def test_nothing_is_settled_before_all_of_it_is_chosen(store: Forked, other: str, conflicts: Conflicts) -> None:
    record, _ = fork(store, other, a_child(), {"school": "Hill", "sex": "F"}, {"school": "Vale", "sex": "M"})
    question = conflicts.ask(record)
    before = store.heads(record)
    with pytest.raises(ChoiceMissing, match="one answer under each heading"):
        conflicts.settle(record, question.head, {("school",): question.fields[0].said[0].revision})
    assert store.heads(record) == before


def test_a_change_that_came_while_one_was_choosing_is_not_passed_over(
    store: Forked, other: str, conflicts: Conflicts
) -> None:
    record, first = fork(store, other, a_child(), {"school": "Hill"}, {"school": "Vale"})
    question = conflicts.ask(record)
    store.wrote(record, a_child(school="Moor"), first, by=other)
    with pytest.raises(RecordChanged):
        conflicts.settle(record, question.head, chosen(question, 0))
    assert words(conflicts.ask(record)) == {"School or college": ["Moor", "Vale", "Hill"]}


def test_a_field_that_has_begun_to_differ_meanwhile_is_shown_before_it_is_asked_for(
    store: Forked, other: str, conflicts: Conflicts
) -> None:
    record, first = fork(store, other, a_child(), {"school": "Hill", "sex": "F"}, {"school": "Vale"})
    question = conflicts.ask(record)
    store.wrote(record, a_child(sex="M"), first, by=other)
    with pytest.raises(RecordChanged):
        conflicts.settle(record, question.head, chosen(question, 0))


def test_a_change_to_something_else_does_not_settle_unseen_what_two_people_said(
    store: Forked, other: str, conflicts: Conflicts
) -> None:
    record, _ = fork(store, other, a_child(), {"school": "Hill", "sex": "F"}, {"school": "Vale"})
    seen = store.casework.open_child(record).child
    amended = store.casework.amend_child(record, seen.head, replace(seen.value, carer="Al Example"))
    again = store.casework.amend_child(record, amended.head, replace(amended.value, carer="Bo Example"))
    assert (again.value.carer, again.value.sex, again.value.school) == ("Bo Example", "F", "Vale")
    assert store.body(Kind.CHILD, record)["carer"] == "Bo Example"
    question = conflicts.ask(record)
    assert words(question) == {"School or college": ["Vale", "Hill"]}
    assert question.fields[0].said[0].by == ("Jo Made-up, Wed 25 Nov 2026, 12:04",)
    conflicts.settle(record, question.head, chosen(question, 1))
    assert {name: store.body(Kind.CHILD, record)[name] for name in ("carer", "sex", "school")} == {
        "carer": "Bo Example", "sex": "F", "school": "Hill",
    }  # fmt: skip


def test_a_change_to_the_same_field_is_asked_about_beside_the_others(
    store: Forked, other: str, conflicts: Conflicts
) -> None:
    record, _ = fork(store, other, a_child(), {"school": "Hill"}, {"school": "Vale"})
    seen = store.casework.open_child(record).child
    store.clock.now += timedelta(minutes=1)
    amended = store.casework.amend_child(record, seen.head, replace(seen.value, school="Moor"))
    assert amended.value.school == "Moor"
    assert words(conflicts.ask(record)) == {"School or college": ["Moor", "Hill"]}


def test_what_merged_by_itself_is_one_again_after_the_next_change(store: Forked, other: str) -> None:
    record, _ = fork(store, other, a_child(), {"school": "Hill"}, {"carer": "Al"})
    seen = store.casework.open_child(record).child
    store.casework.amend_child(record, seen.head, replace(seen.value, sex="F"))
    assert len(store.heads(record)) == 1
    assert {name: store.body(Kind.CHILD, record)[name] for name in ("carer", "sex", "school")} == {
        "carer": "Al", "sex": "F", "school": "Hill",
    }  # fmt: skip


def test_disjoint_changes_ask_nobody(store: Forked, other: str, conflicts: Conflicts) -> None:
    record, _ = fork(store, other, a_child(), {"school": "Hill"}, {"carer": "Al"})
    assert len(store.heads(record)) == 2
    assert conflicts.waiting() == ()
    with pytest.raises(AlreadySettled):
        conflicts.ask(record)


def test_the_conflicts_of_one_child_are_those_of_its_records(store: Forked, other: str, conflicts: Conflicts) -> None:
    child, _ = fork(store, other, a_child(), {"school": "Hill"}, {"school": "Vale"})
    referral, stranger = new_id(), new_id()
    for record, about in ((referral, child), (stranger, new_id())):
        first = store.wrote(record, a_referral(about))
        store.wrote(record, a_referral(about, notes="a"), first)
        store.wrote(record, a_referral(about, notes="b"), first, by=other)
    assert [one.record for one in conflicts.waiting(child)] == [referral, child]
    titles = {one.record: (one.title, one.called, one.child) for one in conflicts.waiting()}
    assert titles[referral] == ("A referral received Wed 25 Nov 2026, 09:00", "Robin Example", child)
    assert titles[stranger] == ("A referral received Wed 25 Nov 2026, 09:00", "", "")


def test_one_name_where_one_person_changed_it_on_two_laptops(store: Forked, conflicts: Conflicts) -> None:
    fork(store, store.member, a_child(), {"school": "Hill"}, {"school": "Vale"})
    assert conflicts.waiting()[0].people == ("Sam Invented",)


def test_an_address_that_is_kept_back_is_marked_so(store: Forked, other: str, conflicts: Conflicts) -> None:
    record, _ = fork(store, other, a_child(alerts=KEPT), {"address": "1 Old Road"}, {"address": "2 New Road"})
    assert [one.kept_back for one in conflicts.ask(record).fields[0].said] == [True, True]
    conflicts.address_shown(record)
    assert store.noted(record)[0] is AuditAct.ADDRESS_SHOWN
    shown, _ = fork(store, other, a_child(address="3"), {"address": "1 Old Road"}, {"address": ""})
    assert [(one.words, one.kept_back) for one in conflicts.ask(shown).fields[0].said] == [
        ("not recorded", False),
        ("1 Old Road", False),
    ]


def test_a_place_that_gives_a_kept_address_away_is_marked_so(store: Forked, other: str, conflicts: Conflicts) -> None:
    child, record = new_id(), new_id()
    store.wrote(child, a_child(address="1 Old Road", alerts=KEPT))
    first = store.wrote(record, an_episode(child))
    store.wrote(record, an_episode(child, missing_from="1, Old Road"), first)
    store.wrote(record, an_episode(child, missing_from="Park", missing_from_postcode="AB1 2CD"), first, by=other)
    said = conflicts.ask(record).fields[0].said
    assert [(one.words, one.kept_back) for one in said] == [
        ("Park\nMissing from, postcode: AB1 2CD", False),
        ("1, Old Road", True),
    ]


def test_the_clock_of_a_referral_follows_the_return_that_was_chosen(
    store: Forked, other: str, conflicts: Conflicts
) -> None:
    child, record, referral = new_id(), new_id(), new_id()
    store.wrote(child, a_child())
    episode = an_episode(child)
    store.fork(record, episode, {"returned": "2026-11-24T19:00Z"}, {"returned": "2026-11-24T20:00Z"}, other)
    store.wrote(referral, a_referral(child, episodes=(record,), returned=episode.returned))
    question = conflicts.ask(record)
    assert words(question) == {"Returned": ["Tue 24 Nov 2026, 20:00", "Tue 24 Nov 2026, 19:00"]}
    conflicts.settle(record, question.head, chosen(question, 1))
    assert store.body(Kind.EPISODE, record)["returned"] == "2026-11-24T19:00Z"
    assert store.body(Kind.REFERRAL, referral)["returned"] == "2026-11-24T19:00Z"


def test_what_holds_for_the_whole_team_is_settled_by_coordinators(tmp_path: Path) -> None:
    for role, seen in ((Role.COORDINATOR, 1), (Role.WORKER, 0)):
        folder = tmp_path / role.text
        folder.mkdir()
        made = Forked(folder, role)
        record, rules = new_id(), Setting(name="rules", value="{}")
        made.fork(record, rules, {"value": '{"a":1}'}, {"value": '{"a":2}'}, made.meet("Jo Made-up"))
        assert (len(made.conflicts.waiting()), made.store.team.status().conflicts) == (seen, seen)
        if not seen:
            with pytest.raises(AlreadySettled):
                made.conflicts.ask(record)
        else:
            assert made.conflicts.waiting()[0].title == "The rules of this service"
        made.store.close()


def test_a_referral_is_told_in_words(store: Forked, other: str, conflicts: Conflicts) -> None:
    child, episode, record = new_id(), new_id(), new_id()
    store.wrote(child, a_child())
    store.wrote(episode, an_episode(child))
    referral = a_referral(child)
    first = store.wrote(record, referral)
    given = Transfer(worker=other, by=store.member, at="2026-11-25T12:00:00.000000Z", reason="Knows Robin")
    store.wrote(
        record, referral, first, episodes=(episode,), worker=other, transfers=(given,),
        triage=a_triage(TriageLevel.RED), arrangement=Arrangement(place="school", place_chosen_by_child=True),
    )  # fmt: skip
    store.wrote(
        record, referral, first, by=other, episodes=(new_id(),), worker=store.member,
        triage=a_triage(TriageLevel.GREEN, reason="All well", computed=TriageLevel.AMBER),
        arrangement=Arrangement(place="The boat"),
    )  # fmt: skip
    told = words(conflicts.ask(record))
    assert told["Which episodes it is about"][1] == "An episode missing since Mon 23 Nov 2026, 21:00"
    assert told["Whose work it is"] == [
        "Sam Invented",
        "Jo Made-up\nGiven: to Jo Made-up, Wed 25 Nov 2026, 12:00, by Sam Invented: Knows Robin",
    ]
    assert told["Triage"][0] == (
        "Level: Green\nLevel by the rules: Amber\nReason: All well\n"
        "Decided by: Sam Invented\nWhen: Wed 25 Nov 2026, 12:00"
    )
    assert told["Where to meet"] == ["The boat", code_lists()["meeting_place"].label("school")]
    assert "The child chose the place" not in told


def test_every_field_of_a_case_has_a_name_that_says_more_than_its_code() -> None:
    shapes = {
        Kind.CHILD: Child, Kind.EPISODE: Episode, Kind.REFERRAL: Referral, Kind.ATTEMPT: Attempt,
        Kind.ACTION: Action, Kind.SHARING: Sharing,
    }  # fmt: skip
    links = {"child", "referral", "interview"}
    for kind, shape in shapes.items():
        names = {one.name for one in fields(shape)} - links - {"status", "arrangement"}
        assert names <= {*LABELS, *OWN_LABELS.get(kind, {})}, kind
    referral = OWN_LABELS[Kind.REFERRAL]
    assert {f"arrangement.{one.name}" for one in fields(Arrangement)} <= set(referral)
    assert {one.name for one in fields(Triage)} <= set(referral)
    assert {unit[0] for unit in TOGETHER} <= {*LABELS, *(name for own in OWN_LABELS.values() for name in own)}
    assert {name for own in OWN_LISTS.values() for name in own.values()} <= set(code_lists().names())


@pytest.mark.parametrize(
    ("kind", "body", "title"),
    [
        (Kind.ACTION, {"what": "Ask school"}, "An action: Ask school"),
        (Kind.ATTEMPT, {"at": "2026-11-25T10:00Z"}, "An offer of the interview of Wed 25 Nov 2026, 10:00"),
        (Kind.EPISODE, {"missing_since": ""}, "An episode"),
        (Kind.SETTING, {"name": "helplines"}, "The helplines"),
        (Kind.SETTING, {"name": "mapping of a council"}, "A setting of this service"),
        (Kind.MEMBER, {"name": "Jo Made-up"}, "A member of the team: Jo Made-up"),
    ],
)
def test_a_record_is_told_from_others_of_its_kind(kind: Kind, body: dict[str, str], title: str) -> None:
    assert RecordWords(code_lists()).title(kind, dict(body)) == title


def test_answers_and_settings_are_said_without_codes() -> None:
    said = RecordWords(code_lists()).said
    answer = {"key": "/data/people/person{1}/what_happened", "value": "It rained.", "state": "answered"}
    assert said(Kind.INTERVIEW, "answers", dict(answer)) == "It rained."
    assert said(Kind.INTERVIEW, "answers", {**answer, "state": "declined", "value": ""}) == "Declined to say"
    path = ("answers", answer["key"])
    assert RecordWords(code_lists()).label(Kind.INTERVIEW, path) == "Answer: what happened"
    assert said(Kind.SETTING, "value", "[{}]") == "The whole of it, as it was saved then"
    assert said(Kind.ACTION, "status", {"status": "done", "outcome": "Asked", "ended": "2026-11-25"}) == (
        "Done\nWhat came of it: Asked\nEnded: Wed 25 Nov 2026"
    )
