"""A server on loopback that answers with whatever bytes a test likes, as a bad network or a bad hub would."""

import contextlib
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from rhi_desktop.wire import api

AT_ONCE = struct.pack("ii", 1, 0)


@dataclass(frozen=True, slots=True)
class Request:
    """What a client sent."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


Answer: TypeAlias = Callable[[socket.socket, Request], None]


class RawServer:
    """Answers one request after the other, each on a connection of its own; `answer` may be exchanged meanwhile.

    `cut_after` is behind how many bytes of a request it slams the door; `tls` what it speaks TLS with.
    """

    def __init__(self, answer: Answer, tls: ssl.SSLContext | None = None) -> None:
        self.answer = answer
        self.cut_after: int | None = None
        self.requests: list[Request] = []
        self._tls = tls
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http{'s' if tls else ''}://127.0.0.1:{self._listening.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop listening and wait for the last answer to end."""
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(10)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            with connection, contextlib.suppress(OSError):
                if self._tls is None:
                    self._converse(connection)
                else:
                    with self._tls.wrap_socket(connection, server_side=True) as wrapped:
                        self._converse(wrapped)

    def _converse(self, connection: socket.socket) -> None:
        if self.cut_after is not None:
            read = b""
            while len(read) < self.cut_after and (part := connection.recv(self.cut_after - len(read))):
                read += part
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
            return
        request = read_request(connection)
        self.requests.append(request)
        self.answer(connection, request)


def read_request(connection: socket.socket) -> Request:
    """Read one request with a body of a known length."""
    read = b""
    while b"\r\n\r\n" not in read:
        read += _some(connection)
    head, _, body = read.partition(b"\r\n\r\n")
    first, *lines = head.decode("ascii").split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    while len(body) < int(headers.get("content-length", "0")):
        body += _some(connection)
    method, path, _ = first.split(" ")
    return Request(method, path, headers, body)


def _some(connection: socket.socket) -> bytes:
    part = connection.recv(65536)
    if not part:
        raise ConnectionResetError
    return part


def http(status: int, body: bytes = b"", kind: str = api.JSON_TYPE, **more: str) -> bytes:
    """Return the bytes of a reply of the hub; a header given as nothing is left out."""
    headers = {
        "Content-Type": kind,
        "Content-Length": str(len(body)),
        "RHI-Time": str(int(time.time())),
        "Connection": "close",
    } | {name.replace("_", "-"): value for name, value in more.items()}
    lines = [f"HTTP/1.1 {status} X", *(f"{name}: {value}" for name, value in headers.items() if value)]
    return "\r\n".join(lines).encode("ascii") + b"\r\n\r\n" + body


def saying(reply: bytes) -> Answer:
    """Return an answer that is always the same."""

    def answer(connection: socket.socket, request: Request) -> None:
        connection.sendall(reply)

    return answer


@contextlib.contextmanager
def raw_server(answer: Answer, tls: ssl.SSLContext | None = None) -> Iterator[RawServer]:
    """Serve for a while."""
    server = RawServer(answer, tls)
    try:
        yield server
    finally:
        server.close()
