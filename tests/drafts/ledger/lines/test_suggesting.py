"""A line without an account is offered the one that stood beside the same words before; nothing is ever taken by itself."""

import pytest

from terminal.drafts.ledger import queries
from terminal.drafts.ledger.lines.suggesting import Before, gist, suggest, wants
from tests.drafts.ledger.month import MAY, begun, public
from tests.drafts.office import supervisor
from tests.ledger.workbooks import changed

CLEANING = Before("3月保洁工资（4人）", "out", "541 公益支出", "2026-03")
RENT = Before("鱼塘租金", "in", "501 经营收入", "2026-04")
KNOWN = (RENT, CLEANING)


@pytest.mark.parametrize(
    ("said", "left"), [("2026年4月份保洁工资（4人）", "保洁工资"), ("付第三季度电费286.40元", "付电费"), ("5月", "")]
)
def test_what_passes_is_left_out_of_the_words(said, left):
    assert gist(said) == left


@pytest.mark.parametrize(("said", "way", "account"), [
    ("保洁工资", "out", "541 公益支出"),
    ("5月保洁员工资", "out", "541 公益支出"),
    ("保洁工资", "in", ""),
    ("鱼塘租金（下半年）", "in", "501 经营收入"),
    ("电费", "out", ""),
    ("2026年5月", "out", ""),
])  # fmt: skip
def test_the_likest_line_of_the_same_side_is_followed(said, way, account):
    found = suggest(said, way, KNOWN)
    assert (found.account if found else "") == account


def test_of_several_that_are_alike_the_newest_is_followed_and_what_says_nothing_teaches_nothing():
    newer = Before("保洁工资", "out", "513 管理费用", "2026-05")
    vague = Before("保洁工资", "out", "599 其他支出", "2026-06")
    assert suggest("保洁工资", "out", (vague, newer, CLEANING)).says == "2026年5月的“保洁工资”记作 513 管理费用"


@pytest.mark.parametrize(("account", "offered"), [("", True), ("其他支出", True), ("541 公益支出", False)])
def test_only_a_line_without_a_telling_account_is_offered_one(account, offered):
    assert wants(account) is offered


APRIL = (
    ("柳河镇石桥村2026年04月财务公开榜",),
    ("编制单位：石桥村　账户：基本户", "", "", "", "", "", "单位：元"),
    ("月", "凭证号", "摘要", "科目", "收入", "支出", "余额"),
    ("", "", "上月结转", "", "", "", "12,586.90"),
    ("4", "记-1", "电费", "管理费用", "", "286.40", "12,300.50"),
)


def test_one_tap_takes_it_and_who_took_it_is_seen(desk):
    public(desk.me, supervisor(), APRIL)
    work = begun(desk.me, changed(MAY, (5, 3, "电费")))
    address = f"/desk/ledger/drafts/{work.id}"
    page = desk.get(address)
    assert "2026年4月的“电费”记作 管理费用" in page and len(page.select("form.suggested")) == 1
    desk.post(f"{address}/lines/5/accept", {"revision": "1"})
    page = desk.get(address)
    assert not page.select("form.suggested") and "科目：空 → 管理费用" in page.text.replace(" ", "").replace(
        "科目：空→", "科目：空 → "
    )
    assert queries.one(work.id).read_sheet.lines[0].account_name == "管理费用"
    assert "没有可以照着记的了" in desk.post(f"{address}/lines/5/accept", {"revision": "2"}, expect=422)
