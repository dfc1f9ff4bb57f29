"""Lists as villages keep them: a workbook of entries, the files beside it, and the people who bring and confirm."""

import io

from openpyxl import Workbook

from terminal.drafts.batch.shapes import Brought

HEAD = ("目录编码", "标题", "内容", "文件", "期间", "成文日期", "公开日期", "公开主体", "文号")
WORDS = "本季度误工补贴两人，共 500.00 元，钱已经打到卡上。"


def row(
    item="V-A09",
    title="误工补贴公布",
    text=WORDS,
    file="",
    period="2026Q3",
    made="2026-10-08",
    public="2026-10-09",
    by="",
    no="",
):
    return (item, title, text, file, period, made, public, by, no)


GOOD = (
    row(),
    row(
        title="协助政府开展工作情况",
        text="帮助乡镇登记了养老保险，共 42 人办完。",
        period="2026年第二季度",
        made="2026/7/9",
        public="2026年7月10日",
    ),
)


def workbook(*rows, head=HEAD, above=("石桥村历史公开清单",), hide=()) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "清单"
    if above:
        sheet.append(above)
    for cells in (head, *rows):
        sheet.append(cells)
    for number in hide:
        sheet.row_dimensions[number].hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def brought(*rows, files=(), **options) -> list[Brought]:
    """The list with its files, ready to be brought in."""
    return [Brought("清单.xlsx", workbook(*rows, **options)), *(Brought(*one) for one in files)]
