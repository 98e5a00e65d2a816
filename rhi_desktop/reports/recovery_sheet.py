"""The recovery sheet: one page that opens the workspace when the passphrase is forgotten."""

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Spacer, Table

from rhi_desktop.reports import styles
from rhi_desktop.reports.fonts import BOLD
from rhi_desktop.reports.frame import Frames, build
from rhi_desktop.reports.writing import paragraph
from rhi_desktop.services.ports import RecoverySheet

_BODY = ParagraphStyle("body", styles.TEXT, fontSize=10.5, leading=16)
_CODE = ParagraphStyle("code", styles.TEXT, fontName=BOLD, fontSize=17, leading=27, alignment=1)
_HEADING = ParagraphStyle("heading", styles.SECTION, fontSize=12, leading=18, spaceBefore=14)

_USE = (
    "On the unlock screen choose “Forgotten your passphrase?”.",
    "Type the code above. Capital or small letters, spaces and dashes do not matter.",
    "Choose a new passphrase. Your interviews are as you left them.",
)
_KEEP = (
    "Print it, write nothing else on it, and give it to your coordinator or lock it away from the laptop.",
    "Do not photograph it, and do not keep it as a file on this laptop.",
    "Whoever has both this sheet and the laptop can read everything in the workspace.",
    "A new sheet can be made in Settings at any time. This one then opens nothing.",
)


def recovery_sheet_pdf(sheet: RecoverySheet) -> bytes:
    """Return the sheet; it names no person."""
    groups = sheet.code.split("-")
    rows = ["  –  ".join(groups[i : i + 4]) for i in range(0, len(groups), 4)]
    code = Table([[[paragraph(row, _CODE) for row in rows]]], style=[("BOX", (0, 0), (-1, -1), 1.2, styles.INK)])
    story: list[Flowable] = [
        paragraph("Recovery sheet", styles.TITLE),
        paragraph(f"Workspace {sheet.workspace} · made on {sheet.issued}", styles.SUBTITLE),
        Spacer(0, 14),
        paragraph("With this code the workspace can be opened when its passphrase is forgotten.", _BODY),
        Spacer(0, 10),
        code,
        paragraph("How to use it", _HEADING),
        *[paragraph(f"{number}.  {step}", _BODY) for number, step in enumerate(_USE, start=1)],
        paragraph("How to keep it", _HEADING),
        *[paragraph(f"•  {rule}", _BODY) for rule in _KEEP],
    ]
    return build(story, Frames("Recovery sheet", f"Workspace {sheet.workspace}", marking="KEEP THIS SHEET SAFE"))
