"""A file is known by its bytes; what cannot be kept gets a sentence that says what to do."""

import pytest

from terminal.errors import Refused
from terminal.uploads.kinds import LARGEST_FILE, LARGEST_OFFICE_FILE, clean_name, name_for, sniff
from tests.uploads import files

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def wide(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        pytest.param(files.docx(files.paragraph("好")), "a.docx", "docx", id="document"),
        pytest.param(files.xlsx(), "a.xlsx", "xlsx", id="workbook"),
        pytest.param(files.pdf(), "a.pdf", "pdf", id="pdf"),
        pytest.param(files.picture("JPEG"), "a.jpg", "jpeg", id="photograph"),
        pytest.param(files.picture("PNG"), "a.png", "png", id="picture"),
        pytest.param(files.picture("PNG"), "a.docx", "png", id="a picture that says it is a document"),
    ],
)
def test_a_file_is_what_its_bytes_say(data, name, kind):
    assert sniff(data, name) == kind


REFUSED = {
    "nothing": (b"", "a.pdf", "空的"),
    "too large": (b"%PDF-" + bytes(LARGEST_FILE), "a.pdf", "最多 20 MB"),
    "too large a document": (files.docx("") + bytes(LARGEST_OFFICE_FILE), "a.docx", "10 MB"),
    "old document": (wide("WordDocument"), "a.doc", "另存为 .docx"),
    "old document of another program": (wide("WordDocument"), "a.wps", "另存为 .docx"),
    "old workbook": (wide("Workbook"), "a.xls", "另存为 .xlsx"),
    "old workbook by its name alone": (OLE, "a.et", "另存为 .xlsx"),
    "old slides": (wide("PowerPoint Document"), "a.ppt", "另存为 PDF"),
    "some old office file": (OLE, "a", "另存为 .docx 或 .xlsx"),
    "locked": (wide("EncryptedPackage"), "a.docx", "去掉密码"),
    "slides": (files.zipped({"ppt/presentation.xml": ""}), "a.pptx", "另存为 PDF"),
    "binary workbook": (files.zipped({"xl/workbook.bin": ""}), "a.xlsb", "另存为 .xlsx"),
    "open document": (
        files.zipped({"mimetype": "application/vnd.oasis.opendocument.text"}, 0),
        "a.odt",
        "另存为 .docx",
    ),
    "archive": (files.zipped({"a.txt": "x"}), "a.zip", "解开"),
    "another archive": (b"Rar!\x1a\x07\x00", "a.rar", "解开"),
    "rich text": (b"{\\rtf1 x}", "a.doc", "另存为 .docx"),
    "picture of a telephone": (b"\0\0\0\x18ftypheic" + bytes(8), "a.heic", "JPEG"),
    "web picture": (b"RIFF\0\0\0\0WEBPVP8 ", "a.jpg", "另存为 .jpg"),
    "drawing with scripts": (b"<svg onload='x'/>", "a.png", "认不出"),
    "web page": (b"<html><script>x</script></html>", "a.pdf", "认不出"),
    "program": (b"MZ\x90\0", "a.pdf", "程序"),
    "script": (b"#!/bin/sh\n", "a.jpg", "程序"),
    "pdf behind rubbish": (b"rubbish %PDF-1.7", "a.pdf", "认不出"),
    "words": ("公示".encode(), "a.txt", "认不出"),
}


@pytest.mark.parametrize(("data", "name", "says"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_kept_gets_a_sentence(data, name, says):
    with pytest.raises(Refused) as refused:
        sniff(data, name)
    (problem,) = refused.value.problems
    assert says in problem.says and problem.says.endswith(("。", "（JPEG）。")) and problem.where == name


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        pytest.param("低保公示.docx", "低保公示.docx", id="good"),
        pytest.param("../../etc/passwd", "passwd", id="folders"),
        pytest.param("C:\\村\\表.xlsx", "表.xlsx", id="folders of another system"),
        pytest.param("a\0b\n.pdf", "ab.pdf", id="control characters"),
        pytest.param("gpj.\u202eexe.jpg", "gpj.exe.jpg", id="letters that turn the line round"),
        pytest.param(" . ", "文件", id="nothing left"),
        pytest.param("", "文件", id="nothing"),
        pytest.param("账" * 200 + ".pdf", "账" * 76 + ".pdf", id="too long"),
        pytest.param("\ud800a.pdf", "a.pdf", id="half a character"),
    ],
)
def test_a_name_is_clean(name, clean):
    assert clean_name(name) == clean


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("公示.jpeg", "jpeg", "公示.jpeg"),
        ("公示.exe", "jpeg", "公示.jpg"),
        ("公示.html", "pdf", "公示.pdf"),
        ("2026.11", "pdf", "2026.11.pdf"),
        ("公示", "docx", "公示.docx"),
    ],
)
def test_a_name_ends_as_what_the_file_is(name, kind, said):
    assert name_for(name, kind) == said
