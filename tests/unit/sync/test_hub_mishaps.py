"""Bad networks and bad hubs: each mishap has its own sentence, none says an address, and a later call works."""

import contextlib
import itertools
import socket
import ssl
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import msgspec
import pytest

from rhi_desktop.sync import unreachable
from rhi_desktop.sync.hub import HubUnreachable
from rhi_desktop.sync.hub_client import HttpHub
from rhi_desktop.sync.line import Patience, address
from rhi_desktop.wire import api, limits
from rhi_desktop.wire.frames import framed
from tests.raw_server import Answer, RawServer, Request, http, raw_server, saying
from tests.unit.sync.asking import ABOUT, ENVELOPES, PAGE, PULLING, PUSHED, SIGNER, answered, paged

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

HASTE = Patience(connect=5, read=0.2, whole=10)
SHORT = Patience(connect=5, read=5, whole=0.3)
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")
PORTAL = b"<html>Welcome to our network. Please sign in.</html>"
BARE_PUSHED = api.encode(PUSHED)


def mishap(call: Callable[[], object], server: RawServer | None = None) -> HubUnreachable:
    """Return the error of a call, which says nothing of where the hub is."""
    with pytest.raises(HubUnreachable) as caught:
        call()
    assert server is None or server.url.rpartition(":")[2] not in str(caught.value)
    assert "127.0.0.1" not in str(caught.value)
    return caught.value


def works(server: RawServer, hub: HttpHub) -> bool:
    """Whether a later call works."""
    server.answer, server.cut_after = saying(ABOUT), None
    return hub.about().protocol == api.PROTOCOL


def going_on(begin: bytes, part: bytes) -> Answer:
    """Answer without an end, until the client has hung up; a little at a time, and all the same for ever."""
    pause = threading.Event()

    def answer(connection: socket.socket, request: Request) -> None:
        connection.sendall(begin)
        while not pause.wait(0.005):
            connection.sendall(part)

    return answer


def flood(begin: bytes) -> Answer:
    """Answer without an end, as fast as it goes."""

    def answer(connection: socket.socket, request: Request) -> None:
        connection.sendall(begin)
        while True:
            connection.sendall(b"x" * 65536)

    return answer


def silence(begin: bytes = b"") -> Answer:
    """Say so much, and then nothing until the client hangs up."""

    def answer(connection: socket.socket, request: Request) -> None:
        connection.sendall(begin)
        connection.recv(1)

    return answer


@pytest.mark.parametrize("unsized", [False, True])
def test_a_reply_that_is_cut_at_any_byte_is_no_reply(server: RawServer, asking: HttpHub, unsized: bool) -> None:
    whole = answered(200, PUSHED, **({"Content_Length": ""} if unsized else {}))
    for length in range(len(whole)):
        server.answer = saying(whole[:length])
        problem = mishap(lambda: asking.push(ENVELOPES), server)
        assert not problem.captive, length
        assert str(problem) in ((unreachable.CUT, unreachable.UNREADABLE) if unsized else (unreachable.CUT,)), length
    server.answer = saying(whole)
    assert asking.push(ENVELOPES) == PUSHED
    assert works(server, asking)


@pytest.mark.parametrize("unsized", [False, True])
def test_a_page_that_is_cut_at_any_byte_is_no_page(server: RawServer, asking: HttpHub, unsized: bool) -> None:
    whole = paged(*ENVELOPES, **({"Content_Length": ""} if unsized else {}))
    for length in range(len(whole)):
        server.answer = saying(whole[:length])
        assert not mishap(lambda: asking.pull(PULLING), server).captive, length
    server.answer = saying(whole)
    assert asking.pull(PULLING) == (PAGE, ENVELOPES)


def test_a_reply_in_chunks_that_is_cut_at_any_byte_is_no_reply(server: RawServer, asking: HttpHub) -> None:
    head = http(200, Content_Length="", Transfer_Encoding="chunked")
    whole = head + b"%x\r\n%b\r\n0\r\n\r\n" % (len(BARE_PUSHED), BARE_PUSHED)
    for length in range(len(whole)):
        server.answer = saying(whole[:length])
        assert str(mishap(lambda: asking.push(ENVELOPES), server)) == unreachable.CUT, length
    server.answer = saying(whole)
    assert asking.push(ENVELOPES) == PUSHED


