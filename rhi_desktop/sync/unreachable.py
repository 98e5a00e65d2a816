"""What kept the hub from being reached, each in a sentence that says what to do. None holds an address or a name."""

import socket
import ssl
from collections.abc import Iterator
from typing import Final

from rhi_desktop.sync.hub import HubUnreachable

LATER: Final = "What you wrote is safe here and will be sent later."
OFFLINE: Final = f"There is no connection to the internet, or the hub's address is wrong. {LATER}"
NOT_RUNNING: Final = f"The hub is not running at the moment. {LATER}"
FAULTY: Final = f"The hub has a fault at the moment. If it lasts, tell your IT desk. {LATER}"
SLOW_CONNECT: Final = f"The hub did not answer in time: the network is slow, or it blocks the hub. {LATER}"
SLOW_REPLY: Final = f"The hub took too long to answer. {LATER}"
CUT: Final = f"The connection to the hub was cut. {LATER}"
NOT_TRUSTED: Final = (
    "The hub's certificate is not trusted, so nothing was sent. If this network wants you to sign in, open a browser "
    "and do that first; otherwise tell your IT desk."
)
OUT_OF_DATE: Final = (
    "The hub's certificate does not hold at the date of this computer, so nothing was sent. "
    "Set the date and time of this computer; if they are right, tell your IT desk."
)
PROXY: Final = "This network's proxy does not let the program through. Tell your IT desk."
PROXY_SETTING: Final = (
    "The proxy that is set on this computer is of a kind that the program cannot use. "
    "Set one that begins with http://, or ask your IT desk."
)
CAPTIVE: Final = (
    "Something else answered in place of the hub. If this network wants you to sign in, open a browser and do that "
    f"first; otherwise check the hub's address. {LATER}"
)
TOO_LARGE_BETWEEN: Final = (
    "A server in front of the hub does not let parcels of this size through. Tell your IT desk; "
    "what you wrote is safe here."
)
UNREADABLE: Final = "The hub's answer could not be read. Update the program; if it is up to date, tell your IT desk."
ENDLESS: Final = "The hub's answer was longer than it may be, so it was not read. Tell your IT desk."
ADDRESS: Final = "The hub's address must begin with https://, have a name, and nothing after a “?” or “#”."
_DATES: Final = frozenset({9, 10})
"""OpenSSL's codes for a certificate that is not valid yet, and for one that has run out."""


def captive() -> HubUnreachable:
    """Somebody else answered."""
    return HubUnreachable(CAPTIVE, captive=True)


def unreachable(problem: BaseException) -> HubUnreachable:
    """Return what to tell a person of an error of httpx or of the operating system."""
    import httpx

    for one in _causes(problem):
        if isinstance(one, ssl.SSLCertVerificationError):
            return HubUnreachable(OUT_OF_DATE if one.verify_code in _DATES else NOT_TRUSTED)
        if isinstance(one, socket.gaierror):
            return HubUnreachable(OFFLINE)
        if isinstance(one, ConnectionRefusedError):
            return HubUnreachable(NOT_RUNNING)
        if isinstance(one, ConnectionError):
            return HubUnreachable(CUT)
    kinds: tuple[tuple[type[Exception], str], ...] = (
        (httpx.ConnectTimeout, SLOW_CONNECT),
        (httpx.TimeoutException, SLOW_REPLY),
        (httpx.ProxyError, PROXY),
        (httpx.ConnectError, OFFLINE),
    )
    return HubUnreachable(next((sentence for kind, sentence in kinds if isinstance(problem, kind)), CUT))


def _causes(problem: BaseException) -> Iterator[BaseException]:
    one: BaseException | None = problem
    while one is not None:
        yield one
        one = one.__cause__ or one.__context__
