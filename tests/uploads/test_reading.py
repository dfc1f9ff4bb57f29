"""A file that wants to do harm gets one sentence, and the terminal goes on."""

import struct
import zlib

import pytest
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from terminal.errors import Refused
from terminal.uploads import apart, child
from terminal.uploads.reading import BROKEN, read
from tests.uploads import files

DOCX = files.docx(files.paragraph("低保公示"))
XLSX = files.xlsx()
PDF = files.pdf("Notice")
MEGABYTE = 2**20


def document(xml: str) -> bytes:
    return files.zipped({"[Content_Types].xml": files.TYPES, "word/document.xml": xml})


def with_script(writer) -> None:
    action = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x")})
    writer._root_object[NameObject("/OpenAction")] = action


def with_file(writer) -> None:
    writer.add_attachment("a.exe", b"MZ")


def with_launch(writer) -> None:
    action = DictionaryObject({NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("calc.exe")})
    writer._root_object[NameObject("/OpenAction")] = action


def with_orphan(writer) -> None:
    """A script in an object no page leads to."""
    writer._add_object(
        DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x")})
    )


def with_form(writer) -> None:
    writer._root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/XFA"): ArrayObject()})


def with_bomb(writer) -> None:
    """A page whose 60 MB of contents are packed small, twice."""
    stream = DecodedStreamObject()
    stream._data = zlib.compress(zlib.compress(b"0 0 m " * (10 * MEGABYTE), 9), 9)
    stream[NameObject("/Filter")] = ArrayObject([NameObject("/FlateDecode"), NameObject("/FlateDecode")])
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)


def with_many_pages(writer) -> None:
    for _ in range(300):
        writer.add_blank_page(10, 10)


def with_endless_pages(writer) -> None:
    """A tree of pages that leads back to itself."""
    pages = writer._root_object["/Pages"].get_object()
    pages["/Kids"].append(pages.indirect_reference)
    pages[NameObject("/Count")] = NumberObject(2)