def test_a_request_that_is_cut_at_any_byte_is_told_and_can_be_sent_again(server: RawServer, asking: HttpHub) -> None:
    server.answer = saying(answered(200, PUSHED))
    asking.push(ENVELOPES)
    sent = server.requests[0]
    length = sum(len(name) + len(value) + 4 for name, value in sent.headers.items()) + len(sent.body)
    for read in range(length):
        server.cut_after = read
        assert str(mishap(lambda: asking.push(ENVELOPES), server)) == unreachable.CUT, read
    assert len(server.requests) == 1
    server.cut_after = None
    assert asking.push(ENVELOPES) == PUSHED


@pytest.mark.parametrize(
    ("reply", "sentence"),
    [
        (http(200, PORTAL, "text/html", RHI_Time=""), unreachable.CAPTIVE),
        (http(200, BARE_PUSHED, RHI_Time=""), unreachable.CAPTIVE),
        (http(302, Location="http://127.0.0.1:9/sign-in", RHI_Time=""), unreachable.CAPTIVE),
        (http(307, Location="/v1/push", RHI_Time=""), unreachable.CAPTIVE),
        (http(404, PORTAL, "text/html", RHI_Time=""), unreachable.CAPTIVE),
        (http(511, PORTAL, "text/html", RHI_Time=""), unreachable.CAPTIVE),
        (http(200, PORTAL, "text/html", RHI_Time="", Content_Encoding="gzip"), unreachable.CAPTIVE),
        (http(502, PORTAL, "text/html", RHI_Time=""), unreachable.NOT_RUNNING),
        (http(503, PORTAL, "text/html", RHI_Time=""), unreachable.NOT_RUNNING),
        (http(504, PORTAL, "text/html", RHI_Time=""), unreachable.NOT_RUNNING),
        (http(413, PORTAL, "text/html", RHI_Time=""), unreachable.TOO_LARGE_BETWEEN),
        (http(407, PORTAL, "text/html", RHI_Time=""), unreachable.PROXY),
        (http(200, BARE_PUSHED, RHI_Time="soon"), unreachable.CAPTIVE),
        (http(200, BARE_PUSHED, RHI_Time="9" * 13), unreachable.CAPTIVE),
        (http(302, Location="/v1/push"), unreachable.UNREADABLE),
        (http(200, PORTAL, "text/html"), unreachable.UNREADABLE),
        (http(200, BARE_PUSHED, api.FRAMES_TYPE), unreachable.UNREADABLE),
        (http(200, BARE_PUSHED, Content_Encoding="gzip"), unreachable.UNREADABLE),
        (http(200, BARE_PUSHED[:-1]), unreachable.UNREADABLE),
        (http(200, b"\xff\xfe"), unreachable.UNREADABLE),
        (http(200, b"[" * 100_000), unreachable.UNREADABLE),
        (http(200, b'{"answers":[],"counter":0,"tip":"' + b"0" * 64 + b'"}'), unreachable.UNREADABLE),
        (http(200, BARE_PUSHED.replace(b'"counter"', b'"counted"')), unreachable.UNREADABLE),
        (http(200, BARE_PUSHED.replace(b"{", b'{"later":1,', 1)), unreachable.UNREADABLE),
        (http(500, b"Internal Server Error", "text/plain", RHI_Time=""), unreachable.FAULTY),
        (http(500, b"Internal Server Error", "text/plain"), unreachable.FAULTY),
        (http(500, b"oh"), unreachable.UNREADABLE),
        (http(403, b'{"reason":"of a later version","says":""}'), unreachable.UNREADABLE),
        (http(403, b'{"reason":"revoked","says":"","statement":"xyz"}'), unreachable.UNREADABLE),
        (http(202, b'{"reason":"revoked","says":""}'), unreachable.UNREADABLE),
        (http(403, b'{"reason":"revoked","says":""}', "text/html"), unreachable.UNREADABLE),
        (b"SSH-2.0-OpenSSH_9.2\r\n", unreachable.CUT),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 300_000, unreachable.CUT),
    ],
)
def test_what_is_no_answer_of_the_hub_is_not_taken_for_one(
    server: RawServer, asking: HttpHub, reply: bytes, sentence: str
) -> None:
    server.answer = saying(reply)
    problem = mishap(lambda: asking.push(ENVELOPES), server)
    assert str(problem) == sentence
    assert problem.captive == (sentence == unreachable.CAPTIVE)
    assert len(server.requests) == 1
    assert works(server, asking)


