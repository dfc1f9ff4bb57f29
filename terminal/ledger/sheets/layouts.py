"""Sheets that are about money but not line by line: what they are, and what is needed instead."""

import re

import msgspec

from terminal.ledger.sheets.grid import Grid
from terminal.ledger.sheets.headers import LOOKED_AT, clean, name_of

NEEDED = "请传逐笔的账（有日期、凭证号、摘要、收入、支出、余额的那一张）。"


class Layout(msgspec.Struct, frozen=True):
    """A summary sheet is known by the words it always has, in the header or further down."""

    called: str
    words: tuple[str, ...]
    why: str = "只有合计，没有一笔一笔的账"


SUMMARIES = (
    Layout("资源（资产）经济合同表", ("合同编号", "合同名称"), "写的是合同，不是收支"),
    Layout("财务公开榜（汇总表）", ("收入项目", "支出项目", "累计数")),
    Layout("财务公开榜（月表）", ("收入项目", "支出项目", "本月数")),
    Layout("财务公开榜（季表）", ("收入项目", "支出项目", "本季数")),
    Layout("收支结余表", ("收入项目", "支出项目")),
    Layout("资产负债分析表", ("上年同期", "增减额")),
    Layout("科目余额表", ("期初余额", "期末余额", "科目")),
    Layout("科目余额表", ("期初余额", "期末余额", "科目名称")),
    Layout("科目余额表", ("期初余额", "期末余额", "科目编码")),
    Layout("收益分配统计表", ("指标名称", "代码")),
    Layout("货币资金清查登记表", ("账面数额", "实存数额"), "写的是盘点结果，不是收支"),
    Layout("库存物资清查登记表", ("存放地点", "保管人"), "写的是物资，不是收支"),
    Layout("每月财务收支公布表", ("本月总收入", "本月总支出")),
    Layout("收支情况表", ("本期收入", "本期支出", "期末结余")),
    Layout("收支情况表", ("本期收入", "本期支出", "上期结余")),
    Layout("资产负债表", ("年初数", "期末数")),
    Layout("资产负债表", ("年初余额", "期末余额")),
)
TRIAL = Layout("科目汇总表", ("科目", "借方发生额", "贷方发生额"))
LINE_WORDS = frozenset(("摘要", "凭证号", "凭证字号", "日期"))
_NUMERAL = re.compile(r"^(?:[一二三四五六七八九十]+、|\(?[一二三四五六七八九十\d]+\)|其中:?)")


def summary_of(grid: Grid) -> str | None:
    """A whole sentence when the sheet is a known summary; None when it may be read line by line."""
    header_words: set[str] = set()
    words: set[str] = set()
    for number, row in enumerate(grid.rows):
        texts = [name_of(_NUMERAL.sub("", clean(text))) for text in row.texts()]
        words.update(texts)
        if number < LOOKED_AT:
            header_words.update(texts)
    for layout in SUMMARIES:
        if words.issuperset(layout.words) and not LINE_WORDS & header_words:
            return _says(layout)
    if header_words.issuperset(TRIAL.words) and not LINE_WORDS & header_words:
        return _says(TRIAL)
    return None


def _says(layout: Layout) -> str:
    return f"这是{layout.called}，{layout.why}，没有导入。{NEEDED}"
