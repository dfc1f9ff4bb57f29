"""A file of unknown goodwill to grids: taken apart in a child process, so that it can only hurt itself."""

from pathlib import Path

from terminal.ledger.sheets import child
from terminal.ledger.sheets.grid import LARGEST_FILE, Opened
from terminal.uploads import apart

BROKEN = "这个文件坏了，或者没有传完，打不开。请用表格软件打开它，另存为 .xlsx 再传一次。"


def open_file(data: bytes, name: str) -> Opened:
    """The tables in a file; `says` is a sentence when there are none to be had."""
    if not data:
        return Opened(says="这个文件是空的。请看看是不是传错了文件。")
    if len(data) > LARGEST_FILE:
        return Opened(says="这个文件超过 10 MB，不像一个月的账。请只留要公开的那几张表再传。")
    try:
        return apart.take_apart(child.__name__, data, _sheet_name(name), Opened)
    except apart.TooMuch:
        return Opened(says=child.TOO_BIG)
    except apart.Broken:
        return Opened(says=BROKEN)


def _sheet_name(name: str) -> str:
    """What a text table is called: the file's name without its ending and without anything unprintable."""
    return "".join(letter for letter in Path(name).stem if letter.isprintable()) or "表"
