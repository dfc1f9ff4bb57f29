"""Workbooks with one fault each, as bookkeepers send them; writes tests/ledger/data/ when run: python -m tests.ledger.faults

Every one is May 2026 of the account 基本户, whose April is public and ended with 12,300.50. What must be said about each
stands in data/expected.toml, written by hand after reading; this script never writes it.
"""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlwt
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.ledger.workbooks import Rows, as_book, as_page, as_text, changed, saved, without, write_xls

DATA = Path(__file__).parent / "data"
IDENTITY, MOBILE, CARD = "11010519491231002X", "13900001234", "6222020000112233445"
GOOD: Rows = (
    ("石桥村2026年5月收支逐笔公开榜",),
    ("编制单位：石桥村股份经济合作社　账户：基本户　单位：元",),
    ("日期", "凭证号", "摘要", "科目", "收入", "支出", "余额", "经办人", "审批人"),
    ("", "", "上月结转", "", "", "", 12300.5, "", ""),
    (date(2026, 5, 6), "记-3", "路灯电费", "管理费用", "", 286.4, 12014.1, "李卫东", "陈国平"),
    (date(2026, 5, 20), "记-4", "鱼塘租金", "经营收入", 5000, "", 17014.1, "王建国", "陈国平"),
    (date(2026, 5, 28), "记-5", "买扫帚", "管理费用", "", 120, 16894.1, "李卫东", "陈国平"),
    ("", "", "本月合计", "", 5000, 406.4, "", "", ""),
    ("", "", "月末结余", "", "", "", 16894.1, "", ""),
    ("村民委员会主任：陈国平　村务监督委员会主任：周德明　会计：刘秀英",),
)
Cell = tuple[int, int, Any]


def xlsx(
    *cells: Cell, drop: Sequence[int] = (), rows: Rows = GOOD, spoil: Callable[[Worksheet], Any] | None = None
) -> bytes:
    book = as_book({"收支": without(changed(rows, *cells), *drop)})
    if spoil:
        spoil(book["收支"])
    return saved(book)


def xls(*cells: Cell, spoil: Callable[[xlwt.Worksheet], Any] | None = None) -> bytes:
    book = xlwt.Workbook()
    sheet = write_xls(book, "收支", changed(GOOD, *cells))
    if spoil:
        spoil(sheet)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def html(*cells: Cell, encoding: str = "gb2312") -> bytes:
    return as_page(_said(changed(GOOD, *cells)), encoding)


def csv(*cells: Cell, encoding: str = "gb18030") -> bytes:
    return as_text(_said(changed(GOOD, *cells)), encoding=encoding)


def _said(rows: Rows) -> Rows:
    return [[f"{value:.2f}" if isinstance(value, int | float) else value for value in row] for row in rows]


def archive(data: bytes, **members: str) -> bytes:
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a") as made:
        for name, text in members.items():
            made.writestr(name.replace("__", "/"), text)
    return target.getvalue()


def two(first: str, second: str) -> Workbook:
    return as_book({first: GOOD, second: GOOD})


def hidden_sheet() -> Workbook:
    book = two("收支", "底稿")
    book["底稿"].sheet_state = "hidden"
    del book["收支"]
    book.create_sheet("说明")["A1"] = "账在别处"
    return book


SWAPPED = changed(GOOD, (3, 5, "支出"), (3, 6, "收入"))
ONE_AMOUNT: Rows = (
    ("石桥村2026年5月",),
    ("日期", "凭证号", "摘要", "金额"),
    (date(2026, 5, 6), "记-3", "路灯电费", 286.4),
)
TWO_SIDES: Rows = (
    ("石桥村2026年5月",),
    ("日期", "凭证号", "摘要", "借方", "贷方"),
    (date(2026, 5, 6), "记-3", "路灯电费", 286.4, ""),
)
BALANCES: Rows = (
    ("科目余额表 2026年5月",),
    ("科目编码", "科目名称", "期初余额", "借方发生额", "贷方发生额", "期末余额"),
    ("102", "银行存款", 12300.5, 5000, 406.4, 16894.1),
)
TWO_HEADERS: Rows = (
    *GOOD[:2],
    ("日期", "凭证号", "摘要", "科目", "金额", "", "", "经办人", "审批人"),
    ("", "", "", "", "进账", "出账", "剩下", "", ""),
    *GOOD[3:],
)
TOTAL, LINE = (8, 6), (5, 6)

