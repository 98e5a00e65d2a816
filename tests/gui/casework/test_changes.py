"""History in words."""

from dataclasses import fields, replace

from rhi_desktop.domain.child import Child
from rhi_desktop.domain.episode import Episode
from rhi_desktop.gui.casework.changes import LABELS, steps
from tests.builders import a_child
from tests.gui.records import Office


def test_each_step_says_what_it_set_or_changed_the_newest_on_top(office: Office) -> None:
    child = office.casework.register(a_child(alerts=("Do not disclose address",)))
    amended = replace(child.value, born="2012-03-05", interpreter=True, alerts=())
    office.casework.amend_child(child.id, child.head, amended)
    changed, first = steps(office.casework.history(child.id))
    assert first.heading == "First recorded Wed 25 Nov 2026, 12:00"
    assert first.lines == (
        "Full name: Robin Example",
        "Date of birth: Sun 4 Mar 2012",
        "Reference: RHI-0001",
        "Interpreter needed: no",
        "Alerts: Do not disclose address",
    )
    assert changed.lines == (
        "Date of birth: Mon 5 Mar 2012 (before: Sun 4 Mar 2012)",
        "Interpreter needed: yes (before: no)",
        "Alerts: not recorded (before: Do not disclose address)",
    )


def test_a_moved_return_is_told_on_a_london_clock(office: Office) -> None:
    referral = office.refer(returned="2026-07-01T23:30Z").value
    (episode,) = office.casework.open_child(referral.child).episodes
    office.casework.amend_episode(episode.id, episode.head, replace(episode.value, returned="", kind="away"))
    assert steps(office.casework.history(episode.id))[0].lines == (
        "What it was: Away without authorisation (before: Missing)",
        "Returned: not recorded (before: Thu 2 Jul 2026, 00:30)",
    )


def test_a_revision_that_changes_nothing_says_so(office: Office) -> None:
    child = office.casework.register(a_child())
    office.casework.amend_child(child.id, child.head, child.value)
    assert steps(office.casework.history(child.id))[0].lines == ("Nothing was changed.",)


def test_no_field_of_a_child_or_an_episode_is_missing_from_the_history() -> None:
    every = {field.name for shape in (Child, Episode) for field in fields(shape)}
    assert every - {"child"} == set(LABELS)
