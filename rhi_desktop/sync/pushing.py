"""Pushing: what waits is sealed, kept, sent, and marked by what the hub answers.

An envelope is kept before it is sent and sent until the hub is known to have it: a reply that is lost costs a second
sending, which the hub recognises.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rhi_desktop.domain.records import instant_text
from rhi_desktop.services.syncing.ports import Membership, Outcome, OwnKeys
from rhi_desktop.services.syncing.team import Progress, Standing, Tell
from rhi_desktop.sync.directory import Directory
from rhi_desktop.sync.hub import Hub, HubRefused
from rhi_desktop.sync.lane import Stored
from rhi_desktop.sync.mailing import Mailing, TooLarge, addressed
from rhi_desktop.sync.payload import HeadItem
from rhi_desktop.sync.sealing import Sealer
from rhi_desktop.wire import api, limits
from rhi_desktop.wire.words import WORDS

ROOM = 64 * limits.KIB
"""What the frames of a request take besides the envelopes, at most."""
STALE = frozenset({api.Reason.UNKNOWN_READER, api.Reason.GAP})
"""What says that this device does not know how things stand at the hub: it pulls, and seals anew."""
ANEW = STALE | {api.Reason.TRUNCATED, api.Reason.TOO_MANY, api.Reason.FULL}
"""What is no fault of the envelope's content."""
PATIENCE = 3
"""How many requests in a row may get nothing taken."""
SENDING = "Sending"


@dataclass(frozen=True, slots=True)
class Sent:
    """What one push did; `stale` where the hub stands elsewhere than this device thought."""

    envelopes: int
    refused: int
    stale: bool = False


class Pusher:
    """Pushes for one device."""

    def __init__(self, stored: Stored, hub: Hub, own: OwnKeys) -> None:
        self._stored = stored
        self._hub = hub
        self._own = own
        self._sealer = Sealer(own.signing)

    def run(self, tell: Tell) -> Sent:
        """Send all that waits. Raises HubUnreachable, HubRefused, Cancelled."""
        team = self._stored.team()
        directory = self._stored.directory(team)
        store = self._stored.store
        sent = refused = idle = 0
        while True:
            contents = self._stored.on_lane(lambda: store.unsent(limits.PUSHED, limits.REQUEST - ROOM))
            if not contents:
                if not self._seal(team, directory):
                    return Sent(sent, refused)
                continue
            tell(Progress(SENDING, sent, sent + len(contents)))
            answers = self._hub.push(contents).answers
            reason = _first(answers)
            if reason is api.Reason.FORKED:
                self._stored.change(standing=Standing.FORKED)
                raise HubRefused(reason)
            outcomes = _outcomes(answers)
            self._note(outcomes)
            taken = sum(one.taken for one in outcomes)
            sent += taken
            refused += sum(bool(one.refused) for one in outcomes)
            if reason in STALE:
                return Sent(sent, refused, stale=True)
            idle = 0 if taken else idle + 1
            if idle >= PATIENCE:
                raise HubRefused(reason or api.Reason.BUSY)

    def _note(self, outcomes: Sequence[Outcome]) -> None:
        self._stored.on_lane(lambda: self._stored.store.answered(outcomes, self._stored.clock()))

    def _seal(self, team: Membership, directory: Directory) -> bool:
        """Seal what is next and keep it; whether there was anything."""
        store, on_lane = self._stored.store, self._stored.on_lane
        if not directory.epoch:
            return False
        bundles = on_lane(store.bundles)
        letters = tuple(addressed(bundles, directory, self._own.device))
        unread = [number for letter in letters if not letter.readers for number in letter.bundle.numbers]
        if unread:
            on_lane(lambda: store.drop(unread))
        letters = tuple(letter for letter in letters if letter.readers)
        readers = sorted({reader for letter in letters for reader in letter.readers})
        last, to = on_lane(lambda: store.places(readers))
        mailing = Mailing(self._sealer, directory, self._own.device, last, to)
        heads = _heads(team)
        at = instant_text(self._stored.clock())
        posted = []
        too_large: list[int] = []
        for letter in letters:
            try:
                posted.append(mailing.seal(letter, at, heads))
            except TooLarge as problem:
                too_large += problem.numbers
        if too_large:
            on_lane(lambda: store.refuse(too_large, WORDS[api.Reason.TOO_LARGE], self._stored.clock()))
        on_lane(lambda: store.post(posted))
        return bool(bundles)


def _outcomes(answers: Sequence[api.Answer]) -> tuple[Outcome, ...]:
    return tuple(_outcome(one) for one in answers)


def _outcome(answer: api.Answer) -> Outcome:
    if answer.outcome in (api.Outcome.ACCEPTED, api.Outcome.KNOWN, api.Outcome.QUARANTINED):
        return Outcome(answer.id, taken=True)
    if answer.outcome is api.Outcome.SKIPPED or answer.reason in ANEW or answer.reason is None:
        return Outcome(answer.id, taken=False, anew=True)
    return Outcome(answer.id, taken=False, refused=WORDS[answer.reason])


def _first(answers: Sequence[api.Answer]) -> api.Reason | None:
    return next((one.reason for one in answers if one.reason is not None), None)


def _heads(team: Membership) -> tuple[HeadItem, ...]:
    """Return what a coordinator tells of the log, so that others find out whether they are shown the same."""
    if not team.role.coordinates or not team.log_size:
        return ()
    return (HeadItem(size=team.log_size, root=team.log_root),)
