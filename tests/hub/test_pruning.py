"""What goes from the hub: envelopes that everybody who is to have them holds, after a while, and nothing else."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, event, select

from rhi_desktop.hub import pruning, tables
from rhi_desktop.hub.checking import check
from rhi_desktop.hub.engine import reading
from rhi_desktop.hub.hub import Hub
from rhi_desktop.hub.pruning import Pruned, prune
from rhi_desktop.wire import api, limits, merkle
from rhi_desktop.wire.envelope import RECOVERY, TEAM
from tests.builders import NOON
from tests.hub.databases import Databases
from tests.hub.devices import Device, hashed, let_in

KEPT = 30
LATER = NOON.date() + dt.timedelta(days=KEPT)


@pytest.fixture
def kim(ann: Device) -> Device:
    """A worker's device."""
    return let_in(ann, Device(ann.client, ann.organisation), "INVITATIONFORKIM")


@pytest.fixture
def sam(ann: Device) -> Device:
    """A second coordinator's device."""
    return let_in(ann, Device(ann.client, ann.organisation), "INVITATIONFORSAM", team=True)


def left(hub: Hub) -> list[int]:
    """Return the positions that still have their bodies, after pruning."""
    prune(hub.engine, LATER, KEPT)
    with reading(hub.engine) as connection:
        kept = select(tables.envelope.c.position).where(tables.envelope.c.content.is_not(None))
        return sorted(connection.scalars(kept))


def hold_all(*devices: Device) -> None:
    for device in devices:
        device.pull(after=device.pull(after=0)[0].head.size)


def test_codes_that_ran_out_before_today_go(hub: Hub, ann: Device) -> None:
    for code, days in ((hashed("INVITATION000001"), 5), (hashed("INVITATION000002"), 6)):
        ann.send("/v1/invitations", api.Invitation(code=code, seconds=days * 24 * 3600))
    prune(hub.engine, NOON.date() + dt.timedelta(days=6), KEPT)
    with reading(hub.engine) as connection:
        codes = set(connection.scalars(select(tables.code.c.hash)))
    assert codes & {hashed("INVITATION000001"), hashed("INVITATION000002")} == {hashed("INVITATION000002")}


def test_what_is_for_a_worker_stays_until_the_worker_says_that_it_is_held(hub: Hub, ann: Device, kim: Device) -> None:
    ann.push(ann.envelope([kim.id]), ann.envelope([kim.id]))
    kim.pull(after=0)
    assert left(hub) == [1, 2]
    kim.pull(after=1)
    assert left(hub) == [2]
    kim.pull(after=2)
    assert left(hub) == []


def test_what_is_for_the_team_stays_until_all_of_it_hold_it(hub: Hub, ann: Device, sam: Device, kim: Device) -> None:
    kim.push(kim.envelope([TEAM]), kim.envelope([TEAM, kim.id]))
    hold_all(ann, kim)
    assert left(hub) == [1, 2]
    sam.pull(after=1)
    assert left(hub) == [2]
    let_in(ann, Device(ann.client, ann.organisation), "INVITATIONFORLEE", team=True)
    sam.pull(after=2)
    assert left(hub) == [2]


def test_nobody_waits_for_a_device_that_was_shut_out(hub: Hub, ann: Device, sam: Device, kim: Device) -> None:
    ann.push(ann.envelope([TEAM]), ann.envelope([kim.id]))
    hold_all(ann)
    assert left(hub) == [1, 2]
    for device in (sam, kim):
        ann.send("/v1/devices/revoke", api.Revoking(device=device.id, statement=""))
    assert left(hub) == []


def test_what_a_team_without_devices_is_to_have_stays(hub: Hub, ann: Device, kim: Device) -> None:
    kim.push(kim.envelope([TEAM]))
    hold_all(ann, kim)
    ann.send("/v1/devices/revoke", api.Revoking(device=ann.id, statement=""))
    assert left(hub) == [1]


