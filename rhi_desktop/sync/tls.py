"""Whose certificates are believed when the hub is asked over TLS."""

import ssl
from pathlib import Path

from rhi_desktop.sync.hub import HubUnreachable


def context(trusted: Path | None) -> ssl.SSLContext:
    """Return what checks the hub's certificate: `trusted` alone where a file is given, else what the computer trusts.

    The certificates that come with the program are added to the computer's own: some systems have none that Python
    finds. Raises HubUnreachable where the file holds no certificate.
    """
    if trusted is None:
        import httpx

        made = httpx.create_ssl_context(trust_env=False)
        made.load_default_certs()
    else:
        made = _only(trusted)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    return made


def nobody() -> ssl.SSLContext:
    """Return what believes no certificate, for a line that has no TLS."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _only(trusted: Path) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=trusted)
    except (OSError, ValueError):
        raise HubUnreachable(
            "The hub's certificate on this computer cannot be read. Ask your IT desk to put it back."
        ) from None
