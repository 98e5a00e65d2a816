"""The cost of an exchange with nothing new, and how it grows. `python -m tests.bench.idle`.

Once with the hub's log, all of it for the team and all of it held by the coordinator's laptop that asks; once with what
a coordinator's and a worker's laptop have sent and received. A real `rhi-hub serve` on PostgreSQL, encrypted stores.
"""

import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, select, text, update

from rhi_desktop.hub import tables
from rhi_desktop.hub.engine import open_database, writing
from rhi_desktop.hub.tree import Frontier, Tree
from rhi_desktop.store import team_tables
from tests.bench.hub import prepared, served
from tests.bench.team import Line, coordinator_and_worker
from tests.hub.postgres import running_postgres
from tests.syncing.laptops import Laptop

LOGS = (1_000, 10_000, 100_000, 1_000_000)
KEPT = (1_000, 10_000, 100_000)
"""How many envelopes a laptop has sent, and how many it has received."""
AGAIN = 41
"""How often an exchange with nothing new is timed."""
FLAT = 1.5
"""By how much the most may cost more than the least."""
_ENVELOPES = """
INSERT INTO envelope (organisation, position, id, device, quarantined, day, size, content)
SELECT 1, n, sha256(n::text::bytea), 'another device', false, '2026-11-25', 1, 'x'
FROM generate_series(CAST(:first AS bigint), CAST(:last AS bigint)) n
"""
_DELIVERIES = """
INSERT INTO delivery (organisation, reader, position)
SELECT 1, 'team', n FROM generate_series(CAST(:first AS bigint), CAST(:last AS bigint)) n
"""
_POSTED = """
WITH RECURSIVE series(n) AS (SELECT :first UNION ALL SELECT n + 1 FROM series WHERE n < :last)
INSERT INTO posted SELECT n, lower(hex(randomblob(32))), 'received', '2026-11-25', x'' FROM series
"""
_ARRIVED = """
WITH RECURSIVE series(n) AS (SELECT :first UNION ALL SELECT n + 1 FROM series WHERE n < :last)
INSERT INTO arrived
SELECT lower(hex(randomblob(32))), 'another device', n, n, 'applied', '2026-11-25', x'' FROM series
"""


@dataclass(frozen=True)
class Cost:
    """What one exchange with nothing new costs, at the median: seconds in all, and of them waiting for the hub."""

    seconds: float
    hub: float
    requests: float
    bytes: float

    def __str__(self) -> str:
        """The figures in a line."""
        return (
            f"{self.seconds * 1000:.1f} ms, {self.hub * 1000:.1f} of it for the hub; "
            f"requests {self.requests:g}, bytes {self.bytes:.0f}"
        )


def main() -> int:
    """Print each figure beside its target; return 1 where one does not hold."""
    with running_postgres() as cluster, tempfile.TemporaryDirectory() as folder:
        database = cluster.fresh(prepared)
        line = Line()
        with served(database) as hub:
            ann, kim = coordinator_and_worker(hub, Path(folder), line)
            engine = open_database(database)
            flat = _with_the_log(engine, ann, line)
            flat &= _with_the_laptop(engine, ann, line, "coordinator")
            flat &= _with_the_laptop(engine, kim, line, "worker")
            engine.dispose()
    return int(not flat)


def _with_the_log(engine: Engine, ann: Laptop, line: Line) -> bool:
    costs = []
    for length in LOGS:
        _lengthen(engine, ann, length)
        costs.append(_cost(ann, line))
        _say(f"nothing new, {length:>9,} envelopes in the log: {costs[-1]}")
    return _is_flat(costs)


def _with_the_laptop(engine: Engine, laptop: Laptop, line: Line, who: str) -> bool:
    costs = []
    for count in KEPT:
        _fill(engine, laptop, count)
        costs.append(_cost(laptop, line))
        _say(f"nothing new, a {who}'s laptop that has sent and received {count:>7,} each: {costs[-1]}")
    return _is_flat(costs)


def _cost(laptop: Laptop, line: Line) -> Cost:
    laptop.exchange()
    line.clear()
    times = []
    for _ in range(AGAIN):
        began = time.perf_counter()
        report = laptop.exchange()
        times.append(time.perf_counter() - began)
        assert report.sent + report.received + report.refused == 0
    hub = statistics.median(line.seconds) * len(line.seconds) / AGAIN
    return Cost(statistics.median(times), hub, len(line.seconds) / AGAIN, line.bytes / AGAIN)


def _is_flat(costs: list[Cost]) -> bool:
    growth = costs[-1].seconds / costs[0].seconds
    _say(f"most / least {growth:.2f} (target <= {FLAT:g}): {'met' if growth <= FLAT else 'MISSED'}")
    return growth <= FLAT


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _lengthen(engine: Engine, ann: Laptop, length: int) -> None:
    """Bring the log to a length with envelopes for the team, the tree to where it then stands, and Ann to its end."""
    envelope = tables.envelope.c
    with writing(engine) as connection:
        row = connection.execute(select(tables.organisation)).one()
        connection.execute(text(_ENVELOPES), {"first": row.size + 1, "last": length})
        connection.execute(text(_DELIVERIES), {"first": row.size + 1, "last": length})
        ids = connection.scalars(select(envelope.id).where(envelope.position > row.size).order_by(envelope.position))
        frontier = Frontier.of(row.size, bytes(row.frontier))
        for one in ids:
            frontier = frontier.grown(bytes(one))
        Tree(connection, row.number).keep_tiles(row.size, length)
        end = {"size": frontier.size, "frontier": frontier.to_bytes()}
        connection.execute(update(tables.organisation).values(end))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
    with ann.engine.begin() as connection:
        believed = {"cursor": frontier.size, "log_size": frontier.size, "log_root": frontier.root().hex()}
        connection.execute(update(team_tables.team).values(believed))


def _fill(engine: Engine, laptop: Laptop, count: int) -> None:
    """Bring what a laptop has sent and received to so many envelopes; the hub has what it sent."""
    posted = team_tables.posted.c
    with laptop.engine.begin() as connection:
        newest = select(posted.counter, posted.id).order_by(posted.counter.desc()).limit(1)
        first = connection.execute(newest).one().counter + 1
        for statement in (_POSTED, _ARRIVED):
            connection.execute(text(statement), {"first": first, "last": count})
        last = connection.execute(newest).one()
    device = tables.device.c
    with writing(engine) as connection:
        own = update(tables.device).where(device.id == laptop.store.team.own_keys().device)
        connection.execute(own.values(counter=last.counter, tip=last.id))


if __name__ == "__main__":
    sys.exit(main())
