"""What is put on a screen, and that the address of every part is right."""

import msgspec
import pytest
from flask import g

from terminal.ledger import pages
from terminal.text.days import Period
from terminal.web.looks import Look
from tests.ledger.published import KEPT, publish, publish_months, small


@pytest.fixture(autouse=True)
def _page(kiosk):
    """Addresses are made inside a request."""
    with kiosk.test_request_context():
        g.look = Look()
        yield


def screen(period: str, show: str = "", look: Look | None = None, account: str = ""):
    return pages.screen(pages.desk(account), Period.read(period), show, 1, 0, look or Look())


def test_there_is_no_desk_before_anything_was_published():
    assert pages.desk("") is None


def test_the_second_account_is_named_in_every_address():
    publish_months("2026-09")
    publish_months("2026-09", account=KEPT)
    assert pages.desk("").span_url(Period.read("2026Q3")) == "/ledger/2026/q3"
    kept = pages.desk("cunwei")
    assert kept.span_url(Period.read("2026-09"), show="in") == "/ledger/2026/9?show=in&account=cunwei"
    assert kept.of_next_account().account.key == "jiben"


def test_a_period_without_books_has_no_screen():
    publish_months("2026-09")
    assert screen("2026-08") is None


@pytest.mark.parametrize(
    ("look", "choices"),
    [
        pytest.param(Look(), ["全部 15 笔", "只看收入 5 笔", "只看支出 10 笔"], id="ordinary letters"),
        pytest.param(Look(type="large"), ["从哪里来", "花到哪里", "每一笔"], id="large letters"),
    ],
)
def test_large_letters_have_other_parts_to_choose(look, choices):
    publish_months("2026-10")
    assert [choice["name"] for choice in screen("2026-10", look=look).choices] == choices


@pytest.mark.parametrize("asked", ["from", "nonsense", ""])
def test_a_part_that_is_not_there_shows_the_usual_one(asked):
    publish_months("2026-10")
    assert screen("2026-10", asked).show == "lines"


def test_a_year_counts_only_months_that_are_over_and_public():
    publish_months("2026-09")
    cells = pages.month_cells(pages.desk(""), Period.read("2026"))
    assert [bool(cell["published"]) for cell in cells].count(True) == 1
    assert [cell["gap"].state for cell in cells if cell["gap"]] == ["late"] * 9
    assert [cell["href"] for cell in cells[10:]] == ["", ""]


def test_red_ink_is_tagged(visit):
    sheet = small(fee=500)
    red = msgspec.structs.replace(sheet.lines[0], fen=-200, voucher="记-9", summary="退多收的")
    publish(msgspec.structs.replace(sheet, lines=(*sheet.lines, red), closing_fen=300))
    page = visit.get("/ledger/2026/10")
    assert "红字冲销" in page and "−2.00" in page
