"""What kind of row it is, from the words it carries: a line, an opening, a total, the signatures."""

import re
from typing import Literal

from terminal.ledger.sheets.book import Signer
from terminal.ledger.sheets.grid import Row
from terminal.ledger.sheets.headers import clean

RowKind = Literal["opening", "subtotal", "total", "cumulative", "closing", "skip", "detail"]

_SPAN = r"(?:全[年月季]|[本当][月期季年日页]|\d{1,2}月份?|第?[一二三四1-4]季度?|\d{4}年\d{1,2}月份?)"
_SHORT_SPAN = r"(?:全月|[本当][月日页]|\d{1,2}月份?|\d{4}年\d{1,2}月份?)"
_LEFT = r"(?:滚存结余|结余|结存|余额)"
_SUM = r"(?:合计|总计|小计|共计)(?:数|金额)?"
_KINDS: tuple[tuple[RowKind, re.Pattern[str]], ...] = (
    ("skip", re.compile(r"过次页|转下页|转次页|本年收益\(收入-支出\)|以下空白")),
    (
        "opening",
        re.compile(
            rf"(?:[上前]个?(?:月|期|季度?|年度?)末?|年初|期初|月初|季初)(?:结转|转入|{_LEFT})(?:数|金额)?|承前页"
        ),
    ),
    ("closing", re.compile(rf"(?:期末|月末|季末|年末|{_SPAN}末?){_LEFT}(?:数|金额)?|结转下(?:月|期|季|年)度?")),
    (
        "cumulative",
        re.compile(
            rf"(?:{_SPAN}|1-\d{{1,2}}月|年初至今)?(?:收入|支出)?累计(?:数|发生额)?|[本全]年(?:收入|支出)?{_SUM}"
        ),
    ),
    ("subtotal", re.compile(rf"{_SHORT_SPAN}(?:收入|支出)?{_SUM}|小计")),
    ("total", re.compile(rf"(?:{_SPAN}|本期)?(?:收入|支出)?{_SUM}")),
)
_MAYBE = re.compile(r"[页空益转结余存计]")  # one of these is in every word above
_BEFORE = re.compile(r"^(?:[一二三四五六七八九十]+、|其中:?)")
_AFTER = re.compile(r"\([^()]*\)$")

_NARROW = str.maketrans("：（）", ":()")
ROLES = (
    "制表人?|填表人?|复核人?|审核人?|负责人|单位负责人|会计|报账员|出纳|经办人?|记账|制单|"
    "村?党(?:支部|总支|委)书记|村支部书记|书记|村委会主任|村民委员会主任|居民委员会主任|理事长|监事长|主任|"
    "村务监督委员会(?:主任|成员)?|监委会(?:主任|成员)?|监事会|民主理财小组(?:组长|成员)?|理财小组|监督小组|包村干部"
)
_SIGNED = re.compile(rf"((?:[\u4e00-\u9fff()]{{0,12}})?(?:{ROLES})(?:\(?(?:签字|签名|签章|盖章)\)?)?)\s*[::]")
_NOT_NAMES = re.compile(r"\(?(?:签字|签名|签章|盖章|公章)\)?|[_＿]+")
_POSTED = re.compile(
    r"^(?:张榜|公示|公布|公开|填报|填表|报出|打印|制表|编制)(?:日期|时间|单位|日)|^(?:注|备注|说明)\s*[::]|(?:签字|盖章|公章)"
)
_MAYBE_FOOTER = re.compile(r"[:：]|日|时\s*间|单\s*位|签\s*字|盖\s*章|公\s*章")


def kind_of(texts: list[str]) -> tuple[RowKind, str]:
    """The kind of a row with these words in its columns of words, and the words that say so."""
    for text in texts:
        if not _MAYBE.search(text):
            continue
        plain = clean(text)
        for label in (plain, _BEFORE.sub("", plain), _AFTER.sub("", _BEFORE.sub("", plain))):
            for kind, pattern in _KINDS:
                if pattern.fullmatch(label):
                    return kind, label
    return "detail", ""


def is_footer(row: Row) -> bool:
    """Signatures, posting days and notes below (or above) the table."""
    if not any(_MAYBE_FOOTER.search(cell.text) for cell in row.cells.values()):
        return False
    said = joined(row)
    return bool(_SIGNED.search(said) or any(_POSTED.search(clean(text)) for text in row.texts()))


def signers(row: Row) -> list[Signer]:
    """Role and name of everybody who signed in this row; a role without a name is left out."""
    said = joined(row)
    found = list(_SIGNED.finditer(said))
    ends = [*(match.start() for match in found[1:]), len(said)][: len(found)]
    signed = []
    for match, end in zip(found, ends, strict=True):
        name = _NOT_NAMES.sub("", said[match.end() : end]).strip().split("  ")[0].strip(" ,;，；、")
        if name and len(name) <= 12:
            signed.append(Signer(_NOT_NAMES.sub("", match[1]).strip(), name))
    return signed


def joined(row: Row) -> str:
    """The words of the row in one string, cells two spaces apart."""
    return "  ".join(row.texts()).translate(_NARROW)
