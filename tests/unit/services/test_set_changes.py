"""Taking up changed questions over a real encrypted store."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rhi_desktop.bootstrap import code_lists
from rhi_desktop.domain.errors import QuestionSetError
from rhi_desktop.domain.interview import Override
from rhi_desktop.domain.jotting import Jotting
from rhi_desktop.questions.comparing import What
from rhi_desktop.services.composing import compose
from rhi_desktop.services.document import Line
from rhi_desktop.services.left_over import HEADING
from tests.changed_sets import TABLE, Changing, changing, states, version, without_why


@pytest.fixture
def change(tmp_path: Path) -> Iterator[Changing]:
    made = changing(tmp_path)
    yield made
    made.store.close()


def test_a_preview_says_all_of_it_and_changes_nothing(change: Changing) -> None:
    preview = change.changes.preview(without_why("1-a"))
    assert (preview.before, preview.chosen.version) == ("1", "1-a")
    assert {(found.what, found.label) for found in preview.differences} == {
        (What.ADDED, "What kept you?"),
        (What.CHANGED, "Where?"),
        (What.REMOVED, "Why?"),
    }
    assert [(loss.concept, loss.label) for loss in preview.losses] == [("reason.own_words", "Why?")]
    assert "own words" in preview.losses[0].feeds
    assert [(one.called, one.version) for one in preview.drafts] == [("Robin Example", "1")]
    assert len(change.changes.overview().versions) == 1
    assert change.sets.newest()[0].version == "1"


def test_once_confirmed_new_interviews_are_on_it_and_open_ones_stay(change: Changing) -> None:
    before = states(change)
    change.changes.adopt(without_why("1-a"))
    assert change.sets.newest()[0].version == "1-a"
    writing = change.interviewing.resume(change.interview)
    assert (writing.session.form.version, writing.newer) == ("1", "1-a")
    assert states(change) == before
    first, second = change.changes.overview().versions
    assert (first.version, first.in_use, first.local, first.by, first.drafts) == ("1-a", True, True, "Sam Invented", 0)
    assert (second.version, second.in_use, second.drafts) == ("1", False, 1)
    assert first.at > second.at


def test_a_draft_is_moved_with_everything_in_it_and_can_be_moved_back(change: Changing) -> None:
    before = states(change)
    change.changes.adopt(without_why("1-a"))
    waiting = change.changes.overview().drafts
    assert [(one.interview, one.version) for one in waiting] == [(change.interview, "1")]
    said = change.changes.preview_move(change.interview)
    move = change.changes.move(change.interview).move
    assert move == said.move
    assert move.kept == 1
    assert [point.label for point in move.hidden] == ["Why?"]
    assert {point.label for point in move.attention} == {"Where?", "What kept you?"}
    assert states(change).items() >= before.items()
    writing = change.interviewing.resume(change.interview)
    assert (writing.session.form.version, writing.newer) == ("1-a", "")
    assert [(one.label, one.words) for one in writing.left_over] == [("Why?", "It was loud.")]
    assert change.changes.overview().drafts == ()
    change.changes.adopt(change.changes.kept(change.changes.overview().versions[1].id))
    change.changes.move(change.interview)
    again = change.interviewing.resume(change.interview)
    assert again.session.node("/data/first/why").value == "It was loud."
    assert again.session.node("/data/first/where").value == "park"
    assert again.left_over == ()


def test_jottings_go_along_with_their_topic_and_come_back_to_the_heap_where_it_is_gone(change: Changing) -> None:
    jot = Jotting(id="1", text="It rained.", at="2026-11-25T12:00:00.000000Z")
    placed = replace(jot, id="2", topic="/data/first", placed="/data/first/why")
    kept = (placed, replace(jot, id="3", topic="/data/second"))
    for one in kept:
        change.store.jot(change.interview, one)
    rows = TABLE.replace("| first | First", "| opening | First").replace(
        "| end group | first |", "| end group | opening |"
    )
    second = rows[rows.index("| | begin group | second") : rows.index("| choices |")]
    change.changes.adopt(version("1-b", rows.replace(second, "")))
    change.changes.move(change.interview)
    goes_on = (replace(placed, topic="/data/opening", placed="/data/opening/why"), replace(kept[1], topic=""))
    assert change.store.jottings(change.interview) == goes_on


def test_what_has_no_place_goes_on_record_and_into_print_with_the_interview(change: Changing) -> None:
    change.changes.adopt(without_why("1-a"))
    change.changes.move(change.interview)
    writing = change.interviewing.resume(change.interview)
    for path, value in {"/data/first/kept_from": "The rain", "/data/first/where": "inn"}.items():
        change.interviewing.save(change.interview, writing.session.set(path, value).delta)
    found = change.interviewing.findings(writing)
    reasons = tuple(Override(f.path, f.kind, "It is right so.") for f in found if f.overridable)
    submitted = change.interviewing.submit(writing, reasons)
    reading = change.interviewing.read(submitted.id)
    assert [(one.label, one.words) for one in reading.left_over] == [("Why?", "It was loud.")]
    last = compose(reading, code_lists(), author="Sam Invented").sections[-1]
    assert (last.title, last.parts) == (HEADING, (Line("Why?", "It was loud."),))
    assert change.store.verify() == ()


def test_an_earlier_version_is_taken_up_again_as_a_revision_of_its_own_record(change: Changing) -> None:
    first = change.changes.overview().versions[0].id
    change.changes.adopt(without_why("1-a"))
    assert change.changes.adopt(change.changes.kept(first)) == first
    versions = change.changes.overview().versions
    assert [(one.version, one.in_use) for one in versions] == [("1", True), ("1-a", False)]
    assert len(change.store.history(first)) == 2


def test_other_content_under_a_known_version_is_refused(change: Changing) -> None:
    with pytest.raises(QuestionSetError, match="Version 1 of these questions is known here with other content"):
        change.changes.preview(without_why("1"))
    with pytest.raises(QuestionSetError, match="known here with other content"):
        change.changes.adopt(without_why("1"))


def test_the_programs_own_set_and_one_that_was_in_use_are_taken_up_whatever_they_are_called(change: Changing) -> None:
    first = change.changes.overview().versions[0].id
    other = version("1", TABLE.replace("Anything else?", "What else?"), local=False, source="shipped-3")
    change.changes.adopt(other)
    assert change.changes.preview(change.changes.kept(first)).before == "1"
    change.changes.adopt(change.changes.kept(first))
    assert change.sets.newest()[1] == first


def test_what_is_in_use_already_is_said_to_be(change: Changing) -> None:
    with pytest.raises(QuestionSetError, match="in use already"):
        change.changes.preview(version("1", local=False))


def test_another_form_and_other_languages_are_noted(change: Changing) -> None:
    other = TABLE.replace("| small |", "| other |").replace("Polish (pl)", "Arabic (ar)")
    notes = " ".join(change.changes.preview(version("9", other)).notes)
    assert "their id is “other”, not “small”" in notes
    assert "No longer in these languages: Polish (pl)." in notes
    assert "New languages: Arabic (ar). Somebody has to check" in notes


def test_a_set_of_the_organisations_own_is_not_replaced_by_the_programs_but_offered(change: Changing) -> None:
    assert not change.changes.overview().shipped_waits
    change.changes.adopt(without_why("1-a"))
    assert change.changes.overview().shipped_waits
    shipped = change.changes.read_shipped()
    assert change.changes.preview(shipped).chosen.version == "2"
    change.changes.adopt(shipped)
    assert not change.changes.overview().shipped_waits
    assert change.sets.newest()[0].version == "2"


def test_a_translation_is_checked_by_name_and_that_is_taken_back(change: Changing) -> None:
    translation = change.changes.overview().translations[0]
    assert (translation.language, translation.said, translation.of) == ("Polish (pl)", 1, 5)
    assert translation.status == "Translation not checked by anybody."
    change.changes.check_translation("Polish (pl)", found_good=True)
    checked = change.changes.overview().translations[0]
    assert checked.status == "Translation checked by Sam Invented on Wednesday 25 November 2026."
    change.changes.check_translation("Polish (pl)", found_good=False)
    assert change.changes.overview().translations[0].checked is None


def test_what_only_the_worker_reads_needs_no_translation(change: Changing) -> None:
    rows = TABLE.replace("| bind::rhi:concept |", "| bind::rhi:concept | appearance |")
    lines = rows.splitlines()
    split = lines.index("| choices |")
    body = [_with_appearance(row) for row in lines[2:split]]
    change.changes.adopt(version("1-w", "\n".join([*lines[:2], *body, *lines[split:]]) + "\n"))
    translation = change.changes.overview().translations[0]
    assert (translation.said, translation.of) == (1, 4)


def test_a_changed_set_has_to_be_checked_anew(change: Changing) -> None:
    change.changes.check_translation("Polish (pl)", found_good=True)
    change.changes.adopt(without_why("1-a"))
    assert change.changes.overview().translations[0].checked is None


def test_a_workbook_of_a_version_without_its_table_says_so(change: Changing) -> None:
    bare = version("3").xform.encode("utf-8")
    record = change.sets.install(bare)
    with pytest.raises(QuestionSetError, match="Only the compiled form"):
        change.changes.workbook(record)


def _with_appearance(row: str) -> str:
    cells = row.split("|")
    cells.insert(8, " worker " if "second" in row and "begin" in row else " ")
    return "|".join(cells)
