"""History in words."""

from dataclasses import fields, replace
from pathlib import Path

from rhi_desktop.bootstrap import code_lists
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.episode import CareStatus, Episode
from rhi_desktop.gui.casework.changes import Step, Telling
from rhi_desktop.services.field_words import LABELS, LISTS
from tests.builders import a_child, new_id
from tests.forked import Forked
from tests.gui.records import Office


def told(office: Office, record: str, child: Child | None = None) -> tuple[Step, ...]:
    history = office.casework.told(record)
    return Telling(history.names, code_lists(), child or a_child()).steps(history.revisions)


def test_each_step_says_who_set_or_changed_what_the_newest_on_top(office: Office) -> None:
    child = office.casework.register(a_child(alerts=("Do not telephone",), sex="F"))
    amended = replace(child.value, born="2012-03-05", interpreter=True, alerts=())
    office.casework.amend_child(child.id, child.head, amended)
    changed, first = told(office, child.id)
    assert first.heading == "First recorded Wed 25 Nov 2026, 12:00, by Sam Invented"
    assert first.lines == (
        "Full name: Robin Example",
        "Date of birth: Sun 4 Mar 2012",
        "Reference: RHI-0001",
        "Sex: Female",
        "Alerts: Do not telephone",
    )
    assert changed.heading == "Changed Wed 25 Nov 2026, 12:00, by Sam Invented"
    assert changed.lines == (
        "Date of birth: Mon 5 Mar 2012 (before: Sun 4 Mar 2012)",
        "Interpreter needed: yes (before: no)",
        "Alerts: not recorded (before: Do not telephone)",
    )


def test_a_moved_return_is_told_on_a_london_clock_and_care_by_its_words(office: Office) -> None:
    referral = office.refer(returned="2026-07-01T23:30Z").value
    (episode,) = office.casework.open_child(referral.child).episodes
    status = CareStatus(legal_status="C2", placement="H5")
    amended = replace(episode.value, returned="", kind="away", status=status)
    office.casework.amend_episode(episode.id, episode.head, amended)
    assert told(office, episode.id)[0].lines == (
        "What it was: Away without authorisation (before: Missing)",
        "Returned: not recorded (before: Thu 2 Jul 2026, 00:30)",
        "Legal status at the time: Full care order (before: not recorded)",
        "Placement at the time: Semi-independent living (before 2025-26) (before: not recorded)",
    )


def test_an_address_that_is_kept_back_is_not_told_by_the_history(office: Office) -> None:
    child = office.casework.register(a_child(address="1 Invented Street", alerts=("Do not disclose address",)))
    office.casework.amend_child(child.id, child.head, replace(child.value, address="2 Invented Street"))
    changed, first = told(office, child.id, child.value)
    assert "Address: not shown" in first.lines
    assert changed.lines == ("Address: changed, not shown",)
    assert told(office, child.id)[0].lines == ("Address: 2 Invented Street (before: 1 Invented Street)",)
    left = office.casework.add_episode(Episode(child=child.id, missing_from="1, Invented Street", found_at="Park"))
    lines = told(office, left.id, child.value)[0].lines
    assert "Missing from: not shown" in lines
    assert "Found where: Park" in lines


def test_a_revision_that_changes_nothing_says_so(office: Office) -> None:
    child = office.casework.register(a_child())
    office.casework.amend_child(child.id, child.head, child.value)
    assert told(office, child.id)[0].lines == ("Nothing was changed.",)


def test_what_two_people_changed_at_once_is_told_against_what_each_started_from(tmp_path: Path) -> None:
    forked = Forked(tmp_path)
    child, record = a_child(school="Moor"), new_id()
    forked.fork(record, child, {"school": "Hill", "sex": "F"}, {"school": "Vale"}, forked.meet("Jo Made-up"))
    asked = forked.conflicts.ask(record)
    forked.conflicts.settle(record, asked.head, {("school",): asked.fields[0].said[1].revision})
    history = forked.casework.told(record)
    settled, later, earlier, _ = Telling(history.names, code_lists(), child).steps(history.revisions)
    assert earlier.lines == ("Sex: Female (before: not recorded)", "School or college: Hill (before: Moor)")
    assert later.lines == ("School or college: Vale (before: Moor)",)
    assert settled.heading.startswith("Chosen between versions Wed 25 Nov 2026, 12:04, by Sam Invented")
    assert settled.lines == (
        "Sex: Female (before: Female / not recorded)",
        "School or college: Hill (before: Hill / Vale)",
    )
    forked.store.close()


def test_no_field_of_a_child_or_an_episode_is_missing_from_the_history() -> None:
    every = {field.name for shape in (Child, Episode) for field in fields(shape)} - {"child", "status"}
    every |= {f"status.{field.name}" for field in fields(CareStatus)}
    assert every == set(LABELS) - {"received", "source", "notes"}
    assert set(LISTS) <= set(LABELS)
    assert set(LISTS.values()) <= set(code_lists().names())
