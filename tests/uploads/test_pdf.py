"""A PDF is read page by page; its notes and properties are hidden parts; nothing in it runs."""

import pytest
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject
from weasyprint import HTML

from terminal.uploads.apart import Unreadable
from terminal.uploads.pdf import MOST_PAGES, SCANNED, open_pdf
from tests.uploads.files import IDENTITY, MOBILE, pdf

PAGE = '<html lang="zh-CN"><style>html { font-family: "Noto Sans CJK SC" }</style>'


def with_note(writer) -> None:
    note = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Text"),
            NameObject("/Rect"): ArrayObject([NumberObject(0)] * 4),
            NameObject("/Contents"): TextStringObject(f"电话{MOBILE}"),
            NameObject("/T"): TextStringObject("王会计"),
        }
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])


def test_pages_are_counted_and_read():
    upload = open_pdf(pdf(f"Tel {MOBILE}", "second"))
    assert (upload.pages, [(part.where, part.text) for part in upload.shown]) == (
        2,
        [("第 1 页", f"Tel {MOBILE}"), ("第 2 页", "second")],
    )


def test_chinese_text_set_by_another_program_is_read():
    data = HTML(string=f"{PAGE}<title>公示</title><p>户主刘大兵，身份证号{IDENTITY}<h1>二、名单</h1>").write_pdf()
    upload = open_pdf(data)
    assert f"身份证号{IDENTITY}" in upload.text
    assert [part.text for part in upload.hidden if part.where == "文件属性"] == ["公示"]
    assert [part.text for part in upload.hidden if part.where == "书签"] == ["二、名单"]


def test_a_table_printed_by_an_office_program_is_read_without_its_hidden_sheet(office):
    upload = open_pdf(office("pdf"))
    assert "户主姓名" in upload.text and "刘大兵" in upload.text
    assert IDENTITY not in upload.text


def test_notes_and_their_writers_are_hidden_parts():
    hidden = {part.text: part.where for part in open_pdf(pdf(change=with_note)).hidden}
    assert hidden == {f"电话{MOBILE}": "第 1 页的批注", "王会计": "第 1 页的批注"}


def test_properties_are_hidden_parts():
    upload = open_pdf(pdf(change=lambda writer: writer.add_metadata({"/Author": f"王会计{MOBILE}"})))
    assert [(part.where, part.text) for part in upload.hidden] == [("文件属性", f"王会计{MOBILE}")]


def test_a_scanned_pdf_says_that_nobody_can_search_it():
    upload = open_pdf(pdf(change=lambda writer: writer.pages[0].pop(NameObject("/Contents"))))
    assert (upload.text, upload.notices) == ("", (SCANNED,))


def test_the_most_pages_are_still_read():
    assert (
        open_pdf(pdf(change=lambda writer: [writer.add_blank_page(9, 9) for _ in range(MOST_PAGES - 1)])).pages
        == MOST_PAGES
    )


@pytest.mark.parametrize("attached", ["data.json", "a.exe"])
def test_a_pdf_with_a_file_inside_is_refused(attached):
    with pytest.raises(Unreadable, match="附件"):
        open_pdf(pdf(change=lambda writer: writer.add_attachment(attached, b"{}")))


def test_a_jump_to_the_first_page_is_no_script():
    def change(writer):
        target = ArrayObject([writer.pages[0].indirect_reference, NameObject("/Fit")])
        writer._root_object[NameObject("/OpenAction")] = target

    assert open_pdf(pdf(change=change)).pages == 1
