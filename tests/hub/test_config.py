"""The hub's settings: what is wrong with them is said in a sentence, and no request crosses a network in the clear."""

from pathlib import Path

import pytest

from rhi_desktop.hub.config import Settings, load_settings
from rhi_desktop.hub.refusing import HubProblem


def written(folder: Path, text: str) -> Path:
    file = folder / "hub.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    paths = 'certificate = "c.pem"\ncertificate_key = "/k.pem"\n'
    file = written(tmp_path, f'database = "sqlite:///a.db"\nprocesses = 2\nproxies = ["10.0.0.1"]\n{paths}')
    given = {"RHI_HUB_PROCESSES": "3", "RHI_HUB_WATCHERS": "10.0.0.2, 10.0.0.3", "RHI_HUB_CONFIG": "x", "HOME": "/"}
    settings = load_settings(file, given)
    assert (settings.database, settings.processes, settings.keep_days) == ("sqlite:///a.db", 3, 30)
    assert (settings.proxies, settings.watchers) == (("10.0.0.1",), ("10.0.0.2", "10.0.0.3"))
    assert (settings.certificate, settings.certificate_key) == (str(tmp_path / "c.pem"), "/k.pem")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("databse = 'x'", "There is no setting databse. There are: database, "),
        ("processes = 'two'", r"cannot be used: Expected `int`, got `str` - at `\$.processes`"),
        ("processes = 0", "processes must be more than 0"),
        ("keep_days = -1", "keep_days must be more than 0"),
        ("certificate = 'x'", "give both, or neither"),
        ("certificate = 'x'\ncertificate_key = 'y'\nbehind_proxy = true", "not both"),
        ("database = ", "are not TOML"),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused_with_a_sentence(text: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(HubProblem, match=says):
        load_settings(written(tmp_path, text), {})


def test_a_file_that_is_not_there_and_a_variable_that_is_none_are_named(tmp_path: Path) -> None:
    with pytest.raises(HubProblem, match=r"hub.toml cannot be read: No such file"):
        load_settings(tmp_path / "hub.toml", {})
    with pytest.raises(HubProblem, match="RHI_HUB_PROCESSES in the environment"):
        load_settings(None, {"RHI_HUB_PROCESSES": "many"})
    with pytest.raises(HubProblem, match="no setting processs"):
        load_settings(None, {"RHI_HUB_PROCESSS": "2"})


@pytest.mark.parametrize("listen", ["127.0.0.1:1", "[::1]:1", "localhost:1", "127.9.9.9:1"])
def test_without_tls_loopback_is_listened_at(listen: str) -> None:
    Settings(listen=listen).require_private_wire()


@pytest.mark.parametrize("listen", ["0.0.0.0:1", "[::]:1", "hub.example:1", "192.168.1.2:1"])
def test_without_tls_no_other_address_is_listened_at(listen: str) -> None:
    with pytest.raises(HubProblem, match=r"127\.0\.0\.1 only"):
        Settings(listen=listen).require_private_wire()
    Settings(listen=listen, behind_proxy=True).require_private_wire()
    Settings(listen=listen, certificate="a", certificate_key="b").require_private_wire()


@pytest.mark.parametrize("listen", ["8470", ":8470", "host:", "host:99999", "host:http"])
def test_a_place_that_is_none_is_refused(listen: str) -> None:
    with pytest.raises(HubProblem, match="a host and a port"):
        _ = Settings(listen=listen).place
