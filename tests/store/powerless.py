"""A model of the power going away: what a store's files may hold when writes that were not synced are lost.

A writer runs under `strace`. Of its writes those that an fsync followed are on the disk; of the others any may
be missing, in any order, and one may be torn at a sector (research of 22 November 2026, section 4).
"""

import random
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rhi_desktop.domain.answers import Delta
from rhi_desktop.store import team_tables
from rhi_desktop.store.engine import make_store, open_engine
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import NOON, Clock, a_change, a_child, a_draft, a_referral, answered

DEK = b"\x5a" * 32
ROOT = Path(__file__).parents[2]
SECTOR = 512
WORDS = "words " * 150
_TRACED = "pwrite64,write,fsync,fdatasync,ftruncate"
_CALL = re.compile(
    r'^(\w+)\((\d+)<([^>]*)>(?:, (?:"((?:\\x[0-9a-f]{2})*)"|(\d+)))?(?:, (\d+))?(?:, (\d+))?\)\s+= (-?\d+)'
)
_WRITER = (
    "from tests.store.powerless import write_answers; import sys; write_answers(sys.argv[1], sys.argv[2], sys.argv[3])"
)


@dataclass(frozen=True, slots=True)
class Op:
    """One call on one file: `write`, `cut` (to `at`), `sync`; or `said` (the answer `at` was reported saved)."""

    kind: str
    file: str
    at: int = 0
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Trace:
    """The files before the writer started, and what it did to them."""

    before: dict[str, bytes]
    ops: tuple[Op, ...]


def write_answers(path: str, interview: str, count: str) -> None:
    """Save so many answers, each under its own key, and report each; checkpoints come often, the end suddenly."""
    engine = open_engine(Path(path), DEK)
    store = SqlStore.open(engine, Clock())
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_autocheckpoint=40")
    for number in range(1, int(count) + 1):
        store.save(interview, Delta((answered(f"/data/q{number}", f"{number} {WORDS}{number}"),), ()), NOON)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


def traced(folder: Path, answers: int) -> Trace:
    """Run the writer under strace and return what it did."""
    store_file, log = folder / "store.db", folder / "trace"
    make_store(store_file, DEK)
    engine = open_engine(store_file, DEK)
    with engine.begin() as connection:
        team_tables.team.metadata.create_all(connection)
    store = SqlStore.found(engine, "Sam Invented", Clock())
    child = a_change(a_child())
    referral = a_change(a_referral(child.record))
    store.commit([child, referral])
    draft = a_draft(referral.record, child.record)
    store.begin(draft, [])
    store.close()
    before = {"store.db": store_file.read_bytes()}
    tracer = ["strace", "-y", "-xx", "-s", "100000", "-e", f"trace={_TRACED}", "-o", str(log)]
    writer = [sys.executable, "-c", _WRITER, str(store_file), draft.interview, str(answers)]
    subprocess.run([*tracer, *writer], cwd=ROOT, check=True, stdout=subprocess.DEVNULL, timeout=200)
    return Trace(before, tuple(_ops(log)))


def _ops(log: Path) -> Iterator[Op]:
    with log.open(encoding="ascii") as lines:
        for line in lines:
            call = _CALL.match(line)
            if call is None or int(call[8]) < 0:
                continue
            name, file, data = call[1], Path(_plain(call[3])).name, _bytes(call[4])
            if call[2] == "1" and name == "write":
                yield Op("said", "", int(data))
            elif file in {"store.db", "store.db-wal"}:
                yield _op(name, file, data, call)


def _op(name: str, file: str, data: bytes, call: re.Match[str]) -> Op:
    if name == "pwrite64":
        return Op("write", file, int(call[7]), data)
    if name == "ftruncate":
        return Op("cut", file, int(call[5]))
    assert name in {"fsync", "fdatasync"}, f"the model does not know {name} on {file}"
    return Op("sync", file)


def _bytes(text: str | None) -> bytes:
    return bytes.fromhex((text or "").replace("\\x", ""))


def _plain(path: str) -> str:
    return _bytes(path).decode() if path.startswith("\\x") else path


@dataclass(slots=True)
class Disk:
    """What is surely on the disk, and what may be."""

    sure: dict[str, bytearray]
    loose: list[Op] = field(default_factory=list)
    said: int = 0

    def take(self, op: Op, *, syncs: bool = True) -> None:
        """Do what the next call did."""
        if op.kind == "said":
            self.said = op.at
        elif op.kind != "sync":
            self.loose.append(op)
        elif syncs:
            for loose in self.loose:
                if loose.file == op.file:
                    _apply(self.sure, loose)
            self.loose = [loose for loose in self.loose if loose.file != op.file]

    def after_the_cut(self, chance: random.Random) -> dict[str, bytearray]:
        """Return files as they may be found: loose writes all kept, all lost, or some of them, one torn."""
        files = {name: bytearray(content) for name, content in self.sure.items()}
        share = chance.choice((0.0, 0.5, 0.9, 1.0))
        kept = [op for op in self.loose if chance.random() < share]
        if kept and chance.random() < 0.5:
            place = chance.randrange(len(kept))
            torn = kept[place]
            sectors = chance.randrange(len(torn.data) // SECTOR + 1)
            kept[place] = Op(torn.kind, torn.file, torn.at, torn.data[: sectors * SECTOR])
        for op in kept:
            _apply(files, op)
        return files


def _apply(files: dict[str, bytearray], op: Op) -> None:
    content = files.setdefault(op.file, bytearray())
    if op.kind == "cut":
        del content[op.at :]
        return
    content.extend(b"\0" * (op.at + len(op.data) - len(content)))
    content[op.at : op.at + len(op.data)] = op.data


def states(trace: Trace, count: int, chance: random.Random, *, syncs: bool = True) -> Iterator[Disk]:
    """Yield the disk at moments drawn over the whole trace, `count` in all; without `syncs` fsync does nothing."""
    moments = sorted(chance.choices(range(1, len(trace.ops) + 1), k=count))
    disk, done = Disk({name: bytearray(content) for name, content in trace.before.items()}), 0
    for moment in moments:
        for op in trace.ops[done:moment]:
            disk.take(op, syncs=syncs)
        done = moment
        yield disk
