"""What a file is, by its bytes and whatever its name says; everything else is sent away with a sentence."""

import re
import unicodedata

from terminal.errors import Problem, Refused
from terminal.uploads.shapes import ENDINGS, Kind

LARGEST_FILE = 20 * 2**20
LARGEST_OFFICE_FILE = 10 * 2**20
LONGEST_NAME = 80
EMPTY = "这个文件是空的。请看看是不是传错了文件。"
UNKNOWN = "认不出这是什么文件。可以传 Word（.docx）、表格（.xlsx）、PDF 和照片（.jpg、.png）。"
SAVE_AS_DOCX = "请打开它，另存为 .docx 再传。"
SAVE_AS_XLSX = "请打开它，另存为 .xlsx 再传。"
LOCKED = "这个文件加了密码，打不开。请去掉密码再传。"
PACKED = "这是压缩包。请解开以后，把里面的文件一个一个传。"
OTHER_PICTURE = "这种图片这里打不开。请另存为 .jpg 再传；用手机拍的，把相机格式改成“兼容性最佳”（JPEG）。"
PROGRAM = "这是程序，不是文件，不能传。"

_BY_FIRST_BYTES: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", f"这是旧式的 .rtf 文档。{SAVE_AS_DOCX}"),
    (b"GIF8", OTHER_PICTURE),
    (b"BM", OTHER_PICTURE),
    (b"II*\0", OTHER_PICTURE),
    (b"MM\0*", OTHER_PICTURE),
    (b"Rar!", PACKED),
    (b"7z\xbc\xaf", PACKED),
    (b"\x1f\x8b", PACKED),
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"#!", PROGRAM),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BY_MEMBERS: tuple[tuple[bytes, str], ...] = (
    (b"xl/workbook.bin", f"这是 .xlsb 表格。{SAVE_AS_XLSX}"),
    (b"ppt/presentation.xml", "这是演示文稿。请另存为 PDF 再传。"),
    (b"opendocument.text", f"这是 .odt 文档。{SAVE_AS_DOCX}"),
    (b"opendocument.spreadsheet", f"这是 .ods 表格。{SAVE_AS_XLSX}"),
)


def sniff(data: bytes, name: str) -> Kind:
    """What these bytes are. Raises Refused with a sentence for anything else, for an empty and for a too large file."""
    says = _why_not(data, name)
    if says:
        raise Refused([Problem(says, clean_name(name))])
    kind = _kind(data)
    if kind is None:
        raise Refused([Problem(_what_instead(data, name), clean_name(name))])
    if kind in ("docx", "xlsx") and len(data) > LARGEST_OFFICE_FILE:
        raise Refused([Problem("这个文件超过 10 MB。请把里面的大图片缩小，或者拆成几份再传。", clean_name(name))])
    return kind


def _why_not(data: bytes, name: str) -> str:
    if not data:
        return EMPTY
    if len(data) > LARGEST_FILE:
        return f"这个文件有 {len(data) // 2**20} MB，最多 20 MB。请拆成几份，或者压缩图片再传。"
    return ""


def _kind(data: bytes) -> Kind | None:
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"PK\x03\x04"):  # names of members stand unpacked at the end of the archive
        if b"word/document.xml" in data:
            return "docx"
        if b"xl/workbook.xml" in data:
            return "xlsx"
    return None


def _what_instead(data: bytes, name: str) -> str:
    """The sentence for what cannot be kept: what it is, and what to do."""
    if data.startswith(_OLE):
        return _what_ole(data, name.lower())
    if data.startswith(b"PK"):
        return next((says for mark, says in _BY_MEMBERS if mark in data), PACKED)
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif") or data[8:12] == b"WEBP":
        return OTHER_PICTURE
    return next((says for mark, says in _BY_FIRST_BYTES if data.startswith(mark)), UNKNOWN)


def _what_ole(data: bytes, name: str) -> str:
    """Old office programs and locked new files share one container; its streams have names in UTF-16."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return LOCKED
    if holds("PowerPoint Document"):
        return "这是旧式的演示文稿。请另存为 PDF 再传。"
    if name.endswith(".wps"):
        return f"这是旧式的 .wps 文档。{SAVE_AS_DOCX}"
    if holds("WordDocument") or name.endswith(".doc"):
        return f"这是旧式的 .doc 文档。{SAVE_AS_DOCX}"
    if holds("Workbook") or name.endswith((".xls", ".et")):
        return f"这是旧式的 .xls 表格。{SAVE_AS_XLSX}"
    return "这是旧式的办公文件。请打开它，另存为 .docx 或 .xlsx 再传。"


def clean_name(name: str) -> str:
    """A file's name without folders, without letters that do not show or turn the line round, at most 80 long."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(
        char for char in last if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
    )
    said = " ".join(shown.split()).strip(". ") or "文件"
    if len(said) <= LONGEST_NAME:
        return said
    stem, dot, ending = said.rpartition(".")
    return f"{stem[: LONGEST_NAME - 1 - len(ending)]}.{ending}" if dot and len(ending) <= 5 else said[:LONGEST_NAME]


def name_for(name: str, kind: Kind) -> str:
    """The clean name, with the ending of what the file really is."""
    said = clean_name(name)
    known = (".jpg", ".jpeg") if kind == "jpeg" else (ENDINGS[kind],)
    if said.lower().endswith(known):
        return said
    stem, dot, ending = said.rpartition(".")
    is_ending = bool(dot) and 1 <= len(ending) <= 5 and ending.isascii() and ending.isalnum() and not ending.isdigit()
    return f"{stem if is_ending else said}{ENDINGS[kind]}"
