"""A hub on loopback for practice, as whoever runs one starts it: a process of its own, on a database in a file."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from rhi_desktop.domain.errors import RhiError

HOST: Final = "127.0.0.1"
_PROGRAM: Final = Path(__file__).parents[2]
_PATIENCE: Final = 60
_CODE: Final = "Code to found"


class HubFailed(RhiError):
    """The hub did not start."""


class HubProcess:
    """The hub over a database in `folder`. `until` waits until something is so. Raises HubFailed."""

    def __init__(self, folder: Path, until: Callable[[Callable[[], bool]], None]) -> None:
        self._until = until
        self._log = folder / "hub.log"
        self._environment = _environment(folder / "hub.db")
        self._process: subprocess.Popen[bytes] | None = None
        self._port = 0

    @property
    def address(self) -> str:
        """Where it takes requests: the same after it was stopped and started again."""
        return f"http://{HOST}:{self._port}"

    def set_up(self) -> str:
        """Set up the database; return the code to found an organisation with."""
        done = subprocess.run(  # noqa: S603 -- our own command line
            self._command("init"), env=self._environment, capture_output=True, text=True, timeout=_PATIENCE, check=False
        )
        code = next((line for line in done.stdout.splitlines() if line.startswith(_CODE)), "").rpartition(" ")[2]
        if done.returncode or not code:
            raise HubFailed(_why(done.stderr))
        return code

    def start(self) -> None:
        """Take requests."""
        with self._log.open("wb") as log:
            command = self._command("serve", "--listen", f"{HOST}:{self._port}")
            self._process = subprocess.Popen(command, env=self._environment, stderr=log)  # noqa: S603 -- our own
        self._until(lambda: bool(self._serving()) or self._ended())
        if not self._serving():
            raise HubFailed(_why(self._log.read_text(encoding="utf-8")))
        self._port = int(self._serving()["port"])

    def stop(self) -> None:
        """Take no more requests."""
        process, self._process = self._process, None
        if process is not None:
            process.terminate()
            process.wait(_PATIENCE)

    def _command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "rhi_desktop.hub", *arguments]

    def _ended(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def _serving(self) -> Mapping[str, int]:
        """Return what the hub has written down of its place, nothing while it does not take requests."""
        lines = self._log.read_text(encoding="utf-8").splitlines(keepends=True)
        events = [json.loads(line) for line in lines if line.startswith("{") and line.endswith("\n")]
        return next((one for one in events if one["event"] == "serving"), {})


def _environment(database: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RHI_HUB_")}
    path = os.pathsep.join(filter(None, (str(_PROGRAM), kept.get("PYTHONPATH", ""))))
    return {**kept, "PYTHONPATH": path, "RHI_HUB_DATABASE": f"sqlite:///{database}"}


def _why(said: str) -> str:
    last = next((line for line in reversed(said.splitlines()) if line.strip()), "it said nothing")
    return f"The hub did not start: {last.strip()}"
