"""A document becomes clean text and tables; what a reader would not see is listed."""

import pytest

from terminal.text.blocks import Block
from terminal.uploads.word import open_word
from tests.uploads.files import CARD, IDENTITY, MOBILE, docx, paragraph, part, relations, table

MERGED = (
    '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="3"/></w:tcPr>{title}</w:tc></w:tr>'
    "<w:tr><w:tc>{a}</w:tc><w:tc>{b}</w:tc><w:tc>{c}</w:tc></w:tr>"
    '<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{d}</w:tc><w:tc>{e}</w:tc><w:tc>{f}</w:tc></w:tr>'
    "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc>{g}</w:tc><w:tc>{h}</w:tc></w:tr></w:tbl>"
)


def hidden(data: bytes) -> dict[str, str]:
    return {part.text: part.where for part in open_word(data).hidden}


def test_headings_paragraphs_and_tables_become_blocks():
    body = (
        paragraph("低保公示", "a3")
        + paragraph("一、名单", "1")
        + paragraph("共 2 户。\u3000")
        + table(("姓名", "金额"), ("黄*", "300"))
    )
    assert open_word(docx(body)).blocks == (
        Block("heading", text="低保公示", level=1),
        Block("heading", text="一、名单", level=1),
        Block("paragraph", text="共 2 户。"),
        Block("table", head=("姓名", "金额"), rows=(("黄*", "300"),)),
    )


def test_merged_cells_are_told_again_and_a_title_over_the_table_stands_before_it():
    cells = {
        name: paragraph(text)
        for name, text in zip("abcdefgh", ("组", "户主", "金额", "三组", "黄*", "300", "刘*", "420"), strict=True)
    }
    title, listed = open_word(docx(MERGED.format(title=paragraph("补贴表"), **cells))).blocks
    assert title == Block("paragraph", text="补贴表")
    assert (listed.head, listed.rows) == (("组", "户主", "金额"), (("三组", "黄*", "300"), ("三组", "刘*", "420")))


def test_what_was_inserted_is_text_and_what_was_deleted_is_hidden():
    body = (
        '<w:p><w:del w:author="张会计"><w:r><w:delText>旧的13900139000</w:delText></w:r></w:del>'
        '<w:ins w:author="张会计"><w:r><w:t>新的</w:t></w:r></w:ins></w:p>'
    )
    upload = open_word(docx(body))
    assert upload.text == "新的"
    assert any("旧的13900139000" in one.text for one in upload.hidden) and "张会计" in hidden(docx(body))


@pytest.mark.parametrize("look", ["<w:vanish/>", '<w:vanish w:val="true"/>', '<w:b/><w:vanish w:val="1"/>'])
def test_words_formatted_as_hidden_are_not_shown(look):
    data = docx(paragraph("看得见") + paragraph(f"看不见{IDENTITY}", look=look))
    assert open_word(data).text == "看得见"
    assert f"看不见{IDENTITY}" in hidden(data)


def test_words_formatted_as_not_hidden_are_shown():
    assert open_word(docx(paragraph("看得见", look='<w:vanish w:val="0"/>'))).text == "看得见"


@pytest.mark.parametrize(
    ("name", "content", "where"),
    [
        pytest.param("word/header1.xml", part("hdr", paragraph(f"卡{CARD}")), "页眉", id="header"),
        pytest.param("word/footer2.xml", part("ftr", paragraph(f"卡{CARD}")), "页脚", id="footer"),
        pytest.param(
            "word/comments.xml",
            part("comments", f"<w:comment>{paragraph(f'卡{CARD}')}</w:comment>"),
            "批注",
            id="comment",
        ),
        pytest.param("docProps/core.xml", f"<cp><creator>卡{CARD}</creator></cp>", "文件属性", id="author"),
        pytest.param("customXml/item1.xml", f"<a><b>卡{CARD}</b></a>", "附带的数据", id="data beside the text"),
        pytest.param("word/people.xml", f'<a><person author="卡{CARD}"/></a>', "作者名单", id="who commented"),
        pytest.param(
            "word/_rels/footnotes.xml.rels", relations(("hyperlink", f"卡{CARD}", "External")), "链接", id="link"
        ),
    ],
)
def test_what_lies_beside_the_text_is_listed_with_its_place(name, content, where):
    assert hidden(docx(paragraph("公示"), {name: content})) == {f"卡{CARD}": where}


def test_a_number_split_into_several_runs_is_one_number():
    pieces = "".join(f"<w:r><w:t>{piece}</w:t></w:r>" for piece in (MOBILE[:4], MOBILE[4:7], MOBILE[7:]))
    assert open_word(docx(f"<w:p>{pieces}</w:p>")).text == MOBILE


def test_the_description_of_a_picture_is_hidden_and_pictures_are_counted():
    space = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    drawing = f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{space}"><wp:docPr id="1" name="图片" descr="王五{MOBILE}"/></wp:inline></w:drawing></w:r></w:p>'
    upload = open_word(docx(paragraph("公示") + drawing, {"word/media/image1.png": b"x"}))
    assert f"王五{MOBILE}" in {one.text for one in upload.hidden}
    assert upload.notices == ("文档里的 1 张图片没有转出来（image1.png），要公开的请存成 .jpg 单独传。",)


def test_a_table_in_a_table_keeps_its_words():
    inner = table(("里面", "的表"))
    (block,) = open_word(docx(table(("外面", "二"), (inner + "<w:p/>", "三")))).blocks
    assert block.rows == (("里面 的表", "三"),) or "里面" in block.rows[0][0]


def test_the_parts_are_counted_as_a_person_counts_them():
    shown = open_word(docx(paragraph("一") + table(("姓名",), ("黄*",)) + paragraph("二"))).shown
    assert [(one.where, one.text, one.head) for one in shown] == [
        ("第 1 段", "一", ""),
        ("表 1 第 1 行第 1 列", "姓名", ""),
        ("表 1 第 2 行第 1 列", "黄*", "姓名"),
        ("第 2 段", "二", ""),
    ]
