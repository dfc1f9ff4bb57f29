"""Names are masked by one rule, in the columns that hold people, as strictly as the item asks."""

import pytest

from terminal.text import names


@pytest.mark.parametrize(
    ("name", "masked", "strongly"),
    [
        pytest.param("黄强", "黄*", "黄*", id="two characters"),
        pytest.param("刘大兵", "刘*兵", "刘**", id="three"),
        pytest.param("欧阳建国", "欧**国", "欧阳**", id="long surname"),
        pytest.param("欧阳", "欧*", "欧*", id="two characters that are a surname"),
        pytest.param("阿依古丽·买买提", "阿***·***", "阿***·***", id="middle dot"),
        pytest.param("阿依古丽•买买提", "阿***·***", "阿***·***", id="another dot"),
        pytest.param("张 三", "张*", "张*", id="blank inside"),
        pytest.param("李", "李*", "李*", id="one character"),
        pytest.param("陈*发", "陈*发", "陈*发", id="masked already"),
        pytest.param("𬱖某", "𬱖*", "𬱖*", id="a rare character"),
        pytest.param("", "", "", id="nothing"),
    ],
)
def test_a_name_is_masked(name, masked, strongly):
    assert (names.mask_name(name), names.mask_name(name, strong=True)) == (masked, strongly)


@pytest.mark.parametrize(
    ("head", "none", "some", "strong"),
    [
        pytest.param("户主姓名", "keep", "name", "surname", id="householder"),
        pytest.param("姓 名", "keep", "name", "surname", id="blank inside"),
        pytest.param("申请人（户主）", "keep", "name", "surname", id="with a remark"),
        pytest.param("户主身份证号", "hide", "hide", "hide", id="identity number"),
        pytest.param("银行账号", "hide", "hide", "hide", id="account"),
        pytest.param("联系电话", "keep", "mobile", "mobile", id="telephone"),
        pytest.param("家庭住址", "keep", "place", "place", id="address"),
        pytest.param("残疾等级", "keep", "keep", "hide", id="disability"),
        pytest.param("致贫原因", "keep", "keep", "hide", id="cause of poverty"),
        pytest.param("出生年月", "keep", "hide", "hide", id="birth"),
        pytest.param("户主数", "keep", "keep", "keep", id="a count"),
        pytest.param("农户类型", "keep", "keep", "keep", id="a kind"),
        pytest.param("经办人", "keep", "keep", "keep", id="an officer"),
        pytest.param("补贴金额(元)", "keep", "keep", "keep", id="money"),
        pytest.param("", "keep", "keep", "keep", id="no head"),
    ],
)
def test_what_a_column_may_show_follows_its_head_and_the_item(head, none, some, strong):
    assert tuple(names.policy_of(head, privacy) for privacy in ("none", "PM", "PM-strong")) == (none, some, strong)


@pytest.mark.parametrize(
    ("cell", "masked"),
    [
        pytest.param("王小明、李四（妻）", "王*明、李*（妻）", id="two people"),
        pytest.param("张三和李四", "张*和李*", id="and"),
        pytest.param("李和平", "李*平", id="and inside a name"),
        pytest.param("刘大兵等3人", "刘*兵等3人", id="and others"),
        pytest.param("买买提江阿布都", "买*****都", id="a long name"),
        pytest.param("合计", "合计", id="a total"),
        pytest.param("石桥村股份经济合作社", "石桥村股份经济合作社", id="a unit"),
        pytest.param("—", "—", id="a dash"),
        pytest.param("", "", id="nothing"),
        pytest.param("12", "12", id="a figure"),
    ],
)
def test_only_people_in_a_column_of_people_are_masked(cell, masked):
    assert names.mask_names_in_column("姓名", [cell], "PM") == (masked,)


def test_an_address_stops_at_the_group_and_a_number_is_hidden_whatever_its_check_digit():
    rows = [("刘大兵", "110", "石桥村三组12号"), ("黄强", "", "人民路 5 号")]
    masked = names.mask_table(("户主", "身份证号码", "住址"), rows, "PM-strong")
    assert masked == (("刘**", "（不公开）", "石桥村三组"), ("黄*", "", "（不公开）"))


def test_a_masked_table_has_nothing_left_to_mask():
    head, rows = ("姓名", "卡号", "电话"), [("欧阳建国", "6217", "13800138000"), ("合计", "", "")]
    found = names.cells_to_mask(head, rows, "PM")
    assert [(cell.row, cell.column, cell.shown) for cell in found] == [
        (0, 0, "欧**国"),
        (0, 1, "（不公开）"),
        (0, 2, "138****8000"),
    ]
    assert names.cells_to_mask(head, names.mask_table(head, rows, "PM"), "PM") == ()


@pytest.mark.parametrize("rows", [[], [()], [("刘大兵",)], [("刘大兵", "多出来的", "格子")]])
def test_rows_of_any_length_keep_their_length(rows):
    assert [len(row) for row in names.mask_table(("姓名",), rows, "PM")] == [len(row) for row in rows]


def test_an_item_without_privacy_keeps_names_and_hides_numbers_of_cards():
    assert names.mask_table(("姓名", "账号"), [("刘大兵", "6217")], "none") == (("刘大兵", "（不公开）"),)
