"""The operating system's keyring, the real one: GNOME's, started for the test."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = ("dbus-run-session", "gnome-keyring-daemon")
missing = [tool for tool in TOOLS if shutil.which(tool) is None]
needs_keyring = pytest.mark.skipif(
    bool(missing) and not os.environ.get("CI"),
    reason=f"not on this machine: {', '.join(missing)} (apt-get install gnome-keyring dbus)",
)
ROUND = """
from jeepney import MatchRule, message_bus
from jeepney.io.blocking import Proxy, open_dbus_connection
with open_dbus_connection() as bus:  # the daemon returns before it has its name on the bus
    asked, name = Proxy(message_bus, bus), "org.freedesktop.secrets"
    changed = MatchRule(type="signal", sender=message_bus.bus_name, interface=message_bus.interface,
                        member="NameOwnerChanged", path=message_bus.object_path)
    changed.add_arg_condition(0, name)
    asked.AddMatch(changed)
    with bus.filter(changed) as changes:
        while not asked.NameHasOwner(name)[0]:
            bus.recv_until_filtered(changes, timeout=30)
from rhi_desktop.services.ports import KeyringState
from rhi_desktop.store.device_secret import DeviceSecrets
secrets = DeviceSecrets()
assert secrets.state() is KeyringState.READY, secrets.state()
made = secrets.create("test-workspace")
assert DeviceSecrets().read("test-workspace") == made
print(made.hex())
"""
STATE = """
from rhi_desktop.store.device_secret import DeviceSecrets
print(DeviceSecrets().state().value)
"""


def run(program: str, home: Path, *, keyring: bool, **more: str) -> str:
    """Run a program in a session bus of its own, with or without an unlocked keyring; return what it prints."""
    start = "printf 'test\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1;" if keyring else ""
    script = f'{start} exec "$0" -c "$1"'
    command = ["sh", "-c", script, sys.executable, program]
    if keyring:
        command = ["dbus-run-session", "--", *command]
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG"}}
    environment = {**kept, "HOME": str(home), "XDG_RUNTIME_DIR": str(home), "PYTHONPATH": str(ROOT), **more}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@needs_keyring
def test_a_secret_is_kept_by_the_real_keyring_and_is_on_the_disk_nowhere_in_clear(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    secret = run(ROUND, tmp_path, keyring=True)
    assert len(secret) == 64
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert files
    assert not any(secret.encode() in file.read_bytes() for file in files)


def test_without_a_session_bus_the_keyring_is_missing_and_nothing_is_written(tmp_path: Path) -> None:
    assert run(STATE, tmp_path, keyring=False) == "missing"
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []


@pytest.mark.parametrize("backend", ["keyring.backends.null.Keyring", "keyring.backends.fail.Keyring"])
def test_environment_variables_choose_no_other_keyring(backend: str, tmp_path: Path) -> None:
    assert run(STATE, tmp_path, keyring=False, PYTHON_KEYRING_BACKEND=backend) == "missing"
