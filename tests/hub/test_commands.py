"""The commands of `rhi-hub`: what they print, that a second time does nothing twice, one line for each error."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rhi_desktop import __version__
from rhi_desktop.domain.ids import new_record_id
from rhi_desktop.hub.cli import run
from rhi_desktop.hub.engine import open_database
from rhi_desktop.hub.metrics import Metrics
from rhi_desktop.wire import api
from rhi_desktop.wire.invitation import read_invitation
from tests.builders import NOON
from tests.hub.databases import KINDS
from tests.hub.devices import Device, reason
from tests.hub.postgres import Postgres
from tests.hub.watched import metrics, watched

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'hub.db'}"
    cluster: Postgres = request.getfixturevalue("postgres")
    return cluster.fresh()


@pytest.fixture
def command(url: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Iterator[Command]:
    """Run a command; return its exit status and what it printed."""
    monkeypatch.setenv("RHI_HUB_DATABASE", url)
    before = os.umask(0o022)

    def ran(*arguments: str) -> tuple[int, str, str]:
        status = run(list(arguments))
        told = capfd.readouterr()
        return status, told.out, told.err

    yield ran
    os.umask(before)


def code_of(line: str) -> str:
    return line.rsplit(" ", 1)[-1].strip()


@pytest.fixture
def counted() -> Metrics:
    """What the hub counts."""
    return metrics()


def test_init_sets_the_hub_up_once(command: Command, url: str, counted: Metrics, root: Ed25519PrivateKey) -> None:
    status, first, _ = command("init")
    assert (status, len(first.splitlines())) == (0, 2)
    status, second, _ = command("init")
    assert status == 0
    assert second.splitlines()[0] == first.splitlines()[0]
    assert "“rhi-hub invite” makes a further one" in second
    engine = open_database(url)
    with watched(engine, counted) as client:
        founding = code_of(first)
        assert Device(client, new_record_id(NOON)).found(root, founding).status_code == 201
        assert reason(Device(client, new_record_id(NOON)).found(root, founding)) is api.Reason.WRONG_CODE
        status, further, _ = command("invite")
        assert status == 0
        assert Device(client, new_record_id(NOON)).found(root, code_of(further)).status_code == 201
    engine.dispose()


def test_a_file_of_a_database_is_private(command: Command, url: str) -> None:
    command("init")
    if url.startswith("sqlite"):
        assert Path(url.removeprefix("sqlite:///")).stat().st_mode & 0o077 == 0


def test_the_operator_invites_lists_and_shuts_out(
    command: Command, url: str, counted: Metrics, root: Ed25519PrivateKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    founding = code_of(command("init")[1])
    engine = open_database(url)
    with watched(engine, counted) as client:
        ann = Device(client, new_record_id(NOON))
        ann.found(root, founding)
        status, bare, _ = command("invite", "--organisation", ann.organisation)
        assert (status, "Set the hub's address" in bare) == (0, True)
        monkeypatch.setenv("RHI_HUB_ADDRESS", "https://hub.example")
        _, told, _ = command("invite", "--organisation", ann.organisation)
        invitation = read_invitation(told.splitlines()[1])
        assert (invitation.hub, invitation.organisation) == ("https://hub.example", ann.organisation)
        assert invitation.root_key == root.public_key().public_bytes_raw().hex()
        assert invitation.hub_key == client.get("/v1").json()["key"]
        kim = Device(client, ann.organisation)
        assert kim.enrol(invitation.code).status_code == 202
        assert ann.send("/v1/devices/approve", api.Approval(device=kim.id, team=False)).status_code == 200
        ann.push(ann.envelope([kim.id]))
        listed = command("devices")[1].splitlines()
        assert sorted(line.split(" ", 1)[1] for line in listed) == sorted(
            [f"{ann.id} active team seen 2026-11-25 behind 1", f"{kim.id} active reader seen never behind 1"]
        )
        assert command("revoke", kim.id) == (0, "The device is shut out.\n", "")
        assert command("revoke", kim.id) == (0, "The device was shut out before.\n", "")
        refused = kim.send("/v1/pull", api.Pulling(after=0, size=0, root="0" * 64))
        assert reason(refused) is api.Reason.REVOKED
        assert command("check")[:2] == (0, "1 envelopes, 0 of them pruned; 0 problems.\n")
        assert command("prune")[:2] == (0, "0 envelopes went, 0.0 MiB.\n")
    engine.dispose()


def test_what_the_operator_names_wrongly_is_said_in_a_line(command: Command, tmp_path: Path) -> None:
    for arguments in (["invite"], ["devices"], ["invite", "--organisation", "x"], ["revoke", "x"]):
        status, out, err = command(*arguments)
        assert (status, out, err.count("\n"), "Run “rhi-hub init”" in err) == (1, "", 1, True)
    command("init")
    for arguments, says in (
        (["invite", "--organisation", "x"], "There is no such organisation here."),
        (["revoke", "x"], "There is no such device here."),
        (["backup", str(tmp_path / "nowhere" / "b")], "cannot be written"),
        (["--config", str(tmp_path / "nowhere.toml"), "check"], "cannot be read: No such file or directory."),
        (["serve", "--listen", "0.0.0.0:1"], "Without TLS the hub listens at 127.0.0.1 only."),
    ):
        status, out, err = command(*arguments)
        assert (status, out, err.count("\n"), err.startswith("rhi-hub: "), says in err) == (1, "", 1, True, True)
    assert command("nonsense")[0] == command("revoke")[0] == command("serve", "--processes", "0")[0] == 2
    assert command("version") == (0, f"rhi-hub {__version__}\n", "")


def test_check_names_what_is_wrong_and_ends_with_1(
    command: Command, url: str, counted: Metrics, root: Ed25519PrivateKey
) -> None:
    from sqlalchemy import text

    founding = code_of(command("init")[1])
    engine = open_database(url)
    with watched(engine, counted) as client:
        ann = Device(client, new_record_id(NOON))
        ann.found(root, founding)
        ann.push(ann.envelope())
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM delivery"))
    engine.dispose()
    status, out, _ = command("check")
    assert (status, len(out.splitlines()), "1 problems" in out) == (1, 2, True)


def test_a_backup_is_made_by_command(command: Command, tmp_path: Path) -> None:
    command("init")
    file = tmp_path / "hub.backup"
    assert command("backup", str(file))[:2] == (0, f"Written to {file}. It holds the hub's key: look after it.\n")
    assert file.exists()
    assert command("backup", str(file))[0] == 1


@pytest.mark.parametrize(
    ("database", "says"),
    [
        ("", "Say where the database is"),
        ("mysql://x", "must begin with postgresql:// or sqlite:///"),
        ("postgresql:///x?host=/nowhere", "The database does not answer."),
        ("sqlite:////nowhere/hub.db", "The database does not answer."),
    ],
)
def test_a_database_that_cannot_be_reached_is_said(
    database: str, says: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RHI_HUB_DATABASE", database)
    before = os.umask(0o022)
    statuses = [run([name]) for name in ("init", "serve", "devices")]
    os.umask(before)
    told = capfd.readouterr().err.splitlines()
    assert statuses == [1, 1, 1]
    assert all(says in line for line in told)
    assert len(told) == 3


def test_two_organisations_may_have_a_device_of_one_name(
    command: Command, url: str, counted: Metrics, root: Ed25519PrivateKey
) -> None:
    codes = [code_of(command("init")[1]), code_of(command("invite")[1])]
    engine = open_database(url)
    with watched(engine, counted) as client:
        first = Device(client, new_record_id(NOON))
        first.found(root, codes[0])
        second = Device(client, new_record_id(NOON), id=first.id)
        second.found(root, codes[1])
        status, _, err = command("revoke", first.id)
        assert (status, "say which with --organisation" in err) == (1, True)
        assert command("revoke", first.id, "--organisation", second.organisation)[0] == 0
        assert first.ask("GET", "/v1/devices").status_code == 200
        assert second.ask("GET", "/v1/devices").status_code == 403
    engine.dispose()


def test_a_code_of_the_past_is_good_no_more(command: Command, url: str, root: Ed25519PrivateKey) -> None:
    import datetime as dt

    from rhi_desktop.hub.migrate import Schema
    from rhi_desktop.hub.operating import VALID, Operating
    from rhi_desktop.runtime.assets import find_assets

    engine = open_database(url)
    schema = Schema(engine, find_assets().db / "hub")
    old = Operating(engine, NOON - VALID).init(schema)
    assert Operating(engine, NOON - dt.timedelta(seconds=1)).init(schema) == ""
    with watched(engine, metrics()) as client:
        ann = Device(client, new_record_id(NOON))
        assert reason(ann.found(root, old)) is api.Reason.WRONG_CODE
        assert ann.found(root, Operating(engine, NOON).init(schema)).status_code == 201
    engine.dispose()
