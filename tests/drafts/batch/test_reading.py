"""A workbook or a folder becomes proposed entries; what cannot be read is named by its cell or its file."""

import pytest

from terminal.drafts.batch.reading import propose, read_period
from terminal.drafts.batch.shapes import Brought
from tests.drafts.batch.lists import GOOD, HEAD, WORDS, brought, row


def read(files):
    return propose(files, lambda item: "none")


def said(found) -> str:
    return "\n".join(map(str, found.problems))


def test_each_row_is_an_entry_that_knows_its_cells():
    found = read(brought(*GOOD))
    first, second = found.entries
    assert not found.problems
    assert (first.item, first.content.title, first.content.text) == ("V-A09", "误工补贴公布", WORDS)
    assert first.cells["标题"] == "清单 B3" and first.where == "清单 第 3 行"
    assert second.content.period == "2026Q2" and second.published_on == "2026年7月10日"


def test_columns_may_have_other_names_and_another_order():
    head = ("公开标题", "编码（必填）", "正文", "发布日期 *")
    entry = read(brought(("老标题", "v-a09", WORDS, "2026-10-09"), head=head)).entries[0]
    assert (entry.item, entry.content.title, entry.published_on) == ("V-A09", "老标题", "2026-10-09")


def test_a_text_file_named_in_the_list_is_the_text():
    found = read(brought(row(text="", file="补贴"), files=[("补贴.txt", WORDS.encode("gb18030"))]))
    assert not found.problems and found.entries[0].content.text == WORDS and found.entries[0].files == ()


def test_a_workbook_named_in_the_list_is_attached_and_its_table_is_read():
    from tests.drafts.batch.lists import workbook

    table = workbook(("李*发", "300.00"), head=("姓名", "金额"), above=())
    found = read(brought(row(text="", file="名单.xlsx"), files=[("名单.xlsx", table)]))
    entry = found.entries[0]
    assert entry.content.table == "姓名\t金额\n李*发\t300.00"
    assert entry.files[0].name == "名单.xlsx" and list(found.papers) == [entry.files[0].sha256]


def test_without_a_list_the_name_of_a_file_says_what_it_is():
    entry = read([Brought("V-A09 2026Q3 误工补贴公布.txt", WORDS.encode())]).entries[0]
    assert (entry.item, entry.content.period, entry.content.title) == ("V-A09", "2026Q3", "误工补贴公布")


@pytest.mark.parametrize(
    ("files", "says"),
    [
        pytest.param(brought(row(file="没有.pdf")), "清单 D3：没有找到“没有.pdf”", id="file not there"),
        pytest.param(
            brought(row(), files=[("多的.txt", b"some words")]), "清单里没有写到这个文件", id="file not named"
        ),
        pytest.param(brought(row(), head=("甲", "乙", *HEAD[2:])), "没有认出清单的表头", id="no head"),
        pytest.param(brought(row(), head=(*HEAD[:2], "内容", "内容", *HEAD[4:])), "“内容”有两列", id="column twice"),
        pytest.param(brought(*GOOD, hide=(4,)), "隐藏的行或列", id="hidden row"),
        pytest.param([Brought("随便.txt", b"words")], "看不出这是哪一项", id="nameless file"),
        pytest.param([Brought("清单.xlsx", b"PK\x03\x04 broken")], "压缩包", id="broken workbook"),
        pytest.param([Brought("清单.xlsx", b"")], "这个文件是空的", id="empty workbook"),
        pytest.param([Brought("V-A09 空的.txt", b"")], "一个字也没有", id="empty text"),
        pytest.param([Brought("a.txt", b"x"), Brought("a.txt", b"y")], "两个文件都叫这个名字", id="same name twice"),
    ],
)
def test_what_cannot_be_read_is_named(files, says):
    assert says in said(read(files))


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("2026Q3", "2026Q3"),
        ("2026q3", "2026Q3"),
        ("2026年第三季度", "2026Q3"),
        ("2026年3季度", "2026Q3"),
        ("2026年上半年", "2026H1"),
        ("2026年度", "2026"),
        ("２０２６年 9月", "2026-09"),
        ("2026-03-01", "2026-03"),
        ("去年", "去年"),
        ("2026年15月", "2026-15"),
    ],
)
def test_periods_are_read_as_villages_write_them(typed, key):
    assert read_period(typed) == key
