"""Every place of an upload is scanned; each hit says where it is, and never the number."""

import pytest

from terminal.uploads.reading import read
from terminal.uploads.scanning import FILE_NAME, names_to_mask, personal_data
from terminal.uploads.shapes import Part, Upload
from tests.uploads import files
from tests.uploads.files import CARD, IDENTITY, MOBILE, docx, paragraph, part, table


def found(upload: Upload) -> set[tuple[str, str, str]]:
    return {(one.side, one.where, one.hit.kind) for one in personal_data(upload)}


def test_text_tables_header_and_name_of_a_document_are_scanned():
    body = paragraph(f"电话{MOBILE}") + table(("姓名", "身份证号"), ("刘大兵", IDENTITY))
    upload = read(docx(body, {"word/header1.xml": part("hdr", paragraph(CARD))}), f"名单{MOBILE}.docx")
    assert found(upload) == {
        ("name", FILE_NAME, "mobile"),
        ("shown", "第 1 段", "mobile"),
        ("shown", "表 1 第 2 行第 2 列", "identity"),
        ("hidden", "页眉", "bank"),
    }


def test_a_workbook_of_an_office_program_is_scanned_to_the_last_corner(office):
    upload = read(office("xlsx"), "名单.xlsx")
    kinds = {(one.where, one.hit.kind) for one in personal_data(upload)}
    assert {("补贴!C3（隐藏的列）", "bank"), ("名册!B2（隐藏的表）", "identity"), ("批注", "mobile")} <= kinds
    assert {one.side for one in personal_data(upload)} == {"hidden"}


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_other_formats_of_an_office_program_are_sent_back(office, ending):
    from terminal.errors import Refused

    with pytest.raises(Refused, match="另存为 .xlsx"):
        read(office(ending), f"名单.{ending}")


def test_a_column_of_money_holds_no_telephones():
    shown = (Part("表!D3", MOBILE, "金额（元）"), Part("表!E3", MOBILE, "联系电话"))
    assert found(Upload(kind="xlsx", shown=shown)) == {("shown", "表!E3", "mobile")}


def test_the_words_around_a_hit_show_where_it_is_and_mask_its_neighbours():
    shown = (Part("第 1 段", f"刘大兵{IDENTITY}，电话{MOBILE}，卡{CARD}，三组"),)
    said = [one.around for one in personal_data(Upload(kind="docx", shown=shown))]
    assert said[1] == "刘大兵（不公开），电话138****8000，卡****0122，三"
    assert not any(number in line for number in (IDENTITY, CARD, MOBILE) for line in said)


@pytest.mark.parametrize(
    ("number", "may"), [(IDENTITY, False), (CARD, False), (MOBILE, True)], ids=["identity", "bank", "mobile"]
)
def test_only_a_mobile_number_may_be_overruled(number, may):
    (one,) = personal_data(Upload(kind="docx", shown=(Part("第 1 段", number),)))
    assert one.may_overrule is may
    assert one.problem().says.endswith("。") and number not in str(one.problem())


def test_a_hit_nobody_sees_on_the_page_says_so():
    (one,) = personal_data(Upload(kind="xlsx", hidden=(Part("批注", MOBILE),)))
    assert "看不见" in one.problem().says and one.problem().where == "批注"


@pytest.mark.parametrize(
    ("privacy", "masked"),
    [
        ("none", []),
        ("PM", [("户主姓名", "刘*兵"), ("户主姓名", "黄*")]),
        ("PM-strong", [("户主姓名", "刘**"), ("户主姓名", "黄*")]),
    ],
)
def test_names_in_tables_follow_the_item(privacy, masked):
    upload = read(files.xlsx(), "名单.xlsx")
    assert [(one.head, one.shown) for one in names_to_mask(upload, privacy)] == masked


def test_a_file_without_personal_data_has_no_hits():
    assert personal_data(read(docx(paragraph("今年共支出 12,345.60 元，凭证号 记-12。")), "公示.docx")) == ()
