"""The accounts explained, as a villager reads them; what a picture says is what the table beside it says."""

from datetime import date

import msgspec
import pytest

from terminal import clock
from terminal.config import Screen, Settings, Unit
from terminal.kiosk_app import create_kiosk
from terminal.ledger.models import VillageMedians
from terminal.ledger.ruling import Middle
from terminal.store.database import close_database
from tests.ledger.published import TODAY, book, publish_months, revise
from tests.ledger.understanding.reading import drawn, sheet_of, tabled, told
from tests.visit import Visit, words_of


@pytest.fixture(scope="module")
def kiosk(tmp_path_factory):
    """Two years of Shiqiao, for everybody here who only looks."""
    clock.use(lambda: TODAY)
    unit = Unit(
        kind="village",
        name="石桥村",
        code="54990123MA0SQ8001X",
        in_service_from=date(2026, 1, 1),
        contact="村委会办公室 0990-5550123",
        people=1568,
    )
    app = create_kiosk(Settings(data=tmp_path_factory.mktemp("years"), unit=unit, screen=Screen(debug=True)))
    publish_months("2025-08", "2025-10", "2026-08", "2026-09")
    revise()
    publish_months("2026-10")
    yield app
    app.extensions["printer"].stop()
    close_database()


@pytest.fixture(scope="module")
def years(kiosk):
    return Visit(kiosk)


@pytest.mark.parametrize(
    ("query", "columns"), [("?show=in", 1), ("?show=out", 1), ("?show=in-year", 2), ("?show=out-year", 2)]
)
def test_pictures_and_tables_say_the_same_figures(years, query, columns):
    page = years.get(f"/ledger/2026/plain{query}")
    assert drawn(page) == told(page) == tabled(page, columns)
    assert len(drawn(page)) >= 3


def test_a_part_says_what_its_page_says_and_swaps_alone(years):
    page = years.get("/ledger/2026/10/plain?show=out", fragment=True)
    assert len(page.select("#plain-part")) == 1 and not page.select("h1")
    assert "为大家办事花的钱" in page and "35,954.62" in page and "45,514.29" in page


def test_only_months_public_in_both_years_are_compared_and_it_is_said(years):
    page = years.get("/ledger/2026/plain?show=in-year")
    assert "只比两年都公布了的月份：8月、10月" in page
    october, august = (actions_sum(month) for month in ("2026-10", "2026-08"))
    assert f"{(october + august) / 100:,.2f}" in page.words("tfoot td")


def actions_sum(month: str) -> int:
    return sum(line.fen for line in book(month).lines if line.direction == "in")


def test_the_largest_lines_lead_to_themselves(years):
    page = years.get("/ledger/2026/10/plain?show=largest")
    assert len(page.select(".top-lines li")) == 10
    first = page.select(".top-lines a")[0].get("href")
    assert years.get(first).h1 == "村级运转经费（第四季度）"


def test_each_share_stands_with_what_it_is_reckoned_from(years):
    page = years.get("/ledger/2026/10/plain?show=each")
    assert "÷ 1,568 人" in page and "户数没登记" in page
    assert [words_of(cell) for cell in page.select("table.plain tbody tr")[0]] == [
        "收入",
        "64,476.48",
        "—",
        "每人 41.12",
    ]


def test_words_of_the_books_are_explained_with_what_they_came_to(years):
    page = years.get("/ledger/2026/10/plain?show=words&page=2")
    assert "谁能领、多少钱一天，要由村民会议定" in page and "−5,400.00" in page


@pytest.mark.parametrize("query", ["show=gold", "page=99&show=words", "page=-1&show=largest", "account=nobody"])
def test_odd_questions_are_as_if_not_asked(years, query):
    assert years.get(f"/ledger/2026/10/plain?{query}").h1 == "看懂2026年10月的账"


def test_the_sheet_to_take_home_is_one_page_with_the_figures_of_the_quarter(kiosk, years):
    page = years.get("/ledger/2026/q3")
    assert "明白纸（一页）" in page
    sheet = sheet_of(kiosk, "2026Q3")
    text = sheet.pages[0].extract_text()
    assert len(sheet.pages) == 1
    for words in (
        "2026年第三季度 村里的账",
        *page.words(".sum .v"),
        "水毁道路修复（二组路段）",
        "0990-5550123",
        "指纹",
    ):
        assert words in text
    assert "7月的没公布" in text or "7月还没公布" in text


def test_what_the_county_said_of_the_village_in_the_middle_stands_beside_the_own_figure(kiosk, years):
    assert "中间的村" not in years.get("/ledger/2026/10/plain?show=each")
    said = msgspec.json.encode((Middle("in", "", 12_345), Middle("out", "公益支出", 678))).decode()
    told = {"to": "*", "period": "2026-10", "villages": 7, "issuer": "农业农村局", "said_on": date(2026, 11, 20)}
    VillageMedians.put(origin="t-qingxi", log_seq=1, obj="1", rows=said, **told)
    try:
        page = years.get("/ledger/2026/10/plain?show=each&look=new")
        assert "中间的村 123.45" in page and "农业农村局 2026年11月20日按 7 个村" in page
    finally:
        VillageMedians.delete().execute()
