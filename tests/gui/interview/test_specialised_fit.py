"""The specialised pages fit a laptop, also at double size and with large text."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rhi_desktop.gui.interview.people.heard_of import HeardOf
from rhi_desktop.gui.interview.timeline.panel import TimeLine
from rhi_desktop.gui.theme import Themes
from tests.gui.executors import ManualJobs
from tests.gui.interview.test_people import PERSON, Recognised
from tests.gui.interview.test_people import answer as answer_person
from tests.gui.interview.test_timeline import PLACE
from tests.gui.pictures import DOUBLED, LAPTOP
from tests.gui.walkers import cut_off, unnamed

LONG = "A very long name of a place or of a person that somebody has told in a great many words"
Fill = Callable[[Recognised], None]


def places(bench: Recognised) -> None:
    for number, hour in enumerate((1, 1, 2, 9, 15), 1):
        bench.view.add_card()
        for name, value in (("name", LONG), ("from", hour), ("to", hour + 5)):
            moment = f"2026-11-24T{value:02}:00:00.000+00:00" if isinstance(value, int) else value
            bench.answer(f"{PLACE}[{number}]/place_{name}", moment)
    assert bench.view.frame.page.findChildren(TimeLine)


def people(bench: Recognised) -> None:
    bench.answer(f"{PERSON}[1]/person_contact", LONG)
    answer_person(bench, f"{PERSON}[1]/person_name", "Dazza")
    assert [note for note in bench.view.frame.page.findChildren(HeardOf) if note.isVisible()]


def scales(bench: Recognised) -> None:
    bench.answer("/data/signs/now/mood", "10")


def indicators(bench: Recognised) -> None:
    bench.view.go_next()
    bench.answer("/data/signs/harm/moved", "suspected")


PAGES: dict[str, tuple[str, Fill]] = {
    "places": ("/data/whereabouts", places),
    "people": ("/data/associates", people),
    "scales": ("/data/signs", scales),
    "indicators": ("/data/signs", indicators),
}


@pytest.fixture(params=PAGES)
def bench(request: pytest.FixtureRequest, qtbot: QtBot, jobs: ManualJobs, tmp_path: Path) -> Iterator[Recognised]:
    section, fill = PAGES[request.param]
    bench = Recognised(qtbot, jobs, tmp_path)
    bench.view.go_to_section(section)
    bench.settle()
    fill(bench)
    bench.settle()
    yield bench
    bench.settle()
    bench.held.store.close()


def fit(bench: Recognised, size: QSize) -> None:
    bench.view.resize(size)
    for _ in range(3):
        bench.settle()
    assert bench.view.size() == size


@pytest.mark.parametrize("size", [LAPTOP, DOUBLED], ids=["laptop", "doubled"])
def test_nothing_is_cut_off_and_everything_has_a_name(bench: Recognised, size: QSize) -> None:
    fit(bench, size)
    assert (cut_off(bench.view), unnamed(bench.view)) == ([], [])


def test_nothing_is_cut_off_with_large_text(bench: Recognised, themes: Themes, dressed: QApplication) -> None:
    themes.apply(dressed, "light", 200)
    try:
        fit(bench, LAPTOP)
        assert cut_off(bench.view) == []
    finally:
        themes.apply(dressed, "light")