def png_of(width: int, height: int, body: bytes) -> bytes:
    """A PNG that says it is so large."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(body)) + chunk(b"IEND", b"")


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
OUTSIDE = "http://example.com/a.dotm"
HOSTILE = {
    "document cut off": (lambda: DOCX[: len(DOCX) // 2], "坏了"),
    "document that unpacks to 110 MB": (
        lambda: files.with_member(DOCX, "word/media/a.png", bytes(110 * MEGABYTE)),
        "太大",
    ),
    "document of blanks": (lambda: document("<a>" + " " * (30 * MEGABYTE) + "</a>"), "太大"),
    "document of many members": (
        lambda: files.zipped({"word/document.xml": "", **{f"a{n}.xml": "" for n in range(2001)}}),
        "太大",
    ),
    "document with entities that multiply": (
        lambda: document(f"<!DOCTYPE x [<!ENTITY l0 'ha'>{LAUGHS}]><x>&l11;</x>"),
        "坏了",
    ),
    "document that reads our files": (
        lambda: document('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'),
        "坏了",
    ),
    "document that is no xml": (lambda: document("<w:document>"), "坏了"),
    "document with macros": (lambda: files.with_member(DOCX, "word/vbaProject.bin", b"x"), "宏"),
    "document that says it has macros": (
        lambda: files.docx(
            "", {"[Content_Types].xml": files.TYPES.replace("document.main", "document.macroEnabled.main")}
        ),
        "宏",
    ),
    "document with controls": (lambda: files.with_member(DOCX, "word/activeX/activeX1.xml", "<x/>"), "宏"),
    "document in a document": (lambda: files.with_member(DOCX, "word/embeddings/a.xlsx", XLSX), "嵌着"),
    "document with a template on the net": (
        lambda: files.with_member(
            DOCX, "word/_rels/settings.xml.rels", files.relations(("attachedTemplate", OUTSIDE, "External"))
        ),
        "连着网上",
    ),
    "document with a picture on the net": (
        lambda: files.with_member(DOCX, "word/_rels/header1.xml.rels", files.relations(("image", OUTSIDE, "External"))),
        "连着网上",
    ),
    "document that starts a command": (
        lambda: files.docx(
            "<w:p><w:r><w:instrText>DDEAUTO c:\\\\cmd.exe</w:instrText></w:r></w:p>" + files.paragraph("好")
        ),
        "DDE",
    ),
    "document without words": (lambda: files.docx(""), "没有文字"),
    "document with a huge table": (
        lambda: files.docx('<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'),
        "表格太大",
    ),
    "document as deep as a well": (lambda: document("<a>" * 50_000 + "</a>" * 50_000), "。"),
    "workbook cut off": (lambda: XLSX[:-300], "坏了"),
    "workbook that unpacks to 110 MB": (
        lambda: files.with_member(XLSX, "xl/media/a.png", bytes(110 * MEGABYTE)),
        "太大",
    ),
    "workbook with one cell in the far corner": (
        lambda: files.xlsx(lambda book: book.active.cell(1_048_576, 16_384, 1)),
        "太多",
    ),
    "workbook with nothing in it": (lambda: files.xlsx(lambda book: book.active.delete_rows(1, 9)), "空的"),
    "workbook with macros": (lambda: files.with_member(XLSX, "xl/vbaProject.bin", b"x"), "宏"),
    "workbook with entities that multiply": (
        lambda: files.with_member(XLSX, "xl/comments1.xml", f"<!DOCTYPE x [<!ENTITY l0 'ha'>{LAUGHS}]><x>&l11;</x>"),
        "坏了",
    ),
    "pdf cut off": (lambda: PDF[:200], "坏了"),
    "pdf of rubbish": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 40, "坏了"),
    "pdf with a password": (lambda: files.pdf(password="1234"), "密码"),
    "pdf with an empty password": (lambda: files.pdf(change=lambda writer: writer.encrypt("", "owner")), "密码"),
    "pdf with a script": (lambda: files.pdf(change=with_script), "自己运行"),
    "pdf with a script nobody sees": (lambda: files.pdf(change=with_orphan), "自己运行"),
    "pdf that starts a program": (lambda: files.pdf(change=with_launch), "自己运行"),
    "pdf with a form of its own": (lambda: files.pdf(change=with_form), "自己运行"),
    "pdf with a file inside": (lambda: files.pdf(change=with_file), "附件"),
    "pdf that unpacks to 60 MB": (lambda: files.pdf(change=with_bomb), "太大"),
    "pdf of 301 pages": (lambda: files.pdf(change=with_many_pages), "300 页"),
    "pdf whose pages never end": (lambda: files.pdf(change=with_endless_pages), "。"),
    "photograph cut off": (lambda: files.picture("JPEG")[:2000], "坏了"),
    "photograph of 25 million pixels": (lambda: files.picture("JPEG", (6000, 4100)), "像素"),
    "picture of 900 million pixels": (lambda: png_of(30_000, 30_000, b"x"), "像素"),
    "picture that is smaller than it says": (lambda: png_of(4000, 4000, b"x"), "坏了"),
    "picture larger than anything": (lambda: png_of(2**31 - 1, 2**31 - 1, b"x"), "。"),
    "picture of one pixel": (lambda: files.picture("PNG", (1, 1)), "太小"),
    "picture of another kind inside": (lambda: b"\xff\xd8\xff" + files.picture("GIF"), "坏了"),
}


@pytest.mark.parametrize(("make", "says"), HOSTILE.values(), ids=HOSTILE)
def test_a_file_that_wants_to_do_harm_gets_one_sentence(make, says):
    data = make()
    with pytest.raises(Refused) as refused:
        read(data, "公示.bin")
    (problem,) = refused.value.problems
    assert says in problem.says and problem.says.endswith("。") and problem.where == "公示.bin"


@pytest.mark.parametrize(
    ("raised", "says"), [(apart.TooMuch("x"), child.TOO_BIG), (apart.Broken("x"), BROKEN)], ids=["too much", "broken"]
)
def test_a_process_that_ends_early_becomes_a_sentence(monkeypatch, raised, says):
    def ended(*_):
        raise raised

    monkeypatch.setattr(apart, "take_apart", ended)
    with pytest.raises(Refused, match=says):
        read(PDF, "a.pdf")


def test_a_document_is_kept_as_it_came_and_named_as_what_it_is():
    upload = read(DOCX, "../低保\u202e公示.doc")
    assert (upload.kind, upload.name, upload.data) == ("docx", "低保公示.docx", DOCX)
    assert upload.media_type.endswith("wordprocessingml.document")


def test_a_picture_is_kept_made_anew():
    upload = read(files.picture("PNG") + b"anything behind the end", "照片.docx")
    assert (upload.name, upload.media_type) == ("照片.png", "image/png")
    assert b"anything" not in upload.data and upload.thumbnail is not None


def test_a_large_honest_workbook_is_read_within_its_time():
    def grow(book):
        for number in range(8000):
            book.active.append((number, "刘*兵", "三组", number * 3, "2026-05-06", "补贴", 1.5, 2.5))

    assert len(read(files.xlsx(grow), "全村.xlsx").shown) > 60_000


def test_a_pdf_that_breaks_off_is_refused_before_any_work_is_done(monkeypatch):
    monkeypatch.setattr(apart, "take_apart", lambda *_: pytest.fail("a process was started"))
    for data in (PDF[: len(PDF) // 2], PDF[:-20], b"%PDF-1.7\n" + b"x" * MEGABYTE):
        with pytest.raises(Refused, match="没有传完"):
            read(data, "a.pdf")
