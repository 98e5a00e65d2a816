"""A hub process that is slow: it has written something and not committed it yet."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from typing import TypeVar

from sqlalchemy import Connection, Engine, event

from rhi_desktop.hub.asking import read_asker
from rhi_desktop.hub.engine import reading
from rhi_desktop.hub.pushing import push
from rhi_desktop.wire.api import Pushed
from tests.builders import NOON
from tests.hub.databases import Databases
from tests.hub.devices import Device

PATIENCE = 30
T = TypeVar("T")


@contextmanager
def held_open(engine: Engine, job: Callable[[], T]) -> Iterator[tuple[Event, "Future[T]"]]:
    """Do a job that writes by this engine, and hold its transaction open until the event is set."""
    written, go_on = Event(), Event()

    def wait(connection: Connection) -> None:
        if not connection.get_execution_options().get("rhi_reading"):
            written.set()
            assert go_on.wait(PATIENCE)

    event.listen(engine, "commit", wait)
    with ThreadPoolExecutor(1) as pool:
        doing = pool.submit(job)
        assert written.wait(PATIENCE)
        try:
            yield go_on, doing
        finally:
            go_on.set()


@contextmanager
def slow_writer(databases: Databases, device: Device, content: bytes) -> Iterator[tuple[Event, "Future[Pushed]"]]:
    """Push an envelope over an engine of its own, and hold the transaction open until the event is set."""
    engine = databases.again()
    with reading(engine) as connection:
        asker = read_asker(connection, device.organisation, device.id)
    assert asker is not None
    known = asker
    with held_open(engine, lambda: push(engine, known, [content], NOON.date())) as slow:
        yield slow
