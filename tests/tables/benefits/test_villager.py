"""A villager finds what the household was paid by touch alone, and asks about it; no address and no public word says a name."""

import pytest

from tests.tables.published import publish
from tests.tables.workbooks import PAYMENTS, RIGHT


@pytest.fixture
def lists(shiqiao, kiosk):
    publish("farming", PAYMENTS, "2026Q3")


def test_four_taps_lead_from_the_first_page_to_the_payments(lists, visit):
    home = visit.get("/")
    assert "/benefits/" in home.links
    page = visit.get("/benefits/")
    assert page.words("a.choice") == ["1 组", "3 组"]
    page = visit.get("/benefits/2")
    assert page.words("a.choice") == ["陈1 户", "刘2 户"]
    page = visit.get("/benefits/2/2")
    assert page.words("a.choice") == ["刘*1 笔，一共 114.24 元", "刘*兵2 笔，一共 1,066.24 元"]
    (last,) = [one for one in page.links if one.startswith("/benefits/of/") and one.endswith("-3")]
    page = visit.get(last)
    assert "952.00" in page and "县农业农村局文件" in page and "10 亩" in page and "2026年9月1日 发放" in page


def test_no_address_says_a_name(lists, visit):
    for path in ("/benefits/", "/benefits/2", "/benefits/2/2"):
        assert all("%" not in one for one in visit.get(path).links if one.startswith(("/benefits/", "/tables/")))


def test_a_question_names_the_row_and_not_the_person(lists, visit):
    (of,) = [one for one in visit.get("/benefits/2/1").links if one.startswith("/benefits/of/")]
    row = next(one for one in visit.get(of).links if one.startswith("/tables/rows/"))
    (ask,) = [one for one in visit.get(row).links if one.startswith("/feedback/new?about=")]
    form = visit.get(ask)
    assert "惠农补贴发放名单（2026年第三季度）第 5 行" in form and "陈*国" not in form


@pytest.mark.parametrize(
    "path", ["/benefits/9", "/benefits/2/9", "/benefits/0", "/benefits/of/1-99", "/benefits/of/999-1", "/benefits/x"]
)
def test_what_is_not_there_is_said_calmly(lists, visit, path):
    visit.get(path, expect=404)


def test_without_a_list_the_first_page_leads_to_what_there_is(shiqiao, visit):
    assert "/benefits/" not in visit.get("/").links
    assert "还没有公布过发放名单" in visit.get("/benefits/")


def test_a_list_that_was_withdrawn_is_found_no_more(lists, visit):
    from terminal.tables import actions
    from terminal.text.days import Period
    from tests.tables.published import TODAY

    actions.withdraw("farming", Period.read("2026Q3"), "面积写错了。", by="王秀英", now=TODAY)
    assert "还没有公布过发放名单" in visit.get("/benefits/")


def test_the_other_tables_do_not_list_persons(lists, visit):
    assert RIGHT and "惠农补贴发放名单" not in visit.get("/tables/")
    assert "刘*兵" in visit.get("/tables/farming")
