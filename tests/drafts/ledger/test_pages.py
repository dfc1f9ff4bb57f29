"""Every problem stands in its row, and every month of every account in its list."""

from datetime import date

import pytest

from terminal.drafts.ledger import checks, pages
from terminal.drafts.ledger.pages import row_number
from tests.drafts.ledger.month import MAY, WRONG, begun
from tests.drafts.office import NOW, cadre
from tests.ledger.workbooks import changed

MESSED = changed(MAY, (5, 5, "贰佰元"), (6, 6, "17,041.10"))


@pytest.mark.parametrize(
    ("where", "number"),
    [
        pytest.param("收支!G6", 6, id="a cell"),
        pytest.param("收支!AB12", 12, id="a far column"),
        pytest.param("第 7 行", 7, id="a line of a text"),
        pytest.param("别的表!G6", 0, id="another sheet"),
        pytest.param("收支", 0, id="the sheet itself"),
        pytest.param("", 0, id="nowhere"),
    ],
)
def test_a_place_names_its_row(where, number):
    assert row_number(where, "收支") == number


def test_a_row_nobody_could_read_stands_between_its_neighbours(shiqiao):
    work = begun(cadre(), MESSED)
    rows = pages.rows(work, checks.problems(work, NOW))
    unread = next(row for row in rows if row.line is None)
    assert unread.number == 5 and unread.problems and unread.place == "收支 E5"
    assert [row.number for row in rows] == sorted(row.number for row in rows)


def test_a_wrong_total_stands_in_its_own_row(shiqiao):
    work = begun(cadre(), WRONG)
    rows = pages.rows(work, checks.problems(work, NOW))
    assert [(row.number, bool(row.problems)) for row in rows] == [(5, False), (6, False), (7, True)]


def test_the_list_says_what_is_owed_and_what_is_on_its_way(kiosk):
    work = begun(cadre())
    with kiosk.test_request_context():
        kiosk.preprocess_request()
        ((name, months),) = pages.months(2026, date(2026, 11, 22))
    by_name = {one.name: one for one in months}
    assert name == "基本户" and by_name["5月"].href == f"/desk/ledger/drafts/{work.id}"
    assert by_name["9月"].button == "传表格" and by_name["9月"].tag[0] == "late"
    assert "11月" not in by_name
