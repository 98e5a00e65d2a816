"""The design tokens: complete, readable, and the same in the style sheet, the palette and the small marks."""

import re
import tomllib

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel

from rhi_desktop.gui.theme import NAMES, Themes, repolish
from rhi_desktop.runtime.assets import Assets
from rhi_desktop.runtime.settings import TEXT_PERCENTS
from tests.gui.style_rules import GROUNDS, edges, pairs

DECORATION = {"line", "chip_edge", "rail_chosen"}
MARKS = {
    "check": "on_accent",
    "dot": "on_accent",
    "partly": "on_accent",
    "down": "ink",
    "check-off": "off",
    "down-off": "off",
}


def _light(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _luminance(colour: str) -> float:
    got = QColor(colour)
    return 0.2126 * _light(got.redF()) + 0.7152 * _light(got.greenF()) + 0.0722 * _light(got.blueF())


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2.2 defines it, 1 to 21."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", NAMES)
def test_every_text_stands_out_from_its_ground(themes: Themes, name: str) -> None:
    colours = themes.theme(name).colours
    found = pairs(themes.template())
    assert len(found) > 30
    for text, ground in found:
        least = 3.0 if text == "off" else 4.5
        got = contrast(colours[text], colours[ground])
        assert got >= least, f"{name}: @{text} on @{ground} is {got:.2f}:1"


@pytest.mark.parametrize("name", NAMES)
def test_rings_and_borders_of_controls_stand_out(themes: Themes, name: str) -> None:
    colours = themes.theme(name).colours
    found = edges(themes.template()) - DECORATION
    assert {"focus", "control", "rail_focus", "focus_primary"} <= found
    own = {"rail_focus": ("rail",), "focus_primary": ("primary_focused",) if name != "contrast" else ("ground",)}
    for edge in found:
        for ground in own.get(edge, GROUNDS[:2]):
            got = contrast(colours[edge], colours[ground])
            assert got >= 3.0, f"{name}: the edge @{edge} on @{ground} is {got:.2f}:1"


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_tokens_are_read_as_toml_reads_them(themes: Themes, assets: Assets) -> None:
    tokens = tomllib.loads((assets.ui / "themes" / "tokens.toml").read_text(encoding="utf-8"))
    assert len(tokens["colours"]) > 40
    for at, name in enumerate(NAMES):
        theme = themes.theme(name)
        assert theme.colours == {token: values[at] for token, values in tokens["colours"].items()}
        assert set(theme.sizes) == set(tokens["text"]) | set(tokens["heights"])


def test_the_style_sheet_uses_every_token_and_no_other(themes: Themes) -> None:
    theme = themes.theme("light")
    used = set(re.findall(r"@(\w+)", themes.template()))
    assert used | {"text_body"} == set(theme.colours) | set(theme.sizes)  # the body is the font of the application
    assert "@" not in theme.style_sheet(themes.template())


def test_the_style_sheet_holds_no_colour_of_its_own(themes: Themes) -> None:
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(", themes.template())


@pytest.mark.parametrize("name", NAMES)
def test_the_small_marks_are_drawn_in_the_theme(themes: Themes, assets: Assets, name: str) -> None:
    colours = themes.theme(name).colours
    for mark, token in MARKS.items():
        drawing = (assets.ui / "themes" / name / f"{mark}.svg").read_text(encoding="utf-8")
        assert colours[token] in drawing, f"{name}/{mark}.svg is not drawn in @{token}"


def test_text_and_the_room_for_it_grow_together(themes: Themes) -> None:
    once, twice = themes.theme("light"), themes.theme("light", 200)
    assert once.sizes["text_body"] == "10.5pt"
    assert twice.sizes["text_body"] == "21pt"
    assert twice.sizes["high_control"] == "72px"


@pytest.mark.parametrize("name", NAMES)
def test_the_palette_follows_the_theme(themes: Themes, name: str) -> None:
    theme = themes.theme(name)
    palette = theme.palette()
    assert palette.color(QPalette.ColorRole.Window).name() == theme.colours["ground"]
    assert palette.color(QPalette.ColorRole.WindowText).name() == theme.colours["ink"]


def test_a_changed_role_is_seen_after_repolish(dressed: QApplication) -> None:
    label = QLabel("Words")
    label.setProperty("role", "body")
    label.ensurePolished()
    before = label.fontInfo().pointSizeF()
    label.setProperty("role", "title")
    repolish(label)
    assert label.fontInfo().pointSizeF() > before + 4


@pytest.mark.parametrize("percent", TEXT_PERCENTS)
def test_what_is_chosen_among_others_is_round_at_every_size_of_text(themes: Themes, percent: int) -> None:
    sizes = themes.theme("light", percent).sizes
    across = int(sizes["high_check"].removesuffix("px")) + 2  # with its border
    round_off = 2 * int(sizes["round_check"].removesuffix("px"))
    assert across - 2 <= round_off <= across  # Qt rounds nothing where the corners meet
    assert "QRadioButton::indicator { border-radius: @round_check; }" in themes.template()
