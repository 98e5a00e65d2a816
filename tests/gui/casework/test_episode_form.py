"""An episode: its times first, what follows from them in words, and all that a record of it needs."""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from rhi_desktop.bootstrap import code_lists
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.episode import CareStatus, Episode
from rhi_desktop.gui.casework.episode_form import EpisodeForm
from rhi_desktop.gui.casework.sections import Fold
from rhi_desktop.gui.scrolled import Scrolled
from tests.builders import Clock, a_child, an_episode
from tests.gui import keyboard
from tests.gui.executors import ManualJobs
from tests.gui.pictures import LAPTOP
from tests.gui.records import BESIDE_RAIL
from tests.gui.walkers import cut_off, unnamed

STATUS = CareStatus(
    case_status="looked_after_other",
    legal_status="C2",
    placement="K2",
    protection_plan="no",
    responsible_authority="Exampleton",
    host_authority="Madeup",
    social_worker="Pat Invented",
)
EVERYTHING = Episode(
    child="c",
    kind="away",
    missing_since="2026-11-20T20:00Z",
    last_seen_by="A carer",
    reported_by="The home",
    missing_from="Invented House",
    missing_from_kind="childrens_home",
    missing_from_postcode="ZZ1 1ZZ",
    found="2026-11-22",
    found_at="Railway station",
    found_kind="station",
    found_postcode="ZZ9",
    returned="2026-11-22T18:00Z",
    returned_how="police",
    police_reference="P-1",
    police_category="Unauth absence (sic)",
    police_risk="medium",
    police_check="Seen and well",
    police_check_on="2026-11-23",
    circumstances="Went to see a friend.",
    overnight="no",
    overnight_reason="Slept at home",
    minutes=3005,
    minutes_reason="The carer kept a log",
    status=STATUS,
)


@pytest.fixture
def form(jobs: ManualJobs, qtbot: QtBot) -> Iterator[EpisodeForm]:
    made = EpisodeForm(Clock(), code_lists())
    shown = Scrolled(made)
    qtbot.addWidget(shown)
    shown.resize(LAPTOP)
    keyboard.show(shown)
    yield made
    shown.hide()


def said(form: QWidget, role: str) -> list[str]:
    shown = (one for one in form.findChildren(QLabel) if one.property("role") == role and one.isVisible())
    return [one.text() for one in shown if one.text()]


def test_every_field_is_shown_and_comes_back_as_it_was(form: EpisodeForm) -> None:
    for shape, value in ((Episode, EVERYTHING), (CareStatus, STATUS)):
        assert [one.name for one in fields(shape) if not getattr(value, one.name)] == []
    form.show_episode(EVERYTHING)
    assert form.episode() == EVERYTHING
    assert form.wrong() is None
    form.show_episode(Episode(child="c"))
    assert form.episode() == Episode(child="c")


@pytest.mark.parametrize(
    ("kept", "shown", "saved"),
    [
        ({"police_risk": "Medium"}, "Medium", "medium"),
        ({"returned_how": "Police"}, "The police", "police"),
        ({"returned_how": "Carer or parent"}, "Carer or parent", "Carer or parent"),
        ({"police_risk": "Standard (old)"}, "Standard (old)", "Standard (old)"),
        ({"kind": "absent from school"}, "absent from school", "absent from school"),
    ],
)
def test_what_earlier_versions_wrote_is_shown_and_kept(
    form: EpisodeForm, kept: dict[str, Any], shown: str, saved: str
) -> None:
    (name,) = kept
    form.show_episode(an_episode("c", **kept))
    assert getattr(form, name).currentText() == shown
    assert getattr(form.episode(), name) == saved


def test_duration_and_night_follow_from_the_times_as_they_are_left(form: EpisodeForm) -> None:
    form.show_episode(Episode(child="c"))
    for field, day, clock in ((form.missing_since, "23/11/26", "21:00"), (form.found, "24/11/26", "18:30")):
        field.day.setText(day)
        field.time.setText(clock)
        field.time.editingFinished.emit()
    assert form._due.text().splitlines()[1] == "Missing for 21 hours 30 minutes, until found; overnight."
    form.kind.choose("away")
    assert form._due.text().splitlines()[1].endswith("until found (no return recorded); overnight.")


def test_an_override_without_its_reason_is_refused_and_with_it_is_what_counts(form: EpisodeForm) -> None:
    form.show_episode(an_episode("c"))
    override = form._override
    override.span.setText("2 hrs")
    override.night.setCurrentText("Not overnight")
    assert form.wrong() is override.span_reason
    assert said(form, "error") == ["Please say why it differs from what the times say."] * 2
    override.span_reason.setText("The carer had them on the telephone")
    override.night_reason.setText("The carer had them on the telephone")
    assert form.wrong() is None
    episode = form.episode()
    assert (episode.minutes, episode.overnight) == (120, "no")
    override.span.setText("a while")
    assert form.wrong() is override.span
    assert said(form, "error")[0].startswith("Please give it like 26:30")


def test_a_new_episode_begins_with_how_the_child_was_cared_for_last(form: EpisodeForm) -> None:
    form.show_episode(Episode(child="c"))
    form.about(a_child(), [replace(EVERYTHING, missing_since="2026-10-01")])
    assert form.episode().status == STATUS
    assert form._care.case_status.isVisible()
    form.about(Child(name="Sasha Invented", social_worker="Sam"), [])
    assert form.episode().status == CareStatus(social_worker="Sam")


def test_what_was_written_of_the_care_then_is_not_written_over(form: EpisodeForm) -> None:
    form.show_episode(Episode(child="c"))
    form._care.placement.choose("K1")
    form.about(a_child(), [EVERYTHING])
    assert form.episode().status == CareStatus(placement="K1")
    form.show_episode(an_episode("c", status=CareStatus(legal_status="C1")))
    form.about(a_child(), [EVERYTHING])
    assert form.episode().status == CareStatus(legal_status="C1")


def test_an_overlap_is_pointed_out_and_not_refused(form: EpisodeForm) -> None:
    form.show_episode(an_episode("c"))
    form.about(a_child(), [an_episode("c", missing_since="2026-11-24T10:00Z", returned="2026-11-25T08:00Z")])
    assert said(form, "notice")[0].startswith("Another episode began Tue 24 Nov 2026, 10:00")
    assert form.wrong() is None
    form.about(a_child(), [])
    assert not any("Another episode" in words for words in said(form, "notice"))


def test_a_time_before_birth_is_refused_as_soon_as_the_child_is_known(form: EpisodeForm) -> None:
    form.show_episode(an_episode("c", missing_since="2012-03-03"))
    assert form.wrong() is None
    form.about(a_child(born="2012-03-04"))
    assert form.wrong() is form.missing_since
    assert said(form, "error") == ["This is before the child was born. Please check the year."]


@pytest.mark.parametrize("size", [LAPTOP, BESIDE_RAIL], ids=["laptop", "doubled"])
def test_the_form_fits_with_every_part_open_and_everything_in_it_has_a_name(form: EpisodeForm, size: QSize) -> None:
    window = form.window()
    window.resize(size)
    form.show_episode(replace(EVERYTHING, missing_from_postcode="by the park", overnight_reason=""))
    form.wrong()
    QApplication.processEvents()
    assert all(one.head.isChecked() for one in form.findChildren(Fold))
    assert cut_off(window) == []
    assert unnamed(window) == []
