"""Where the program keeps its files: as platformdirs has it, found without loading it."""

import sys
from pathlib import Path

import pytest
from platformdirs import PlatformDirs

from rhi_desktop.runtime.paths import user_paths

VARIABLES = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs is asked")
@pytest.mark.parametrize("chosen", ["", " ", "/somewhere/else"])
def test_the_folders_are_those_of_platformdirs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, chosen: str) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for variable in VARIABLES:
        monkeypatch.setenv(variable, chosen)
    folders = PlatformDirs("rhi-desktop", appauthor=False, roaming=False)
    paths = user_paths()
    assert paths.workspace == Path(folders.user_data_path) / "workspace"
    assert paths.settings == Path(folders.user_config_path) / "settings.toml"
    assert paths.hub_certificate == Path(folders.user_config_path) / "hub.pem"
    assert paths.logs == Path(folders.user_log_path)