FAULTS: dict[str, Callable[[], bytes]] = {
    "swapped-columns.xlsx": lambda: xlsx(rows=SWAPPED),
    "words-for-an-amount.xlsx": lambda: xlsx((*LINE, "二百八十六元四角")),
    "amount-with-a-word.xlsx": lambda: xlsx((*LINE, "286.40整")),
    "letter-for-a-zero.xlsx": lambda: xlsx((*LINE, "286.4O")),
    "comma-in-the-wrong-place.xlsx": lambda: xlsx((6, 5, "50,00.00")),
    "three-decimals.xlsx": lambda: xlsx((*LINE, 286.405)),
    "scientific.xlsx": lambda: xlsx((*LINE, "2.864E2")),
    "wan-in-a-cell.xlsx": lambda: xlsx((6, 5, "0.5万")),
    "amount-beyond-reason.xlsx": lambda: xlsx((6, 5, 10**13)),
    "true-for-an-amount.xlsx": lambda: xlsx((*LINE, True)),
    "day-for-an-amount.xlsx": lambda: xlsx((*LINE, date(2026, 5, 6))),
    "formula-without-value.xlsx": lambda: xlsx((*LINE, "=143.2*2")),
    "formula-gone-wrong.xlsx": lambda: xlsx((*LINE, "#REF!")),
    "merged-amounts.xlsx": lambda: xlsx((7, 6, ""), rows=MERGED, spoil=lambda sheet: sheet.merge_cells("F5:F6")),
    "total-one-fen-more.xlsx": lambda: xlsx((8, 5, 5000.01)),
    "total-one-fen-less.xlsx": lambda: xlsx((*TOTAL, 406.39)),
    "total-digits-exchanged.xlsx": lambda: xlsx((*TOTAL, 460.4)),
    "total-leaves-out-a-line.xlsx": lambda: xlsx((*TOTAL, 286.4)),
    "closing-ten-fen-less.xlsx": lambda: xlsx((9, 7, 16894)),
    "closing-of-last-month.xlsx": lambda: xlsx((9, 7, 12300.5)),
    "balance-of-a-line.xlsx": lambda: xlsx((6, 7, 17041.1)),
    "wrong-opening.xlsx": lambda: xlsx((4, 7, 12300.49)),
    "opening-of-another-month.xlsx": lambda: xlsx((4, 7, 10000)),
    "no-opening.xlsx": lambda: xlsx(drop=(4,)),
    "no-closing.xlsx": lambda: xlsx((7, 7, ""), drop=(9,)),
    "no-lines.xlsx": lambda: xlsx(drop=(5, 6, 7, 8)),
    "a-line-left-out.xlsx": lambda: xlsx(drop=(7,)),
    "a-line-twice.xlsx": lambda: xlsx(rows=(*GOOD[:7], GOOD[6], *GOOD[7:])),
    "both-sides-filled.xlsx": lambda: xlsx((5, 5, 286.4)),
    "no-amount.xlsx": lambda: xlsx((7, 6, "")),
    "red-entry-in-black.xlsx": lambda: xlsx((7, 3, "冲销多付电费"), (7, 7, 17134.1), (8, 6, 166.4), (9, 7, 17134.1)),
    "no-summary.xlsx": lambda: xlsx((5, 3, "")),
    "last-year.xlsx": lambda: xlsx((5, 1, date(2025, 5, 6))),
    "next-month.xlsx": lambda: xlsx((7, 1, date(2026, 6, 1))),
    "no-such-day.xlsx": lambda: xlsx((5, 1, "2026-05-32")),
    "day-in-words.xlsx": lambda: xlsx((5, 1, "月初")),
    "day-or-decimal.xlsx": lambda: xlsx((5, 1, 5.1)),
    "title-of-april.xlsx": lambda: xlsx((1, 1, "石桥村2026年4月收支逐笔公开榜")),
    "title-of-last-year.xlsx": lambda: xlsx((1, 1, "石桥村2025年5月收支逐笔公开榜")),
    "unit-is-wan.xlsx": lambda: xlsx((2, 1, "编制单位：石桥村股份经济合作社　账户：基本户　单位：万元")),
    "double-voucher.xlsx": lambda: xlsx((7, 2, "记-3")),
    "old-account-name.xlsx": lambda: xlsx((6, 4, "发包及上交收入")),
    "code-of-the-old-chart.xlsx": lambda: xlsx((6, 4, "511 发包及上交收入")),
    "code-and-name-disagree.xlsx": lambda: xlsx((6, 4, "502 经营收入")),
    "unknown-code.xlsx": lambda: xlsx((6, 4, "999 鱼塘")),
    "identity-number.xlsx": lambda: xlsx((5, 3, f"误工补贴 {IDENTITY}")),
    "mobile-number.xlsx": lambda: xlsx((5, 8, f"李卫东{MOBILE}")),
    "bank-card.xlsx": lambda: xlsx((5, 3, f"转账到 {CARD}")),
    "hidden-row.xlsx": lambda: xlsx(spoil=lambda sheet: setattr(sheet.row_dimensions[7], "hidden", True)),
    "hidden-column.xlsx": lambda: xlsx(spoil=lambda sheet: setattr(sheet.column_dimensions["F"], "hidden", True)),
    "hidden-sheet.xlsx": lambda: saved(hidden_sheet()),
    "sheet-twice.xlsx": lambda: saved(two("收支", "收支 (2)")),
    "two-header-rows.xlsx": lambda: xlsx(rows=TWO_HEADERS),
    "no-header.xlsx": lambda: xlsx(drop=(3,)),
    "no-words-on-which-side.xlsx": lambda: xlsx(rows=ONE_AMOUNT),
    "debit-and-credit-of-what.xlsx": lambda: xlsx(rows=TWO_SIDES),
    "trial-balance.xlsx": lambda: xlsx(rows=BALANCES),
    "empty.xlsx": lambda: saved(as_book({"收支": ()})),
    "far-away.xlsx": lambda: xlsx((5, 300, "x")),
    "macros.xlsx": lambda: archive(xlsx(), xl__vbaProject__bin="x").replace(b"vbaProject/bin", b"vbaProject.bin"),
    "cut-off.xlsx": lambda: xlsx()[:3000],
    "pdf-by-another-name.xlsx": lambda: b"%PDF-1.7\n1 0 obj\n",
    "total-one-fen-more.xls": lambda: xls((8, 5, 5000.01)),
    "words-for-an-amount.xls": lambda: xls((*LINE, "二百八十六元四角")),
    "double-voucher.xls": lambda: xls((7, 2, "记-3")),
    "hidden-row.xls": lambda: xls(spoil=lambda sheet: setattr(sheet.row(6), "hidden", True)),
    "hidden-identity.xls": lambda: xls(
        (7, 3, f"买扫帚 {IDENTITY}"), spoil=lambda sheet: setattr(sheet.row(6), "hidden", True)
    ),
    "formula-without-value.xls": lambda: xls(
        (*LINE, ""), spoil=lambda sheet: sheet.write(4, 5, xlwt.Formula("143.2*2"))
    ),
    "cut-off.xls": lambda: xls()[:3000],
    "total-one-fen-more-page.xls": lambda: html((8, 5, 5000.01)),
    "words-for-an-amount-page.xls": lambda: html((*LINE, "二百八十六元四角")),
    "wrong-opening-page.xls": lambda: html((4, 7, 12300.49), encoding="utf-8"),
    "page-without-table.xls": lambda: b"<html><body>2026\xc4\xea</body></html>",
    "total-one-fen-more.csv": lambda: csv((8, 5, 5000.01)),
    "letter-for-a-zero.csv": lambda: csv((*LINE, "286.4O"), encoding="utf-8-sig"),
    "columns-pushed-aside.csv": lambda: csv().replace("路灯电费,".encode("gb18030"), "路灯,电费,".encode("gb18030")),
    "quote-left-open.csv": lambda: csv().replace("路灯电费".encode("gb18030"), '"路灯电费'.encode("gb18030")),
    "no-letters.csv": lambda: bytes(range(256)) * 8,
    "nothing.csv": lambda: b"",
}
MERGED = changed(GOOD, (6, 6, ""), (6, 5, ""))


def main() -> None:
    DATA.mkdir(exist_ok=True)
    for name, make in FAULTS.items():
        (DATA / name).write_bytes(make())


if __name__ == "__main__":
    main()
