"""A file of unknown goodwill to grids: taken apart in a child process, so that it can only hurt itself."""

import signal
import subprocess
import sys
from pathlib import Path

import msgspec

from terminal import config
from terminal.ledger.sheets import child
from terminal.ledger.sheets.grid import LARGEST_FILE, Opened

PATIENCE_SECONDS = 60
BROKEN = "这个文件坏了，或者没有传完，打不开。请用表格软件打开它，另存为 .xlsx 再传一次。"


def open_file(data: bytes, name: str) -> Opened:
    """The tables in a file; `says` is a sentence when there are none to be had."""
    if not data:
        return Opened(says="这个文件是空的。请看看是不是传错了文件。")
    if len(data) > LARGEST_FILE:
        return Opened(says="这个文件超过 10 MB，不像一个月的账。请只留要公开的那几张表再传。")
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", child.__name__, _sheet_name(name)],
            input=data,
            capture_output=True,
            timeout=PATIENCE_SECONDS,
            env={"PYTHONPATH": str(config.PACKAGE.parent), "PYTHONUTF8": "1"},
        )
    except subprocess.TimeoutExpired:
        return Opened(says=child.TOO_BIG)
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGSEGV):
        return Opened(says=child.TOO_BIG)
    if done.returncode:
        return Opened(says=BROKEN)
    return msgspec.msgpack.decode(done.stdout, type=Opened)


def _sheet_name(name: str) -> str:
    """What a text table is called: the file's name without its ending and without anything unprintable."""
    return "".join(letter for letter in Path(name).stem if letter.isprintable()) or "表"
