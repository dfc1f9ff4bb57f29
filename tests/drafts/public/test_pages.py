"""Everything public is found again at the desk: by title, number, year, item; page by page."""

from datetime import date

import pytest

from terminal.staff.rules import Role
from tests.staff.people import sign_in
from tests.world import make_disclosure


@pytest.fixture
def desk(visit):
    """A cadre, and three publications of two years."""
    sign_in(visit, Role.CADRE)
    make_disclosure(title="第一季度误工补贴", period="2026Q1", published_on=date(2026, 4, 9), text="张某 100 元")
    make_disclosure(title="村规民约", item="V-A01", text="第一条　爱护公物。", period="", published_on=date(2026, 5, 1))
    make_disclosure(title="第二季度误工补贴", period="2026Q2", published_on=date(2026, 7, 9), text="张某 200 元")
    return visit


def titles(page):
    return page.words(".todo b")


def test_everything_is_listed_newest_first_and_leads_to_its_page(desk):
    page = desk.get("/desk/published/")
    assert titles(page) == ["第二季度误工补贴", "村规民约", "第一季度误工补贴"]
    assert "/desk/published/2026-00002" in page.links
    assert "/desk/published/" in desk.get("/desk/drafts/").links


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param("q=误工+第一", ["第一季度误工补贴"], id="words of the title"),
        pytest.param("q=00002", ["村规民约"], id="back of the number"),
        pytest.param("q=54990123MA0SQ8001X/2026-00003", ["第二季度误工补贴"], id="whole number"),
        pytest.param("item=V-A01", ["村规民约"], id="item"),
        pytest.param("year=2026&q=村规", ["村规民约"], id="year and words"),
        pytest.param("q=没有的", [], id="nothing"),
        pytest.param("q=%25", [], id="a sign that means everything elsewhere"),
        pytest.param("year=1999&item=V-Z99&page=99&q=村规", ["村规民约"], id="odd wishes are not heard"),
    ],
)
def test_it_is_found_by(desk, asked, found):
    assert titles(desk.get(f"/desk/published/?{asked}")) == found


def test_more_than_one_page_is_turned_and_keeps_what_was_asked(desk):
    for count in range(25):
        make_disclosure(title=f"通知{count}", item="V-D04", period="", text=f"第 {count} 份通知的内容。")
    page = desk.get("/desk/published/?q=通知&item=V-D04")
    assert len(titles(page)) == 20
    (after,) = [link for link in page.links if "page=2" in link]
    assert len(titles(desk.get(after))) == 5
