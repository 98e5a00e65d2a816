"""Garbage goes on the thread of the windows, and on no other."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from rhi_desktop.gui.garbage import Garbage


class Ring:
    """Something that only the collector lets go of; it notes on which thread."""

    def __init__(self, gone: list[int]) -> None:
        self._itself = self
        self._gone = gone

    def __del__(self) -> None:
        """Note the thread."""
        self._gone.append(threading.get_ident())


@pytest.fixture
def collected(dressed: QApplication) -> Iterator[Garbage]:
    thresholds = gc.get_threshold()
    made = Garbage(dressed)
    yield made
    gc.set_threshold(*thresholds)
    delete(made)
    assert gc.isenabled()


def make_much(gone: list[int]) -> None:
    """Leave more behind than the collector would bear."""
    rings = [Ring(gone) for _ in range(3 * gc.get_threshold()[0])]
    del rings


def test_what_another_thread_leaves_behind_goes_on_this_one(collected: Garbage) -> None:
    gone: list[int] = []
    elsewhere = threading.Thread(target=make_much, args=(gone,))
    elsewhere.start()
    elsewhere.join()
    assert gone == [], "the collector ran on the other thread"
    collected.look()
    assert set(gone) == {threading.get_ident()}


def test_what_has_grown_old_goes_once_its_generation_is_due(collected: Garbage) -> None:
    gone: list[int] = []
    ring = Ring(gone)
    seen = weakref.ref(ring)
    gc.collect(1)
    gc.collect(1)
    del ring
    gc.set_threshold(1, 1, 0)
    for _ in range(3):
        gc.collect(1)
    collected.look()
    assert seen() is None


def test_nothing_is_done_while_nothing_is_due(collected: Garbage) -> None:
    gone: list[int] = []
    gc.collect()
    Ring(gone)
    collected.look()
    assert gone == []
