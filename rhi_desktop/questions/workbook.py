"""A question set as an Excel workbook, to be edited and brought back."""

from io import BytesIO
from pathlib import Path

from rhi_desktop.domain.errors import QuestionSetError
from rhi_desktop.questions.archives import check_size


def export_xlsx(file: Path) -> bytes:
    """Return a `.md` or `.csv` question set as `.xlsx`. Every cell is text: nothing in it is a formula.

    Raises QuestionSetError where the file is no question set.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from pyxform.xls2json_backends import csv_to_dict, md_to_dict

    check_size(file)
    if file.suffix.lower() not in {".md", ".csv"}:
        raise QuestionSetError(f"{file.name} is not a question set in text: it must end in .md or .csv.")
    read = md_to_dict if file.suffix.lower() == ".md" else csv_to_dict
    sheets = read(file.read_text(encoding="utf-8-sig"))
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name in ("survey", "choices", "settings"):
        rows = sheets.get(name) or []
        header = list((sheets.get(f"{name}_header") or [{}])[0])
        sheet = workbook.create_sheet(name)
        for row_number, row in enumerate([dict(zip(header, header, strict=True)), *rows], start=1):
            for column, heading in enumerate(header, start=1):
                cell = sheet.cell(row_number, column, row.get(heading))
                cell.data_type = "s" if row.get(heading) is not None else "n"
                cell.font = Font(bold=row_number == 1)
        sheet.freeze_panes = "A2"
    if not workbook.worksheets or not sheets.get("survey"):
        raise QuestionSetError(f"{file.name} has no survey sheet.")
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()
