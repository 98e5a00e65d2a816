"""What those who run the hub see: counts, lines, health; and that none of it tells who asked."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine, text

from rhi_desktop.domain.ids import new_record_id
from rhi_desktop.hub.counters import SharedCounters
from rhi_desktop.hub.engine import writing
from rhi_desktop.hub.logs import LOGGER, JsonLines, note
from rhi_desktop.hub.metrics import Metrics
from rhi_desktop.wire import api
from rhi_desktop.wire.frames import framed
from tests.builders import NOON
from tests.hub.databases import Databases
from tests.hub.devices import Device, let_in
from tests.hub.in_process import CLIENT
from tests.hub.postgres import Postgres
from tests.hub.served import ROOT
from tests.hub.watched import metrics, watched


@pytest.fixture
def engine(databases: Databases) -> Engine:
    """A fresh database."""
    return databases.fresh()


@pytest.fixture
def counted() -> Metrics:
    """What the hub counts."""
    return metrics()


@pytest.fixture
def hub_client(engine: Engine, counted: Metrics) -> Iterator[httpx.Client]:
    """What reaches a hub that is watched."""
    with watched(engine, counted) as client:
        yield client


@pytest.fixture
def ann_seen(hub_client: httpx.Client, root: Ed25519PrivateKey) -> Device:
    """A coordinator's device."""
    device = Device(hub_client, new_record_id(NOON))
    device.found(root)
    return device


def samples(client: httpx.Client) -> dict[str, float]:
    lines = client.get("/metrics").text.splitlines()
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines if line[0] != "#")}


def test_requests_envelopes_and_bytes_are_counted(hub_client: httpx.Client, ann_seen: Device) -> None:
    contents = [ann_seen.envelope(), ann_seen.envelope()]
    ann_seen.push(*contents)
    ann_seen.push(contents[0])
    ann_seen.push(ann_seen.envelope(counter=9))
    hub_client.get("/nowhere/" + ann_seen.id)
    found = samples(hub_client)
    assert found['rhi_hub_requests_total{route="/v1/push",status="200"}'] == 3
    assert found['rhi_hub_requests_total{route="/v1/organisations",status="201"}'] == 1
    assert found['rhi_hub_requests_total{route="other",status="404"}'] == 1
    assert found['rhi_hub_envelopes_total{outcome="accepted",reason=""}'] == 2
    assert found['rhi_hub_envelopes_total{outcome="known",reason=""}'] == 1
    assert found['rhi_hub_envelopes_total{outcome="refused",reason="gap"}'] == 1
    assert found['rhi_hub_bytes_total{direction="in"}'] > 4 * len(contents[0])
    assert found['rhi_hub_request_seconds_count{route="/v1/push"}'] == 3
    assert found['rhi_hub_request_seconds_bucket{route="/v1/push",le="+Inf"}'] == 3
    assert found["rhi_hub_database_seconds_count"] >= 7
    assert found["rhi_hub_database_seconds_bucket" + '{le="10"}'] <= found["rhi_hub_database_seconds_count"]


def test_the_counts_are_in_the_form_that_prometheus_reads(hub_client: httpx.Client) -> None:
    answer = hub_client.get("/metrics")
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    lines = answer.text.splitlines()
    kinds = [line.split()[2:] for line in lines if line.startswith("# TYPE")]
    assert len(kinds) == len({name for name, _ in kinds}) == 5
    for line in lines:
        if not line.startswith("#"):
            assert any(line.startswith(name) for name, _ in kinds)
    buckets = [float(line.split()[-1]) for line in lines if line.startswith('rhi_hub_request_seconds_bucket{route="/h')]
    assert buckets == sorted(buckets)


def test_the_counts_are_for_watchers_alone(engine: Engine) -> None:
    with watched(engine, metrics(), watchers=("192.0.2.200",)) as client:
        assert client.get("/metrics").status_code == 403


