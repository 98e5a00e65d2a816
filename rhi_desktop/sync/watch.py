"""An end to requests that would go on for ever."""

import contextlib
import socket
import threading
from collections.abc import Iterator, Mapping
from typing import Any, Final

_CONNECTED: Final = (".connect_tcp.complete", ".start_tls.complete")


class Watch:
    """Cuts the connection when a request takes longer than `seconds` as a whole, whichever part of it is slow.

    The time-outs of httpx are for each read alone: a server that sends a byte a minute would hold the line for ever.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._socket: socket.socket | None = None
        self.passed = False

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Notice the connection that httpx makes, or has wrapped in TLS."""
        if event.endswith(_CONNECTED):
            self._socket = info["return_value"].get_extra_info("socket")

    @contextlib.contextmanager
    def over_one_request(self) -> Iterator[None]:
        """Watch while a request runs; `passed` says afterwards whether it was cut."""
        self.passed = False
        timer = threading.Timer(self._seconds, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _cut(self) -> None:
        self.passed = True
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
