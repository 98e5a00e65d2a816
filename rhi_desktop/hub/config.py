"""How the hub is set up: a TOML file, and variables RHI_HUB_… of the environment, which go before it."""

import ipaddress
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from rhi_desktop.hub.refusing import HubProblem

PREFIX: Final = "RHI_HUB_"
_LOOPBACK: Final = "localhost"
_PATHS: Final = frozenset({"certificate", "certificate_key"})


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Everything that can be set.

    `database` is `postgresql://…` or `sqlite:///path`, `address` what clients are told to reach the hub by,
    `listen` the host and port that it takes requests at. TLS is by `certificate` and `certificate_key` (PEM), or by a
    proxy ahead of it (`behind_proxy`; it is one of `proxies`). `processes` serve one database. Envelopes that every
    reader holds are kept for `keep_days`. A device may ask `device_rate` times a second, and `device_burst` times at
    once; whoever is not known as one, at one network address, `stranger_rate` and `stranger_burst` times.
    `/metrics` is for the addresses in `watchers` alone.
    """

    database: str = ""
    address: str = ""
    listen: str = "127.0.0.1:8470"
    certificate: str = ""
    certificate_key: str = ""
    behind_proxy: bool = False
    proxies: tuple[str, ...] = ("127.0.0.1", "::1")
    watchers: tuple[str, ...] = ("127.0.0.1", "::1")
    processes: int = 1
    keep_days: int = 30
    device_rate: float = 50
    device_burst: int = 200
    stranger_rate: float = 5
    stranger_burst: int = 100

    def __post_init__(self) -> None:
        """Refuse what cannot be meant. Raises HubProblem."""
        for name in ("processes", "keep_days", "device_rate", "device_burst", "stranger_rate", "stranger_burst"):
            if getattr(self, name) <= 0:
                raise HubProblem(f"The setting {name} must be more than 0.")
        if bool(self.certificate) != bool(self.certificate_key):
            raise HubProblem("The settings certificate and certificate_key go together: give both, or neither.")
        if self.certificate and self.behind_proxy:
            raise HubProblem("Give a certificate or behind_proxy, not both: TLS ends at one place.")

    @property
    def place(self) -> tuple[str, int]:
        """The host and the port to listen at. Raises HubProblem where `listen` is neither."""
        host, _, port = self.listen.rpartition(":")
        if not host or not (port.isascii() and port.isdigit()) or int(port) > 65535:
            raise HubProblem("The setting listen must be a host and a port, like 127.0.0.1:8470 or [::1]:8470.")
        return host.strip("[]"), int(port)

    def require_private_wire(self) -> None:
        """Raise HubProblem where requests would cross a network without TLS."""
        if not self.certificate and not self.behind_proxy and not _is_loopback(self.place[0]):
            raise HubProblem(
                "Without TLS the hub listens at 127.0.0.1 only. Set certificate and certificate_key, "
                "or behind_proxy where a proxy ahead of it does TLS."
            )


def load_settings(file: Path | None, environment: Mapping[str, str]) -> Settings:
    """Read the settings: of the file, where there is one, overlaid by the environment. Raises HubProblem."""
    found = _of_file(file) if file else {}
    found.update(_of_environment(environment))
    try:
        return msgspec.convert(found, Settings)
    except msgspec.ValidationError as problem:
        raise HubProblem(_sentence(found, str(problem))) from None


def _of_file(file: Path) -> dict[str, Any]:
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as problem:
        raise HubProblem(f"The settings in {file} cannot be read: {problem.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise HubProblem(f"The settings in {file} are not TOML: {problem}.") from None
    for name in _PATHS & found.keys():  # relative to the file that names them, wherever the hub is started
        if isinstance(found[name], str) and found[name]:
            found[name] = str(file.parent / found[name])
    return found


def _of_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    kinds = {field.name: field.type for field in msgspec.structs.fields(Settings)}
    given: dict[str, Any] = {}
    for variable, value in environment.items():
        name = variable.removeprefix(PREFIX).lower()
        if not variable.startswith(PREFIX) or name == "config":
            continue
        kind = kinds.get(name, str)
        listed = kind == tuple[str, ...]
        text = [one.strip() for one in value.split(",") if one.strip()] if listed else value
        try:
            given[name] = msgspec.convert(text, kind, strict=False)
        except msgspec.ValidationError as problem:
            raise HubProblem(f"{variable} in the environment cannot be used: {problem}.") from None
    return given


def _sentence(found: Mapping[str, Any], problem: str) -> str:
    known = Settings.__struct_fields__
    unknown = sorted(set(found) - set(known))
    if unknown:
        return f"There is no setting {unknown[0]}. There are: {', '.join(known)}."
    return f"A setting cannot be used: {problem}."


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == _LOOPBACK
