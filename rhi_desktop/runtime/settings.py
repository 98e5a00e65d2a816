"""What a person has chosen for this computer. One small TOML file; nothing in it concerns a child."""

from pathlib import Path
from typing import Any, NamedTuple

THEMES = ("system", "light", "dark", "contrast")
TEXT_PERCENTS = (100, 125, 150, 175, 200)
MOST_IDLE_MINUTES = 10


class Settings(NamedTuple):
    """The theme, the size of text in per cent, and after how many idle minutes the program locks (1 to 10)."""

    theme: str = "system"
    text_percent: int = 100
    idle_minutes: int = MOST_IDLE_MINUTES


def load_settings(file: Path) -> Settings:
    """Read the settings. What is missing, unreadable or out of range is as the program came."""
    if not file.exists():
        return Settings()
    import tomllib

    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return Settings()
    settings = Settings()
    if found.get("theme") in THEMES:
        settings = settings._replace(theme=str(found["theme"]))
    if found.get("text_percent") in TEXT_PERCENTS:
        settings = settings._replace(text_percent=int(found["text_percent"]))
    if _is_idle(found.get("idle_minutes")):
        settings = settings._replace(idle_minutes=int(found["idle_minutes"]))
    return settings


def save_settings(file: Path, settings: Settings) -> None:
    """Write the settings, whole or not at all. Raises OSError."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = file.with_suffix(".part")
    partial.write_text(
        f'theme = "{settings.theme}"\ntext_percent = {settings.text_percent}\nidle_minutes = {settings.idle_minutes}\n',
        encoding="utf-8",
    )
    partial.replace(file)


def _is_idle(value: Any) -> bool:
    return type(value) is int and 1 <= value <= MOST_IDLE_MINUTES
