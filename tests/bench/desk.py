"""The whole program with 10,000 referrals: unlock to worklist beyond the key derivation, and memory.

`python -m tests.bench.desk`. A fresh process opens the real windows offscreen, types the passphrase and waits for
the first rows on the screen. The key derivation is measured in the same process, after it.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from rhi_desktop.bootstrap import PRACTICE_PASSPHRASE, desk_of, vault_of
from rhi_desktop.services.ports import Founding
from rhi_desktop.store.sql_store import SqlStore
from tests.store.many import populate

REFERRALS = 10_000
ROOT = Path(__file__).parents[2]
LONGEST, MOST = 1.0, 200.0
OPENING = """
import json, sys, time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QLineEdit
from rhi_desktop.bootstrap import PRACTICE_PASSPHRASE, opening_of
from rhi_desktop.gui.access.unlock_view import UnlockView
from rhi_desktop.gui.application import Program
from rhi_desktop.gui.jobs import Jobs
from rhi_desktop.gui.session import Endings
folder = Path(sys.argv[1])
application = QApplication([])
lane, pool = ThreadPoolExecutor(1), ThreadPoolExecutor(2)
jobs = Jobs(lane, pool)
opening = opening_of(folder)._replace(settings_file=folder / "settings.toml")
program = Program(application, opening, jobs, Endings(lambda: None, lambda: None))
program.show()
def until(condition):
    while not condition():
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 10)
for _ in range(20):
    application.processEvents()
until(lambda: jobs.waiting == 0)
prompt = program.window.findChild(UnlockView)
prompt.findChild(QLineEdit).setText(PRACTICE_PASSPHRASE)
began = time.monotonic()
prompt.attempt()
from rhi_desktop.gui.worklist.view import WorklistView
def shown():
    view = program.window.findChild(WorklistView)
    return view is not None and view.rows > 0
until(shown)
application.processEvents()
opened = time.monotonic() - began
import psutil
memory = psutil.Process().memory_info().rss / 2**20
from rhi_desktop.store.folder import Folder
from rhi_desktop.store.keys import stretch
user = Folder(folder).read_header().user
began = time.monotonic()
stretch(PRACTICE_PASSPHRASE, user.salt, user.cost)
print(json.dumps([opened, time.monotonic() - began, memory]))
import os; sys.stdout.flush(); os._exit(0)
"""


def main() -> int:
    """Print each figure beside its limit; return 1 where one does not hold."""
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "workspace"
        store, _ = vault_of(folder).found(Founding(PRACTICE_PASSPHRASE, "Sam Invented", passphrase_only=True))
        desk_of(store)
        assert isinstance(store, SqlStore)
        populate(store, REFERRALS)
        store.close()
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, "-c", OPENING, str(folder)]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    opened, derived, memory = json.loads(done.stdout)
    rows = (
        ("unlock to worklist, s", opened, None),
        ("of it key derivation, s", derived, None),
        ("beyond the key derivation, s", opened - derived, LONGEST),
        ("memory of the whole program, MiB", memory, MOST),
    )
    for what, figure, limit in rows:
        held = "" if limit is None else f"{limit:g}: {'holds' if figure <= limit else 'TOO MUCH'}"
        sys.stdout.write(f"{what:<38}{figure:>10.2f}  {held}\n")
    return int(any(limit is not None and figure > limit for _, figure, limit in rows))


if __name__ == "__main__":
    sys.exit(main())
