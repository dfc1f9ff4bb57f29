"""What stands above the table: period, account, unit."""

import pytest

from terminal.ledger.sheets.grid import Cell, Grid, Row
from terminal.ledger.sheets.titles import find_period, read_title


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("柳河镇石桥村2026年05月财务公开榜", "2026-05"),
        ("石桥村 2026 年 5 月份收支", "2026-05"),
        ("二〇二六年五月财务公开", "2026-05"),
        ("二零二六年十二月财务公开", "2026-12"),
        ("２０２６年５月", "2026-05"),
        ("2026-05 收支", "2026-05"),
        ("收支 2026.5", "2026-05"),
        ("2026年第二季度", "2026Q2"),
        ("2026年2季度", "2026Q2"),
        ("2026年4-6月", "2026Q2"),
        ("2026年1月至6月", "2026H1"),
        ("2026年上半年", "2026H1"),
        ("2026年度", "2026"),
        ("2026年1月至12月", "2026"),
        ("2026年05月财务公开榜 张榜日期：2026年6月5日", "2026-05"),
        ("公示时间：2026年6月1日至2026年6月15日", None),
        ("2026年13月", None),
        ("2026年2月至5月", None),
        ("石桥村收支", None),
        ("1234年5月", None),
        ("", None),
    ],
)
def test_the_period_is_found_and_days_of_posting_are_not_it(said, key):
    period = find_period(said)
    assert (period.key if period else None) == key


def title(*rows, name="Sheet1", header=""):
    above = tuple(Row(number, {1: Cell(text)}) for number, text in enumerate(rows, start=1))
    return read_title(Grid(name, above), above, header)


@pytest.mark.parametrize(
    ("rows", "account"),
    [
        (["收支榜", "编制单位：石桥村　账户：基本户　单位：元"], "基本户"),
        (["账户名称: 一般户 元"], "一般户"),
        (["石桥村现金逐笔公开榜"], "现金"),
        (["银行存款日记账"], "银行存款"),
        (["收支榜"], ""),
    ],
)
def test_the_account_is_taken_as_it_is_said(rows, account):
    assert title(*rows).account == account


def test_the_title_is_the_line_that_sounds_like_one():
    assert title("附件1", "石桥村收支公开榜", "单位：元").title == "石桥村收支公开榜"
    assert title(name="五月").title == "五月"


@pytest.mark.parametrize(
    ("said", "header", "unit"), [("单位：万元", "", 10000), ("", "收入（万元）", 10000), ("单位：元", "收入（元）", 1)]
)
def test_the_unit_is_found_in_title_or_header(said, header, unit):
    assert title("收支", said, header=header).unit == unit
