"""Process start to first paint: a bare PySide6 window, and the unlock prompt. `python -m tests.bench.startup`.

Pairs are run in turn, so that whatever else the machine does falls on both; the ratio is the median of the pairs'.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.table import Row, show

BARE = """
import sys, time
from PySide6.QtWidgets import QApplication, QWidget
class Window(QWidget):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.monotonic(), flush=True)
        application.quit()
application = QApplication([])
window = Window()
window.resize(1180, 760)
window.show()
application.exec()
"""
PROMPT = """
import os, sys, time
import rhi_desktop.gui.main_window as shown
class Window(shown.MainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.monotonic(), flush=True)
        os._exit(0)
shown.MainWindow = Window
from rhi_desktop.__main__ import main
sys.argv = ["rhi-desktop", "--workspace", sys.argv[1]]
main()
"""
PAIRS = 15
LIMIT = 1.5


def main() -> int:
    """Print both medians in milliseconds and their ratio; return 1 where the prompt is slower than the limit."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder)
        (workspace / "header.json").write_text("{}", encoding="utf-8")
        for program in (BARE, PROMPT):
            seconds(program, workspace)
        pairs = [(seconds(BARE, workspace), seconds(PROMPT, workspace)) for _ in range(PAIRS)]
    bare, prompt = (statistics.median(times) * 1000 for times in zip(*pairs, strict=True))
    ratio = statistics.median(ours / theirs for theirs, ours in pairs)
    row = Row("process start to first paint", f"{prompt:.0f} ms", f"{bare:.0f} ms", round(ratio, 2), "<=", LIMIT)
    return 0 if show("Start-up, median of pairs run in turn", [row], other="bare PySide6 window") else 1


def seconds(program: str, workspace: Path) -> float:
    """Return the time from process start to the program's first paint."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path(__file__).parents[2])}
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", program, str(workspace)], env=environment, capture_output=True, text=True, check=True
    )
    return float(done.stdout.splitlines()[-1]) - began


if __name__ == "__main__":
    sys.exit(main())
