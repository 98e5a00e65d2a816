"""The log: every envelope once, in an order without gaps, to its readers, with a head that can be proved."""

import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import select, update

from rhi_desktop.domain.ids import new_record_id
from rhi_desktop.hub import tables
from rhi_desktop.hub.engine import writing
from rhi_desktop.hub.hub import Hub
from rhi_desktop.wire import api, limits, merkle
from rhi_desktop.wire.api import Outcome, Reason
from rhi_desktop.wire.envelope import RECOVERY, TEAM
from tests.builders import NOON
from tests.hub.databases import Databases
from tests.hub.devices import Device, let_in, reason
from tests.hub.slow_writer import slow_writer


def root_over(ids: list[bytes]) -> bytes:
    leaves = [merkle.leaf(one) for one in ids]
    return merkle.root(len(ids), lambda start, end: merkle.folded(leaves[start:end]))


def outcomes(pushed: api.Pushed) -> list[Outcome]:
    return [one.outcome for one in pushed.answers]


@pytest.fixture
def kim(ann: Device) -> Device:
    """A worker's device."""
    return let_in(ann, Device(ann.client, ann.organisation), "KIMSCODE00000000")


@pytest.fixture
def sam(ann: Device) -> Device:
    """A second coordinator's device."""
    return let_in(ann, Device(ann.client, ann.organisation), "SAMSCODE00000000", team=True)


def test_an_envelope_goes_to_its_readers_and_to_nobody_else(ann: Device, kim: Device, sam: Device) -> None:
    lee = let_in(ann, Device(ann.client, ann.organisation), "LEESCODE00000000")
    to_team, to_kim, to_lee = kim.envelope([TEAM]), None, None
    assert outcomes(kim.push(to_team)) == [Outcome.ACCEPTED]
    to_kim, to_lee = ann.envelope([kim.id, TEAM]), ann.envelope([lee.id])
    assert outcomes(ann.push(to_kim, to_lee)) == [Outcome.ACCEPTED] * 2
    assert ann.pull_all() == [to_team]
    assert sam.pull_all() == [to_team, to_kim]
    assert kim.pull_all() == [to_kim]
    assert lee.pull_all() == [to_lee]


def test_what_is_for_the_recovery_goes_to_whoever_came_in_by_the_root_alone(
    ann: Device, sam: Device, root: Ed25519PrivateKey
) -> None:
    sealed = ann.envelope([RECOVERY])
    ann.push(sealed)
    back = Device(ann.client, ann.organisation)
    message = api.recovery_message(back.organisation, back.id, back.signing_key)
    recovery = api.Recovery(
        organisation=back.organisation, device=back.id, signing_key=back.signing_key,
        signature=root.sign(message).hex(),
    )  # fmt: skip
    assert back.send("/v1/recoveries", recovery).status_code == 201
    assert back.send("/v1/recoveries", recovery).status_code == 201
    assert (sam.pull_all(), back.pull_all()) == ([], [sealed])


def test_a_request_that_comes_again_changes_nothing(ann: Device, sam: Device) -> None:
    contents = [ann.envelope() for _ in range(3)]
    first, again = ann.push(*contents), ann.push(*contents)
    assert outcomes(again) == [Outcome.KNOWN] * 3
    assert [one.position for one in again.answers] == [one.position for one in first.answers] == [1, 2, 3]
    assert (again.counter, again.tip) == (3, ann.tip)
    assert sam.pull_all() == contents


def test_a_gap_a_fork_and_an_unknown_reader_are_refused_and_what_follows_is_skipped(ann: Device, kim: Device) -> None:
    ann.push(ann.envelope())
    tip = ann.tip
    skipped, gap = ann.envelope(), ann.envelope()
    assert [one.reason for one in ann.push(gap).answers] == [Reason.GAP]
    ann.counter, ann.tip = 1, tip
    stranger = ann.envelope([new_record_id(NOON)])
    told = ann.push(stranger, skipped)
    assert [(one.outcome, one.reason) for one in told.answers] == [
        (Outcome.REFUSED, Reason.UNKNOWN_READER),
        (Outcome.SKIPPED, None),
    ]
    assert (told.counter, told.tip) == (1, tip)
    assert outcomes(ann.push(skipped)) == [Outcome.ACCEPTED]
    ann.counter, ann.tip = 1, tip
    assert [one.reason for one in ann.push(ann.envelope()).answers] == [Reason.FORKED]
    kim.counter = 0
    assert [one.reason for one in kim.push(kim.envelope(previous="ab" * 32)).answers] == [Reason.FORKED]


@pytest.mark.parametrize("how", ["bit", "cut", "other device", "other organisation", "not signed", "version"])
def test_an_envelope_that_is_not_whole_or_not_the_senders_is_refused(how: str, ann: Device, kim: Device) -> None:
    content = ann.envelope()
    expected = {Reason.FORGED}
    if how == "bit":
        content = content[:-80] + bytes([content[-80] ^ 1]) + content[-79:]
    elif how == "cut":
        content, expected = content[:-1], {Reason.TRUNCATED}
    elif how == "other device":
        content = kim.envelope()
    elif how == "other organisation":
        content, expected = ann.envelope(organisation=new_record_id(NOON)), {Reason.OTHER_ORGANISATION}
    elif how == "not signed":
        content = content[:-64] + bytes(64)
    else:
        content, expected = content[:4] + b"\x02" + content[5:], {Reason.NEWER_VERSION}
    assert {one.reason for one in ann.push(content).answers} == expected
    assert ann.pull()[0].head.size == 0


