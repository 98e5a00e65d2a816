from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.gui.interview.fields.scale import HIGH, LEAST, NONE_YET, ScaleField, ends_of
from tests.gui.executors import ManualJobs
from tests.gui.interview.held import hold
from tests.gui.interview.test_interview_view import ALT, Bench
from tests.gui.pictures import DOUBLED

MOOD = "/data/signs/now/mood"
STARS = "/data/signs/now/stars"


@pytest.fixture
def bench(qtbot: QtBot, jobs: ManualJobs, tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(qtbot, jobs, hold(tmp_path, Path(__file__).with_name("away.md")))
    bench.view.go_to_section("/data/signs")
    bench.settle()
    yield bench
    bench.settle()
    bench.held.store.close()


def scale(bench: Bench, path: str = MOOD) -> ScaleField:
    field = bench.block(path).field
    assert isinstance(field, ScaleField)
    return field


def said(bench: Bench, path: str = MOOD) -> list[str]:
    return [label.text() for label in scale(bench, path).findChildren(QLabel) if label.text()]


def test_nothing_chosen_is_said_and_is_not_the_lowest_step(bench: Bench) -> None:
    assert NONE_YET in said(bench)
    scale(bench)._buttons[0].click()
    bench.settle()
    assert bench.kept(MOOD) == ("0", AnswerState.ANSWERED)
    assert NONE_YET not in said(bench)
    bench.block(MOOD).take_focus()
    bench.press(Qt.Key.Key_N, ALT)
    assert bench.kept(MOOD) == ("", AnswerState.NOT_ASKED)
    assert NONE_YET in said(bench)


def test_declining_takes_the_step_up_again(bench: Bench) -> None:
    scale(bench)._buttons[7].click()
    bench.block(MOOD).take_focus()
    bench.press(Qt.Key.Key_D, ALT)
    assert bench.kept(MOOD) == ("", AnswerState.DECLINED)
    assert not any(button.isChecked() for button in scale(bench)._buttons)


def test_the_ends_say_what_the_hint_says_and_the_hint_is_not_said_twice(bench: Bench) -> None:
    assert said(bench)[-2:] == ["as bad as it gets", "great"]
    assert not [label for label in bench.block(MOOD).findChildren(QLabel) if "10 is great" in label.text()]


def test_a_hint_that_names_no_ends_stays_a_hint(bench: Bench) -> None:
    assert "Think of the week." in [label.text() for label in bench.block(STARS).findChildren(QLabel)]
    assert [button.text() for button in scale(bench, STARS)._buttons] == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ((Qt.Key.Key_0,), "0"),
        ((Qt.Key.Key_7,), "7"),
        ((Qt.Key.Key_1, Qt.Key.Key_0), "10"),
        ((Qt.Key.Key_7, Qt.Key.Key_4), "4"),
        ((Qt.Key.Key_End,), "10"),
        ((Qt.Key.Key_End, Qt.Key.Key_Home), "0"),
        ((Qt.Key.Key_5, Qt.Key.Key_Right), "6"),
        ((Qt.Key.Key_5, Qt.Key.Key_Left), "4"),
    ],
)
def test_the_keyboard_alone_sets_it(bench: Bench, keys: tuple[Qt.Key, ...], value: str) -> None:
    bench.block(MOOD).take_focus()
    for key in keys:
        bench.press(key)
    assert bench.kept(MOOD)[0] == value


def test_the_steps_stay_large_on_a_small_screen(bench: Bench) -> None:
    bench.view.resize(DOUBLED)
    bench.settle()
    buttons = scale(bench)._buttons
    assert {button.height() for button in buttons} == {HIGH}
    assert min(button.width() for button in buttons) >= LEAST
    assert max(button.geometry().right() for button in buttons) < scale(bench).width()


@pytest.mark.parametrize(
    ("hint", "ends"),
    [
        ("0 is not safe at all. 10 is very safe.", ("not safe at all", "very safe")),
        ("0 = never. 10 = always", ("never", "always")),
        ("10 is great. 0 is bad.", ("bad", "great")),
        ("0 is bad.", None),
        ("0 is bad. 5 is middling. 10 is great.", None),
        ("How it felt. 0 is bad. 10 is great.", None),
        ("", None),
    ],
)
def test_only_a_hint_that_is_all_about_the_ends_is_read(hint: str, ends: tuple[str, str] | None) -> None:
    assert ends_of(hint, "0", "10") == ends
