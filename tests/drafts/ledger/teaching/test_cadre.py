"""A file with column names nobody knows is read once its sender has said what they are, and by itself the next month."""

import pytest

from terminal.drafts.ledger import queries
from terminal.staff.rules import Role
from tests.drafts.ledger.month import IDENTITY, MAY, attached
from tests.ledger.workbooks import changed
from tests.staff.people import sign_in
from tests.visit import Visit

STRANGE = changed(MAY, (3, 3, "名目"), (3, 4, "进"), (3, 5, "出"), (3, 6, "还有"))
SAID = {
    "field-1": "",
    "field-2": "voucher",
    "field-3": "summary",
    "field-4": "income",
    "field-5": "expense",
    "field-6": "balance",
}


def send(desk, rows=STRANGE, **options):
    return desk.post("/desk/ledger/upload", {"period": "2026-05", "account": "", **attached(rows)}, **options)


def test_what_is_said_once_is_remembered_and_said_to_everybody(desk):
    address = send(desk).headers["Location"]
    assert address == "/desk/ledger/columns/1"
    page = desk.get(address)
    assert "“名目”这一栏是" in page and "电费 / 鱼塘租金" in page
    assert [one.get("value") for one in page.select("#field-2 option[selected]")] == ["voucher"]
    assert desk.post(address, SAID).headers["Location"] == "/desk/ledger/drafts/1"
    sheet = queries.one(1).read_sheet
    assert [(one.summary, one.fen) for one in sheet.lines] == [("电费", 28640), ("鱼塘租金", 500000)]
    assert "“表”" not in sheet.notices[0] and "“名目”这一栏读作“摘要（做什么）”，是传表的人说的。" in sheet.notices
    desk.get(address, expect=404)
    page = desk.get("/desk/ledger/columns/")
    assert page.words("li p") == ["“出”是“支出”", "“名目”是“摘要（做什么）”", "“还有”是“余额”", "“进”是“收入”"]
    april = changed(STRANGE, (1, 1, "柳河镇石桥村2026年04月财务公开榜"), (5, 1, "4"), (6, 1, "4"))
    form = {"period": "", "account": "", **attached(april, "2026-04.xlsx")}
    assert desk.post("/desk/ledger/upload", form).headers["Location"] == "/desk/ledger/drafts/2"


def test_what_was_forgotten_is_asked_again(desk):
    desk.post(send(desk).headers["Location"], SAID)
    desk.post("/desk/ledger/columns/forget", {"word": "名目"})
    assert send(desk).headers["Location"].startswith("/desk/ledger/columns/")


@pytest.mark.parametrize(
    ("said", "says"),
    [
        pytest.param({"field-6": "expense"}, "“出”、“还有”都选了“支出”", id="one thing twice"),
        pytest.param({"field-3": ""}, "还没选哪一栏是“摘要", id="no words"),
        pytest.param({"field-4": "", "field-5": ""}, "还没选哪一栏是钱", id="no money"),
        pytest.param({"field-4": "nonsense", "field-5": ""}, "还没选哪一栏是钱", id="nothing there is"),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_is_remembered(desk, said, says):
    address = send(desk).headers["Location"]
    page = desk.post(address, SAID | said, expect=422)
    assert says in page
    assert "还没有。" in desk.get("/desk/ledger/columns/")


def test_a_file_that_is_no_table_or_holds_a_persons_number_is_not_kept(desk):
    for rows in (changed(STRANGE, (5, 3, IDENTITY)), (("只有一句话",),)):
        send(desk, rows, expect=422)
    desk.get("/desk/ledger/columns/1", expect=404)


def test_nobody_sees_anothers_file_nor_reads_by_anothers_words(desk, kiosk):
    address = send(desk).headers["Location"]
    other = Visit(kiosk)
    token = sign_in(other, Role.CADRE, name="吴春生").token
    other.get(address, expect=404)
    desk.post(address, SAID)
    answer = other.post(
        "/desk/ledger/upload",
        {
            "token": token,
            "period": "2026-04",
            "account": "",
            **attached(changed(STRANGE, (1, 1, "石桥村2026年04月财务公开榜"))),
        },
    )
    assert answer.headers["Location"].startswith("/desk/ledger/columns/")
