"""`rhi-hub serve` as a process of its own, on loopback."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Event, Thread
from typing import Any, Self

import httpx
import psutil

from tests.hub.devices import Device

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60


class Served:
    """A hub process; `url` is where it takes requests."""

    def __init__(self, database: str, *arguments: str, port: int = 0, **settings: str) -> None:
        named = {f"RHI_HUB_{name.upper()}": value for name, value in settings.items()}
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "RHI_HUB_DATABASE": database, **named}
        command = [sys.executable, "-m", "rhi_desktop.hub", "serve", "--listen", f"127.0.0.1:{port}", *arguments]
        self._process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, cwd=ROOT, text=True)
        self.lines: list[str] = []
        self._serving = Event()
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()
        assert self._serving.wait(PATIENCE)
        assert self.events("serving"), self.lines
        told = self.events("serving")[0]
        self.port = int(told["port"])
        self.url = f"{'https' if told['tls'] else 'http'}://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        """Serve."""
        return self

    def __exit__(self, *_: object) -> None:
        """Serve no more."""
        self.kill()

    def client(self, **more: Any) -> httpx.Client:
        """Return what reaches the hub."""
        return httpx.Client(base_url=self.url, timeout=PATIENCE, trust_env=False, **more)

    def events(self, event: str) -> list[dict[str, Any]]:
        """Return what the hub has written of one event so far."""
        found = [json.loads(line) for line in self.lines if line.startswith("{")]
        return [line for line in found if line["event"] == event]

    def kill_one_of_its_processes(self) -> None:
        """End one of the processes that answer, at once."""
        serving = [one for one in psutil.Process(self._process.pid).children() if "spawn_main" in str(one.cmdline())]
        serving[0].kill()

    def kill(self) -> None:
        """End it at once, as the power would."""
        if self._process.poll() is None:
            for one in psutil.Process(self._process.pid).children():
                one.kill()
            self._process.kill()
        self._gone()

    def stop(self) -> int:
        """Ask it to end, and return its exit status."""
        self._process.send_signal(signal.SIGTERM)
        return self._gone()

    def _gone(self) -> int:
        status = self._process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        if self._process.stderr:
            self._process.stderr.close()
        return status

    def _read(self) -> None:
        assert self._process.stderr
        for line in self._process.stderr:
            self.lines.append(line)
            if '"serving"' in line:
                self._serving.set()
        self._serving.set()


def device_now(client: httpx.Client, organisation: str, **more: Any) -> Device:
    """Return a device by the real clock."""
    return Device(client, organisation, time=int(time.time()), **more)
