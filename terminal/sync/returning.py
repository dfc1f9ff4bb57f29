"""A log that was set back goes on in a new epoch, by itself: an old disk can never write a second line under an old number."""

from pathlib import Path

from terminal.clock import Now
from terminal.errors import LogBroken
from terminal.journal import trace
from terminal.journal.append import Opens, append, tail, this_log
from terminal.journal.chain import digest
from terminal.journal.header import Header, write_header
from terminal.journal.models import LogLine
from terminal.store import backup
from terminal.store.database import write
from terminal.sync import hwm
from terminal.sync.events import EpochStart, Line
from terminal.sync.hwm import Mark

BY = "本机"


def _hash(header: Header | None) -> str:
    return digest(write_header(header)) if header else this_log().genesis


def end() -> Mark:
    """The newest line of this machine's log; number 0 for an empty one."""
    last = tail()
    return Mark(this_log().origin, last.epoch if last else 1, last.seq if last else 0, _hash(last))


def _holds(mark: Mark) -> bool:
    here = LogLine.find(origin=mark.origin, epoch=mark.epoch, seq=mark.seq)
    return here is not None and here.hash == mark.hash


def missed(data: Path) -> Mark | None:
    """The furthest line that left the machine or was kept here once, when the database does not hold it; else None.

    Raises LogBroken when what left was another log: then the key was lost.
    """
    left, mine = hwm.read(hwm.place(data)), this_log().origin
    if left and left.origin != mine:
        raise LogBroken(f"这台机器发出过日志 {left.origin}，现在的密钥却不是写它的。请从备份取回 keys 文件夹和数据库。")
    kept = trace.found(data / backup.DATABASE)
    marks = [left, Mark(mine, kept.epoch, kept.seq, kept.hash) if kept and kept.origin == mine else None]
    here = end()
    lost = [one for one in marks if one and here.epoch <= one.epoch and not _holds(one)]
    return max(lost, key=lambda one: (one.epoch, one.seq), default=None)


def go_on(data: Path, now: Now) -> Header | None:
    """Begin a new epoch when the database is behind what was said before, or beside it; its first line, or None.

    Raises LogBroken as `missed` does.
    """
    with write():
        mark = missed(data)
        if mark is None:
            return None
        here = end()
        start = EpochStart(after=Line(here.epoch, here.seq, here.hash), left=Line(mark.epoch, mark.seq, mark.hash))
        opens = Opens(epoch=max(here.epoch, mark.epoch) + 1, above=max(here.seq, mark.seq))
        return append(start, by=BY, now=now, opens=opens)
