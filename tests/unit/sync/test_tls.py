"""Whose certificate is believed: the hub's own where it is given, and no other."""

import contextlib
import datetime as dt
import ipaddress
import socket
import ssl
import threading
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from rhi_desktop.bootstrap import hubs_by
from rhi_desktop.sync import unreachable
from rhi_desktop.sync.hub import HubUnreachable
from rhi_desktop.sync.hub_client import HttpHub
from rhi_desktop.sync.line import Patience
from rhi_desktop.wire import api
from tests.raw_server import Request, raw_server, saying
from tests.unit.sync.asking import ABOUT, SIGNER

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

DAY = dt.timedelta(days=1)


def certificate(folder: Path, *, name: str = "127.0.0.1", days: tuple[int, int] = (-1, 1)) -> Path:
    """Write a certificate that vouches for itself, with its key, good between two days from now."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hub")])
    now = dt.datetime.now(dt.UTC)
    names: list[x509.GeneralName] = [x509.DNSName(name)]
    if name[0].isdigit():
        names = [x509.IPAddress(ipaddress.ip_address(name))]
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + days[0] * DAY)
        .not_valid_after(now + days[1] * DAY)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{name}{days[0]}{days[1]}.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


def speaking(serving: Path) -> ssl.SSLContext:
    """Return what a server speaks TLS with, showing a certificate."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(serving)
    return tls


def asked(serving: Path, trusted: Path | None) -> api.About:
    """Ask a hub that shows the certificate `serving`, believing `trusted`."""
    with raw_server(saying(ABOUT), speaking(serving)) as server:
        hub = HttpHub(server.url, SIGNER, trusted=trusted)
        try:
            return hub.about()
        finally:
            hub.close()


def test_the_hubs_own_certificate_is_believed_where_it_was_given(tmp_path: Path) -> None:
    own = certificate(tmp_path)
    assert asked(own, own).protocol == api.PROTOCOL


def test_a_certificate_that_the_computer_itself_trusts_is_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(own))
    assert asked(own, None).protocol == api.PROTOCOL


def test_a_trickle_over_tls_ends_as_well_when_the_whole_takes_too_long(tmp_path: Path) -> None:
    own, pause = certificate(tmp_path), threading.Event()

    def answer(connection: socket.socket, request: Request) -> None:
        while not pause.wait(0.005):
            connection.sendall(b"HTTP/1.1 103 Early Hints\r\n\r\n")

    with raw_server(answer, speaking(own)) as server:
        patience = Patience(connect=5, read=5, whole=0.3)
        with contextlib.closing(HttpHub(server.url, SIGNER, trusted=own, patience=patience)) as hub:
            with pytest.raises(HubUnreachable) as problem:
                hub.about()
            assert str(problem.value) == unreachable.SLOW_REPLY
            server.answer = saying(ABOUT)
            assert hub.about().protocol == api.PROTOCOL


def test_a_certificate_that_the_it_desk_put_in_its_place_is_believed(tmp_path: Path) -> None:
    own, place = certificate(tmp_path), tmp_path / "hub.pem"
    hubs = hubs_by(place)
    with raw_server(saying(ABOUT), speaking(own)) as server:
        with pytest.raises(HubUnreachable):
            hubs(server.url, SIGNER).about()
        own.rename(place)
        assert hubs(server.url, SIGNER).about().protocol == api.PROTOCOL


def test_nobody_elses_certificate_is_believed(tmp_path: Path) -> None:
    own, other = certificate(tmp_path), certificate(tmp_path, days=(-2, 2))
    for trusted in (None, other):
        with pytest.raises(HubUnreachable) as problem:
            asked(own, trusted)
        assert str(problem.value) == unreachable.NOT_TRUSTED


def test_a_certificate_for_another_name_is_not_believed(tmp_path: Path) -> None:
    own = certificate(tmp_path, name="hub.example")
    with pytest.raises(HubUnreachable) as problem:
        asked(own, own)
    assert str(problem.value) == unreachable.NOT_TRUSTED


@pytest.mark.parametrize("days", [(-3, -1), (1, 3)])
def test_a_certificate_of_another_day_makes_the_person_look_at_the_clock(tmp_path: Path, days: tuple[int, int]) -> None:
    own = certificate(tmp_path, days=days)
    with pytest.raises(HubUnreachable) as problem:
        asked(own, own)
    assert str(problem.value) == unreachable.OUT_OF_DATE


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_a_certificate_that_cannot_be_read_is_told(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "hub.pem"
    if content is not None:
        file.write_text(content)
    with pytest.raises(HubUnreachable, match="cannot be read"):
        HttpHub("https://127.0.0.1:9", SIGNER, trusted=file).about()
