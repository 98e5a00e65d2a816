"""Turns the design tokens into a palette and a style sheet. Widgets say what they are by the property `role`."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

SPACE = (4, 8, 12, 16, 24, 32)
COLUMN = 760
NAMES = ("light", "dark", "contrast")
FAMILY = "Noto Sans"
_FONTS = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSans-Italic.ttf", "NotoNaskhArabic-Regular.ttf")
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


@dataclass(frozen=True, slots=True)
class Theme:
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
    """The themes as they lie in the folder `ui/themes`, and the bundled fonts."""

    def __init__(self, ui: Path, resources: Path) -> None:
        self._folder = ui / "themes"
        self._tokens = tomllib.loads((self._folder / "tokens.toml").read_text(encoding="utf-8"))
        self._template = (self._folder / "base.qss").read_text(encoding="utf-8")
        self._fonts = resources / "fonts"
        self._shown = ""

    def theme(self, name: str, text_percent: int = 100) -> Theme:
        """Return the theme `name`, its text and the heights that hold it scaled."""
        at, factor = NAMES.index(name), text_percent / 100
        colours = {token: values[at] for token, values in self._tokens["colours"].items()}
        text = {f"text_{token}": f"{size * factor:g}pt" for token, size in self._tokens["text"].items()}
        heights = {f"high_{token}": f"{size * factor:.0f}px" for token, size in self._tokens["heights"].items()}
        return Theme(name, colours, {**text, **heights, "edge": "2px" if name == "contrast" else "1px"})

    def load_fonts(self) -> None:
        """Make the bundled fonts known to Qt."""
        for file in _FONTS:
            QFontDatabase.addApplicationFont(str(self._fonts / file))

    def apply(self, application: QApplication, choice: str, text_percent: int = 100) -> None:
        """Dress the whole application; `choice` is a theme or `system`."""
        theme = self.theme(system_theme() if choice == "system" else choice, text_percent)
        QDir.setSearchPaths("theme", [str(self._folder / theme.name)])
        font = QFont(FAMILY)
        font.setPointSizeF(self._tokens["text"]["body"] * text_percent / 100)
        application.setFont(font)
        application.setPalette(theme.palette())
        sheet = theme.style_sheet(self._template)
        if sheet != self._shown:
            self._shown = sheet
            application.setStyleSheet(sheet)


def system_theme() -> str:
    """Return the theme that the operating system asks for."""
    return "dark" if QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark else "light"


def repolish(widget: QWidget) -> None:
    """Let a widget follow the style sheet again after one of its properties was changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
