"""A file that is not what it says, or wants to do harm, gets one clear sentence; the terminal goes on."""

import io
import zipfile

import pytest

from terminal.ledger.sheets import child
from terminal.ledger.sheets.container import BROKEN, open_file
from terminal.ledger.sheets.grid import LARGEST_FILE
from terminal.ledger.sheets.reading import read
from tests.ledger.workbooks import T1, as_book, as_page, as_text, as_xlsx, saved

GOOD = as_xlsx(T1)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def zipped(members, compression=zipfile.ZIP_DEFLATED):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target.getvalue()


def with_member(name, data):
    target = io.BytesIO(GOOD)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return target.getvalue()


def with_sheet(xml):
    """The good workbook with other contents in its sheet."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**members, "xl/worksheets/sheet1.xml": xml})


def sheet_of(cells, doctype=""):
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?>{doctype}<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'


def encrypted():
    data = bytearray(GOOD)
    for place in range(len(data) - 4):
        if data[place : place + 4] == b"PK\x03\x04":
            data[place + 6] |= 1
        elif data[place : place + 4] == b"PK\x01\x02":
            data[place + 8] |= 1
    return bytes(data)


def far_corner():
    book = as_book({"收支": T1})
    book["收支"]["XFD1048576"] = 1
    return saved(book)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
HOSTILE = {
    "nothing": (b"", "空的"),
    "too large": (b"1," * (LARGEST_FILE // 2 + 1), "10 MB"),
    "cut off": (GOOD[: len(GOOD) // 2], "没有传完"),
    "cut off behind the signature": (GOOD[:10], "没有传完"),
    "damaged inside": (GOOD[:1500] + bytes(200) + GOOD[1700:], "坏了"),
    "encrypted zip": (encrypted(), "密码"),
    "encrypted by office": (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "old excel that is only its first block": (OLE + "Workbook".encode("utf-16-le"), "坏了"),
    "old word": (OLE + "WordDocument".encode("utf-16-le"), "Word"),
    "new word": (zipped({"[Content_Types].xml": "", "word/document.xml": ""}), "Word"),
    "slides": (zipped({"ppt/presentation.xml": ""}), "演示文稿"),
    "open document": (zipped({"mimetype": "", "content.xml": ""}), ".ods"),
    "binary workbook": (zipped({"xl/workbook.bin": ""}), ".xlsb"),
    "any zip": (zipped({"a.txt": "x"}), "压缩包"),
    "photo": (b"\xff\xd8\xff\xe0" + bytes(100), "照片"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "图片"),
    "pdf": (b"%PDF-1.7\n", "PDF"),
    "rar": (b"Rar!\x1a\x07\x00", "压缩包"),
    "zip bomb": (with_member("xl/media/bomb.bin", bytes(101 * 2**20)), "太大"),
    "bomb in the sheet": (with_sheet(sheet_of("<row>" + "<c><v>1</v></c>" * 300_000 + "</row>")), "。"),
    "too many members": (zipped({f"xl/{n}.xml": "" for n in range(2001)}), "太大"),
    "macros": (with_member("xl/vbaProject.bin", b"x"), "宏"),
    "links to other files": (with_member("xl/externalLinks/externalLink1.xml", b"<x/>"), "引用了别的文件"),
    "one cell in the far corner": (far_corner(), "XFD1048576"),
    "entities that multiply": (with_sheet(sheet_of("&l11;", f"<!DOCTYPE x [<!ENTITY l0 'ha'>{LAUGHS}]>")), "坏了"),
    "a sheet that is no xml": (with_sheet("<worksheet><sheetData><row>"), "坏了"),
    "a number nobody can hold": (with_sheet(sheet_of('<row r="1"><c r="A1"><v>1e999</v></c></row>')), "。"),
    "bytes that are no text": (bytes(range(256)) * 4, "认不出来"),
    "a page without tables": (b"<html><body>404</body></html>", "没有表格"),
    "a page of tables in tables": (b"<table>" + b"<tr><td><table>" * 3000, "。"),
    "a quote that never ends": ('日期,摘要,收入\n2026-05-01,"电费,1\n'.encode(), "引号"),
    "blank text": (b" \n \n", "空的"),
}


@pytest.mark.parametrize(("data", "says"), HOSTILE.values(), ids=HOSTILE)
def test_a_file_that_cannot_be_a_ledger_gets_one_sentence(data, says):
    reading = read(data, "五月.xlsx", "2026-05")
    assert reading.sheets == ()
    (problem,) = reading.problems
    assert says in problem.says and problem.says.endswith("。") and problem.where == "五月.xlsx"


def test_too_many_cells_are_refused_without_reading_them_all():
    rows = [[1] * 250] * 801
    assert "20 万" in open_file(as_xlsx(rows), "大.xlsx").says
    assert "太多" in open_file(as_text(rows), "大.csv").says


def test_a_child_without_memory_or_time_says_so(monkeypatch, tmp_path):
    greedy = tmp_path / "greedy.py"
    greedy.write_text("import os, signal\nos.kill(os.getpid(), signal.SIGXCPU)\n")
    monkeypatch.setattr(child, "__name__", "greedy")
    monkeypatch.setattr("terminal.config.PACKAGE", tmp_path / "terminal")
    assert open_file(b"x", "a.csv").says == child.TOO_BIG
    greedy.write_text("raise SystemExit(1)\n")
    assert open_file(b"x", "a.csv").says == BROKEN


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";", "，", "|"])
def test_text_is_read_in_every_encoding_and_with_every_separator(encoding, separator):
    reading = read(as_text(T1, separator, encoding), "五月.csv", "2026-05")
    assert [len(sheet.lines) for sheet in reading.sheets] == [2]


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "gbk", "gb18030"])
def test_a_page_is_read_in_the_encoding_it_declares(encoding):
    (sheet,) = read(as_page(T1, encoding), "五月.xls", "2026-05").sheets
    assert (sheet.title, len(sheet.lines)) == ("柳河镇石桥村2026年05月财务公开榜", 2)


def test_a_page_that_declares_gb2312_and_is_utf8_is_read_all_the_same():
    data = as_page(T1, "gb2312").decode("gb2312").encode()
    assert len(read(data, "五月.xls", "2026-05").sheets) == 1


def test_a_page_keeps_its_title_in_a_table_of_its_own_and_hides_rows():
    rows = "".join(f"<tr><td>{'<td>'.join(row)}</tr>" for row in T1[2:])
    page = f"<table><tr><td>石桥村2026年05月财务公开榜</table><div><table>{rows}<tr style='display: none'><td>x</table></div>"
    reading = read(page.encode(), "五月.xls", "2026-05")
    assert reading.sheets[0].title == "石桥村2026年05月财务公开榜"
    assert [problem.where for problem in reading.left_out] == ["表1!A7"]


@pytest.mark.parametrize("name", ["-m", "../../etc/passwd", "a\0b.csv", "", "\ud800.csv", "账" * 500])
def test_a_strange_file_name_does_no_harm(name):
    assert len(open_file(as_text(T1), name).grids) == 1
