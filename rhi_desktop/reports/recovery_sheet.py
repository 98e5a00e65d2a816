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
_USE_AT_HUB = (
    "Make a new workspace on any laptop. On the screen “Team” choose “I have the organisation’s recovery sheet”.",
    "Type the hub’s address, the organisation and the code. Capital or small letters, spaces and dashes do not matter.",
    "You are a coordinator again, and what the team holds comes back from the hub. Take lost laptops out of the team.",
)
_KEEP_FOR_ALL = (
    "Print it, write nothing else on it, and lock it away where two people of the organisation can find it.",
    "Do not photograph it, and do not keep it as a file.",
    "Whoever has this sheet can make themselves coordinator and read everything that the team has sent.",
    "It cannot be made again: without it and without a coordinator’s laptop nobody can read what is at the hub.",
)


def recovery_sheet_pdf(sheet: RecoverySheet) -> bytes:
    """Return the sheet, of a workspace or of an organisation; it names no person."""
    if sheet.hub:
        about = f"Organisation {sheet.workspace} · hub {sheet.hub}"
        opens = "With this code a coordinator comes back when every coordinator’s laptop is lost."
        return _sheet_pdf(sheet, about, opens, (_USE_AT_HUB, _KEEP_FOR_ALL))
    opens = "With this code the workspace can be opened when its passphrase is forgotten."
    return _sheet_pdf(sheet, f"Workspace {sheet.workspace}", opens, (_USE, _KEEP))


def _sheet_pdf(sheet: RecoverySheet, about: str, opens: str, rules: tuple[tuple[str, ...], tuple[str, ...]]) -> bytes:
    groups = sheet.code.split("-")
    rows = ["  –  ".join(groups[i : i + 4]) for i in range(0, len(groups), 4)]
    code = Table([[[paragraph(row, _CODE) for row in rows]]], style=[("BOX", (0, 0), (-1, -1), 1.2, styles.INK)])
    story: list[Flowable] = [
        paragraph("Recovery sheet", styles.TITLE),
        paragraph(f"{about} · made on {sheet.issued}", styles.SUBTITLE),
        Spacer(0, 14),
        paragraph(opens, _BODY),
        Spacer(0, 10),
        code,
        paragraph("How to use it", _HEADING),
        *[paragraph(f"{number}.  {step}", _BODY) for number, step in enumerate(rules[0], start=1)],
        paragraph("How to keep it", _HEADING),
        *[paragraph(f"•  {rule}", _BODY) for rule in rules[1]],
    ]
    return build(story, Frames("Recovery sheet", about, marking="KEEP THIS SHEET SAFE"))
