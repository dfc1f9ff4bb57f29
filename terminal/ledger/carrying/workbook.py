"""A year as a workbook in the form of the 2011 rule's tables (农经发〔2011〕13号): 收支汇总, 分类汇总, 收入明细, 支出明细."""

import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from terminal.ledger.carrying.queries import Book, Moved
from terminal.text.days import Period
from terminal.text.money import FEN_PER_YUAN

MONEY, DAY = "#,##0.00", "yyyy-mm-dd"
MONTHS = range(1, 13)
_BOLD, _TITLE = Font(bold=True), Font(bold=True, size=16)
_EDGE = Border(*(Side("thin") for _ in range(4)))
_MIDDLE = Alignment(horizontal="center", vertical="center")


def workbook(village: str, year: int, books: Sequence[Book]) -> bytes:
    """An .xlsx file; amounts are numbers of yuan, exact to the fen up to 100 亿元, and totals are figures, not formulas."""
    made = Workbook(write_only=True)
    _overview(_Page(made, "收支汇总", f"{village}{year}年收支汇总表"), books)
    _categories(_Page(made, "分类汇总", f"{village}{year}年收支分类汇总表"), books)
    for direction, name in (("in", "收入明细"), ("out", "支出明细")):
        _details(_Page(made, name, f"{village}{year}年{name}表"), books, direction)
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


class _Page:
    """One sheet being written from its title downwards."""

    def __init__(self, book: Workbook, name: str, title: str) -> None:
        self.sheet, self.title = book.create_sheet(name), title

    def begin(self, heads: Sequence[tuple[str, float]]) -> None:
        """Title, unit, column heads with their widths in letters; the heads are repeated on every printed page."""
        for place, (_head, width) in enumerate(heads, 1):
            self.sheet.column_dimensions[get_column_letter(place)].width = width
        self.sheet.freeze_panes = "A4"
        self.sheet.print_title_rows = "3:3"
        self.sheet.page_setup.orientation = "landscape"
        self.sheet.page_setup.fitToHeight = 0
        self.sheet.sheet_properties.pageSetUpPr.fitToPage = True
        self.sheet.append([self._cell(self.title, font=_TITLE)])
        self.sheet.append([self._cell("单位：元")])
        self.row([head for head, _width in heads], bold=True)

    def row(self, cells: Iterable[Any], *, bold: bool = False) -> None:
        self.sheet.append([self._cell(one, font=_BOLD if bold else None, edge=True) for one in cells])

    def _cell(self, said: Any, font: Font | None = None, edge: bool = False) -> WriteOnlyCell:
        words = isinstance(said, str)
        cell = WriteOnlyCell(self.sheet, ILLEGAL_CHARACTERS_RE.sub("", said) if words else said)
        if words:
            cell.data_type = "s"  # what begins with = is a word of the village, not a formula
            cell.quotePrefix = True
        elif isinstance(said, Decimal):
            cell.number_format = MONEY
        elif said is not None and not isinstance(said, int):
            cell.number_format = DAY
        if font:
            cell.font = font
        if edge:
            cell.border = _EDGE
        return cell


def yuan(fen: int) -> Decimal:
    return Decimal(fen) / FEN_PER_YUAN


def _overview(page: _Page, books: Sequence[Book]) -> None:
    """Month by month what was there, came, went and was left; then the year of each account."""
    money = ("月初结余", "收入", "支出", "月末结余")
    heads = [("账户", 16), ("月份", 9), *((name, 18) for name in money), ("收入笔数", 10), ("支出笔数", 10)]
    page.begin([*heads, ("索引号", 32), ("第几次公布", 11)])
    for book in books:
        for one in book.months:
            fen = (one.opening_fen, one.income_fen, one.expense_fen, one.closing_fen)
            page.row(
                [
                    one.account_name,
                    _month(one.period),
                    *map(yuan, fen),
                    one.income_count,
                    one.expense_count,
                    one.index_no,
                    one.number,
                ]
            )
        sums = (sum(one.income_fen for one in book.months), sum(one.expense_fen for one in book.months))
        counts = (sum(one.income_count for one in book.months), sum(one.expense_count for one in book.months))
        ends = yuan(book.months[0].opening_fen), yuan(book.months[-1].closing_fen)
        page.row([book.account, "合计", ends[0], *map(yuan, sums), ends[1], *counts, "", ""], bold=True)


def _month(period: str) -> str:
    return f"{Period.read(period).number}月"


def _categories(page: _Page, books: Sequence[Book]) -> None:
    """A row for each category, a column for each month; months that are not public stay empty."""
    page.begin([("账户", 16), ("收支", 7), ("类别", 18), *((f"{month}月", 16) for month in MONTHS), ("合计", 18)])
    for book in books:
        for direction, word in (("in", "收入"), ("out", "支出")):
            _side(page, book, direction, word)


def _side(page: _Page, book: Book, direction: str, word: str) -> None:
    public = [Period.read(month.period).number for month in book.months]
    fen: dict[str, dict[int, int]] = {}
    for one in book.parts:
        if one.part.direction == direction:
            fen.setdefault(one.part.category, {})[Period.read(one.sheet.period).number] = one.part.fen
    for category, by_month in sorted(fen.items(), key=lambda row: -sum(row[1].values())):
        page.row([book.account, word, category, *_by_month(public, by_month)])
    whole = {month: sum(by_month.get(month, 0) for by_month in fen.values()) for month in public}
    page.row([book.account, word, "合计", *_by_month(public, whole)], bold=True)


def _by_month(public: Sequence[int], fen: dict[int, int]) -> Iterator[Decimal | None]:
    yield from (yuan(fen.get(month, 0)) if month in public else None for month in MONTHS)
    yield yuan(sum(fen.values()))


def _details(page: _Page, books: Sequence[Book], direction: str) -> None:
    """Line by line as the books have it (逐项逐笔), with the sum of each account."""
    page.begin(
        [
            ("账户", 16),
            ("月份", 9),
            ("日期", 12),
            ("凭证号", 10),
            ("摘要", 44),
            ("类别", 16),
            ("金额", 18),
            ("索引号", 32),
        ]
    )
    for book in books:
        mine = [one for one in book.lines if one.line.direction == direction]
        for one in mine:
            page.row(_detail(one))
        page.row([book.account, "合计", None, "", "", "", yuan(sum(one.line.fen for one in mine)), ""], bold=True)


def _detail(one: Moved) -> list[Any]:
    line, sheet = one.line, one.sheet
    plain = (line.voucher, line.summary, line.category, yuan(line.fen), sheet.index_no)
    return [sheet.account_name, _month(sheet.period), line.day, *plain]
