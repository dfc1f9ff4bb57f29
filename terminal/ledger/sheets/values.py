"""What single cells mean: amounts, days, numbers of vouchers, and numbers that are nobody's business."""

import re
import unicodedata
from datetime import date, timedelta

from terminal.errors import Problem
from terminal.ledger.sheets.grid import Cell
from terminal.text.check_digits import is_identity
from terminal.text.days import Period, make_day, read_day
from terminal.text.money import read_amount, yuan

NOTHING = frozenset(("", "-", "—", "——", "--", "–", "/", "无"))
FIRST_SERIAL, LAST_SERIAL = 36526, 73050  # 2000-01-01 … 2099-12-31 as a workbook counts days
WORKBOOK_EPOCH = date(1899, 12, 30)
PERSONAL = "这里写了"
SHORTEST_PERSONAL = 10

_LONG_NUMBER = re.compile(r"(?<![\d.])\d(?: ?\d){9,17}(?: ?[\dXx])?(?![\d.])")
_MOBILE = re.compile(r"1[3-9]\d{9}")


def amount(cell: Cell, unit: int = 1) -> int | None:
    """The amount in fen, None for an empty cell or a dash. Raises ValueError(sentence)."""
    if cell.flaw:
        raise ValueError(cell.flaw)
    if cell.day:
        raise ValueError(f"这里应该是金额，却是日期“{cell.text}”。请改成金额再传。")
    if cell.number is not None:
        return read_amount(cell.number, unit=unit)
    if "".join(unicodedata.normalize("NFKC", cell.text).split()) in NOTHING:
        return None
    return read_amount(cell.text, unit=unit)


def looks_like_amount(cell: Cell) -> bool:
    """Whether the cell says an amount, or tries to."""
    try:
        return not cell.copied and amount(cell) is not None
    except ValueError:
        return bool(cell.flaw or cell.day)


def day(cell: Cell, year: int, period: Period) -> date:
    """The day a date cell says; “3.5” and “3月5日” get the year, a bare “5” the month of a monthly sheet.

    Raises ValueError(sentence).
    """
    if cell.flaw:
        raise ValueError(cell.flaw)
    if cell.day:
        return cell.day
    text = "".join(unicodedata.normalize("NFKC", cell.text).split())
    if isinstance(cell.number, float):
        raise ValueError(
            f"“{cell.text}”看不准是哪一天（3.1 可能是 3月1日，也可能是 3月10日）。请写成 2026-03-10 这样。"
        )
    if re.fullmatch(r"\d{5}", text) and FIRST_SERIAL <= int(text) <= LAST_SERIAL:
        return WORKBOOK_EPOCH + timedelta(days=int(text))
    if re.fullmatch(r"\d{1,2}[日号]?", text) and period.kind == "M":
        return make_day(period.year, period.number, int(text.rstrip("日号")))
    return read_day(re.sub(r"[T ]\d{1,2}:\d{2}(:\d{2})?$", "", cell.text), year)


def whole(cell: Cell, ending: str) -> int:
    """A month or a day of the month: 3, “03”, “3月”. Raises ValueError(sentence)."""
    text = "".join(unicodedata.normalize("NFKC", cell.text).split()).rstrip(ending)
    if not re.fullmatch(r"\d{1,2}", text):
        raise ValueError(
            f"“{cell.text}”不是{ending[0]}份的数字。请写成 1、2、3 这样。"
            if ending[0] == "月"
            else f"“{cell.text}”不是几号的数字。请写成 1、2、3 这样。"
        )
    return int(text)


def voucher(word: str, number: str) -> str:
    """“记字第0012号”, “记-12”, 字 记 and 号 12: all “记-12”; a bare number stays bare."""
    text = "".join(unicodedata.normalize("NFKC", f"{word}-{number}" if word and number else word or number).split())
    found = re.fullmatch(r"([^\d\-]*?)字?[-第]*0*(\d+)号?", text)
    if not found:
        return text.strip("-")
    return f"{found[1]}-{found[2]}" if found[1] else found[2]


def count(cell: Cell) -> int:
    """A small number such as “2 张”; 0 when the cell is empty or says something else."""
    found = re.match(r"\d{1,3}", unicodedata.normalize("NFKC", cell.text).strip())
    return int(found[0]) if found else 0


def personal(text: str) -> str | None:
    """A whole sentence when the words carry an identity, telephone or bank account number; it shows three digits only."""
    if len(text) < SHORTEST_PERSONAL:
        return None
    for found in _LONG_NUMBER.finditer(unicodedata.normalize("NFKC", text)):
        digits = found[0].replace(" ", "").upper()
        called = _what_number(digits)
        if called:
            return f"{PERSONAL}{called}（{digits[:3]}…）。公开的账不能带，请删掉，或者把中间几位换成 * 再传。"
    return None


def _what_number(digits: str) -> str | None:
    if is_identity(digits):
        return "身份证号"
    if len(digits) == 11 and _MOBILE.fullmatch(digits):
        return "手机号"
    if 12 <= len(digits) <= 19 and digits.isdigit():
        return "银行账号一类的长号码"
    return None


def is_personal(problem: Problem) -> bool:
    """Whether a problem is about a number that belongs to a person."""
    return problem.says.startswith(PERSONAL)


def said(fen: int | None) -> str:
    """An amount inside a sentence; “没有写” when there is none."""
    return "没有写" if fen is None else yuan(fen)
