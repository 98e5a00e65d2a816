"""Programs for tests that need a process of their own: each drives the real windows over a real workspace."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
CANARIES = ("Zanzibarleaf47", "Žluťoučký-kůň-Ω", "quokka 0451 lantern")

LEAK = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from rhi_desktop.demo import driver as demo
from rhi_desktop.gui.casework.referral_view import ReferralView
from rhi_desktop.gui.worklist.view import WorklistView
from rhi_desktop.questions.definition import QuestionType
words = " ".join(sys.argv[3:])
demo.JOTTINGS = ((words, 2), (words, 3))
class Leaky(demo.Driver):
    def _look_around(self):
        hands = self._hands
        hands.settle()
        hands.find(WorklistView).referral_requested.emit()
        hands.settle()
        form = hands.find(ReferralView)
        form._new.setChecked(True)
        for field in form.findChildren(QPlainTextEdit):
            field.setPlainText(words)
        for field in form.findChildren(QLineEdit):
            if not field.placeholderText().startswith(("Day", "Time", "Ten digits", "As the times")):
                field.setText(words)
        form._child.born.setText("4/3/2012")
        form.save()
        hands.settle()
        found = hands.ask(lambda: hands.desk.worklists.children(sys.argv[3]))
        assert len(found) == 1, len(found)
        hands.find(WorklistView).child_chosen.emit(found[0].child)
        hands.settle()
    def _answer(self, view, step):
        if "set" in step:
            node = view.answering.session.node(step["set"])
            if node.definition.type is QuestionType.TEXT and node.definition.bind.constraint is None:
                step = {**step, "value": words}
        super()._answer(view, step)
driver = Leaky(Path(sys.argv[1]), Path(sys.argv[2]))
driver._hands.picture = lambda name: None
driver.run()
print("done", flush=True)
"""

TYPE = """
import sys
from pathlib import Path
from rhi_desktop.demo.hands import Hands
from rhi_desktop.gui.interview.view import InterviewView
from rhi_desktop.gui.worklist.view import WorklistView
from rhi_desktop.services.ports import WorklistFilter
PAGE = "/data/reasons/why/why_words"
hands = Hands(Path(sys.argv[1]), Path(sys.argv[2]))
hands.picture = lambda name: None
hands.unlock()
hands.settle()
work = hands.find(WorklistView)
row = hands.ask(lambda: hands.desk.worklists.page(WorklistFilter(), offset=0, limit=1))[0].row
work.interview_requested.emit(row.referral)
hands.settle()
view = hands.find(InterviewView)
view.go_to_question(PAGE)
"""

KILLED = (
    TYPE
    + """
for number in range(1, 1000):
    view.answering.answer(PAGE, f"word {number}")
    hands.settle()
    print(number, flush=True)
"""
)

TALKING = (
    TYPE
    + """
from PySide6.QtTest import QTest
view.converse()
hands.settle()
line = view.frame.conversation.frame.line
QTest.keyClicks(line, sys.argv[3])
interview = view.answering.writing.draft.interview
while not hands.ask(lambda: hands.desk.interviewing.resume(interview)).jottings:
    hands.settle()
print("kept", flush=True)
sys.stdin.readline()
"""
)

LOCKED = (
    TYPE
    + """
from rhi_desktop.gui.lock import relaunch
view.answering.answer(PAGE, sys.argv[3])
hands.settle()
print("typed", flush=True)
sys.stdin.readline()
relaunch([sys.executable, "-c", "import sys; print('again', flush=True); sys.stdin.readline()"])
"""
)


def environment(home: Path) -> dict[str, str]:
    """Return what a process sees that has a home and a temporary folder of its own."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "LD_LIBRARY_PATH"}}
    places = {"HOME": str(home), "TMPDIR": str(home / "tmp"), "XDG_RUNTIME_DIR": str(home / "run")}
    for name in ("tmp", "run"):
        (home / name).mkdir(mode=0o700, parents=True, exist_ok=True)
    return {**kept, **places, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}


def start(program: str, *arguments: str, home: Path) -> "subprocess.Popen[str]":
    """Start a program whose lines are read and written by the test."""
    command = [sys.executable, "-c", program, *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=environment(home), stdin=pipe, stdout=pipe, text=True)
