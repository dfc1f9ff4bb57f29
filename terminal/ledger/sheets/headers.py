"""Finding the header: which row it is, and which column means what, under all the names people use."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

import msgspec

from terminal.ledger.sheets.grid import Grid, Row

SYNONYMS: dict[str, tuple[str, ...]] = {
    "seq": ("序号", "编号", "行次", "No", "NO", "分录号"),
    "date": ("日期", "凭证日期", "制单日期", "记账日期", "业务日期", "发生日期", "收支日期", "时间"),
    "year": ("年",),
    "month": ("月", "月份"),
    "day": ("日",),
    "voucher_word": ("凭证字", "凭证类别字", "凭证类别", "类别字", "字"),
    "voucher": ("凭证号", "凭证号数", "凭证编号", "凭证字号", "凭证号码", "凭证", "业务号", "号", "号数"),
    "summary": (
        "摘要",
        "内容摘要",
        "收支内容",
        "开支项目",
        "收入项目",
        "支出项目",
        "项目",
        "事由",
        "用途",
        "内容",
        "说明",
    ),
    "account_code": ("科目编码", "科目代码", "科目编号", "kmdm"),
    "account_name": ("科目名称", "会计科目", "总账科目", "一级科目", "科目", "kmmc"),
    "account_detail": ("明细科目", "二级科目"),
    "income": ("收入", "收入金额", "本期收入", "收方", "收方金额"),
    "expense": ("支出", "支出金额", "本期支出", "付方", "付方金额", "开支金额"),
    "debit": ("借方", "借方金额", "借方发生额", "金额借方", "借"),
    "credit": ("贷方", "贷方金额", "贷方发生额", "金额贷方", "贷"),
    "direction": ("借/贷", "借贷", "方向", "借或贷", "余额方向"),
    "kind": ("收支", "收/支", "收支类型", "收支方向", "收支类别"),
    "balance": ("余额", "结余", "结存", "金额余额", "期末余额", "结余金额"),
    "amount": ("金额", "合计金额", "发生额", "je"),
    "handler": ("经办人", "经手人", "领款人", "经办"),
    "witness": ("证明人", "验收人", "证明"),
    "approver": ("审批人", "批准人", "负责人", "审核意见", "审批", "项目负责人"),
    "attachments": ("附件", "附单据数", "附件张数", "单据张数", "附件数"),
}
NO_WORDS: Mapping[str, str] = MappingProxyType({})
MONEY = ("income", "expense", "debit", "credit", "amount", "balance")
NUMBERING = ("seq", "year", "month", "day", "date", "voucher_word", "voucher", "account_code", "attachments")
SECOND_ROW = frozenset(
    (
        "年",
        "月",
        "日",
        "字",
        "号",
        "号数",
        "收入",
        "支出",
        "余额",
        "结余",
        "结存",
        "借方",
        "贷方",
        "借",
        "贷",
        "金额",
        "编码",
        "名称",
    )
)
LOOKED_AT = 15
FEWEST_HITS = 3

_UNIT = re.compile(r"[(\[:]?(?:单位:)?(?:人民币)?(万?元)[)\]]?$")
Taught = Mapping[str, str]  # header words somebody explained → field
LABELS = {
    "date": "日期",
    "voucher": "凭证号",
    "summary": "摘要（做什么）",
    "account_name": "科目",
    "account_code": "科目编码",
    "income": "收入",
    "expense": "支出",
    "balance": "余额",
    "amount": "金额（收支不分栏）",
    "kind": "收还是支",
    "debit": "借方",
    "credit": "贷方",
    "handler": "经办人",
    "approver": "审批人",
}
_FIELD_OF = {name: field for field, names in SYNONYMS.items() for name in names}


class Header(msgspec.Struct, frozen=True):
    """Where the table begins and what its columns mean; `unknown` are columns nobody knows, `year` stood in one of them.

    `taught`: (header words, field) that are read as somebody once said.
    """

    last: int
    columns: dict[str, int]
    texts: dict[int, str]
    unknown: tuple[str, ...] = ()
    year: int | None = None
    taught: tuple[tuple[str, str], ...] = ()

    def has(self, *fields: str) -> bool:
        return all(field in self.columns for field in fields)


@lru_cache(maxsize=4096)  # most columns say the same few words in every row
def clean(text: str) -> str:
    """Without white space, full-width forms, a colon at the end: “合　 计：” is “合计”."""
    plain = re.sub(r"[\s\u200b\ufeff]", "", unicodedata.normalize("NFKC", text)).replace("╱", "/")
    return plain.rstrip(":")


def name_of(text: str) -> str:
    """A column's name without its unit: “收入（元）” is “收入”."""
    return _UNIT.sub("", clean(text)) or clean(text)


def field_of(name: str) -> str:
    """What everybody calls a column of this name; empty for one nobody knows."""
    return _FIELD_OF.get(name, "")


def hits(texts: Iterable[str]) -> int:
    """How many different known columns these texts name."""
    return len({field for text in texts if (field := _FIELD_OF.get(name_of(text)))})


def find(grid: Grid, taught: Taught = NO_WORDS) -> Header | None:
    """The header among the first fifteen rows: at least three known columns, one of them money; None when there is none.

    What somebody `taught` about a column's words goes before what everybody calls it.
    """
    best: Header | None = None
    for index in range(min(LOOKED_AT, len(grid.rows))):
        header = _header_at(grid.rows, index, taught)
        if best is None or len(header.columns) > len(best.columns):
            best = header
    if best and len(best.columns) >= FEWEST_HITS and any(field in best.columns for field in MONEY):
        return best
    return None


def _header_at(rows: tuple[Row, ...], index: int, taught: Taught) -> Header:
    """The header this row would be, together with the next one when that only divides its columns."""
    texts = {column: cell.text for column, cell in rows[index].cells.items()}
    years = [int(found[1]) for text in texts.values() if (found := re.fullmatch(r"(\d{4})年", clean(text)))]
    last = index
    if index + 1 < len(rows) and _divides(rows[index], rows[index + 1]):
        texts |= {column: cell.text for column, cell in rows[index + 1].cells.items()}
        last = index + 1
    columns = _columns({column: name_of(text) for column, text in texts.items()}, rows[index], taught)
    unknown = [text for column, text in sorted(texts.items()) if column not in columns.values()]
    cleaned = {column: clean(text) for column, text in texts.items()}
    named = {column: name_of(text) for column, text in texts.items()}
    explained = tuple((named[column], field) for field, column in columns.items() if taught.get(named[column]) == field)
    return Header(last, columns, cleaned, tuple(dict.fromkeys(unknown)), years[0] if years else None, explained)


def _divides(above: Row, below: Row) -> bool:
    texts = {column: name_of(cell.text) for column, cell in below.cells.items() if not cell.copied}
    same = {column for column, text in texts.items() if name_of(above.cell(column).text) == text}
    divided = {text for column, text in texts.items() if column not in same}
    return bool(divided) and divided <= SECOND_ROW


def _columns(names: dict[int, str], row: Row, taught: Taught) -> dict[str, int]:
    """Each known field's column: what was taught, then the best name wins, then the leftmost."""
    found: dict[str, tuple[int, int]] = {}
    for column, name in names.items():
        field = taught.get(name) or _FIELD_OF.get(name)
        if field and not row.cell(column).copied or field and name in SECOND_ROW:
            rank = (-1 if name in taught else SYNONYMS[field].index(name), column)
            found[field] = min(found.get(field, rank), rank)
    return {field: column for field, (_, column) in found.items()}
