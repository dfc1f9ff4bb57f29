"""The ledger as a villager walks through it, with the real books of Shiqiao."""

import io
from datetime import date

import openpyxl
import pypdf
import pytest

from terminal.bundle.read import read
from terminal.bundle.write import Order, Signing, bundles
from terminal.journal import blobs
from terminal.journal.append import origin
from terminal.journal.chain import parse
from terminal.journal.keys import load_or_make
from terminal.ledger import actions, queries
from terminal.ledger.checks import Beside
from terminal.text.days import Period
from tests.ledger.published import BASIC, KEPT, TODAY, book, publish, publish_months, revise
from tests.world import CADRE


@pytest.fixture
def months(visit):
    """September revised, October, October a year ago, and September of the second account."""
    publish_months("2025-10", "2026-08", "2026-09")
    revise()
    publish_months("2026-10")
    publish_months("2026-09", account=KEPT)
    return visit


def fetched(visit, path: str):
    """A file and its headers; closed again, which a browser does by itself."""
    answer = visit.get(path)
    answer.response.close()
    return answer


def first_line(month: str) -> str:
    return f"{queries.sheet(origin(), 'jiben', month).log_seq}-1"


def test_an_empty_terminal_says_that_there_are_no_books(visit):
    assert "还没有公布过账" in visit.get("/ledger/")
    visit.get("/ledger/2026/10", expect=404)


def test_a_month_shows_the_sum_the_verdict_and_last_year(months):
    page = months.get("/ledger/2026/10")
    assert page.h1 == "2026年10月 收支"
    for words in ("186,420.57", "64,476.48", "45,514.29", "205,382.76", "账对得上", "陈国平等 3 人签字"):
        assert words in page
    assert "比去年10月多 5,546.48 元" in page
    assert "比去年10月少 3,693.06 元" in page


def test_shares_are_those_of_the_pictures(months):
    page = months.get("/ledger/2026/10")
    assert page.words(".bars .pct")[:4] == ["47.8%", "46.5%", "5.0%", "0.7%"]
    assert len(page.select(".bars .chart-bar")) == 8


def test_only_spending_is_shown_when_asked(months):
    page = months.get("/ledger/2026/10?show=out")
    assert page.select(".lines .amt.out") and not page.select(".lines .amt.in")


def test_a_chip_swaps_only_the_lower_part(months):
    page = months.get("/ledger/2026/10?show=in", fragment=True)
    assert len(page.select("#line-list")) == 1 and not page.select("h1")


@pytest.mark.parametrize("query", ["show=gold", "page=999", "page=-1", "version=77", "account=nobody", "show=from"])
def test_odd_questions_are_as_if_not_asked(months, query):
    assert months.get(f"/ledger/2026/10?{query}").h1 == "2026年10月 收支"


def test_large_letters_give_pictures_a_part_of_their_own(months):
    months.client.set_cookie("look", "day.large.zh")
    page = months.get("/ledger/2026/10")
    assert page.select(".lines") and not page.select(".bars")
    pictures = months.get("/ledger/2026/10?show=to")
    assert pictures.words(".bars h2") == ["钱花到哪里去45,514.29 元"]
    assert "为大家办事花的钱" in pictures and not pictures.select(".lines")


def test_a_revised_month_says_why_and_leads_to_the_first_version(months):
    page = months.get("/ledger/2026/9")
    assert "第2次公布" in page and "1,680.00" in page
    old = months.get("/ledger/2026/9?version=1")
    assert "后来改过" in old and "42,201.87" in old


def test_a_withdrawn_month_says_why_and_stays(months):
    actions.withdraw("jiben", Period.read("2026-10"), "传错了账户。", by=CADRE, now=TODAY)
    page = months.get("/ledger/2026/10")
    assert "撤下了" in page and "传错了账户。" in page and "205,382.76" in page


def test_a_quarter_names_its_missing_month_and_does_not_add_over_the_hole(visit):
    publish_months("2026-07", "2026-09")
    page = visit.get("/ledger/2026/q3")
    assert "8月还没公布，所以这一季不全" in page
    assert not page.select(".sum")


def test_a_month_after_a_revision_that_was_not_followed_up_does_not_hold(months):
    changed = book("2026-09")
    actions.revise(
        changed,
        "改回原来的数。",
        account=actions.events.Account("jiben", "基本户"),
        published_on=date(2026, 11, 20),
        by=CADRE,
        now=TODAY,
    )
    assert "和9月对不上" in months.get("/ledger/2026/10")


def test_a_year_shows_every_month_and_a_missing_one_leads_to_its_page(months):
    page = months.get("/ledger/")
    assert "晚了" in page and "/ledger/2026/7" in page.links
    missing = months.get("/ledger/2026/7")
    assert "还没公布" in missing and "晚了" in missing


def test_every_page_of_the_ledger_leads_to_pages_that_are_there(months):
    seen = months.crawl("/ledger/2026/10", limit=60)
    assert len(seen) > 20


