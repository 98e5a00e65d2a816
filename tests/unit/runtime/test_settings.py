"""The settings file: read with patience, written whole."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.runtime.settings import TEXT_PERCENTS, THEMES, Settings, load_settings, save_settings

some_settings = st.builds(
    Settings,
    theme=st.sampled_from(THEMES),
    text_percent=st.sampled_from(TEXT_PERCENTS),
    idle_minutes=st.integers(1, 10),
)


@given(settings=some_settings)
def test_what_is_saved_is_read(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> None:
    file = tmp_path_factory.mktemp("settings") / "new" / "settings.toml"
    save_settings(file, settings)
    assert load_settings(file) == settings
    assert [path.name for path in file.parent.iterdir()] == ["settings.toml"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "theme = ",
        "theme = 'pink'",
        "text_percent = 90",
        "text_percent = '100'",
        "idle_minutes = 11",
        "idle_minutes = 0",
        "idle_minutes = true",
        "idle_minutes = 1.5",
        "\xff\xfe",
    ],
)
def test_what_makes_no_sense_is_as_the_program_came(tmp_path: Path, text: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(text.encode("latin-1"))
    assert load_settings(file) == Settings()


def test_one_bad_line_does_not_spoil_the_others(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('theme = "dark"\ntext_percent = 17\nidle_minutes = 3\n', encoding="utf-8")
    assert load_settings(file) == Settings(theme="dark", idle_minutes=3)


def test_a_missing_file_is_no_error(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "none" / "settings.toml") == Settings()
