"""`rhi-hub serve` as processes: killed, stopped, several of them, over a database that goes away, with TLS."""

import socket
import ssl
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rhi_desktop.domain.ids import new_record_id
from rhi_desktop.hub.checking import check
from rhi_desktop.hub.config import Settings
from rhi_desktop.hub.refusing import HubProblem
from rhi_desktop.hub.serving import serve
from rhi_desktop.runtime.assets import find_assets
from rhi_desktop.wire.api import Outcome
from rhi_desktop.wire.envelope import envelope_id
from tests.builders import NOON
from tests.hub.databases import Databases, prepare, sqlite_in
from tests.hub.devices import Device, let_in
from tests.hub.postgres import Postgres
from tests.hub.served import Served, device_now
from tests.unit.sync.test_tls import certificate

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

TAKEN = {Outcome.ACCEPTED, Outcome.KNOWN}
WRITERS = 3


def team(client: httpx.Client, root: Ed25519PrivateKey) -> list[Device]:
    """Found an organisation, and let a few devices into its team."""
    ann = device_now(client, new_record_id(NOON))
    assert ann.found(root).status_code == 201
    others = [device_now(client, ann.organisation) for _ in range(WRITERS - 1)]
    return [ann, *(let_in(ann, one, f"INVITATION{number:06}", team=True) for number, one in enumerate(others))]


def push_until(device: Device, enough: Event, written: list[bytes], acknowledged: list[str]) -> None:
    """Push one envelope after the other for as long as the hub answers; note each before it is sent."""
    while True:
        content = device.envelope(size=16 * 1024)
        written.append(content)
        try:
            answers = device.push(content).answers
        except httpx.TransportError:
            return
        assert [one.outcome for one in answers] == [Outcome.ACCEPTED]
        acknowledged.append(answers[0].id)
        if len(acknowledged) >= 15:
            enough.set()


def test_killed_in_the_middle_it_loses_nothing_that_it_acknowledged(
    databases: Databases, root: Ed25519PrivateKey
) -> None:
    engine = databases.fresh()
    written: list[list[bytes]] = [[] for _ in range(WRITERS)]
    acknowledged: list[list[str]] = [[] for _ in range(WRITERS)]
    enough = Event()
    with Served(databases.url) as first, first.client() as client, ThreadPoolExecutor(WRITERS) as pool:
        devices = team(client, root)
        pushing = [
            pool.submit(push_until, *each)
            for each in zip(devices, [enough] * WRITERS, written, acknowledged, strict=True)
        ]
        assert enough.wait(60)
        first.kill()
        for one in pushing:
            one.result()
    assert check(engine).problems == []
    with Served(databases.url) as second, second.client() as client:
        for device, contents in zip(devices, written, strict=True):
            device.client = client
            for start in range(0, len(contents), 8):
                answers = device.push(*contents[start : start + 8]).answers
                assert {one.outcome for one in answers} <= TAKEN
        reader = let_in(devices[0], device_now(client, devices[0].organisation), "INVITATION999999", team=True)
        held = [envelope_id(content) for content in reader.pull_all()]
    assert sorted(held) == sorted(envelope_id(content) for contents in written for content in contents)
    assert {one for each in acknowledged for one in each} <= set(held)
    assert check(engine).problems == []


def test_a_restart_of_postgresql_is_survived(postgres: Postgres, root: Ed25519PrivateKey) -> None:
    url = postgres.fresh(prepare)
    with Served(url) as hub, hub.client() as client:
        ann, kim, _ = team(client, root)
        content = ann.envelope()
        assert ann.push(content).answers[0].outcome is Outcome.ACCEPTED
        postgres.restart("immediate")
        assert [one.outcome for one in ann.push(content, ann.envelope()).answers] == [Outcome.KNOWN, Outcome.ACCEPTED]
        assert len(kim.pull_all()) == 2


@pytest.fixture
def two_hubs(databases: Databases) -> Iterator[tuple[Served, Served]]:
    """Two hubs over one database."""
    databases.fresh()
    with Served(databases.url) as one, Served(databases.url) as other:
        yield one, other


def test_two_hubs_on_one_database_keep_one_log(
    databases: Databases, two_hubs: tuple[Served, Served], root: Ed25519PrivateKey
) -> None:
    one, other = two_hubs
    with one.client() as here, other.client() as there, ThreadPoolExecutor(WRITERS) as pool:
        devices = team(here, root)
        for device in devices[1:]:
            device.client = there
        pushed = list(pool.map(lambda device: [device.push(device.envelope()) for _ in range(20)], devices))
        positions = [answer.position for each in pushed for told in each for answer in told.answers]
        assert sorted(positions) == list(range(1, 20 * WRITERS + 1))
        heads = {here.get("/v1").json()["key"], there.get("/v1").json()["key"]}
        assert len(heads) == 1
        devices[0].client = there
        assert len(devices[0].pull_all()) == 20 * (WRITERS - 1)
    assert check(databases.again()).problems == []


