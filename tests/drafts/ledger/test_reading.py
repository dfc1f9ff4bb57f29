"""A file becomes a draft only when it is a month of an account of ours and holds nothing personal."""

import pytest
from openpyxl import Workbook

from terminal.drafts.ledger.reading import take
from terminal.drafts.ledger.shapes import Sent
from terminal.errors import Refused
from terminal.ledger.events import Account
from terminal.text.days import Period
from tests.drafts.ledger.month import IDENTITY, MAY, sent
from tests.ledger.published import BASIC, KEPT
from tests.ledger.workbooks import as_book, as_text, as_xlsx, changed, saved

KNOWN = (BASIC, KEPT)
NAMELESS = changed(MAY, (1, 1, "财务公开榜"), (2, 3, ""))


def refused(file: Sent, known=KNOWN) -> str:
    with pytest.raises(Refused) as wrong:
        take(file, known)
    return str(wrong.value)


def hidden_book() -> bytes:
    """A clean sheet with an identity number on a sheet nobody sees."""
    book: Workbook = as_book({"收支": MAY, "底稿": [("经办", IDENTITY)]})
    book["底稿"].sheet_state = "hidden"
    return saved(book)


def test_the_sheet_says_itself_which_month_and_account_it_is():
    found = take(sent(), KNOWN)
    assert (found.account, found.period) == (BASIC, Period("M", 2026, 5))
    assert len(found.reading.sheets[0].lines) == 2


def test_a_text_table_in_the_old_encoding_is_read():
    assert take(sent(name="2026-05.csv"), KNOWN).reading.sheets[0].lines[1].summary == "鱼塘租金"


def test_what_was_chosen_stands_in_for_what_the_sheet_does_not_say():
    found = take(Sent(as_xlsx(NAMELESS), "账.xlsx", period="2026-05", account="cunwei"), KNOWN)
    assert (found.account, found.period.key) == (KEPT, "2026-05")


def test_another_account_gets_a_name_of_its_own():
    known = (*KNOWN, Account("zhdhz", "征地户"))
    found = take(Sent(as_xlsx(NAMELESS), "账.xlsx", period="2026-05", account="new", account_name="征地款专户"), known)
    assert found.account.name == "征地款专户" and found.account.key not in {one.key for one in known}


@pytest.mark.parametrize(
    ("file", "says"),
    [
        pytest.param(Sent(b"", "a.xlsx"), "文件是空的", id="empty"),
        pytest.param(Sent(b"", "a.xlsx", period="2026-05"), "文件是空的", id="empty, month chosen"),
        pytest.param(Sent(b"%PDF-1.7 x", "a.pdf"), "这是 PDF", id="a PDF"),
        pytest.param(Sent(b"PK\x03\x04 broken", "a.xlsx", period="2026-05"), "打不开", id="a broken workbook"),
        pytest.param(Sent(as_text([["今天", "天气", "好"]]), "a.csv", period="2026-05"), "没有找到", id="no ledger"),
        pytest.param(Sent(as_xlsx(NAMELESS), "a.xlsx", account="jiben"), "请选月份", id="no month"),
        pytest.param(Sent(as_xlsx(NAMELESS), "a.xlsx", period="2026-05"), "请选账户", id="no account"),
        pytest.param(sent(period="2026-04"), "这张表写的是2026年5月", id="wrong month"),
        pytest.param(sent(account="cunwei"), "表上写的是“基本户”", id="wrong account"),
        pytest.param(sent(changed(MAY, (2, 3, "账户：专项户"))), "这里还没有", id="unknown account"),
        pytest.param(sent(account="new"), "请写上这个账户的名称", id="new account without a name"),
        pytest.param(sent(account="new", account_name="字" * 21), "最多 20 个字", id="endless name"),
        pytest.param(sent(account="new", account_name="基本户"), "请直接选它", id="name taken"),
        pytest.param(
            Sent(saved(as_book({"一": NAMELESS, "二": NAMELESS})), "a.xlsx", period="2026-05"),
            "几张账",
            id="two sheets",
        ),
    ],
)
def test_what_is_no_month_of_ours_is_refused_in_a_sentence(file, says):
    assert says in refused(file)


@pytest.mark.parametrize(
    "file",
    [
        pytest.param(sent(changed(MAY, (5, 3, f"电费 {IDENTITY}"))), id="in a line"),
        pytest.param(sent(changed(MAY, (5, 3, f"电费 {IDENTITY}")), name="a.csv"), id="in a text table"),
        pytest.param(sent(changed(MAY, (5, 3, "电费 6222021234567890128"))), id="a card number"),
        pytest.param(Sent(hidden_book(), "a.xlsx"), id="on a hidden sheet"),
    ],
)
def test_personal_numbers_are_refused_and_not_repeated(file):
    said = refused(file)
    assert "没有留下这个文件" in said
    assert IDENTITY not in said and "6222021234567890128" not in said