def test_nothing_that_is_counted_or_written_tells_who_asked(
    hub_client: httpx.Client, ann_seen: Device, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, LOGGER.name)
    kim = let_in(ann_seen, Device(hub_client, ann_seen.organisation), "INVITATION000001")
    pushed = ann_seen.push(ann_seen.envelope([kim.id]))
    kim.pull()
    hub_client.get(f"/v1/devices/{kim.id}", params={"of": kim.organisation})
    Device(hub_client, ann_seen.organisation, id=kim.id).ask("GET", "/v1/devices")
    lines = [JsonLines().format(record) for record in caplog.records]
    written = "\n".join(lines) + hub_client.get("/metrics").text
    secrets = [ann_seen.organisation, ann_seen.id, kim.id, kim.member, kim.signing_key, CLIENT[0],
               pushed.answers[0].id, "INVITATION000001"]  # fmt: skip
    assert [secret for secret in secrets if secret in written] == []
    facts = [json.loads(line) for line in lines]
    assert {"event", "time", "level", "method", "route", "status", "reason", "milliseconds", "taken", "given"} == set(
        facts[-1]
    )
    assert [(line["route"], line["status"], line["reason"]) for line in facts[-2:]] == [
        ("other", 404, "not_found"),
        ("/v1/devices", 401, "forged"),
    ]


def test_of_an_error_its_kind_and_place_are_written_and_not_its_text() -> None:
    try:
        int("0192-secret")
    except ValueError:
        record = logging.LogRecord("uvicorn.error", 40, "x.py", 1, "Failed for %s", ("0192-secret",), sys.exc_info())
    line = json.loads(JsonLines().format(record))
    assert (line["event"], line["error"], line["level"]) == ("Failed for %s", "ValueError", "error")
    assert line["at"][-1].endswith("test_of_an_error_its_kind_and_place_are_written_and_not_its_text")
    assert "secret" not in json.dumps(line)


def test_facts_are_written_beside_the_event(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, LOGGER.name)
    note("serving", port=7)
    line = json.loads(JsonLines().format(caplog.records[0]))
    assert (line["event"], line["port"], line["level"]) == ("serving", 7, "info")


def test_it_is_up_and_ready_and_says_when_it_is_not(hub_client: httpx.Client, engine: Engine) -> None:
    assert (hub_client.get("/health").json(), hub_client.get("/ready").json()) == (
        {"status": "up"},
        {"status": "ready"},
    )
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num='0000'"))
    late = hub_client.get("/ready")
    assert (late.status_code, "rhi-hub init" in late.json()["status"]) == (503, True)
    assert hub_client.get("/health").status_code == 200


def test_it_is_not_ready_while_the_database_is_away(postgres: Postgres, root: Ed25519PrivateKey) -> None:
    from rhi_desktop.hub.engine import open_database
    from tests.hub.databases import prepare

    engine = open_database(postgres.fresh(prepare))
    with watched(engine, metrics()) as client:
        ann = Device(client, new_record_id(NOON))
        ann.found(root)
        content = ann.envelope()
        postgres.stop()
        try:
            away, refused = client.get("/ready"), ann.ask("POST", "/v1/push", framed([content]), api.FRAMES_TYPE)
        finally:
            postgres.start()
        assert (away.status_code, refused.status_code, refused.headers["retry-after"]) == (503, 503, "5")
        assert msgspec.json.decode(refused.content, type=api.Trouble).reason is api.Reason.BUSY
        assert client.get("/ready").status_code == 200
        assert ann.push(content).answers[0].outcome is api.Outcome.ACCEPTED
    engine.dispose()


COUNTING = """
import sys
from pathlib import Path
from rhi_desktop.hub.counters import SharedCounters
counters = SharedCounters(Path(sys.argv[1]), 2).join(["a", "b"])
counters.add("a", 3)
print(counters.totals()["a"], flush=True)
sys.stdin.read()
"""


def test_processes_count_together_and_a_new_one_goes_on_where_one_ended(tmp_path: Path) -> None:
    file = tmp_path / "counters"
    here = SharedCounters(file, 2)
    own = here.join(["a", "b"])
    own.add("a")
    own.add("b", 0.5)
    command = [sys.executable, "-c", COUNTING, str(file)]
    for expected in (4.0, 7.0):
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}
        ) as other:
            assert other.stdout
            assert float(other.stdout.readline()) == expected
            other.kill()
    assert own.totals() == {"a": 7.0, "b": 0.5}
    with pytest.raises(KeyError):
        own.add("c")
