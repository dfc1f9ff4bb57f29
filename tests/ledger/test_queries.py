"""Months, sums by category, lines and vouchers, as they stand in the tables."""

import pytest

from terminal.errors import NotFound
from terminal.journal import blobs
from terminal.journal.append import origin
from terminal.ledger import actions, queries, vouchers
from terminal.ledger.checks import Beside
from terminal.text.days import Period
from tests.ledger.published import KEPT, TODAY, book, publish, publish_months, revise
from tests.world import CADRE


@pytest.fixture(autouse=True)
def _village(shiqiao):
    """An empty village, opened."""


def seq(month: str) -> int:
    return queries.sheet(origin(), "jiben", month).log_seq


def test_before_anything_was_published_there_is_nothing():
    assert not queries.has_any(origin())
    assert queries.accounts(origin()) == ()
    assert queries.newest_month(origin()) is None
    assert queries.closing(origin(), "jiben", "2026-10") is None


def test_the_first_account_stands_first_and_the_newest_month_is_its():
    publish_months("2026-08")
    publish_months("2026-09", account=KEPT)
    assert [one.key for one in queries.accounts(origin())] == ["jiben", "cunwei"]
    assert queries.newest_month(origin()).period == "2026-08"


def test_categories_are_summed_largest_first():
    publish_months("2026-10")
    spent = [part for part in queries.parts(origin(), [seq("2026-10")]) if part.direction == "out"]
    assert [(part.category, part.fen, part.count) for part in spent] == [
        ("公益支出", 3595462, 5),
        ("管理费用", 642967, 3),
        ("经营支出", 215000, 1),
        ("其他支出", 98000, 1),
    ]


def test_an_older_version_is_not_summed_with_the_newest():
    publish_months("2026-09")
    revise()
    assert queries.months(origin(), "jiben")["2026-09"].expense_fen == 4202187
    assert sum(part.fen for part in queries.parts(origin(), [seq("2026-09")]) if part.direction == "out") == 4202187


@pytest.mark.parametrize(
    ("show", "page", "rows", "pages", "total"),
    [
        pytest.param("", 1, 5, 3, 15, id="all, first page"),
        pytest.param("in", 1, 5, 1, 5, id="income"),
        pytest.param("out", 2, 5, 2, 10, id="spending, second page"),
        pytest.param("out", 99, 5, 2, 10, id="a page too far is the last"),
    ],
)
def test_lines_come_in_pages(show, page, rows, pages, total):
    publish_months("2026-10")
    found = queries.lines(origin(), [seq("2026-10")], show, page, 5)
    assert (len(found.rows), found.pages, found.total) == (rows, pages, total)


def test_lines_stand_by_day_and_spending_carries_a_minus():
    publish_months("2026-10")
    first, second = queries.lines(origin(), [seq("2026-10")], "", 1, 2).rows
    assert first.day < second.day
    assert (first.signed_fen, second.signed_fen) == (2400000, -1286000)


def test_a_line_knows_its_neighbours_and_its_sheet():
    publish_months("2026-10")
    head = seq("2026-10")
    assert queries.line(origin(), f"{head}-1").before == ""
    assert queries.line(origin(), f"{head}-15").after == ""
    middle = queries.line(origin(), f"{head}-4")
    assert (middle.before, middle.after, middle.sheet.period) == (f"{head}-3", f"{head}-5", "2026-10")


@pytest.mark.parametrize("number", ["1-1", "999-1", "2-99"])
def test_a_line_that_is_not_there_is_not_found(number):
    publish_months("2026-10")
    with pytest.raises(NotFound):
        queries.line(origin(), number)


def test_only_pictures_that_a_line_names_are_found():
    named, secret = (blobs.put(data, "v.png", "image/png") for data in (b"named", b"secret"))
    publish(book("2026-10"), beside=Beside(vouchers={"记-1": (named,)}))
    assert vouchers.voucher(origin(), named.sha256) == named
    with pytest.raises(NotFound):
        vouchers.voucher(origin(), secret.sha256)


def test_a_withdrawn_month_has_no_closing_to_go_on_from():
    publish_months("2026-09")
    actions.withdraw("jiben", Period.read("2026-09"), "传错了账户。", by=CADRE, now=TODAY)
    assert queries.closing(origin(), "jiben", "2026-09") is None


def test_a_month_never_published_is_not_found():
    with pytest.raises(NotFound, match="还没公布"):
        queries.sheet(origin(), "jiben", "2026-10")
