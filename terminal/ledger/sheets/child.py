"""The process that takes a stranger's file apart, with little memory and little time (run with -m)."""

import gc

from terminal.ledger.sheets.grid import Opened
from terminal.uploads import apart
from terminal.uploads.apart import Unreadable

TOO_BIG = "这个文件太大太复杂，没能读完。请只留要公开的那几张表，另存为 .xlsx 再传。"
BY_FIRST_BYTES = (
    (b"%PDF", "这是 PDF 文件，不是表格。请传表格的原文件（.xlsx）。"),
    (b"\xff\xd8\xff", "这是照片，不是表格。请传表格的原文件（.xlsx）。"),
    (b"\x89PNG", "这是图片，不是表格。请传表格的原文件（.xlsx）。"),
    (b"GIF8", "这是图片，不是表格。请传表格的原文件（.xlsx）。"),
    (b"Rar!", "这是压缩包，不是表格。请解开以后传里面的表格。"),
    (b"7z\xbc\xaf", "这是压缩包，不是表格。请解开以后传里面的表格。"),
    (b"\x1f\x8b", "这是压缩包，不是表格。请解开以后传里面的表格。"),
)
OLE = b"\xd0\xcf\x11\xe0"
RAW_BIFF = (b"\x09\x08\x10\x00", b"\x09\x08\x08\x00", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00", b"\x09\x00\x04\x00")


def open_file(data: bytes, name: str) -> Opened:
    """Takes the file apart according to its bytes, whatever its name says. Raises Unreadable."""
    start = data[:4096].lower()
    for mark, says in BY_FIRST_BYTES:
        if data.startswith(mark):
            raise Unreadable(says)
    if data.startswith(OLE):
        _refuse_no_workbook(data)
    if data.startswith((OLE, *RAW_BIFF)):
        from terminal.ledger.sheets.old_workbook import open_old

        return open_old(data)
    if data.startswith(b"PK"):
        from terminal.ledger.sheets.workbook import open_workbook

        return open_workbook(data)
    from terminal.ledger.sheets.text_table import decode, open_text

    if any(tag in start for tag in (b"<html", b"<table", b"<meta")):
        from terminal.ledger.sheets.web_table import open_page

        return open_page(decode(data))
    return open_text(decode(data), name)


def _refuse_no_workbook(data: bytes) -> None:
    """Raises Unreadable for what else comes in the container of old Office files."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable("这个文件加了密码，打不开。请去掉密码再传。")
    if "WordDocument".encode("utf-16-le") in data:
        raise Unreadable("这是 Word 文档，不是表格。请把账做成表格，另存为 .xlsx 再传。")


if __name__ == "__main__":
    gc.disable()  # the process ends before there is anything worth collecting; its memory has a limit
    apart.serve(open_file, lambda says: Opened(says=says), TOO_BIG)
