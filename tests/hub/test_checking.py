"""`rhi-hub check` finds every kind of damage to a log, and nothing in a whole one."""

from contextlib import suppress

import pytest
from sqlalchemy import text

from rhi_desktop.hub.checking import check, check_in
from rhi_desktop.hub.engine import writing
from rhi_desktop.hub.hub import Hub
from tests.hub.devices import Device, let_in


@pytest.fixture
def log(hub: Hub, ann: Device) -> Device:
    """A log of two devices, with one tile; the second device is returned."""
    kim = let_in(ann, Device(ann.client, ann.organisation), "INVITATIONFORKIM")
    for _ in range(5):
        ann.push(*(ann.envelope() for _ in range(51)))
    kim.push(kim.envelope(), kim.envelope([kim.id]))
    assert check(hub.engine).problems == []
    return kim


OTHER = {"sqlite": "x'78'", "postgresql": "'x'::bytea"}
DAMAGE = [
    ("UPDATE envelope SET content = BYTES WHERE position = 3", "envelope 3 is not what its id says"),
    ("UPDATE envelope SET content = (SELECT e.content FROM envelope e WHERE e.position = 4) WHERE position = 3",
     "envelope 3 is not what its id says"),
    ("UPDATE envelope SET device = (SELECT e.device FROM envelope e WHERE e.position = 256) WHERE position = 3",
     "envelope 3 has another organisation, device or size than its row"),
    ("UPDATE envelope SET size = size + 1 WHERE position = 3", "has another organisation, device or size than its row"),
    ("UPDATE envelope SET device = 'nobody' WHERE position = 3", "envelope 3 is from a device that is not here"),
    ("UPDATE envelope SET quarantined = TRUE WHERE position = 257",
     "envelope 257 is not handed to those whom it names"),
    ("UPDATE envelope SET content = NULL WHERE position = 3", "envelope 3 has gone, but is still to be handed"),
    ("UPDATE envelope SET position = 999 WHERE position = 257", "missing between positions 257 and 257"),
    ("DELETE FROM envelope WHERE position = 3", "envelopes are missing between positions 1 and 256"),
    ("DELETE FROM delivery WHERE position = 3", "envelope 3 is not handed to those whom it names"),
    ("INSERT INTO delivery SELECT organisation, 'x', position FROM envelope WHERE position = 3",
     "envelope 3 is not handed to those whom it names"),
    ("INSERT INTO delivery SELECT organisation, 'team', 258 FROM envelope WHERE position = 3",
     "there are rows of delivery behind the end of the log"),
    ("UPDATE organisation SET size = 256", "there are rows of envelope behind the end of the log"),
    ("UPDATE organisation SET frontier = BYTES", "the root over the log is not the one that is kept"),
    ("UPDATE device SET counter = counter + 1 WHERE NOT team", "does not end where its row says"),
    ("UPDATE device SET tip = 'x' WHERE team", "does not end where its row says"),
    ("UPDATE device SET signing_key = 'aa' WHERE NOT team", "envelope 256 is not signed by its device"),
    ("UPDATE tile SET root = BYTES", "tile 0 of level 1 is not the root of what is below it"),
    ("UPDATE tile SET number = 1", "tiles of level 1 are missing, or there are too many"),
    ("DELETE FROM tile", "tiles of level 1 are missing, or there are too many"),
]  # fmt: skip


class _PutBack(Exception):
    """The damage is undone by rolling the transaction back."""


def test_every_kind_of_damage_is_named(hub: Hub, log: Device) -> None:
    """Each is done to the same log in a transaction of its own, looked at from inside, and rolled back."""
    for damage, says in DAMAGE:
        with suppress(_PutBack), writing(hub.engine) as connection:
            connection.execute(text(damage.replace("BYTES", OTHER[connection.dialect.name])))
            problems = check_in(connection).problems
            assert any(says in problem for problem in problems), (damage, problems)
            raise _PutBack
    assert check(hub.engine).problems == []
