"""A row is known by its words: what is printed to be checked never becomes a line, and no line is taken for a total."""

import pytest

from terminal.ledger.sheets.grid import Cell, Row
from terminal.ledger.sheets.row_kinds import is_footer, kind_of, signers


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        (
            "opening",
            "上月结转 上期结转 上期结余 上月结余 上月余额 上季结存 上年结转 年初余额 期初余额 承前页 一、上期结余 上月结余(4月)",
        ),
        ("subtotal", "本月合计 小计 5月合计 5月份支出合计 2026年5月合计 当月合计 本页小计"),
        ("total", "合计 总计 本季合计 本期收入合计 本期支出合计 收入合计 支出合计 第二季度合计 合计： 合\u3000计"),
        ("cumulative", "本月累计 本年累计 累计 1-5月累计 本年合计 全年合计 年初至今累计"),
        (
            "closing",
            "期末结余 期末余额 本期结余 本月结余 本月余额 月末结余 本季结存 结转下月 结转下年 四、期末结余 5月末余额",
        ),
        ("skip", "过次页 转下页 本年收益(收入-支出)"),
        (
            "detail",
            "电费 结转上年往来款 合计支付误工补贴3人 上月电费 本月工资 其他收入 期末考试奖励 余额宝收益 累计天数补贴 5月电费合计数核对费",
        ),
    ],
)
def test_words_tell_the_kind(kind, texts):
    for text in texts.split(" "):
        assert kind_of([text])[0] == kind, text


def row(*texts):
    return Row(9, {column: Cell(text) for column, text in enumerate(texts, start=1) if text})


@pytest.mark.parametrize(
    ("texts", "signed"),
    [
        (("制表：刘秀英", "", "负责人：陈国平"), [("制表", "刘秀英"), ("负责人", "陈国平")]),
        (("村民委员会主任：陈国平　会计：刘秀英",), [("村民委员会主任", "陈国平"), ("会计", "刘秀英")]),
        (("村党支部书记（签字）：", "陈国平"), [("村党支部书记", "陈国平")]),
        (("会计：", "出纳：何玉琴"), [("出纳", "何玉琴")]),
        (("负责人（盖章）",), []),
    ],
)
def test_signatures_are_role_and_name(texts, signed):
    assert is_footer(row(*texts))
    assert [tuple(signer) for signer in signers(row(*texts))] == signed


@pytest.mark.parametrize("texts", [("会计培训费",), ("记-3", "付出纳备用金"), ("路灯电费",)])
def test_a_line_about_an_accountant_is_no_signature(texts):
    assert not is_footer(row(*texts))


@pytest.mark.parametrize("text", ["张榜日期：2026年6月5日", "注：以上账目已公示", "村委会（盖章）"])
def test_posting_days_and_remarks_are_footers(text):
    assert is_footer(row(text)) and signers(row(text)) == []
