"""A hub whose disk is full says so, keeps nothing by halves, and goes on when there is room."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event, text

from rhi_desktop.hub.checking import check
from rhi_desktop.hub.hub import Hub
from rhi_desktop.wire import api
from rhi_desktop.wire.api import Outcome, Reason
from rhi_desktop.wire.frames import framed
from tests.hub.devices import Device, let_in, reason

FULL = """
CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$;
CREATE TRIGGER full_disk BEFORE INSERT ON delivery FOR EACH ROW EXECUTE FUNCTION full_disk();
CREATE TRIGGER full_disk BEFORE UPDATE ON device FOR EACH ROW EXECUTE FUNCTION full_disk()
"""


@contextmanager
def no_room(engine: Engine) -> Iterator[None]:
    """Let the database's file grow no further; PostgreSQL says what it says then, halfway through a push."""
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(text(FULL))
        yield
        with engine.begin() as connection:
            connection.execute(text("DROP FUNCTION full_disk CASCADE"))
        return
    with engine.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()

    def bound(connection: Any, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    event.listen(engine, "connect", bound)
    engine.dispose()
    yield
    event.remove(engine, "connect", bound)
    engine.dispose()


@pytest.fixture
def contents(ann: Device) -> list[bytes]:
    """More than there is room for."""
    ann.push(ann.envelope())
    return [ann.envelope(size=256 * 1024) for _ in range(4)]


def test_a_push_that_does_not_fit_leaves_nothing_and_fits_later(hub: Hub, ann: Device, contents: list[bytes]) -> None:
    with no_room(hub.engine):
        answer = ann.ask("POST", "/v1/push", framed(contents), api.FRAMES_TYPE)
        assert (answer.status_code, reason(answer), answer.headers["retry-after"]) == (507, Reason.FULL, "300")
        checked = check(hub.engine)
        assert (checked.envelopes, checked.problems) == (1, [])
    assert [one.outcome for one in ann.push(*contents).answers] == [Outcome.ACCEPTED] * 4
    assert check(hub.engine).envelopes == 5


def test_what_is_there_is_handed_over_though_no_contact_can_be_noted(
    hub: Hub, ann: Device, contents: list[bytes]
) -> None:
    kim = let_in(ann, Device(ann.client, ann.organisation), "KIMSCODE00000000", team=True)
    ann.push(contents[0])
    with no_room(hub.engine):
        page, came = kim.pull()
    assert (page.head.size, came[1:]) == (2, (contents[0],))
    kim.pull(after=2)
    seen = {one["device"]: one["held"] for one in ann.ask("GET", "/v1/devices").json()["devices"]}
    assert seen[kim.id] == 2
