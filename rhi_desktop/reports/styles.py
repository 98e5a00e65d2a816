"""How the record looks on paper: sizes in points, colours that survive a grey printer."""

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from rhi_desktop.reports.fonts import BOLD, ITALIC, REGULAR

INK, MUTED, RULE = HexColor("#1c2526"), HexColor("#55605f"), HexColor("#c9d2d0")
CHILD_RULE, WORKER_FILL, CARD_RULE = HexColor("#1f6f6b"), HexColor("#eef2f1"), HexColor("#dfe6e4")
MARGIN, TOP, BOTTOM = 18 * mm, 20 * mm, 18 * mm

_base = ParagraphStyle("base", fontName=REGULAR, fontSize=8.8, leading=12, textColor=INK, splitLongWords=1)
TITLE = ParagraphStyle("title", _base, fontName=BOLD, fontSize=17, leading=22)
SUBTITLE = ParagraphStyle("subtitle", _base, fontSize=8.5, leading=12, textColor=MUTED)
SECTION = ParagraphStyle("section", _base, fontName=BOLD, fontSize=10.5, leading=14)
LABEL = ParagraphStyle("label", _base, fontSize=8, leading=12, textColor=MUTED)
TEXT = _base
FACT = ParagraphStyle("fact", _base, fontName=BOLD)
QUOTE = ParagraphStyle("quote", _base, fontName=ITALIC, fontSize=9.2, leading=12.5)
VOICE = ParagraphStyle("voice", _base, fontName=BOLD, fontSize=7, leading=9, textColor=CHILD_RULE)
QUIET = ParagraphStyle("quiet", _base, fontSize=7.8, leading=10.5, textColor=MUTED)
CARD = ParagraphStyle("card", _base, fontName=BOLD, fontSize=8.8, leading=12)
