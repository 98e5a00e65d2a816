"""What is in packaging/hub agrees with the program: settings, commands, files."""

import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from rhi_desktop.hub.cli import app
from rhi_desktop.hub.config import Settings, load_settings
from rhi_desktop.hub.openapi import document

ROOT = Path(__file__).resolve().parents[2]
HUB = ROOT / "packaging" / "hub"


def test_the_example_of_the_settings_has_every_one_as_it_comes() -> None:
    settings = load_settings(HUB / "hub.toml", {})
    text = (HUB / "hub.toml").read_text("utf-8")
    named = re.findall(r"^(\w+) = ", text, flags=re.MULTILINE)
    assert sorted(named) == sorted(Settings.__struct_fields__)
    for limit in ("device_rate", "device_burst", "stranger_rate", "stranger_burst", "keep_days", "watchers", "proxies"):
        assert getattr(settings, limit) == getattr(Settings(), limit)
    settings.require_private_wire()


@pytest.mark.parametrize("name", ["README.md", "rhi-hub.service", "rhi-hub-daily.service"])
def test_every_command_that_is_named_is_there(name: str) -> None:
    commands = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    named = set(re.findall(r"(?:bin/|`)rhi-hub (\w+)", (HUB / name).read_text("utf-8")))
    assert named
    assert named <= commands


def test_every_setting_and_address_that_the_instructions_name_is_there() -> None:
    text = (HUB / "README.md").read_text("utf-8")
    settings = {name.lower() for name in re.findall(r"RHI_HUB_(\w+)", text + (HUB / "Dockerfile").read_text("utf-8"))}
    assert settings <= set(Settings.__struct_fields__)
    addresses = set(re.findall(r"`(/(?:health|ready|metrics|openapi\.json))`", text))
    assert addresses == set(document()["paths"]) - {path for path in document()["paths"] if path.startswith("/v1")}
    assert msgspec.structs.replace(Settings(), behind_proxy=True).behind_proxy


def test_every_file_that_the_container_is_made_of_is_there() -> None:
    text = (HUB / "Dockerfile").read_text("utf-8")
    copied = [
        name for line in re.findall(r"^COPY (?!--from)(.+) \S+$", text, flags=re.MULTILINE) for name in line.split()
    ]
    assert len(copied) > 5
    assert [name for name in copied if not (ROOT / name).exists()] == []


IMPORTED = """
import sys
from importlib.metadata import packages_distributions
from rhi_desktop.hub import backing_up, checking, cli, pruning, serving
import psycopg
names = {name.partition(".")[0] for name in sys.modules}
print(*sorted({of for name in names for of in packages_distributions().get(name, [])}))
"""


def test_a_server_is_given_all_that_the_hub_imports_and_nothing_of_the_laptops() -> None:
    told = subprocess.run([sys.executable, "-c", IMPORTED], check=True, capture_output=True, text=True, cwd=ROOT)
    imported = {name.lower().replace("_", "-") for name in told.stdout.split()} - {"rhi-desktop", "pip", "setuptools"}
    lock = (ROOT / "packaging" / "locks" / "hub.txt").read_text("utf-8")
    locked = set(re.findall(r"^([a-z0-9.-]+)==", lock, flags=re.MULTILINE))
    assert imported <= locked
    assert {"starlette", "sqlalchemy", "cryptography"} <= imported
    assert locked & {"pyside6-essentials", "sqlcipher3", "reportlab", "httpx", "openpyxl"} == set()
