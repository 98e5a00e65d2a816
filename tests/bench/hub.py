"""The hub on PostgreSQL under load: interviews of 250 answers at 500 a second. `python -m tests.bench.hub`.

A real `rhi-hub serve` on loopback takes what ten devices of five organisations send, as large as a sealed interview is,
as many to a request as a laptop sends at once. ODK Central's own soak test asks 50 submissions a second. The rate that
it can reach is held against bare INSERTs of rows like them, in transactions of the same size, with the same durability,
from as many connections, in turn in the same run; the hub checks a signature on each envelope besides.
"""

import http.client
import math
import secrets
import statistics
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit

import msgspec
import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rhi_desktop.domain.ids import new_record_id
from rhi_desktop.hub.admitting import new_code
from rhi_desktop.hub.engine import open_database, writing
from rhi_desktop.hub.hub import make_key
from rhi_desktop.hub.migrate import Schema
from rhi_desktop.runtime.assets import find_assets
from rhi_desktop.wire import api, limits, requests
from rhi_desktop.wire.envelope import GENESIS, TEAM
from rhi_desktop.wire.frames import framed
from tests.bench.interviews import ANSWERS, sealed_size
from tests.hub.devices import Device, let_in
from tests.hub.postgres import Postgres, running_postgres
from tests.hub.served import Served

RATE = 500
SECONDS = 30
ORGANISATIONS = 5
DEVICES = 10
BATCH = limits.PUSHED
FLAT_OUT = 4
ROUNDS = 3
PROCESSES = "2"
FAST: dict[str, str] = dict.fromkeys(("device_rate", "device_burst", "stranger_rate", "stranger_burst"), "1000")


@dataclass
class Sender:
    """One device with its own connection, and requests that are ready; `known` is its last envelope at the hub."""

    device: Device
    ready: list[tuple[bytes, str]] = field(default_factory=list)
    known: tuple[int, str] = (0, GENESIS)
    accepted: int = 0
    refused: int = 0
    latencies: list[float] = field(default_factory=list)

    def prepare(self, count: int, size: int) -> None:
        """Make and sign requests ahead of the clock."""
        for _ in range(count):
            body = framed([self.device.envelope([TEAM], size) for _ in range(BATCH)])
            claim = requests.Claim(self.device.organisation, self.device.id, int(time.time()), b"")
            message = requests.message("POST", "/v1/push", claim, body)
            signed = requests.Claim(claim.organisation, claim.device, claim.time, self.device.key.sign(message))
            self.ready.append((body, signed.header()))

    def send(self, line: http.client.HTTPConnection) -> None:
        """Send the next request and count what became of it."""
        body, authorization = self.ready.pop(0)
        began = time.perf_counter()
        line.request("POST", "/v1/push", body, {"Authorization": authorization, "Content-Type": api.FRAMES_TYPE})
        answer = line.getresponse()
        content = answer.read()
        self.latencies.append(time.perf_counter() - began)
        if answer.status != 200:
            self.refused += BATCH
            return
        pushed = msgspec.json.decode(content, type=api.Pushed)
        self.known = (pushed.counter, pushed.tip)
        taken = sum(one.outcome is api.Outcome.ACCEPTED for one in pushed.answers)
        self.accepted += taken
        self.refused += BATCH - taken


def main() -> int:
    """Print each figure beside its target; return 1 where one does not hold."""
    size = sealed_size()
    with running_postgres() as cluster, served(cluster.fresh(prepared)) as hub:
        senders = _teams(hub, ORGANISATIONS)
        steady = _steady(hub, senders, size)
        rounds = [(_flat_out(hub, senders, size), _bare(cluster, size)) for _ in range(ROUNDS)]
    accepted, refused = sum(one.accepted for one in senders), sum(one.refused for one in senders)
    reached, bare = (statistics.median(rates) for rates in zip(*rounds, strict=True))
    ratio = statistics.median(ours / theirs for ours, theirs in rounds)
    sys.stdout.write(f"a sealed interview of {ANSWERS} answers: {size // 1024} KiB; {BATCH} to a request\n")
    sys.stdout.write(f"offered {RATE}/s for {SECONDS} s: {steady}\n")
    sys.stdout.write(f"in all accepted {accepted}, not accepted {refused} (target 0)\n")
    sys.stdout.write(f"as fast as it goes: {reached:.0f}/s; bare INSERTs, {BATCH} to a transaction: {bare:.0f}/s\n")
    sys.stdout.write(f"hub / bare INSERTs {ratio:.2f} (target >= 0.5): {'met' if ratio >= 0.5 else 'MISSED'}\n")
    return int(refused > 0 or not steady.kept or ratio < 0.5)


@dataclass(frozen=True)
class Steady:
    """What came of a steady load."""

    rate: float
    latencies: list[float]

    @property
    def kept(self) -> bool:
        """Whether all that was offered was taken in time."""
        return self.rate >= RATE * 0.99

    def __str__(self) -> str:
        """The figures in a line."""
        cuts = statistics.quantiles(self.latencies, n=100)
        return (
            f"{self.rate:.0f}/s taken (target {RATE}); a request of {BATCH}: "
            f"p50 {cuts[49] * 1000:.0f} ms, p95 {cuts[94] * 1000:.0f} ms, p99 {cuts[98] * 1000:.0f} ms"
        )


