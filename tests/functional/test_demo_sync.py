"""`rhi-desktop demo-sync`: three laptops and a hub, led through the real windows in processes of their own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.functional.drives import ROOT, environment

COMMAND = (sys.executable, "-m", "rhi_desktop", "demo-sync", "--headless", "--out")
PATIENCE = 240
LOCKED = """
import sys
from pathlib import Path
from PySide6.QtCore import QRect
from rhi_desktop.demo.laptop import Laptop
laptop = Laptop("Ann Invented", Path(sys.argv[1]))
laptop.place(QRect(40, 30, 900, 600))
laptop.open()
laptop.read("Nothing is waiting.")
first = laptop.window
title = first.windowTitle()
laptop.click("Lock")
laptop.until(lambda: laptop.window is not first)
laptop.read("Unlock your workspace")
print(laptop.window.windowTitle() == title, laptop.window.geometry() == QRect(40, 30, 900, 600))
laptop.open()
laptop.read("Nothing is waiting.")
laptop.close()
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home without settings."""
    made = tmp_path / "home"
    made.mkdir()
    return made


def led(out: Path, home: Path, **more: str) -> "subprocess.CompletedProcess[str]":
    """Run the demo."""
    seen = environment(home) | more
    command = [*COMMAND, str(out)]
    return subprocess.run(command, env=seen, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False)


def test_a_team_is_led_from_its_founding_to_an_interview_that_was_approved(tmp_path: Path, home: Path) -> None:
    done = led(tmp_path / "out", home)
    assert (done.returncode, done.stderr) == (0, "")
    said = done.stdout.splitlines()
    assert "Ben Example receives the referral. Cleo Sample does not." in said
    assert "Ann Invented receives the interview and reads it; Ben Example sees that it arrived." in said
    assert said[-2].endswith("Ben Example sees that the interview was approved.")
    pictures = sorted(file.stem for file in (tmp_path / "out").glob("*.png"))
    assert {name.rpartition(", ")[2] for name in pictures} == {"Ann Invented", "Ben Example", "Cleo Sample"}
    assert pictures[-1].endswith("the scorecard of the month, Cleo Sample")
    assert len(pictures) == 3 * int(said[-1].split()[0])
    assert list((home / "tmp").iterdir()) == []


def test_a_hub_that_cannot_be_started_is_said_in_a_line(tmp_path: Path, home: Path) -> None:
    broken = tmp_path / "broken" / "starlette"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text('raise ImportError("no such library")')
    done = led(tmp_path / "out", home, PYTHONPATH=f"{broken.parent}{os.pathsep}{ROOT}")
    assert done.returncode == 1
    assert [line for line in done.stderr.splitlines() if "The hub did not start" in line]
    assert list((tmp_path / "out").iterdir()) == []


def test_one_laptop_is_locked_and_opened_again_while_the_others_stay(tmp_path: Path, home: Path) -> None:
    command = [sys.executable, "-c", LOCKED, str(tmp_path / "laptop")]
    done = subprocess.run(command, env=environment(home), capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["True", "True"]
    assert "Traceback" not in done.stderr
