"""Our question engine against @getodk/xforms-engine on a form of 300 questions. `python -m tests.bench.engine`.

Both sides measure themselves in fresh processes, in turn, so that whatever else the machine does falls on both;
imports count on neither side. One answer is: set a value, read its violation, read the relevance of all nodes.
"""

import json
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from pyxform.xls2xform import convert

from rhi_desktop.questions.session import Session
from rhi_desktop.questions.xform import read_form
from tests.bench.large_form import GATE, large
from tests.bench.table import Row, show
from tests.oracle.peer import HERE, why_unavailable

ROUNDS = 5
TARGET = 10.0
ROOT = Path(__file__).parents[2]
FIGURES = {
    "load, fresh process": "cold",
    "load, again in the same process": "warm",
    "one answer": "answer",
    "a gate shows or hides half the sections": "flip",
}


def main() -> int:
    """Print the medians and their ratios; return 1 where one is below the target, 2 where the peer is missing."""
    reason = why_unavailable()
    if reason:
        sys.stderr.write(f"{reason}\n")
        return 2
    form = large()
    xform: str = convert(form.markdown, file_type=".md").xform
    request = json.dumps({"form": xform, "answers": form.answers, "gate": GATE})
    pairs = [(_ours(request), _peers(request)) for _ in range(ROUNDS)]
    rows = []
    for what, key in FIGURES.items():
        ours, peers = (statistics.median(side[key] for side in sides) for sides in zip(*pairs, strict=True))
        ratio = statistics.median(theirs[key] / mine[key] for mine, theirs in pairs)
        rows.append(Row(what, f"{ours:.3f} ms", f"{peers:.3f} ms", ratio, ">=", TARGET))
    title = "Question engine, 300 questions (medians; ratio: how many times faster than @getodk/xforms-engine 0.22.0)"
    return 0 if show(title, rows) else 1


def _ours(request: str) -> dict[str, float]:
    return _figures([sys.executable, "-m", "tests.bench.engine", "--measure"], ROOT, request)


def _peers(request: str) -> dict[str, float]:
    return _figures(["node", "bench.mjs"], HERE, request)


def _figures(command: list[str], folder: Path, request: str) -> dict[str, float]:
    done = subprocess.run(command, cwd=folder, input=request, capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def measure(request: str) -> dict[str, float]:
    """Measure our side in this process, in milliseconds."""
    asked = json.loads(request)
    xform = asked["form"].encode()
    session, cold = _opened(xform)
    warm = [_opened(xform)[1] for _ in range(7)]
    _answered(session, asked["gate"], "yes")
    answers = [_answered(session, path, value) for path, value in asked["answers"]]
    flips = [_answered(session, asked["gate"], "yes" if time % 2 else "no") for time in range(30)]
    return {"cold": cold, "warm": _median(warm), "answer": _median(answers), "flip": _median(flips)}


def _opened(xform: bytes) -> tuple[Session, float]:
    began = time.perf_counter()
    session = Session.start(read_form(xform), clock=lambda: datetime.now(UTC), zone=UTC)
    return session, (time.perf_counter() - began) * 1000


def _answered(session: Session, path: str, value: str) -> float:
    began = time.perf_counter()
    session.set(path, value)
    session.violations(path)
    sum(session.relevant().values())
    return (time.perf_counter() - began) * 1000


def _median(figures: list[float]) -> float:
    return statistics.median(figures)


if __name__ == "__main__":
    if "--measure" in sys.argv:
        sys.stdout.write(json.dumps(measure(sys.stdin.read())))
    else:
        sys.exit(main())
