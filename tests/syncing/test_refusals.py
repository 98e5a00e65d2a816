"""What is refused, by the hub or by a colleague's laptop: told on what it concerns, retried or withdrawn alone."""

import secrets
from dataclasses import replace

import pytest

from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.people import Setting
from rhi_desktop.domain.records import Kind
from rhi_desktop.services.syncing.team import Fate
from tests.syncing.laptops import Laptop, allocated, exchange_all
from tests.syncing.memory_hub import MemoryHub

pytestmark = pytest.mark.parametrize("hubs", ["memory"], indirect=True)


def test_what_is_too_large_is_told_and_the_rest_goes_on(ann: Laptop, kim: Laptop) -> None:
    large = kim.commit(Kind.CHILD, to_body(Child(name="Robin Example", needs=secrets.token_hex(3_000_000))))
    small = kim.child("Ash Imaginary")
    kim.exchange()
    (refused,) = kim.link.refusals()
    assert (refused.record, refused.kind) == (large.id, Kind.CHILD)
    assert "larger than the hub takes" in refused.why
    assert kim.link.fate(large.id) is Fate.REFUSED
    ann.exchange()
    assert ann.store.get(Kind.CHILD, small.id).body["name"] == "Ash Imaginary"
    kim.link.retry(refused.number)
    kim.exchange()
    assert len(kim.link.refusals()) == 1
    kim.link.withdraw(kim.link.refusals()[0].number)
    assert kim.link.refusals() == ()
    assert kim.link.fate(large.id) is Fate.WITHDRAWN
    assert kim.store.get(Kind.CHILD, large.id).body["name"] == "Robin Example"


def test_what_a_colleague_cannot_read_is_told_to_whoever_wrote_it(ann: Laptop, kim: Laptop) -> None:
    child = kim.child()
    broken = kim.commit(Kind.ACTION, {"child": child.id, "what": 7, "interview": ""})
    exchange_all(kim, ann, kim)
    (refused,) = kim.link.refusals()
    assert (refused.record, refused.by) == (broken.id, "Ann Invented")
    assert "could not be read there" in refused.why
    assert ann.store.get(Kind.CHILD, child.id).body["name"] == "Robin Example"
    kim.link.retry(refused.number)
    exchange_all(kim, ann, kim)
    assert [one.record for one in kim.link.refusals()] == [broken.id]
    kim.link.withdraw(kim.link.refusals()[0].number)
    exchange_all(kim, ann, kim)
    assert kim.link.refusals() == ()


def test_a_setting_of_the_whole_team_from_a_workers_altered_program_is_refused(ann: Laptop, kim: Laptop) -> None:
    setting = kim.commit(Kind.SETTING, to_body(Setting(name="rules", value="{}")))
    revision = kim.revision_of(setting.id)
    kim.send_by_force(revision)
    exchange_all(kim, ann, kim)
    assert [one.body["name"] for one in ann.store.every(Kind.SETTING)] == []
    (refused,) = kim.link.refusals()
    assert refused.why.startswith("Your coordinators look after this for the whole team.")


def test_a_coordinator_is_told_what_another_coordinator_refused(ann: Laptop, sam: Laptop) -> None:
    broken = ann.commit(Kind.ACTION, {"child": ann.child().id, "what": 7, "interview": ""})
    exchange_all(ann, sam, ann)
    assert [(one.record, one.by) for one in ann.link.refusals()] == [(broken.id, "Sam Pretend")]


def test_an_envelope_of_a_later_version_is_kept_until_the_program_can_read_it(
    hub: MemoryHub, ann: Laptop, kim: Laptop
) -> None:
    start = len(hub.log)
    allocated(ann, kim)
    ann.exchange()
    sent = hub.log[start:]
    hub.log[start:] = [replace(one, content=one.content[:4] + b"\x02" + one.content[5:]) for one in sent]
    kim.exchange()
    status = kim.link.status()
    assert (status.held, status.alarms) == (len(sent), ())
    assert kim.store.children("", limit=9) == ()
    hub.log += sent
    kim.exchange()
    assert [one.name for one in kim.store.children("", limit=9)] == ["Robin Example"]
