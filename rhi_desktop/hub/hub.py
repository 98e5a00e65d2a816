"""The hub: everything that its routes ask for, over one database. It keeps nothing in memory between requests."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine, insert, select
from sqlalchemy.exc import IntegrityError

from rhi_desktop.hub import tables
from rhi_desktop.hub.admitting import Admitting
from rhi_desktop.hub.asking import Asker, Request, asker
from rhi_desktop.hub.engine import reading, writing
from rhi_desktop.hub.pulling import Puller
from rhi_desktop.hub.pushing import push
from rhi_desktop.hub.refusing import HubProblem
from rhi_desktop.wire import api, limits


@dataclass(frozen=True, slots=True)
class Hub:
    """One hub. `clock` returns Unix seconds."""

    engine: Engine
    key: Ed25519PrivateKey
    clock: Callable[[], float]
    admitting: Admitting
    puller: Puller

    @classmethod
    def over(cls, engine: Engine, clock: Callable[[], float]) -> "Hub":
        """Return the hub over a database that `make_key` was called for. Raises HubProblem."""
        key = read_key(engine)
        return cls(engine, key, clock, Admitting(engine), Puller(engine, key))

    def now(self) -> int:
        """Return the hub's time in whole Unix seconds."""
        return int(self.clock())

    def today(self) -> date:
        """Return the day, in UTC: all of the time that is kept."""
        return datetime.fromtimestamp(self.clock(), UTC).date()

    def asker(self, request: Request) -> Asker:
        """Return the device that asks. Raises Refused."""
        return asker(self.engine, request, self.now())

    def about(self) -> api.About:
        """Return who this hub is."""
        sizes = api.Limits(
            envelope=limits.ENVELOPE, request=limits.REQUEST, pushed=limits.PUSHED, readers=limits.READERS
        )
        key = self.key.public_key().public_bytes_raw().hex()
        return api.About(protocol=api.PROTOCOL, key=key, time=self.now(), limits=sizes)

    def push(self, who: Asker, contents: Sequence[bytes]) -> api.Pushed:
        """Take envelopes. Raises Refused."""
        return push(self.engine, who, contents, self.today())

    def pull(self, who: Asker, asked: api.Pulling) -> tuple[api.Page, list[bytes]]:
        """Return a page. Raises Refused."""
        who.require_active()
        return self.puller.pull(who, asked, self.today())


def make_key(engine: Engine) -> Ed25519PrivateKey:
    """Return the key that signs the heads; it is made where there is none, once, whoever comes first."""
    made = Ed25519PrivateKey.generate().private_bytes_raw()
    with suppress(IntegrityError), writing(engine) as connection:
        if connection.scalar(select(tables.hub.c.key)) is None:
            connection.execute(insert(tables.hub).values(number=1, key=made))
    return read_key(engine)


def read_key(engine: Engine) -> Ed25519PrivateKey:
    """Return the key that signs the heads. Raises HubProblem where there is none."""
    with reading(engine) as connection:
        kept = connection.scalar(select(tables.hub.c.key))
    if kept is None:
        raise HubProblem("This database holds no hub yet. Run “rhi-hub init” first.")
    return Ed25519PrivateKey.from_private_bytes(bytes(kept))
