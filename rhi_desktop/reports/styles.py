"""How the record looks on paper: sizes in points, colours that survive a grey printer."""

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from rhi_desktop.reports.fonts import BOLD, ITALIC, REGULAR

MUTED_HEX = "#55605f"
INK, MUTED, RULE = HexColor("#1c2526"), HexColor(MUTED_HEX), HexColor("#c9d2d0")
CHILD_RULE, WORKER_FILL, CARD_RULE = HexColor("#1f6f6b"), HexColor("#eef2f1"), HexColor("#dfe6e4")
MARGIN, TOP, BOTTOM = 15 * mm, 16 * mm, 17 * mm

_base = ParagraphStyle("base", fontName=REGULAR, fontSize=8.2, leading=10.3, textColor=INK, splitLongWords=1)
TITLE = ParagraphStyle("title", _base, fontName=BOLD, fontSize=17, leading=22)
SUBTITLE = ParagraphStyle("subtitle", _base, fontSize=8.5, leading=12, textColor=MUTED)
SECTION = ParagraphStyle("section", _base, fontName=BOLD, fontSize=10, leading=13)
LABEL = ParagraphStyle("label", _base, fontSize=7.4, leading=10.3, textColor=MUTED)
TEXT = _base
FACT = ParagraphStyle("fact", _base, fontName=BOLD)
QUOTE = ParagraphStyle("quote", _base, fontName=ITALIC, fontSize=8.3, leading=10.3)
VOICE = ParagraphStyle("voice", _base, fontName=BOLD, fontSize=7, leading=9, textColor=CHILD_RULE)
QUIET = ParagraphStyle("quiet", _base, fontSize=7.4, leading=9.2, textColor=MUTED)
CARD = ParagraphStyle("card", _base, fontName=BOLD, fontSize=8.4, leading=11)


def to_the_right(style: ParagraphStyle) -> ParagraphStyle:
    """Return a style for numbers below each other."""
    return ParagraphStyle(f"{style.name} to the right", style, alignment=TA_RIGHT)
