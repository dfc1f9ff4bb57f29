"""An empty workbook of a sort with the right headers, for whoever fills it in."""

import io

from terminal.tables.sorts import Sort
from terminal.text.days import Period

EMPTY_ROWS = 20


def workbook(sort: Sort, unit: str, period: Period) -> bytes:
    """A title, the headers with their units, a few empty rows, a row for the totals; choices as lists to pick from."""
    # A terminal makes one now and then; what makes workbooks is loaded when somebody asks for one.
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet = book.active
    sheet.title = sort.name
    sheet.append([f"{unit}{sort.name}（{period.label()}）"])
    sheet.append([f"编制单位：{unit}　单位：元"])
    sheet.append(["序号", *(column.head for column in sort.columns)])
    for number in range(1, EMPTY_ROWS + 1):
        sheet.append([number])
    sheet.append(["合计"])
    first, last = 4, 3 + EMPTY_ROWS
    sheet["A1"].font = Font(bold=True, size=14)
    for cell in sheet[3]:
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="center")
    for place, column in enumerate(sort.columns, 2):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = 24 if column.key == sort.named[-1] else 14
        if column.choices:
            words = ",".join(one.value for one in column.choices)
            pick = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
            sheet.add_data_validation(pick)
            pick.add(f"{letter}{first}:{letter}{last}")
        for number in range(first, last + 1) if column.kind in ("fen", "day", "text") else ():
            sheet[f"{letter}{number}"].number_format = {"fen": "#,##0.00", "day": "yyyy-mm-dd"}.get(column.kind, "@")
    sheet.freeze_panes = "A4"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()
