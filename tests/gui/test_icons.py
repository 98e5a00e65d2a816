"""Icons: one drawing style, and always in the colours of the theme."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from rhi_desktop.gui.icons import icon
from rhi_desktop.gui.theme import Themes
from rhi_desktop.runtime.assets import Assets

NEEDED = (
    *("worklist", "child", "interview", "lock", "settings", "add", "back", "next", "check", "dash", "question"),
    *("night", "warning", "clock", "close", "hide", "history", "pdf", "print", "search", "trash", "edit", "person"),
    *("place", "level-red", "level-amber", "level-green"),
)


def colours(drawn: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal, state: QIcon.State = QIcon.State.Off) -> set[str]:
    image = drawn.pixmap(QSize(48, 48), mode, state).toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


def test_every_icon_that_the_screens_need_is_drawn(assets: Assets, dressed: QApplication) -> None:
    for name in NEEDED:
        assert colours(icon(name, dressed.palette())), name


def test_all_icons_are_strokes_of_one_width_on_one_grid(assets: Assets) -> None:
    drawings = list((assets.resources / "icons").glob("*.svg"))
    assert len(drawings) >= len(NEEDED)
    for drawing in drawings:
        text = drawing.read_text(encoding="utf-8")
        for wanted in ('viewBox="0 0 24 24"', 'fill="none"', 'stroke="currentColor"', 'stroke-width="1.7"'):
            assert wanted in text, f"{drawing.name} has no {wanted}"


def test_an_icon_follows_a_change_of_theme(dressed: QApplication, themes: Themes) -> None:
    drawn = icon("close", dressed.palette())
    light = QColor(themes.theme("light").colours["ink"]).name()
    dark = QColor(themes.theme("dark").colours["ink"]).name()
    assert light in colours(drawn)
    themes.apply(dressed, "dark")
    try:
        assert dark in colours(drawn)
        assert light not in colours(drawn)
    finally:
        themes.apply(dressed, "light")


def test_an_icon_has_its_own_colour_when_it_is_off_or_chosen(dressed: QApplication, themes: Themes) -> None:
    tokens = themes.theme("light").colours
    drawn = icon("close", dressed.palette(), QPalette.ColorRole.WindowText, QPalette.ColorRole.Link)
    assert tokens["off"] in colours(drawn, QIcon.Mode.Disabled)
    assert tokens["accent_text"] in colours(drawn, state=QIcon.State.On)


def test_a_name_without_a_drawing_is_noticed_at_once(dressed: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icon("no such icon", dressed.palette())


def test_no_drawing_is_heavy() -> None:
    folder = Path(__file__).parents[2] / "resources" / "icons"
    assert all(drawing.stat().st_size < 2_000 for drawing in folder.glob("*.svg"))
