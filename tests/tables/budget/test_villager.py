"""Anybody reads what was planned, what came of it, from which months; a month that spends more is public only with a reason."""

import pytest

from terminal.drafts.ledger import checks
from terminal.tables.budget import queries
from terminal.village.queries import here
from tests.drafts.ledger.month import begun
from tests.drafts.office import NOW, cadre
from tests.tables.published import publish

PLAN = (
    ("石桥村2026年度财务计划",),
    ("收支", "类别", "项目", "本年计划"),
    ("支出", "管理支出", "办公、电费", 300),
    ("支出", "公益支出", "保洁", 86400),
)
BOOK = (
    ("柳河镇石桥村2026年{month}月财务公开榜",),
    ("编制单位：石桥村　账户：基本户", "", "", "", "", "", "单位：元"),
    ("月", "凭证号", "摘要", "科目", "收入", "支出", "余额"),
    ("", "", "上月结转", "", "", "", "{before}"),
    ("{month}", "记-{month}", "电费", "管理费用", "", "200.00", "{after}"),
)


def book(month: int, before: str, after: str):
    said = {"month": month, "before": before, "after": after}
    return tuple(tuple(cell.format(**said) for cell in row) for row in BOOK)


@pytest.fixture
def april(shiqiao, kiosk):
    """A plan of 300 yuan for the office, of which April took 200."""
    from tests.drafts.ledger.month import public
    from tests.drafts.office import supervisor

    publish("plan", PLAN, "2026")
    writer = cadre()
    public(writer, supervisor(), book(4, "1,000.00", "800.00"))
    return writer


def test_the_page_says_both_figures_what_is_left_and_until_when(april, visit):
    page = visit.get("/tables/plan/2026/kept")
    assert "按已公布的 1 个月加起来，到2026年4月为止" in page
    (office, cleaning) = page.words("tbody tr")
    assert (
        "管理费用" in office
        and "计划的 66%" in office
        and "300.00" in office
        and "200.00" in office
        and "还剩 100.00" in office
    )
    assert "86,400.00" in cleaning
    assert "/tables/plan/2026/kept" in visit.get("/tables/plan").links


def test_a_month_that_spends_more_than_the_plan_lets_asks_why(april):
    work = begun(april, book(5, "800.00", "600.00"))
    (said,) = checks.problems(work, NOW)
    assert "2026年“管理费用”计划花 300.00 元，连这张表在内已经花了 400.00 元，超出 100.00 元。" in str(said)
    assert checks.may_explain(work, NOW)


def test_without_a_plan_nothing_is_held_to_it(shiqiao, kiosk, visit):
    assert queries.planned(here().origin, "jiben", begun(cadre()).period) == ()
    visit.get("/tables/plan/2026/kept", expect=404)