def test_what_is_for_the_recovery_stays_whoever_holds_it(hub: Hub, ann: Device, root: Ed25519PrivateKey) -> None:
    ann.push(ann.envelope([RECOVERY]), ann.envelope([TEAM, RECOVERY]), ann.envelope([TEAM]))
    back = Device(ann.client, ann.organisation)
    signature = root.sign(api.recovery_message(back.organisation, back.id, back.signing_key)).hex()
    assert back.send("/v1/recoveries", api.Recovery(
        organisation=back.organisation, device=back.id, signing_key=back.signing_key, signature=signature,
    )).status_code == 201  # fmt: skip
    hold_all(ann, back)
    assert left(hub) == [1, 2]


def test_what_came_lately_stays(hub: Hub, ann: Device) -> None:
    ann.push(ann.envelope())
    hold_all(ann)
    assert prune(hub.engine, LATER - dt.timedelta(days=1), KEPT) == Pruned(0, 0)
    assert prune(hub.engine, LATER, KEPT).envelopes == 1
    assert prune(hub.engine, LATER, KEPT) == Pruned(0, 0)


def test_the_log_stays_whole_and_provable_and_newcomers_are_told(
    hub: Hub, ann: Device, sam: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pruning, "BATCH", 2)
    contents = [ann.envelope() for _ in range(5)]
    ann.push(*contents)
    before = sam.pull()[0].head
    hold_all(ann, sam)
    assert prune(hub.engine, LATER, KEPT) == Pruned(5, sum(map(len, contents)))
    late = ann.envelope()
    ann.push(late)
    checked = check(hub.engine)
    assert (checked.envelopes, checked.pruned, checked.problems) == (6, 5, [])
    page, came = sam.pull(after=5, size=before.size, root=before.root)
    proof = [bytes.fromhex(one) for one in page.proof]
    old, new = bytes.fromhex(before.root), bytes.fromhex(page.head.root)
    assert merkle.is_consistent(before.size, old, page.head.size, new, proof)
    assert came == (late,)
    assert [one.outcome for one in ann.push(*contents).answers] == [api.Outcome.KNOWN] * 5
    lee = Device(ann.client, ann.organisation)
    let_in(ann, lee, "INVITATIONFORLEE")
    approved = ann.send("/v1/devices/approve", api.Approval(device=lee.id, team=True))
    assert approved.json() == {"pruned": True}


def test_whoever_is_let_into_the_team_meanwhile_is_told_what_has_gone(
    databases: Databases, hub: Hub, ann: Device
) -> None:
    """A device is approved while another process prunes and has yet to commit."""
    ann.push(ann.envelope())
    hold_all(ann)
    lee = Device(ann.client, ann.organisation)
    assert ann.send("/v1/invitations", api.Invitation(code=hashed("INVITATIONFORLEE"), seconds=60)).status_code == 201
    lee.enrol("INVITATIONFORLEE")
    other, written, go_on = databases.again(), Event(), Event()

    def wait(connection: Connection) -> None:
        if not connection.get_execution_options().get("rhi_reading"):
            written.set()
            assert go_on.wait(30)

    event.listen(other, "commit", wait)
    with ThreadPoolExecutor(2) as pool:
        pruning_it = pool.submit(prune, other, LATER, KEPT)
        assert written.wait(30)
        approving = pool.submit(ann.send, "/v1/devices/approve", api.Approval(device=lee.id, team=True))
        Event().wait(0.3)
        waited = not approving.done()
        go_on.set()
        assert pruning_it.result().envelopes == 1
        assert approving.result().json() == {"pruned": True}
    assert waited


def test_what_goes_while_a_page_is_put_together_is_left_out_of_it(
    databases: Databases, hub: Hub, ann: Device, sam: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody reads again what is held by all, and it is pruned between two statements of the answer."""
    monkeypatch.setattr(limits, "PAGE", 10_000)
    contents = [ann.envelope() for _ in range(4)]
    ann.push(*contents)
    sam.pull(after=0)
    sam.pull(after=2)
    ann.pull(after=4)
    other, went = databases.again(), list[int]()

    def prune_now(_: object, __: object, statement: str, *___: object) -> None:
        if not went and "envelope.content" in statement and "delivery" not in statement:
            went.append(prune(other, LATER, KEPT).envelopes)

    event.listen(hub.engine, "before_cursor_execute", prune_now)
    page, came = sam.pull(after=0)
    assert (went, page.upto, page.more) == ([2], 2, True)
    assert set(came) <= set(contents[:2])
    assert sam.pull(after=page.upto)[1] == tuple(contents[2:])
