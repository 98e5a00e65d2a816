"""The order by which a device is shut out, as the hub shows it to that device: with all that it takes to believe it.

Certificates have names in them, so an order is sealed for the device that it is about: the hub keeps what it cannot
read.
"""

from typing import Final

from rhi_desktop.services.syncing.ports import OwnKeys
from rhi_desktop.sync.directory import Directory
from rhi_desktop.sync.keys import NotOpened, closer, opener, seal, unseal
from rhi_desktop.sync.statements import LIMIT, ROOT, Certificate, Revocation, Signed, from_bytes
from rhi_desktop.wire import limits
from rhi_desktop.wire.frames import Cursor, Malformed, frame, framed

_CONTEXT: Final = "rhi/order/v1"


def order_against(directory: Directory, device: str) -> bytes:
    """Return the certificates from the root to whoever shut the device out, then the order, sealed for that device.

    KeyError where nobody has shut it out.
    """
    orders = [one for one in directory.statements.values() if _is_against(one, device)]
    if not orders:
        raise KeyError(device)
    chain = [orders[0]]
    while chain[0].signer != ROOT:
        chain.insert(0, _certificate(directory, chain[0].signer))
    content = frame(framed([one.to_bytes() for one in chain]))
    padded = content + bytes(-len(content) % limits.SMALLEST)
    reader = closer(directory.devices[device].certificate.sealing_key)
    return seal(padded, reader, _info(directory.organisation, device))


def read_order(content: bytes, organisation: str, own: OwnKeys) -> tuple[Signed, ...]:
    """Read what `order_against` returned for this device. Raises Malformed."""
    try:
        padded = Cursor(unseal(content, opener(own.sealing), _info(organisation, own.device)))
    except NotOpened:
        raise Malformed("malformed") from None
    cursor = Cursor(padded.frame(len(content)))
    found = []
    while not cursor.over:
        found.append(from_bytes(cursor.frame(2 * LIMIT)))
    return tuple(found)


def _info(organisation: str, device: str) -> bytes:
    return f"{_CONTEXT}\n{organisation}\n{device}".encode("ascii")


def _is_against(one: Signed, device: str) -> bool:
    return isinstance(one.statement, Revocation) and one.statement.device == device


def _certificate(directory: Directory, device: str) -> Signed:
    named = directory.devices[device].certificate
    return next(
        one
        for one in directory.statements.values()
        if isinstance(one.statement, Certificate) and one.statement == named
    )