def test_every_cut_of_a_request_is_refused_whole_or_taken_as_far_as_it_is_whole(ann: Device) -> None:
    first, second = ann.envelope(), ann.envelope()
    body = b"".join(len(one).to_bytes(4, "big") + one for one in (first, second))
    for end in range(0, len(body), 97):
        answer = ann.ask("POST", "/v1/push", body[:end], api.FRAMES_TYPE)
        if end in (0, len(first) + 4):
            continue
        assert (answer.status_code, reason(answer)) == (400, Reason.TRUNCATED)
    assert ann.pull()[0].head.size == 0
    assert outcomes(ann.push(first, second)) == [Outcome.ACCEPTED] * 2


def test_too_much_is_refused_before_it_is_looked_at(ann: Device) -> None:
    many = b"".join(len(b"x").to_bytes(4, "big") + b"x" for _ in range(limits.PUSHED + 1))
    assert reason(ann.ask("POST", "/v1/push", many, api.FRAMES_TYPE)) is Reason.TOO_MANY
    large = ann.ask("POST", "/v1/push", bytes(limits.REQUEST + 1), api.FRAMES_TYPE)
    assert (large.status_code, reason(large)) == (413, Reason.TOO_LARGE)
    long = ann.ask("POST", "/v1/pull", bytes(limits.CONTROL + 1))
    assert (long.status_code, reason(long)) == (413, Reason.TOO_LARGE)


def test_the_head_is_signed_and_every_later_one_is_proved_to_only_add(hub: Hub, ann: Device, sam: Device) -> None:
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(hub.about().key))
    heads: list[tuple[int, str]] = []
    ids: list[bytes] = []
    for _ in range(9):
        contents = [ann.envelope() for _ in range(61)]
        ann.push(*contents)
        ids += [hashlib.sha256(one).digest() for one in contents]
        head = sam.pull(after=len(ids))[0].head
        assert bytes.fromhex(head.root) == root_over(ids)
        key.verify(bytes.fromhex(head.signature), api.head_message(ann.organisation, head.size, head.root))
        heads.append((head.size, head.root))
    for size, root in heads:
        page = sam.pull(after=len(ids), size=size, root=root)[0]
        proof = [bytes.fromhex(one) for one in page.proof]
        new = bytes.fromhex(page.head.root)
        assert merkle.is_consistent(size, bytes.fromhex(root), page.head.size, new, proof)
        assert not merkle.is_consistent(size, bytes(32), page.head.size, new, proof)


def test_a_page_ends_in_time_and_the_next_goes_on(ann: Device, sam: Device) -> None:
    contents = [ann.envelope(size=512 * 1024) for _ in range(12)]
    for one in contents:
        ann.push(one)
    page, first = sam.pull()
    assert page.more
    assert sum(map(len, first)) <= limits.PAGE
    assert page.left == len(contents) - len(first)
    assert sam.pull_all() == contents


def test_a_reader_that_is_ahead_of_the_log_is_told_that_the_hub_lost_something(ann: Device) -> None:
    ann.push(ann.envelope())
    for asked in (api.Pulling(after=2, size=0, root="0" * 64), api.Pulling(after=0, size=2, root="0" * 64)):
        answer = ann.send("/v1/pull", asked)
        assert (answer.status_code, reason(answer)) == (409, Reason.ROLLED_BACK)


def test_what_a_device_holds_and_the_day_of_its_contact_are_noted(ann: Device, kim: Device) -> None:
    ann.push(ann.envelope([kim.id]))
    kim.pull(after=0)
    kim.pull(after=1)
    listed = ann.ask("GET", "/v1/devices")
    seen = {one["device"]: (one["held"], one["seen"]) for one in listed.json()["devices"]}
    assert seen[kim.id] == (1, "2026-11-25")


def test_a_cursor_never_passes_an_envelope_that_a_slower_writer_has_yet_to_commit(
    databases: Databases, ann: Device, kim: Device, sam: Device
) -> None:
    """One process holds its transaction open with an envelope in it; another serves a reader and a writer."""
    sam.pull()
    slow, fast = kim.envelope(), ann.envelope()
    with ThreadPoolExecutor(1) as pool:
        with slow_writer(databases, kim, slow) as (go_on, pushed):
            pushing = pool.submit(ann.push, fast)
            page, contents = sam.pull()
            assert (page.upto, page.head.size, contents) == (0, 0, ())
            assert not pushing.done()
            go_on.set()
            assert outcomes(pushed.result()) == [Outcome.ACCEPTED]
        assert [one.position for one in pushing.result().answers] == [2]
    assert sam.pull_all() == [slow, fast]


def test_a_pruned_envelope_is_handed_over_no_more_and_stays_a_leaf(hub: Hub, ann: Device, sam: Device) -> None:
    contents = [ann.envelope() for _ in range(3)]
    ann.push(*contents)
    size, root = 3, sam.pull()[0].head.root
    with writing(hub.engine) as connection:
        gone = update(tables.envelope).where(tables.envelope.c.position == 1).values(content=None)
        connection.execute(gone)
        assert connection.execute(select(tables.envelope)).all()
    ann.push(ann.envelope())
    assert sam.pull_all()[:2] == contents[1:]
    page = sam.pull(after=3, size=size, root=root)[0]
    proof = [bytes.fromhex(one) for one in page.proof]
    assert merkle.is_consistent(size, bytes.fromhex(root), 4, bytes.fromhex(page.head.root), proof)
