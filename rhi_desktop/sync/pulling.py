"""Pulling: page by page, each checked against the log that was believed so far, opened, and taken in.

Every step may be cut off and begun again: the cursor moves in the transaction that keeps what came.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rhi_desktop.domain.records import GENESIS, instant_text
from rhi_desktop.services.syncing.ports import Alarm, Heard, Membership, OwnKeys
from rhi_desktop.services.syncing.team import Progress, Standing, Tell
from rhi_desktop.sync.hub import Hub, HubRefused, HubUnreachable
from rhi_desktop.sync.keys import signed_by
from rhi_desktop.sync.lane import Stored
from rhi_desktop.sync.opening import Came, Opened, Opener
from rhi_desktop.sync.payload import HeadItem
from rhi_desktop.sync.sealing import Unsealer
from rhi_desktop.wire.api import Page, Pulling, Reason, head_message
from rhi_desktop.wire.merkle import EMPTY, is_consistent

AT_ONCE = 10
"""How many envelopes are taken in by one transaction: the lane is free for a person's work between two."""
HELD = 200
"""How many envelopes that were kept aside are tried again in one go."""
RECEIVING = "Receiving"


class LogRefused(HubUnreachable):
    """What the hub shows is not the log that this laptop knows; nothing was taken in, and an alarm says why."""

    def __init__(self, alarm: Alarm) -> None:
        super().__init__("The hub does not show what it showed before. Nothing was taken in; see the alarms.")
        self.alarm = alarm


@dataclass(slots=True)
class _Run:
    """What one pull has come to."""

    received: int = 0
    heads: list[HeadItem] = field(default_factory=list)


class Puller:
    """Pulls for one device. `recovery` opens what is for the holder of the organisation's recovery sheet."""

    def __init__(self, stored: Stored, hub: Hub, own: OwnKeys, recovery: bytes = b"") -> None:
        self._stored = stored
        self._hub = hub
        self._own = own
        self._recovery = recovery

    def run(self, tell: Tell) -> int:
        """Take in all that is there; return how many envelopes. Raises HubUnreachable, HubRefused, Cancelled."""
        team = self._stored.team()
        opener = self._opener(team)
        run = _Run()
        first = True
        while True:
            tell(Progress(RECEIVING, run.received))
            page, contents = self._page(team)
            if first:
                self._own_end(page)
                first = False
            tell(Progress(RECEIVING, run.received, run.received + len(contents) + page.left))
            for heard in self._opened(opener, page, contents, run):
                self._take(heard)
                run.received += len(heard.arrivals)
                tell(Progress(RECEIVING, run.received, run.received + page.left))
            team = self._stored.team()
            if not page.more:
                break
        run.received += self._held(opener, team)
        self._gossip(run.heads, team)
        return run.received

    def _opener(self, team: Membership) -> Opener:
        stored = self._stored
        keys = stored.on_lane(stored.store.team_keys)
        unsealer = Unsealer(self._own.device, self._own.sealing, keys, self._recovery)
        return Opener(stored.directory(team), unsealer)

    def _page(self, team: Membership) -> tuple[Page, tuple[bytes, ...]]:
        """Return the next page, once it is shown that its log only adds to the one that was believed."""
        asked = Pulling(after=team.cursor, size=team.log_size, root=team.log_root)
        try:
            page, contents = self._hub.pull(asked)
        except HubRefused as refused:
            if refused.reason is not Reason.ROLLED_BACK:
                raise
            self._stored.alarm(Alarm("log_shorter", team.log_root))
            self._stored.change(cursor=0, log_size=0, log_root=GENESIS)
            page, contents = self._hub.pull(Pulling(after=0, size=0, root=GENESIS))
            team = self._stored.team()
        alarm = _fault(page, team, len(contents))
        if alarm is not None:
            self._stored.alarm(alarm)
            raise LogRefused(alarm)
        return page, contents

    def _own_end(self, page: Page) -> None:
        """Find out whether the hub has what this device sent, and no other work under its name."""
        stored = self._stored
        if not stored.on_lane(lambda: stored.store.hub_holds(page.counter, page.tip)):
            stored.change(standing=Standing.FORKED)
            raise HubRefused(Reason.FORKED)

    def _opened(self, opener: Opener, page: Page, contents: Sequence[bytes], run: _Run) -> Iterator[Heard]:
        at = instant_text(self._stored.clock())
        for start in range(0, max(len(contents), 1), AT_ONCE):
            some = range(start, min(start + AT_ONCE, len(contents)))
            came = [Came(contents[i], page.placed[i].position, at, page.placed[i].quarantined) for i in some]
            opened = [opener.open(one) for one in came]
            for one in opened:
                run.heads += one.heads
            last = start + AT_ONCE >= len(contents)
            cursor = page.upto if last else came[-1].position
            yield _heard(opened, cursor, page.head.size, page.head.root)

    def _take(self, heard: Heard) -> None:
        self._stored.on_lane(lambda: self._stored.store.take_in(heard, self._stored.clock()))

    def _held(self, opener: Opener, team: Membership) -> int:
        """Try again what could not be read when it came; return how much of it can be now."""
        stored = self._stored
        taken = 0
        while True:
            held = stored.on_lane(lambda: stored.store.kept_aside("", HELD))
            at = instant_text(stored.clock())
            tried = [opener.open(Came(one.content, one.position, at)) for one in held if one.content]
            read = [one for one in tried if not one.arrival.kept_aside]
            if not read:
                return taken
            self._take(taken_in(read, team))
            taken += len(read)

    def _gossip(self, heads: Sequence[HeadItem], team: Membership) -> None:
        """Hold the newest head that a colleague saw against the log that is shown here."""
        known = [one for one in heads if 0 < one.size <= team.log_size]
        if not known:
            return
        seen = max(known, key=lambda one: one.size)
        asked = Pulling(after=team.cursor, size=seen.size, root=seen.root)
        page, _ = self._hub.pull(asked)
        proof = tuple(bytes.fromhex(one) for one in page.proof)
        root = bytes.fromhex(page.head.root)
        if not is_consistent(seen.size, bytes.fromhex(seen.root), page.head.size, root, proof):
            self._stored.alarm(Alarm("split_log", seen.root))


def taken_in(opened: Sequence[Opened], team: Membership) -> Heard:
    """Return envelopes that had been kept aside as something to be taken in: the log stays where it is."""
    return _heard(opened, team.cursor, team.log_size, team.log_root)


def _heard(opened: Sequence[Opened], cursor: int, size: int, root: str) -> Heard:
    alarms = tuple(alarm for one in opened for alarm in one.alarms)
    return Heard(tuple(one.arrival for one in opened), cursor, size, root, alarms)


def _fault(page: Page, team: Membership, contents: int) -> Alarm | None:
    """Return what is wrong with the log that a page shows; nothing where it goes on from the one that is known."""
    head = page.head
    message = head_message(team.organisation, head.size, head.root)
    if not signed_by(team.hub_key, bytes.fromhex(head.signature), message):
        return Alarm("other_hub", team.hub_key)
    if head.size < team.log_size:
        return Alarm("log_shorter", team.log_root)
    old = bytes.fromhex(team.log_root) if team.log_size else EMPTY
    proof = tuple(bytes.fromhex(one) for one in page.proof)
    grown = is_consistent(team.log_size, old, head.size, bytes.fromhex(head.root), proof)
    places = [one.position for one in page.placed]
    in_order = places == sorted(set(places)) and all(team.cursor < place <= page.upto for place in places)
    if not grown or not in_order or len(places) != contents or not team.cursor <= page.upto <= head.size:
        return Alarm("log_changed", team.log_root)
    return None