def served(database: str) -> Served:
    """Run a hub that keeps nobody waiting."""
    return Served(database, "--processes", PROCESSES, port=0, **FAST)


def prepared(url: str) -> None:
    """Make a hub in an empty database, with codes to found organisations."""
    engine = open_database(url)
    Schema(engine, find_assets().db / "hub").upgrade()
    make_key(engine)
    with writing(engine) as connection:
        for one in range(2 * DEVICES):
            new_code(connection, code_of(one), None, 2**40)
    engine.dispose()


def _teams(hub: Served, organisations: int) -> list[Sender]:
    """Return ten devices, spread over so many organisations."""
    senders: list[Sender] = []
    with hub.client() as client:
        now = int(time.time())
        for one in range(organisations):
            first = Device(client, new_record_id(datetime.now(UTC)), time=now)
            assert first.found(Ed25519PrivateKey.generate(), code_of(one)).status_code == 201
            others = [
                let_in(first, Device(client, first.organisation, time=now), f"CODE{one:08}{number:08}")
                for number in range(1, DEVICES // organisations)
            ]
            senders += [Sender(device) for device in (first, *others)]
    return senders


def code_of(organisation: int) -> str:
    """Return the code to found the organisation of this number."""
    return f"FOUNDINGCODE{organisation:04}"


def _steady(hub: Served, senders: list[Sender], size: int) -> Steady:
    """Offer a steady rate: each device sends at its own times, whatever became of the request before."""
    apart = DEVICES * BATCH / RATE
    rounds = math.ceil(SECONDS / apart)
    for sender in senders:
        sender.prepare(rounds, size)
    start = time.perf_counter() + 0.5

    def run(number: int, sender: Sender, line: http.client.HTTPConnection) -> None:
        for turn in range(rounds):
            due = start + turn * apart + number * apart / DEVICES
            time.sleep(max(0.0, due - time.perf_counter()))
            sender.send(line)

    before = sum(one.accepted for one in senders)
    _together(hub, senders, run)
    taken = sum(one.accepted for one in senders) - before
    return Steady(
        taken / max(time.perf_counter() - start, SECONDS), [late for one in senders for late in one.latencies]
    )


def _flat_out(hub: Served, senders: list[Sender], size: int) -> float:
    """Return how many envelopes a second are taken where each device sends as soon as it is answered."""
    for sender in senders:
        sender.ready.clear()
        sender.device.counter, sender.device.tip = sender.known
        sender.prepare(4_000 // BATCH, size)
    before = sum(one.accepted for one in senders)
    end = time.perf_counter() + FLAT_OUT

    def run(_: int, sender: Sender, line: http.client.HTTPConnection) -> None:
        while sender.ready and time.perf_counter() < end:
            sender.send(line)

    began = time.perf_counter()
    _together(hub, senders, run)
    return (sum(one.accepted for one in senders) - before) / (time.perf_counter() - began)


def _together(
    hub: Served, senders: list[Sender], run: Callable[[int, Sender, http.client.HTTPConnection], None]
) -> None:
    place = urlsplit(hub.url)
    lines = [http.client.HTTPConnection(str(place.hostname), place.port, timeout=60) for _ in senders]
    threads = [
        threading.Thread(target=run, args=(number, sender, line))
        for number, (sender, line) in enumerate(zip(senders, lines, strict=True))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for line in lines:
        line.close()


def _bare(cluster: Postgres, size: int) -> float:
    """Return how many of the same rows a second plain INSERTs bring in, from as many connections at once."""
    database = cluster.fresh(prepared).replace("+psycopg", "")
    content = secrets.token_bytes(size + 2048)  # as little to be compressed as what is sealed
    done = [0] * DEVICES
    end = time.perf_counter() + FLAT_OUT
    with psycopg.connect(database) as connection:
        connection.execute("INSERT INTO organisation VALUES (1, 'o', 'k', 0, '')")

    def run(number: int) -> None:
        with psycopg.connect(database) as connection:
            while time.perf_counter() < end:
                first = number * 10_000_000 + done[number]
                rows = [
                    (1, one, one.to_bytes(32, "big"), "d" * 36, False, "2026-11-25", size, content)
                    for one in range(first, first + BATCH)
                ]
                with connection.cursor() as cursor:
                    cursor.executemany("INSERT INTO envelope VALUES (%s, %s, %s, %s, %s, %s, %s, %s)", rows)
                    cursor.executemany("INSERT INTO delivery VALUES (%s, %s, %s)", [(1, TEAM, row[1]) for row in rows])
                connection.commit()
                done[number] += BATCH

    began = time.perf_counter()
    threads = [threading.Thread(target=run, args=(number,)) for number in range(DEVICES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / (time.perf_counter() - began)


if __name__ == "__main__":
    sys.exit(main())
