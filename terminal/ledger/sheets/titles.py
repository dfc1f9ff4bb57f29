"""What stands above a table: title, period, account, unit of money."""

import re
import unicodedata

import msgspec

from terminal.ledger.sheets.grid import Grid, Row
from terminal.text.days import Kind, Period
from terminal.text.money import WAN

TITLE_WORDS = re.compile(r"榜|公开|公布|公示|明细|日记账|总账|流水|序时簿|凭证|收支|情况|表$")
ACCOUNT = re.compile(r"(?:账户名称|账户|户名|开户账户|账号|科目)[::]\s*(\S{1,30})")
CASH_OR_BANK = re.compile(r"现金|银行|存款|出纳|[基一]本?[本般]户|专户|代管户|10[12](?!\d)")
ACCOUNT_IN_TITLE = re.compile(r"库存现金|现金|银行存款|基本户|一般户|代管户|专户")
YEAR_AND_TEN = str.maketrans("〇零一二三四五六七八九", "00123456789")
CHINESE_MONTHS = {
    word: number
    for number, word in enumerate(["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"], start=1)
}

_OTHER_DAYS = re.compile(
    r"(?:张榜|公示|公布|公开|填报|填表|报出|打印|制表|编制)(?:日期|时间|日)[::]?\s*[\d年月日./~\-至到 ]*"
)
_MONTH = re.compile(r"(\d{4})[年./-](\d{1,2}|十[一二]?|[一二三四五六七八九])(?:月份?(?!\d{1,2}日)|(?![\d./年月日-]))")
_MONTHS = re.compile(r"(\d{4})年(\d{1,2})月?[-~至到](?:\d{4}年)?(\d{1,2})月")
_QUARTER = re.compile(r"(\d{4})年?第?([1234一二三四])季度?")
_HALF = re.compile(r"(\d{4})年([上下])半年")
_YEAR = re.compile(r"(\d{4})年")


class Title(msgspec.Struct, frozen=True):
    """`said` is everything above the table, `period` None when it does not say one, `unit` yuan per written unit."""

    title: str
    said: str
    account: str
    period: Period | None
    unit: int


def read_title(grid: Grid, above: tuple[Row, ...], header_texts: str) -> Title:
    """Reads the rows above the header, the heading of a web page and, for want of better, the sheet's name."""
    texts = [grid.heading, *(text for row in above for text in row.texts())]
    said = unicodedata.normalize("NFKC", " ".join(text for text in texts if text))
    titles = [text for text in texts if text and TITLE_WORDS.search(text)]
    title = (titles or [text for text in texts if text] or [grid.name])[0]
    period = find_period(said) or find_period(grid.name)
    unit = WAN if "万元" in unicodedata.normalize("NFKC", said + header_texts) else 1
    return Title(title, said, _account(said, grid.name), period, unit)


def find_period(said: str) -> Period | None:
    """The one period the words name; days of posting or printing are not periods."""
    text = _OTHER_DAYS.sub(" ", _plain(said))
    try:
        return _period(text)
    except ValueError:
        return None


def _period(text: str) -> Period | None:
    if found := _MONTHS.search(text):
        return _of_months(int(found[1]), int(found[2]), int(found[3]))
    if found := _QUARTER.search(text):
        number = found[2] if found[2].isdigit() else str("一二三四".index(found[2]) + 1)
        return Period("Q", int(found[1]), int(number))
    if found := _HALF.search(text):
        return Period("H", int(found[1]), "上下".index(found[2]) + 1)
    if found := _MONTH.search(text):
        return Period("M", int(found[1]), CHINESE_MONTHS.get(found[2]) or int(found[2]))
    found = _YEAR.search(text)
    return Period("Y", int(found[1])) if found else None


def _of_months(year: int, first: int, last: int) -> Period | None:
    kinds: dict[int, Kind] = {1: "M", 3: "Q", 6: "H", 12: "Y"}
    length = last - first + 1
    if length not in kinds or (first - 1) % length:
        return None
    return Period(kinds[length], year, (first - 1) // length + 1)


def _plain(said: str) -> str:
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", said))
    text = re.sub(r"(?<=\d) (?=[年月])|(?<=[年月]) (?=\d)", "", text)
    return re.sub(r"[〇零一二三四五六七八九]{4}(?=年)", lambda found: found[0].translate(YEAR_AND_TEN), text)


def _account(said: str, name: str) -> str:
    if found := ACCOUNT.search(said):
        return found[1]
    found = ACCOUNT_IN_TITLE.search(said) or ACCOUNT_IN_TITLE.search(name)
    return found[0] if found else ""
