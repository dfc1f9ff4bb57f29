"""A workbook shows its cells with their places, and hides nothing from us."""

from datetime import date

import pytest
from openpyxl.worksheet.datavalidation import DataValidation

from terminal.uploads.workbook import open_workbook
from tests.uploads import files
from tests.uploads.files import CARD, IDENTITY, MOBILE, xlsx


def hidden(data: bytes) -> dict[str, str]:
    return {part.text: part.where for part in open_workbook(data).hidden}


def test_cells_have_their_places_and_the_name_of_their_column():
    shown = {part.where: (part.text, part.head) for part in open_workbook(xlsx()).shown}
    assert shown["补贴!B3"] == ("刘大兵", "户主姓名")
    assert shown["补贴!D4"] == ("420.5", "金额")
    assert shown["补贴!A1"] == ("石桥村补贴发放表", "")


def test_a_sheet_becomes_a_heading_a_title_and_a_table():
    heading, title, table = open_workbook(xlsx()).blocks
    assert (heading.text, title.text) == ("补贴", "石桥村补贴发放表")
    assert table.head == ("序号", "户主姓名", "账号", "金额")
    assert table.rows == (("1", "刘大兵", "", "300"), ("2", "黄强", "", "420.5"))


@pytest.mark.parametrize("ours", [True, False], ids=["as we write it", "as an office program saves it"])
def test_what_is_hidden_is_found_and_not_shown(ours, office):
    upload = open_workbook(xlsx(files.with_everything_hidden) if ours else office("xlsx"))
    found = {part.text: part.where for part in upload.hidden}
    assert found[IDENTITY] == "名册!B2（隐藏的表）"
    assert found[CARD] == "补贴!C3（隐藏的列）"
    assert found["电话13900139000"] == "补贴!B5（隐藏的行）"
    assert any(MOBILE in text and where == "批注" for text, where in found.items())
    for number in (IDENTITY, CARD, MOBILE, "13900139000"):
        assert number not in upload.text and all(number not in str(block) for block in upload.blocks)


def test_the_reader_of_comments_is_told_their_author():
    assert "李会计" in hidden(xlsx(lambda book: files.note(book, "B3", "查过")))


def with_footer(book) -> None:
    book.active.oddFooter.center.text = f"电话{MOBILE}"


def with_choice(book) -> None:
    choice = DataValidation(type="list", formula1='"刘大兵,黄强"', promptTitle="联系", prompt=f"打{MOBILE}")
    book.active.add_data_validation(choice)
    choice.add("B3")


def with_formula(book) -> None:
    book.active["E3"] = f'=HYPERLINK("tel:{MOBILE}","电话")'


def with_author(book) -> None:
    book.properties.creator = f"王会计{MOBILE}"


def with_link(book) -> None:
    book.active["B3"].hyperlink = f"https://example.com/{MOBILE}"


def with_narrow_column(book) -> None:
    book.active["E3"] = MOBILE
    book.active.column_dimensions["E"].width = 0.1


@pytest.mark.parametrize("change", [with_footer, with_choice, with_formula, with_author, with_link, with_narrow_column])
def test_what_hangs_beside_the_cells_is_found(change):
    upload = open_workbook(xlsx(change))
    assert any(MOBILE in part.text for part in upload.hidden) and MOBILE not in upload.text


def test_a_word_left_behind_by_a_deleted_cell_is_found():
    data = files.with_member(xlsx(), "xl/drawings/drawing1.xml", f"<x><p><t>留下{MOBILE}</t></p></x>")
    assert hidden(data)[f"留下{MOBILE}"] == "图形和图表"


def test_numbers_and_days_read_as_they_look():
    def change(book):
        book.active.append((float(MOBILE), date(2026, 5, 6), True, 0.1 + 0.2))

    texts = [part.text for part in open_workbook(xlsx(change)).shown][-4:]
    assert texts[:3] == [MOBILE, "2026-05-06", "True"]


def test_a_sheet_without_a_head_is_called_by_its_letters():
    def change(book):
        book.active.delete_rows(1, 2)

    assert open_workbook(xlsx(change)).blocks[-1].head == ("A", "B", "D")