def test_several_processes_serve_and_count_together(postgres: Postgres, root: Ed25519PrivateKey) -> None:
    url = postgres.fresh(prepare)
    with Served(url, "--processes", "2") as hub:
        for _ in range(20):
            with hub.client() as client:
                assert client.get("/health").status_code == 200
        with hub.client() as client:
            counted = client.get("/metrics").text
        assert 'rhi_hub_requests_total{route="/health",status="200"} 20' in counted
        assert hub.stop() == 0


def wait_until(holds: Callable[[], bool]) -> bool:
    """Look again and again, for at most half a minute."""
    return any(holds() or Event().wait(0.05) for _ in range(600))


def test_a_process_that_ends_is_replaced_and_its_counts_stay(postgres: Postgres) -> None:
    url = postgres.fresh(prepare)

    def counted() -> float:
        with hub.client() as client:
            lines = client.get("/metrics").text.splitlines()
        return sum(float(line.split()[-1]) for line in lines if 'requests_total{route="/health",' in line)

    def started() -> int:
        return sum("Started server process" in line for line in hub.lines)

    with Served(url, "--processes", "2") as hub:
        assert wait_until(lambda: started() == 2)
        for _ in range(10):
            with hub.client() as client:
                client.get("/health")
        hub.kill_one_of_its_processes()
        assert wait_until(lambda: any("died" in line for line in hub.lines))
        assert wait_until(lambda: started() == 3)
        for _ in range(10):
            with hub.client() as client:
                assert client.get("/health").status_code == 200
        assert counted() == 20
        assert hub.stop() == 0


def test_asked_to_end_it_answers_what_has_begun_and_ends_in_good_order(databases: Databases) -> None:
    databases.fresh()
    with Served(databases.url) as hub, socket.create_connection(("127.0.0.1", hub.port)) as line:
        body = b"{}"
        line.sendall(
            b"POST /v1/pull HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{"
        )
        with hub.client() as client:
            assert client.get("/health").status_code == 200
        with ThreadPoolExecutor(1) as pool:
            stopping = pool.submit(hub.stop)
            assert no_longer_listens(hub.port)
            line.sendall(body[1:])
            assert line.recv(4096).startswith(b"HTTP/1.1 401 ")
            assert stopping.result() == 0


def no_longer_listens(port: int) -> bool:
    """Wait until no new connection is taken."""

    def refused() -> bool:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            return True
        return False

    return wait_until(refused)


def test_by_its_own_certificate_it_speaks_tls_and_nothing_older_than_1_2(tmp_path: Path) -> None:
    pem = certificate(tmp_path)
    url = sqlite_in(tmp_path)()
    with Served(url, certificate=str(pem), certificate_key=str(pem)) as hub:
        with hub.client(verify=ssl.create_default_context(cafile=str(pem))) as client:
            assert client.get("/v1").status_code == 200
        plain = httpx.Client(base_url=hub.url.replace("https", "http"), trust_env=False)
        with plain, pytest.raises(httpx.TransportError):
            plain.get("/v1")
        old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
        old.set_ciphers("DEFAULT:@SECLEVEL=0")
        with pytest.warns(DeprecationWarning, match="TLSv1_1"):
            old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
        with socket.create_connection(("127.0.0.1", hub.port)) as line, pytest.raises(ssl.SSLError):
            old.wrap_socket(line)


def test_behind_a_proxy_the_client_is_the_one_that_the_proxy_names(tmp_path: Path) -> None:
    url = sqlite_in(tmp_path)()
    named = {"X-Forwarded-For": "192.0.2.77"}
    with Served(url, "--behind-proxy") as hub, hub.client() as client:
        assert client.get("/metrics", headers=named).status_code == 403
        assert client.get("/metrics").status_code == 200
    with Served(url) as hub, hub.client() as client:
        assert client.get("/metrics", headers=named).status_code == 200


def test_what_it_cannot_begin_with_is_said(tmp_path: Path) -> None:
    url, scripts = sqlite_in(tmp_path)(), find_assets().db / "hub"
    with pytest.raises(HubProblem, match=r"127\.0\.0\.1 only"):
        serve(Settings(database=url, listen="0.0.0.0:0"), scripts)
    with pytest.raises(HubProblem, match="cannot be used"):
        serve(Settings(database=url, certificate="a.pem", certificate_key="b.pem"), scripts)
    with pytest.raises(HubProblem, match="rhi-hub init"):
        serve(Settings(database=f"sqlite:///{tmp_path / 'new.db'}"), scripts)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        place = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(HubProblem, match="Address already in use"):
            serve(Settings(database=url, listen=place), scripts)
