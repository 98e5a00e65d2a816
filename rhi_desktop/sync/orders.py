"""The order by which a device is shut out, as the hub shows it to that device: with all that it takes to believe it."""

from rhi_desktop.sync.directory import Directory
from rhi_desktop.sync.statements import LIMIT, ROOT, Certificate, Revocation, Signed, from_bytes
from rhi_desktop.wire.frames import Cursor, framed


def order_against(directory: Directory, device: str) -> bytes:
    """Return the certificates from the root to whoever shut the device out, then the order. KeyError for none."""
    orders = [one for one in directory.statements.values() if _is_against(one, device)]
    if not orders:
        raise KeyError(device)
    chain = [orders[0]]
    while chain[0].signer != ROOT:
        chain.insert(0, _certificate(directory, chain[0].signer))
    return framed([one.to_bytes() for one in chain])


def read_order(content: bytes) -> tuple[Signed, ...]:
    """Read what `order_against` returned. Raises Malformed."""
    cursor = Cursor(content)
    found = []
    while not cursor.over:
        found.append(from_bytes(cursor.frame(2 * LIMIT)))
    return tuple(found)


def _is_against(one: Signed, device: str) -> bool:
    return isinstance(one.statement, Revocation) and one.statement.device == device


def _certificate(directory: Directory, device: str) -> Signed:
    named = directory.devices[device].certificate
    return next(
        one
        for one in directory.statements.values()
        if isinstance(one.statement, Certificate) and one.statement == named
    )