@pytest.mark.parametrize(
    "reply",
    [
        paged(*ENVELOPES[:1]),
        paged(*ENVELOPES, b"a third"),
        http(200, framed((api.encode(PAGE), *ENVELOPES)) + b"x", api.FRAMES_TYPE),
        http(200, framed((b"{}", *ENVELOPES)), api.FRAMES_TYPE),
        http(200, framed((api.encode(msgspec.structs.replace(PAGE, more=True, upto=0)), *ENVELOPES)), api.FRAMES_TYPE),
        http(200, b"", api.FRAMES_TYPE),
        http(200, framed((api.encode(PAGE), *ENVELOPES)), "application/octet-stream"),
        http(200, (2**32 - 1).to_bytes(4, "big") + b"{}", api.FRAMES_TYPE),
        http(200, framed(itertools.repeat(b"", 2000)), api.FRAMES_TYPE),
    ],
)
def test_a_page_that_does_not_hold_what_it_says_is_refused(server: RawServer, asking: HttpHub, reply: bytes) -> None:
    server.answer = saying(reply)
    assert str(mishap(lambda: asking.pull(PULLING), server)) == unreachable.UNREADABLE
    assert works(server, asking)


@pytest.mark.parametrize("length", ["", str(2**40)])
def test_a_reply_without_an_end_is_not_read_to_its_end(server: RawServer, asking: HttpHub, length: str) -> None:
    server.answer = flood(http(200, kind=api.FRAMES_TYPE, Content_Length=length))
    assert str(mishap(lambda: asking.pull(PULLING), server)) == unreachable.ENDLESS
    assert works(server, asking)


def test_an_answer_that_is_longer_than_any_list_is_not_read(server: RawServer, asking: HttpHub) -> None:
    server.answer = saying(http(200, b" " * limits.ANSWER + b"{}"))
    assert str(mishap(asking.devices)) == unreachable.ENDLESS


@pytest.mark.parametrize("begin", [b"", b"HTTP/1.1 200", ABOUT[:-1]])
def test_a_hub_that_falls_silent_is_not_waited_for_any_longer(server: RawServer, begin: bytes) -> None:
    hub = HttpHub(server.url, SIGNER, patience=HASTE)
    server.answer = silence(begin)
    assert str(mishap(hub.about, server)) == unreachable.SLOW_REPLY
    assert works(server, hub)
    hub.close()


