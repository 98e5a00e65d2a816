"""Turns the design tokens into a palette and a style sheet. Widgets say what they are by the property `role`."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QDir
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

SPACE = (4, 8, 12, 16, 24, 32)
COLUMN = 760
NAMES = ("light", "dark", "contrast")
FAMILY = "Noto Sans"
_FIRST_FONTS = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf")
_OTHER_FONTS = ("NotoSans-Italic.ttf", "NotoNaskhArabic-Regular.ttf", "NotoNaskhArabic-Bold.ttf")
_COLOUR = re.compile(r'^(\w+) = \["(.+?)", "(.+?)", "(.+?)"\]', re.MULTILINE)  # TOML's own parser costs 3 ms
_NUMBER = re.compile(r"^(\w+) = ([\d.]+)$", re.MULTILINE)
_HALF = 128
_TOKEN = re.compile(r"@([a-z_]+)")
_ROLES = {
    QPalette.ColorRole.Window: "ground",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.BrightText: "error",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Link: "accent_text",
    QPalette.ColorRole.LinkVisited: "accent_text",
    QPalette.ColorRole.Accent: "accent_text",
    QPalette.ColorRole.ToolTipBase: "ink",
    QPalette.ColorRole.ToolTipText: "ground",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Light: "rail_text",
    QPalette.ColorRole.Midlight: "on_rail_chosen",
}
_DISABLED = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


class Theme(NamedTuple):
    """One column of the tokens: its name, colours as `#rrggbb`, and sizes with their unit."""

    name: str
    colours: Mapping[str, str]
    sizes: Mapping[str, str]

    def style_sheet(self, template: str) -> str:
        """Return the style sheet with every token in its place. Raises KeyError for one that is not defined."""
        values = {**self.colours, **self.sizes}
        return _TOKEN.sub(lambda found: values[found[1]], template)

    def palette(self) -> QPalette:
        """Return the palette for what a style sheet does not reach, such as icons and rich text."""
        palette = QPalette()
        for role, token in _ROLES.items():
            palette.setColor(role, QColor(self.colours[token]))
        for role in _DISABLED:
            palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(self.colours["off"]))
        return palette


class Themes:
    """The themes of the folder `ui/themes`, and the bundled fonts. `system` is the one the system asks for."""

    def __init__(self, ui: Path, resources: Path) -> None:
        self._folder = ui / "themes"
        tokens = (self._folder / "tokens.toml").read_text(encoding="utf-8")
        self._colours = {name: values for name, *values in _COLOUR.findall(tokens)}
        self._numbers = {name: float(value) for name, value in _NUMBER.findall(tokens)}
        self._template = (self._folder / "base.qss").read_text(encoding="utf-8")
        self._desk_template = (self._folder / "desk.qss").read_text(encoding="utf-8")
        self._fonts = resources / "fonts"
        self._shown = ""
        self.system = "light"

    def theme(self, name: str, text_percent: int = 100) -> Theme:
        """Return the theme `name`, its text and the heights that hold it scaled."""
        at, factor = NAMES.index(name), text_percent / 100
        colours = {token: values[at] for token, values in self._colours.items()}
        sizes = {
            token: f"{size * factor:g}pt" if token.startswith("text_") else f"{size * factor:.0f}px"
            for token, size in self._numbers.items()
        }
        return Theme(name, colours, sizes)

    def load_fonts(self) -> None:
        """Make the bundled fonts known to Qt that the prompt is written in."""
        self._load(_FIRST_FONTS)

    def load_other_fonts(self) -> None:
        """Make the others known, for names in other scripts."""
        self._load(_OTHER_FONTS)

    def look_at_system(self, application: QApplication) -> None:
        """Note whether the system's colours are dark. Before the first `apply`: afterwards they are ours."""
        ground = application.palette().color(QPalette.ColorRole.Window)
        self.system = "dark" if ground.lightness() < _HALF else "light"

    def _load(self, files: tuple[str, ...]) -> None:
        for file in files:
            QFontDatabase.addApplicationFont(str(self._fonts / file))

    def template(self) -> str:
        """Return the whole style sheet, with tokens in it."""
        return f"{self._template}\n{self._desk_template}"

    def apply(
        self, application: QApplication, choice: str, text_percent: int = 100, *, prompt_only: bool = False
    ) -> None:
        """Dress the whole application; `choice` is a theme or `system`.

        `prompt_only` leaves out what only the desk needs: a style sheet is read anew with each application.
        """
        theme = self.theme(self.system if choice == "system" else choice, text_percent)
        QDir.setSearchPaths("theme", [str(self._folder / theme.name)])
        font = QFont(FAMILY)
        font.setPointSizeF(self._numbers["text_body"] * text_percent / 100)
        application.setFont(font)
        application.setPalette(theme.palette())
        sheet = theme.style_sheet(self._template if prompt_only else self.template())
        if sheet != self._shown:
            self._shown = sheet
            application.setStyleSheet(sheet)


def repolish(widget: QWidget) -> None:
    """Let a widget follow the style sheet again after one of its properties was changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
