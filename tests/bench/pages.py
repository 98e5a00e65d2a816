"""Turning pages of the shipped interview with a filled draft, in the real window. `python -m tests.bench.pages`.

From the key to the painted page, offscreen, over all pages twice: the first time nothing has been shown before. What
lies below the fold is made right after; “whole” counts that too. The ratio is to a bare page of Qt with as many
widgets of the same kinds as the whole page has, made, laid out and painted under the same style sheet.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from rhi_desktop.gui.interview.view import InterviewView
from rhi_desktop.gui.theme import Themes
from rhi_desktop.runtime.assets import find_assets
from tests.gui.executors import ManualJobs
from tests.gui.painted import Painted
from tests.gui.pictures import LAPTOP
from tests.scripted import scripted

LONGEST = 0.050
BUSY = 1.5
"""From this ratio of clock to processor on, other programs were running, and the clock measures them."""
SCRIPT = "interview-long"


class Turn(NamedTuple):
    """One turn to a page, in seconds: until it is painted, of the processor, until it is whole, of the bare page."""

    clock: float
    processor: float
    whole: float
    bare: float


def main() -> int:
    """Print each figure beside its limit; return 1 where one does not hold."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    assets = find_assets()
    themes = Themes(assets.ui, assets.resources)
    themes.load_fonts()
    themes.apply(application, "light")
    with tempfile.TemporaryDirectory() as folder:
        office = scripted(Path(folder))
        writing = office.write(SCRIPT)
        jobs = ManualJobs()
        view = InterviewView(office.interviewing, jobs)
        view.resize(LAPTOP)
        view.show()
        view.write(writing)
        _settle(jobs)
        first = view.frame.sections.item(0).data(Qt.ItemDataRole.UserRole)
        rounds = {}
        for name in ("first", "again"):
            view.go_to_section(first)
            _settle(jobs)
            rounds[name] = list(_through(view, jobs))
        office.store.close()
    return _print(rounds)


def _through(view: InterviewView, jobs: ManualJobs) -> Iterator[Turn]:
    """Yield what each next page takes."""
    painted = Painted(view.frame.page.viewport())
    while not view.frame.checking:
        painted.done = False
        began, worked = time.perf_counter(), time.process_time()
        view.go_next()
        while not painted.done and not view.frame.checking:
            QCoreApplication.sendPostedEvents()
        clock, processor = time.perf_counter() - began, time.process_time() - worked
        view.frame.page.complete()
        QApplication.processEvents()
        whole = time.perf_counter() - began
        _settle(jobs)
        if not view.frame.checking:
            yield Turn(clock, processor, whole, _bare(view))


def _timed(act: Callable[[], None]) -> float:
    began = time.perf_counter()
    act()
    QApplication.processEvents()
    return time.perf_counter() - began


def _bare(view: InterviewView) -> float:
    """Measure a page of as many widgets of the same kinds with nothing behind them."""
    kinds = [_plain(type(one)) for one in view.frame.page.findChildren(QWidget) if one.isVisible()]
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.resize(view.frame.page.size())
    area.show()
    QApplication.processEvents()

    def build() -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        for kind in kinds:
            column.addWidget(kind())
        area.setWidget(page)

    clock = _timed(build)
    area.close()
    area.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return clock


def _plain(kind: type[QWidget]) -> type[QWidget]:
    """Return the class of Qt that ours is derived from."""
    return next(one for one in kind.__mro__ if one.__module__.startswith("PySide6"))


def _settle(jobs: ManualJobs) -> None:
    jobs.drain()
    for _ in range(3):
        QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _print(rounds: Mapping[str, Sequence[Turn]]) -> int:
    heads = ("pages", "median", "p95", "p95 cpu", "p95 whole", "bare", "ratio")
    sys.stdout.write(f"Turning the pages of {SCRIPT}, ms\n{'':<8}{''.join(f'{head:>11}' for head in heads)}\n")
    worst = worked = 0.0
    for name, turns in rounds.items():
        clocks, processors, wholes, bares = zip(*turns, strict=True)
        p95, cpu, whole = (statistics.quantiles(times, n=20)[-1] for times in (clocks, processors, wholes))
        worst, worked = max(worst, p95), max(worked, cpu)
        figures = (statistics.median(clocks), p95, cpu, whole, statistics.median(bares))
        cells = "".join(f"{figure * 1000:>11.1f}" for figure in figures)
        ratio = statistics.median(turn.clock / turn.bare for turn in turns)
        sys.stdout.write(f"{name:<8}{len(turns):>11}{cells}{ratio:>11.2f}\n")
    busy = worst > BUSY * worked
    judged = "the processor (the machine was busy)" if busy else "the clock"
    holds = (worked if busy else worst) <= LONGEST
    sys.stdout.write(f"p95 at most {LONGEST * 1000:.0f} ms by {judged}: {'holds' if holds else 'TOO LONG'}\n")
    return int(not holds)


if __name__ == "__main__":
    sys.exit(main())