@pytest.mark.parametrize(
    ("begin", "part"),
    [
        (b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
        (b"HTTP/1.1 200 OK\r\nX: ", b"x"),
        (http(200, Content_Length=""), b" "),
    ],
)
def test_a_trickle_ends_when_the_whole_takes_too_long(server: RawServer, begin: bytes, part: bytes) -> None:
    hub = HttpHub(server.url, SIGNER, patience=SHORT)
    server.answer = going_on(begin, part)
    began = time.monotonic()
    assert str(mishap(hub.about, server)) == unreachable.SLOW_REPLY
    assert time.monotonic() - began < 3
    assert works(server, hub)
    hub.close()


def test_a_request_that_is_cut_off_does_not_take_another_with_it(server: RawServer) -> None:
    with contextlib.closing(HttpHub(server.url, SIGNER, patience=SHORT)) as hub, ThreadPoolExecutor(1) as pool:
        asked = threading.Event()
        trickle = going_on(http(200, Content_Length=""), b" ")

        def answer(connection: socket.socket, request: Request) -> None:
            server.answer = saying(ABOUT)
            asked.set()
            trickle(connection, request)

        server.answer = answer
        slow = pool.submit(hub.about)
        assert asked.wait(5)
        assert hub.about().protocol == api.PROTOCOL
        assert str(mishap(slow.result)) == unreachable.SLOW_REPLY


def test_a_hub_that_is_not_there_is_told_from_a_missing_network() -> None:
    with raw_server(saying(ABOUT)) as gone:
        hub = HttpHub(gone.url, SIGNER)
    assert str(mishap(hub.about)) == unreachable.NOT_RUNNING


def caused_by(problem: Exception, cause: Exception) -> Exception:
    """Return an error as httpx hands it on, with its cause."""
    problem.__cause__ = cause
    return problem


def unknown_issuer(code: int) -> ssl.SSLCertVerificationError:
    """Return what OpenSSL says of a certificate."""
    problem = ssl.SSLCertVerificationError(1, "certificate verify failed")
    problem.verify_code = code
    return problem


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (caused_by(httpx.ConnectError("x"), socket.gaierror(-2, "Name or service not known")), unreachable.OFFLINE),
        (httpx.ConnectError("[Errno 101] Network is unreachable"), unreachable.OFFLINE),
        (httpx.ConnectTimeout("x"), unreachable.SLOW_CONNECT),
        (httpx.ReadTimeout("x"), unreachable.SLOW_REPLY),
        (httpx.WriteTimeout("x"), unreachable.SLOW_REPLY),
        (httpx.ReadError("x"), unreachable.CUT),
        (httpx.WriteError("x"), unreachable.CUT),
        (httpx.ProxyError("407"), unreachable.PROXY),
        (caused_by(httpx.ConnectError("x"), unknown_issuer(18)), unreachable.NOT_TRUSTED),
        (caused_by(httpx.ConnectError("x"), unknown_issuer(9)), unreachable.OUT_OF_DATE),
        (caused_by(httpx.ConnectError("x"), unknown_issuer(10)), unreachable.OUT_OF_DATE),
    ],
)
def test_each_trouble_of_the_network_has_its_sentence(problem: Exception, sentence: str) -> None:
    def fail(request: httpx.Request) -> httpx.Response:
        raise problem

    hub = HttpHub("https://hub.example", SIGNER, transport=httpx.MockTransport(fail))
    assert str(mishap(hub.about)) == sentence


@pytest.mark.parametrize(
    "url",
    [
        "http://hub.example",
        "http://192.168.0.7:8000",
        "http://localhost.example",
        "ftp://127.0.0.1",
        "https://",
        "https://somebody@hub.example",
        "https://somebody:secret@hub.example",
        "https://hub.example/?q=1",
        "https://hub.example/?",
        "https://hub.example/#",
        "https://hub.example/#there",
        "https://hub.example:port",
        "https://[::1",
        "hub.example",
        "",
    ],
)
def test_the_program_goes_nowhere_without_tls_but_to_this_computer(url: str) -> None:
    assert str(mishap(lambda: HttpHub(url, SIGNER))) == unreachable.ADDRESS


@pytest.mark.parametrize("url", ["http://127.0.0.1:8", "http://127.9.9.9", "http://[::1]:8", "http://localhost:8"])
def test_this_computer_itself_may_be_asked_without_tls(url: str) -> None:
    assert address(url + "/") == url


@pytest.fixture
def proxied(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def test_what_is_for_this_computer_is_never_given_to_a_proxy(
    proxied: pytest.MonkeyPatch, server: RawServer, asking: HttpHub
) -> None:
    with raw_server(saying(http(407))) as proxy:
        proxied.setenv("http_proxy", proxy.url)
        proxied.setenv("all_proxy", proxy.url)
        assert asking.about().protocol == api.PROTOCOL
        assert proxy.requests == []


def test_a_proxy_that_wants_a_password_is_told(proxied: pytest.MonkeyPatch, server: RawServer) -> None:
    server.answer = saying(http(407))
    proxied.setenv("https_proxy", server.url)
    with contextlib.closing(HttpHub("https://hub.example", SIGNER)) as hub:
        assert str(mishap(hub.about)) == unreachable.PROXY
    assert server.requests[0].method == "CONNECT"


@pytest.mark.parametrize("setting", ["socks://127.0.0.1:9", "socks5://127.0.0.1:9"])
def test_a_proxy_of_an_unknown_kind_is_told(proxied: pytest.MonkeyPatch, setting: str) -> None:
    proxied.setenv("all_proxy", setting)
    assert str(mishap(HttpHub("https://hub.example", SIGNER).about)) == unreachable.PROXY_SETTING
