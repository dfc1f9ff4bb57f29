"""At the desk a row is opened, put right and checked again without a new file; who changed what stays to be seen."""

import pytest

from terminal.drafts.ledger import actions, publishing, queries
from terminal.drafts.ledger.lines import actions as lines
from terminal.drafts.ledger.lines.shapes import Cells
from terminal.errors import Refused
from terminal.journal import blobs
from terminal.ledger import queries as ledger
from terminal.village.queries import here
from tests.drafts.ledger.month import IDENTITY, MAY, begun, sent, signed
from tests.drafts.office import NOW, cadre, supervisor
from tests.ledger.workbooks import changed

MESSED = changed(MAY, (5, 5, "贰佰元"))


@pytest.fixture
def work(desk):
    return begun(desk.me, MESSED)


def address(work, rest: str = "") -> str:
    return f"/desk/ledger/drafts/{work.id}{rest}"


def typed(**said: str) -> dict[str, str]:
    return {"revision": "1", "day": "", "voucher": "记-3", "summary": "电费", "account": "", "income": "", **said}


def test_a_row_nobody_could_read_is_put_right_in_its_place(desk, work):
    page = desk.get(address(work, "?row=5"))
    assert page.select("#row-5 input[name=expense]")[0].get("value") == "贰佰元"
    desk.post(address(work, "/lines/5"), typed(expense="286.40", balance="12,014.10"))
    page = desk.get(address(work))
    assert "账对得上" in page and "改过" in page and "改好了读不懂的一行" in page
    assert (queries.one(work.id).sha256, blobs.path(work.sha256).exists()) == (work.sha256, True)


REFUSED = (
    ({"expense": "很多"}, "不是金额"),
    ({"expense": "1.00", "income": "1.00"}, "都填了"),
    ({"expense": "1.00", "summary": ""}, "请写做什么用的"),
    ({"expense": "1.00", "day": "2月30日"}, "没有 30 日"),
    ({"expense": "1.00", "summary": f"给{IDENTITY}"}, "身份证号"),
)


def test_what_cannot_stand_in_a_row_is_said_in_the_row_and_stays_typed(desk, work):
    for said, says in REFUSED:
        page = desk.post(address(work, "/lines/5"), typed(**said), expect=422)
        assert any(says in words for words in page.words("#row-5")) and "这一行没有记下" in page
    assert "不能删" in desk.post(address(work, "/lines/7/drop"), {"revision": "1"}, expect=422)
    assert "已经不在表上" in desk.post(address(work, "/lines/99/drop"), {"revision": "1"}, expect=422)
    assert queries.one(work.id).edits == ()


def test_a_line_is_added_dropped_and_put_back(desk, work):
    desk.post(address(work, "/lines/add"), typed(behind="6", summary="纸张", expense="10.00"))
    desk.post(address(work, "/lines/6/drop"), {"revision": "2"})
    assert [one.summary for one in queries.one(work.id).sheet.lines] == ["纸张"]
    page = desk.get(address(work))
    assert "加了一笔" in page and "删掉了这一行" in page
    desk.post(address(work, "/lines/6/restore"), {"revision": "3"})
    desk.post(address(work, "/lines/a1/drop"), {"revision": "4"})
    assert [one.summary for one in queries.one(work.id).sheet.lines] == ["鱼塘租金"]
    assert "放回来了" in desk.get(address(work))


def test_a_printed_row_is_put_right(desk, work):
    desk.post(address(work, "/lines/7"), {"revision": "1", "income": "5,000.00", "expense": "", "balance": "1.00"})
    assert queries.one(work.id).sheet.closing_fen == 100


def test_the_slower_of_two_is_told(desk, work):
    desk.post(address(work, "/lines/6/drop"), {"revision": "1"})
    page = desk.post(address(work, "/lines/5"), typed(expense="286.40"), expect=409)
    assert "两个人同时办这一张表" in page


def test_what_was_changed_is_published_and_whoever_changed_it_does_not_sign(shiqiao):
    writer, helper, watcher = cadre(), cadre("陈国平"), supervisor()
    work = begun(writer, MESSED)
    cells = Cells(voucher="记-3", summary="电费", expense=28640, balance=1201410)
    lines.put(work.id, "5", cells, 1, by=helper, now=NOW)
    actions.submit(work.id, 2, by=writer, now=NOW)
    assert helper.id in queries.one(work.id).draft.writers
    number = publishing.publish(signed(queries.one(work.id), watcher).id, by=writer, now=NOW)
    public = ledger.by_number(here().origin, number)
    assert (public.expense_fen, public.closing_fen) == (28640, 1701410)


def test_another_file_takes_the_changes_with_it(shiqiao):
    writer = cadre()
    work = begun(writer, MESSED)
    lines.drop(work.id, "5", 1, by=writer, now=NOW)
    actions.bring_again(work.id, sent(), 2, by=writer, now=NOW)
    assert (queries.one(work.id).edits, len(queries.one(work.id).sheet.lines)) == ((), 2)


def test_nothing_is_changed_once_it_was_handed_in(shiqiao):
    writer = cadre()
    work = begun(writer)
    actions.submit(work.id, 1, by=writer, now=NOW)
    with pytest.raises(Refused, match="已经交上去了"):
        lines.drop(work.id, "5", 1, by=writer, now=NOW)