@pytest.mark.parametrize(
    "path", ["/ledger/2026/12", "/ledger/2027", "/ledger/1999", "/ledger/1999.pdf", "/ledger/2026/q5"]
)
def test_a_time_nothing_is_owed_for_is_not_found(months, path):
    months.get(path, expect=404)


def test_how_it_was_reckoned_shows_every_share_with_its_whole(months):
    page = months.get("/ledger/2026/10/how")
    assert "30,800.00÷ 64,476.48" in page.text.replace("30,800.00 ÷", "30,800.00÷")
    assert "出租、发包" in page


def test_the_facts_of_a_sheet_name_its_number_and_signers(months):
    page = months.get("/ledger/2026/9/facts")
    assert "周德明" in page and "第2次公布" in page and "指纹" in page


def test_a_voucher_that_has_not_come_is_said_and_shown_once_it_is_there(visit):
    picture = blobs.put(b"\x89PNG picture", "记-01.png", "image/png")
    publish(book("2026-10"), beside=Beside(vouchers={"记-01": (picture,)}))
    blobs.drop(picture.sha256)
    line = first_line("2026-10")
    assert "凭证的照片还没有传到" in visit.get(f"/ledger/lines/{line}")
    blobs.put(b"\x89PNG picture", "记-01.png", "image/png")
    assert "凭证的照片还没有传到" not in visit.get(f"/ledger/lines/{line}")


def test_a_line_shows_its_category_in_plain_words_and_its_voucher(visit):
    picture = blobs.put(b"\x89PNG picture", "记-01.png", "image/png")
    publish(book("2026-10"), beside=Beside(vouchers={"记-01": (picture,)}))
    page = visit.get(f"/ledger/lines/{first_line('2026-10')}")
    assert page.h1 == "鱼塘承包费（下半年）" and "出租、发包" in page
    (shown,) = page.select(".paper-picture img")
    answer = fetched(visit, shown.get("src"))
    assert answer.headers["Content-Type"] == "image/png" and "immutable" in answer.headers["Cache-Control"]


def test_a_picture_that_no_line_names_is_not_given_out(months):
    secret = blobs.put(b"secret", "x.png", "image/png")
    months.get(f"/ledger/vouchers/{secret.sha256}", expect=404)


def test_a_picture_that_could_run_scripts_is_only_handed_over(visit):
    drawing = blobs.put(b"<svg/>", "x.svg", "image/svg+xml")
    publish(book("2026-10"), beside=Beside(vouchers={"记-1": (drawing,)}))
    answer = fetched(visit, f"/ledger/vouchers/{drawing.sha256}")
    assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("number", ["999-1", "1-1"])
def test_a_line_that_is_not_there_is_not_found(months, number):
    months.get(f"/ledger/lines/{number}", expect=404)


@pytest.mark.parametrize(
    ("path", "says"),
    [
        pytest.param("/ledger/2026/10.pdf", "鱼塘承包费（下半年）", id="month"),
        pytest.param("/ledger/2026/9.pdf?version=1", "1,860.00", id="older version of a month"),
        pytest.param("/ledger/2026/q3.pdf", "2026年8月", id="quarter"),
        pytest.param("/ledger/2026.pdf", "2026年10月", id="year"),
    ],
)
def test_everything_can_be_printed(months, path, says, tmp_path):
    answer = fetched(months, path)
    file = tmp_path / "sheet.pdf"
    file.write_bytes(answer.body)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(file).pages)
    assert says in text and "金额单位" in text


LARGE = """石桥村2026年10月财务收支明细表,,,,,
单位：元,,,,,
日期,凭证号,摘要,收入,支出,余额
,,上月结转,,,0.00
10月9日,记-1,征地补偿款,"10,000,000,000.00",,"10,000,000,000.00"
10月12日,记-2,拨付补偿款,,"9,999,999,999.99",0.01
,,合计,"10,000,000,000.00","9,999,999,999.99",0.01
"""


def test_the_largest_amount_is_exact_from_the_file_to_the_bundle(visit, settings, tmp_path):
    publish(actions.read_file(LARGE.encode(), "十月.csv", Period.read("2026-10"), BASIC))
    for words in ("10,000,000,000.00", "9,999,999,999.99", "0.01", "账对得上"):
        assert words in visit.get("/ledger/2026/10?show=lines") or words in visit.get("/ledger/2026/10")
    file = tmp_path / "sheet.pdf"
    file.write_bytes(fetched(visit, "/ledger/2026/10.pdf").body)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(file).pages)
    assert "10,000,000,000.00" in text and "9,999,999,999.99" in text
    book = openpyxl.load_workbook(io.BytesIO(fetched(visit, "/ledger/2026.xlsx").body))
    said = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert {10_000_000_000, 9_999_999_999.99, 0.01} <= said
    (draft,) = bundles(Order(), Signing(load_or_make(settings.data / "keys"), TODAY))
    fen = [
        line["fen"]
        for body in read(b"".join(draft.pieces())).bodies
        for line in parse(body).get("sheet", {}).get("lines", ())
    ]
    assert fen == [10**12, 10**12 - 1]
