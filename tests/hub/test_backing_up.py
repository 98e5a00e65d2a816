"""A backup is whole, private, read again before it counts, and never written over another file."""

import os
import stat
import subprocess
from pathlib import Path

import pytest
from sqlalchemy import text

from rhi_desktop.hub.backing_up import back_up
from rhi_desktop.hub.checking import check
from rhi_desktop.hub.engine import open_database, writing
from rhi_desktop.hub.hub import Hub, read_key
from rhi_desktop.hub.refusing import HubProblem
from tests.hub.databases import Databases
from tests.hub.devices import Device
from tests.hub.postgres import Postgres

SCRIPT = """#!/bin/sh
echo "$@" > {folder}/arguments
echo "$PGPASSWORD" > {folder}/secret
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the backup goes."""
    return tmp_path / "hub.backup"


def put_back(file: Path, kind: str, request: pytest.FixtureRequest) -> str:
    """Restore a backup as the instructions say; return the database's address."""
    if kind == "sqlite":
        return f"sqlite:///{file}"
    cluster: Postgres = request.getfixturevalue("postgres")
    url = cluster.fresh()
    restore = ["pg_restore", "--no-owner", "--exit-on-error", f"--dbname={url.replace('+psycopg', '')}", str(file)]
    subprocess.run(restore, check=True)
    return url


def test_it_can_be_put_back(hub: Hub, ann: Device, file: Path, request: pytest.FixtureRequest) -> None:
    contents = [ann.envelope() for _ in range(3)]
    ann.push(*contents)
    back_up(hub.engine, file)
    ann.push(ann.envelope())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert sorted(one.name for one in file.parent.glob("hub.backup*")) == ["hub.backup"]
    engine = open_database(put_back(file, hub.engine.dialect.name, request))
    checked = check(engine)
    assert (checked.envelopes, checked.problems) == (3, [])
    assert read_key(engine).private_bytes_raw() == hub.key.private_bytes_raw()
    engine.dispose()


def test_it_never_writes_over_a_file(hub: Hub, file: Path) -> None:
    file.write_text("another backup", encoding="utf-8")
    with pytest.raises(HubProblem, match="is there already"):
        back_up(hub.engine, file)
    assert file.read_text(encoding="utf-8") == "another backup"


def test_what_a_backup_that_was_cut_short_left_does_not_stand_in_the_way(hub: Hub, file: Path) -> None:
    file.with_name("hub.backup.part").write_text("half", encoding="utf-8")
    back_up(hub.engine, file)
    assert file.stat().st_size > 1000


def test_where_it_cannot_be_written_nothing_is_left(hub: Hub, file: Path) -> None:
    with pytest.raises(HubProblem, match="cannot be written: No such file or directory"):
        back_up(hub.engine, file.parent / "nowhere" / "hub.backup")


def test_a_copy_that_is_not_whole_is_not_kept(databases: Databases, hub: Hub, ann: Device, file: Path) -> None:
    ann.push(ann.envelope())
    if hub.engine.dialect.name == "sqlite":
        with writing(hub.engine) as connection:
            connection.execute(text("DELETE FROM envelope"))
        says = "The copy is not whole"
    else:
        hub.engine.dispose()
        hub.engine.url = hub.engine.url.set(database="nothing")
        says = "pg_dump did not succeed, so no copy was kept. It says: .*does not exist"
    with pytest.raises(HubProblem, match=says):
        back_up(hub.engine, file)
    assert list(file.parent.glob("hub.backup*")) == []


def test_the_password_is_not_among_the_arguments_that_everybody_sees(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pg_dump", "pg_restore"):
        program = tmp_path / name
        program.write_text(SCRIPT.format(folder=tmp_path) if name == "pg_dump" else "#!/bin/sh\n", encoding="utf-8")
        program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.defpath}")
    engine = open_database("postgresql://hub:a%2Fsecret@db.example:5433/rhi_hub")
    back_up(engine, file)
    assert "--dbname=postgresql://hub@db.example:5433/rhi_hub" in (tmp_path / "arguments").read_text("utf-8")
    assert (tmp_path / "secret").read_text("utf-8") == "a/secret\n"
    assert "secret" not in (tmp_path / "arguments").read_text("utf-8")


def test_where_postgresqls_own_programs_are_missing_the_command_that_installs_them_is_named(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(HubProblem, match="apt-get install -y postgresql-client"):
        back_up(open_database("postgresql:///rhi_hub"), file)
