"""300 interviews from one laptop to another through a hub on loopback, and the cost of an exchange with nothing new.

`python -m tests.bench.sync`. Two laptops with encrypted stores, a real `rhi-hub serve` on PostgreSQL. SecureDrop's
client takes 57 s for 300 sources.
"""

import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
from sqlalchemy import Engine, select, text, update

from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.ids import new_record_id
from rhi_desktop.domain.people import QuestionSet
from rhi_desktop.domain.records import Change, Kind
from rhi_desktop.hub import tables
from rhi_desktop.hub.engine import open_database, writing
from rhi_desktop.hub.tree import Frontier, Tree
from rhi_desktop.sync.hub import Signer
from rhi_desktop.sync.hub_client import HttpHub
from tests.bench.hub import code_of, prepared, served
from tests.bench.interviews import some_interview
from tests.builders import Clock
from tests.hub.postgres import running_postgres
from tests.hub.served import Served
from tests.syncing.laptops import Laptop, let_in

INTERVIEWS = 300
LIMIT = 2.0
LENGTHS = (1_000, 10_000, 100_000, 1_000_000)
AGAIN = 41
"""How often an exchange with nothing new is timed."""
_ENVELOPE = tables.envelope.c
_ROWS = """
INSERT INTO envelope (organisation, position, id, device, quarantined, day, size, content)
SELECT 1, n, sha256(n::text::bytea), 'another device', false, '2026-11-25', 1, 'x'
FROM generate_series(CAST(:first AS bigint), CAST(:last AS bigint)) n
"""
_DELIVERIES = """
INSERT INTO delivery (organisation, reader, position)
SELECT 1, 'another reader', n FROM generate_series(CAST(:first AS bigint), CAST(:last AS bigint)) n
"""
FLAT = 1.5
"""By how much the longest log may cost more than the shortest."""


@dataclass
class Line(httpx.BaseTransport):
    """The line to the hub, with a count of requests and of the bytes of their bodies and answers."""

    requests: int = 0
    bytes: int = 0
    _wire: httpx.HTTPTransport = field(default_factory=httpx.HTTPTransport)

    def hub(self, url: str, signer: Signer) -> HttpHub:
        """Return the hub at the other end."""
        return HttpHub(url, signer, transport=self)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Pass a request on."""
        answer = self._wire.handle_request(request)
        self.requests += 1
        self.bytes += int(request.headers.get("content-length", 0)) + int(answer.headers.get("content-length", 0))
        return answer


def main() -> int:
    """Print each figure beside its target; return 1 where one does not hold."""
    with running_postgres() as cluster, tempfile.TemporaryDirectory() as folder:
        database = cluster.fresh(prepared)
        with served(database) as hub:
            line = Line()
            ann, kim = _team(hub, Path(folder), line)
            missed = _moved(ann, kim)
            missed |= _nothing_new(database, ann, line)
    return int(missed)


def _team(hub: Served, folder: Path, line: "Line") -> tuple[Laptop, Laptop]:
    clock = Clock(datetime.now(UTC), timedelta(milliseconds=1))
    ann = Laptop("Ann Invented", folder / "ann.db", line.hub, clock)
    ann.link.found(hub.url, code_of(0))
    ann.exchange()
    kim = Laptop("Kim Sample", folder / "kim.db", HttpHub, clock)
    let_in(ann, kim)
    return ann, kim


def _moved(ann: Laptop, kim: Laptop) -> bool:
    """Write interviews on one laptop, and time how they come to the other."""
    questions = QuestionSet(form_id="f", version="1", title="t", digest="d", xform="<question/>" * 10_000)
    asked = kim.commit(Kind.QUESTION_SET, to_body(questions)).id
    for number in range(INTERVIEWS):
        child = kim.child(f"Robin Example {number}")
        referral = kim.referral(child.id)
        kim.commit(Kind.REFERRAL, {**referral.body, "worker": kim.member}, referral)
        body = {**to_body(some_interview(referral.id, child.id, number)), "question_set": asked}
        kim.store.commit([Change(new_record_id(kim.clock()), Kind.INTERVIEW, body)])
    began = time.perf_counter()
    sent = kim.exchange()
    between = time.perf_counter()
    received = ann.exchange()
    ended = time.perf_counter()
    there = sum(1 for _ in _interviews(ann))
    missed = there != INTERVIEWS or ended - began > LIMIT
    sys.stdout.write(
        f"{there} interviews of 250 answers, with child and referral: pushed in {between - began:.2f} s "
        f"({sent.sent} envelopes), pulled in {ended - between:.2f} s ({received.received}); "
        f"together {ended - began:.2f} s (target {LIMIT:g}): {'MISSED' if missed else 'met'}\n"
    )
    return missed


def _interviews(laptop: Laptop) -> list[str]:
    with laptop.engine.connect() as connection:
        return list(connection.execute(text("SELECT id FROM record WHERE kind = 'interview'")).scalars())


def _nothing_new(database: str, ann: Laptop, line: "Line") -> bool:
    """Time an exchange with nothing new against logs of growing length."""
    engine = open_database(database)
    figures: list[float] = []
    for length in LENGTHS:
        _grow(engine, length)
        ann.exchange()
        line.requests = line.bytes = 0
        times = []
        for _ in range(AGAIN):
            began = time.perf_counter()
            ann.exchange()
            times.append(time.perf_counter() - began)
        figures.append(statistics.median(times))
        sys.stdout.write(
            f"an exchange with nothing new, {length:>9,} envelopes in the log: {figures[-1] * 1000:.1f} ms, "
            f"{line.requests // AGAIN} request, {line.bytes // AGAIN} bytes\n"
        )
    engine.dispose()
    growth = figures[-1] / figures[0]
    sys.stdout.write(f"longest / shortest {growth:.2f} (target <= {FLAT}): {'met' if growth <= FLAT else 'MISSED'}\n")
    return growth > FLAT


def _grow(engine: Engine, length: int) -> None:
    """Bring the log to a length with envelopes for somebody else, and the tree to where it then stands."""
    with writing(engine) as connection:
        row = connection.execute(select(tables.organisation)).one()
        connection.execute(text(_ROWS), {"first": row.size + 1, "last": length})
        connection.execute(text(_DELIVERIES), {"first": row.size + 1, "last": length})
        ids = connection.scalars(select(_ENVELOPE.id).where(_ENVELOPE.position > row.size).order_by(_ENVELOPE.position))
        frontier = Frontier.of(row.size, bytes(row.frontier))
        for one in ids:
            frontier = frontier.grown(bytes(one))
        Tree(connection, row.number).keep_tiles(row.size, length)
        end = {"size": frontier.size, "frontier": frontier.to_bytes()}
        connection.execute(update(tables.organisation).values(end))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


if __name__ == "__main__":
    sys.exit(main())
