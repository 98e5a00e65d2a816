"""A hub process that is slow: it has written an envelope and not committed it yet."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

from sqlalchemy import Connection, event

from rhi_desktop.hub.asking import read_asker
from rhi_desktop.hub.engine import reading
from rhi_desktop.hub.pushing import push
from rhi_desktop.wire.api import Pushed
from tests.builders import NOON
from tests.hub.databases import Databases
from tests.hub.devices import Device

PATIENCE = 30


@contextmanager
def slow_writer(databases: Databases, device: Device, content: bytes) -> Iterator[tuple[Event, "Future[Pushed]"]]:
    """Push an envelope over an engine of its own, and hold the transaction open until the event is set."""
    engine = databases.again()
    with reading(engine) as connection:
        asker = read_asker(connection, device.organisation, device.id)
    assert asker is not None
    written, go_on = Event(), Event()

    def wait(_: Connection) -> None:
        written.set()
        assert go_on.wait(PATIENCE)

    event.listen(engine, "commit", wait)
    with ThreadPoolExecutor(1) as pool:
        pushed = pool.submit(push, engine, asker, [content], NOON.date())
        assert written.wait(PATIENCE)
        try:
            yield go_on, pushed
        finally:
            go_on.set()
