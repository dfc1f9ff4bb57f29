"""Numbers and names are found where they stand and masked in place."""

import pytest

from terminal.disclosures.shapes import Whole
from terminal.drafts import scanning
from terminal.drafts.shapes import Allowed, Content, Held

ID, CARD, MOBILE = "11010519491231002X", "6222021234567890128", "13812345678"


def kinds(content, privacy="none"):
    return [(find.kind, find.field) for find in scanning.finds(content, privacy)]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        pytest.param(Content(text=f"张三 {ID}"), [("identity", "text")], id="in the text"),
        pytest.param(Content(title=f"补贴 {MOBILE}"), [("mobile", "title")], id="in the title"),
        pytest.param(Content(responsible=f"李某 {ID}"), [("identity", "responsible")], id="in who answers for it"),
        pytest.param(Content(doc_no=MOBILE), [("mobile", "doc_no")], id="in the number of the paper"),
        pytest.param(Content(whole=Whole(course=f"电话 {MOBILE}")), [("mobile", "whole-course")], id="in a part"),
        pytest.param(
            Content(meetings=(Held("提议", "9月1日", f"记录人 {MOBILE}"),)), [("mobile", "said-0")], id="in a meeting"
        ),
        pytest.param(Content(table=f"姓名\t身份证号\n李*\t{ID}"), [("identity", "table")], id="in the table"),
        pytest.param(Content(text="合计 13,812,345.67 元，凭证 2026-0087"), [], id="figures and vouchers"),
    ],
)
def test_it_is_found_in_every_field(content, found):
    assert kinds(content) == found


def test_a_list_of_people_asks_for_names_to_be_masked_as_the_item_says():
    content = Content(table="姓名\t金额\n刘大兵\t300\n王芳\t200")
    assert kinds(content) == []
    assert kinds(content, "PM") == [("name", "table"), ("name", "table")]
    assert scanning.masked(content, "PM").table == "姓名\t金额\n刘*兵\t300\n王*\t200"
    assert kinds(scanning.masked(content, "PM-strong"), "PM-strong") == []


def test_one_tap_masks_one_find_and_leaves_the_rest():
    content = Content(text=f"甲 {MOBILE}，乙 13987654321。")
    first, second = scanning.finds(content, "none")
    masked = scanning.masked(content, "none", second)
    assert masked.text == f"甲 {MOBILE}，乙 139****4321。"
    assert scanning.masked(content, "none").text == "甲 138****5678，乙 139****4321。"
    assert MOBILE not in first.around and "13987654321" not in first.around


@pytest.mark.parametrize(("kind", "stands"), [("identity", False), ("bank", False), ("mobile", True), ("name", True)])
def test_only_what_may_be_let_stand_is(kind, stands):
    find = scanning.Find(kind, "text", 0, "正文", "", "x", "")
    assert scanning.is_allowed(find, (Allowed(kind, "x", "村委会电话", "李秀英"),)) is stands


def test_a_reason_for_one_number_is_no_reason_for_another():
    find = scanning.Find("mobile", "text", 0, "正文", "", "139****4321", "")
    assert not scanning.is_allowed(find, (Allowed("mobile", "138****5678", "村委会电话", "李秀英"),))
