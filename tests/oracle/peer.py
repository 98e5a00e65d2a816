"""The peers in their Node process, spoken to in JSON lines (see driver.mjs)."""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NotRequired, Self, TypedDict, cast

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 25, 10, 30, tzinfo=UTC)  # the driver's clock stands still here


class Step(TypedDict):
    set: NotRequired[str]
    value: NotRequired[str]
    add: NotRequired[str]
    remove: NotRequired[str]
    seats: NotRequired[list[int]]  # fmt: skip


class Broken(TypedDict):
    """One violation."""

    path: str
    kind: str


class State(TypedDict):
    """Everything compared, at one moment: the RESULT of `questions try`."""

    values: dict[str, str]
    relevant: dict[str, bool]
    violations: list[Broken]
    instance: str


class Trace(TypedDict):
    """The steps done, with positions, and the states: one more than there are steps."""

    steps: list[Step]
    states: list[State]


class Evaluated(TypedDict):
    """What one expression came to."""

    value: NotRequired[str]
    error: NotRequired[str]


class PeerError(Exception):
    """The peer could not do what it was asked."""


def why_unavailable() -> str | None:
    """Install the locked packages where they are missing; return what stands in the way, if anything does."""
    if shutil.which("node") is None:
        return "Node is not installed, so the question engine is not compared with its peers"
    if (HERE / "node_modules").is_dir():
        return None
    npm = shutil.which("npm")
    if npm is None:
        return "npm is not installed, so the peers of the question engine cannot be installed"
    done = subprocess.run([npm, "ci", "--no-audit", "--no-fund"], cwd=HERE, capture_output=True, text=True, check=False)
    return None if done.returncode == 0 else f"npm ci failed in tests/oracle: {done.stderr.strip()[-400:]}"


class Peer:
    """The Node process."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            ["node", "driver.mjs"],
            cwd=HERE,
            env={**os.environ, "TZ": "UTC"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(timeout=20)
        self._process.stdout.close()

    def run(self, form: str, steps: Sequence[Step]) -> Trace:
        """Run @getodk/xforms-engine; steps that have `seats` get positions, and are left out where impossible."""
        return cast("Trace", self._ask({"op": "run", "form": form, "steps": list(steps)}))

    def evaluate(self, expressions: Sequence[str], document: str) -> list[Evaluated]:
        """Evaluate by openrosa-xpath-evaluator, the root element of the document being the context."""
        answer = self._ask({"op": "evaluate", "expressions": list(expressions), "document": document})
        return cast("dict[str, list[Evaluated]]", answer)["results"]

    def _ask(self, request: dict[str, object]) -> object:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise PeerError("the Node process ended")
        answer = json.loads(line)
        if "error" in answer:
            raise PeerError(answer["error"])
        return cast("object", answer)
