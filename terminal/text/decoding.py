"""Bytes somebody sent, as text: UTF-8, or GB18030 from older office software; anything else gets a sentence."""

import codecs
import unicodedata

import msgspec

BINARY = {
    b"PK\x03\x04": "这是 Word、Excel 或压缩文件",
    b"\xd0\xcf\x11\xe0": "这是旧版 Word 或 Excel 文件",
    b"%PDF": "这是 PDF 文件",
    b"\xff\xd8\xff": "这是图片",
    b"\x89PNG": "这是图片",
}
ADVICE = "请另存为纯文本（.txt，UTF-8）再来。"


class Decoded(msgspec.Struct, frozen=True):
    """Text, and the encoding it was in: "UTF-8" or "GB18030"."""

    text: str
    encoding: str


def _odd(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cn", "Co", "Cs") and char not in "\n\r\t\f"


def _believable(text: str) -> bool:
    """Wrongly decoded bytes give control, unassigned and private characters; a text has next to none."""
    return sum(map(_odd, text)) * 200 <= len(text)


def decode(data: bytes) -> Decoded:
    """The text in these bytes. Raises ValueError(sentence) for empty, binary or unreadable data."""
    for mark, says in BINARY.items():
        if data.startswith(mark):
            raise ValueError(f"{says}，不是纯文本。{ADVICE}")
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        raise ValueError("文件是空的，一个字也没有。")
    for encoding, name in (("utf-8-sig", "UTF-8"), ("gb18030", "GB18030")):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _believable(text):
            return Decoded(text=text, encoding=name)
    raise ValueError(f"看不出是什么文字编码，不是 UTF-8，也不是 GB18030（GBK）。{ADVICE}")
