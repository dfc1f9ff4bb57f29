"""The sheet to take home, and the pages that explain, where there is little, nothing, or far too much."""

import msgspec

from terminal.ledger import actions
from terminal.ledger.events import Account
from terminal.ledger.sheets.book import Line
from terminal.text.days import Period
from tests.ledger.published import TODAY, publish, small
from tests.ledger.understanding.reading import drawn, sheet_of, tabled
from tests.world import CADRE

MOST = 999_999_999_999


def test_before_anything_is_public_there_is_nothing_to_explain(visit):
    visit.get("/ledger/2026/plain", expect=404)
    visit.get("/ledger/2026/q3/takehome.pdf", expect=404)


def test_a_year_nobody_published_before_is_not_compared(visit):
    publish(small(rent=50_000))
    page = visit.get("/ledger/2026/10/plain?show=in-year")
    assert "没法比" in page and not page.select(".chart")


def unsorted(month: str = "2026-10"):
    """A month whose lines name no account: all of it is “未分类”."""
    return small(month, rent=MOST, gift=-MOST + 1)


def test_money_under_a_name_that_says_nothing_is_pointed_at_with_both_figures(visit):
    publish(unsorted())
    page = visit.get("/ledger/2026/10/plain?show=out")
    assert "支出里有 9,999,999,999.98 元只写了“其他”，占支出 9,999,999,999.98 元的 100.0%，超过 5%" in page
    assert "没写明" in visit.get("/ledger/2026/10")
    assert drawn(page) == tabled(page, 1) == ["9,999,999,999.98"]


def test_the_fullest_sheet_there_is_is_still_one_page(kiosk):
    """The longest names, the largest amounts, everything wrong that can be."""
    account = Account("long", "很长很长的账户名称" * 3)
    kinds = [
        "经营收入",
        "投资收益",
        "补助收入",
        "其他收入",
        "经营支出",
        "税金及附加",
        "管理费用",
        "公益支出",
        "其他支出",
    ]
    opening = 0
    for month in ("2026-07", "2026-08", "2026-09"):
        sheet = full(month, kinds, opening)
        publish(sheet, account)
        opening = sheet.closing_fen
        changed = full(month, kinds, sheet.opening_fen, "改过的")
        actions.revise(
            changed, "前面一次录错了好几笔，" * 8, account=account, published_on=TODAY.today, by=CADRE, now=TODAY
        )
    sheet = sheet_of(kiosk, "2026Q3")
    assert len(sheet.pages) == 1
    text = sheet.pages[0].extract_text()
    assert "还有" in text and "…" in text and "扫一扫" in text


def full(month: str, kinds: list[str], opening: int, said: str = ""):
    period = Period.read(month)
    lines = tuple(
        Line(
            summary=f"{said}{kind}里一笔名称写得特别长特别长、怎么也写不完的收支事项" * 2,
            direction="in" if "收" in kind else "out",
            fen=MOST // 5 - place,
            day=period.first,
            voucher=f"记-{place}",
            account_name=kind,
        )
        for place, kind in enumerate(kinds, 1)
    )
    moved = sum(line.fen if line.direction == "in" else -line.fen for line in lines)
    return msgspec.structs.replace(small(month, opening), lines=lines, opening_fen=opening, closing_fen=opening + moved)
