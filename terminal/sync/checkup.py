"""Is this terminal well? One line for each thing, in plain words, with what to do when it is not."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import msgspec

from terminal import clock
from terminal.config import Settings
from terminal.errors import LogBroken, TerminalError
from terminal.feedback.sealed import queries as letters
from terminal.journal import append, blobs
from terminal.journal.keys import load_or_make
from terminal.paper import printer
from terminal.store import backup
from terminal.sync import copies, hwm, ladder, outbox, queries, returning

BUILT = date(2026, 1, 1)  # no clock is right that is before this
MARKS = ((5, "只收文字的意见了"), (10, "不收照片和录音了"), (15, "快满了"))  # per cent free, and what that means
SAFE_SQLITE = (3, 51, 3)


class Finding(msgspec.Struct, frozen=True):
    """One line: `is_well`, what was looked at, and what was found, with what to do where it is not well."""

    is_well: bool
    what: str
    says: str


def checkup(settings: Settings, now: clock.Now, run: Callable[..., str]) -> Iterator[Finding]:
    """Every check, one after the other. `run` asks a program of the system and answers what it said; raises OSError."""
    yield _database(settings)
    yield _log(settings)
    yield _left(settings)
    yield _blobs(settings)
    yield _keys(settings)
    yield _disk(settings)
    yield _clock(now)
    yield _printer(settings, run)
    yield _fonts()
    yield _backups(settings, now)
    yield _exported(settings, now)
    yield from _offices(now)
    yield _sqlite(settings)


def _database(settings: Settings) -> Finding:
    if ladder.is_under_way(settings.data):
        return Finding(False, "数据库", "正在恢复，还没有完。请重新启动 terminal run，让它做完。")
    found = ladder.faults(settings.database)
    if found:
        return Finding(False, "数据库", f"{found[0].says}请重新启动 terminal run，它会自己从备份恢复。")
    damaged = settings.data / ladder.DAMAGED
    if damaged.is_dir() and any(damaged.iterdir()):
        says = f"现在好的，以前坏过，坏文件在 {damaged}。请查查这块盘；查完可以删掉那个文件夹。"
        return Finding(False, "数据库", says)
    return Finding(True, "数据库", "每一页都好，预写日志也好。")


def _log(settings: Settings) -> Finding:
    try:
        ends = list(copies.look(settings.database))
    except TerminalError as wrong:
        return Finding(False, "日志", f"{str(wrong).splitlines()[0]}请运行 terminal log verify。")
    count = sum(end[0] == append.origin() for end in ends)
    return Finding(
        True,
        "日志",
        f"{append.origin()} 到第 {append.length()} 号，首尾相连{f'，共 {count} 期' if count > 1 else ''}。",
    )


def _left(settings: Settings) -> Finding:
    mark, here = hwm.read(hwm.place(settings.data)), returning.end()
    try:
        missed = returning.missed(settings.data)
    except LogBroken as wrong:
        return Finding(False, "发出的记号", str(wrong))
    if missed:
        says = (
            f"登记到过第 {missed.seq} 号，现在只到第 {here.seq} 号。请重新启动 terminal run，它会从底稿和备份里取回来。"
        )
        return Finding(False, "发出的记号", says)
    return Finding(True, "发出的记号", f"发到第 {mark.seq} 号，与日志相符。" if mark else "还没有发出过。")


def _blobs(settings: Settings) -> Finding:
    found = [path.parent.name + path.name for path in (settings.data / "blobs").glob("??/*")]
    spoilt = [one for one in found if not blobs.is_whole(one)]
    missing = queries.missing(append.origin())
    if spoilt or missing:
        says = f"{len(spoilt)} 个坏了，{missing} 个没有。请用 terminal restore 从备份取，或请县平台再发。"
        return Finding(False, "附件", says)
    return Finding(True, "附件", f"{len(found)} 个，都完整。")


def _keys(settings: Settings) -> Finding:
    path = settings.data / "keys" / "terminal.key"
    if not path.exists():
        return Finding(False, "密钥", "keys/terminal.key 不见了。请从备份取回 keys 文件夹。")
    if path.stat().st_mode & 0o077:
        return Finding(False, "密钥", f"别人也能读。请运行 chmod 600 {path}。")
    if not append.writes(load_or_make(path.parent)):
        return Finding(False, "密钥", "不是写这本日志的那把。请从备份取回 keys 文件夹。")
    return Finding(True, "密钥", "在，只有本程序能读。")


def _disk(settings: Settings) -> Finding:
    about = os.statvfs(settings.data)
    free, left = about.f_bavail * 100 // about.f_blocks, about.f_bavail * about.f_frsize // 2**20
    for mark, says in MARKS:
        if free < mark:
            return Finding(False, "磁盘", f"只剩 {free}%（{left} MB），{says}。请清理，或换大一点的盘。")
    return Finding(True, "磁盘", f"还剩 {free}%（{left} MB）。")


def _clock(now: clock.Now) -> Finding:
    newest = append.as_of()
    if now.today < BUILT:
        return Finding(False, "时钟", f"现在是 {now.today}，不对。请校准时间，换主板电池。")
    if newest and newest > now.at:
        return Finding(False, "时钟", f"比最近一条登记（{newest:%Y-%m-%d %H:%M}）还早，慢了。请校准时间。")
    return Finding(True, "时钟", f"{clock.local(now.at):%Y-%m-%d %H:%M}。")


def _printer(settings: Settings, run: Callable[..., str]) -> Finding:
    name = settings.paper.printer
    if not name:
        return Finding(True, "打印机", "没有设打印机。")
    try:
        said = run("lpstat", "-p", name)
    except OSError:
        return Finding(False, "打印机", f"{name} 没有回答。请看看电源和线，再运行 lpstat -p {name}。")
    if "disabled" in said:
        return Finding(False, "打印机", f"{name} 停用了。请运行 cupsenable {name}。")
    return Finding(True, "打印机", f"{name} 可以用。")


def _fonts() -> Finding:
    try:
        printer.chinese_fonts()
    except TerminalError as wrong:
        return Finding(False, "字体", str(wrong))
    return Finding(True, "字体", f"{printer.FONT}，在。")


def _backups(settings: Settings, now: clock.Now) -> Finding:
    found, good = backup.listed(settings.backups), copies.newest_good(settings.backups)
    if good is None:
        return Finding(False, "备份", f"{settings.backups} 里没有好的备份。请运行 terminal backup。")
    days = (now.today - good.about.day).days
    if found[0].name != good.name:
        return Finding(False, "备份", f"最近的 {found[0].name} 坏了，{good.name} 还好。请查查备份盘。")
    if days > copies.WORRY_AFTER.days:
        return Finding(
            False, "备份", f"最近一次是 {good.about.day}，{days} 天以前。请看看备份盘，运行 terminal backup。"
        )
    if settings.backups.stat().st_dev == settings.data.stat().st_dev:
        says = f"{good.about.day} 的是好的，可是和数据在同一块盘上。请在 [backup] place 写另一块盘。"
        return Finding(False, "备份", says)
    return Finding(True, "备份", f"{good.about.day} 的，打开查过，是好的；共 {len(found)} 份。")


def _exported(settings: Settings, now: clock.Now) -> Finding:
    found, waiting = outbox.kept(settings.data / "outbox"), queries.waiting()
    if not found:
        return Finding(True, "数据包", f"还没有导出过，有 {waiting} 条登记没有回执。")
    last = datetime.fromtimestamp(found[-1].stat().st_mtime, UTC)
    return Finding(True, "数据包", f"最近一次导出是 {clock.local(last):%Y-%m-%d}，有 {waiting} 条登记没有回执。")


def _offices(now: clock.Now) -> Iterator[Finding]:
    for desk in (one for one in letters.offices(now.today) if one.addressee != "village"):
        says = f"{desk.missing}请运行 terminal keys import。" if desk.missing else "可以写信。"
        yield Finding(not desk.missing, f"收信单位 {desk.name}", says)


def _sqlite(settings: Settings) -> Finding:
    version = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info >= SAFE_SQLITE or settings.log.durability == "rollback":
        return Finding(True, "SQLite", f"{version}。")
    return Finding(True, "SQLite", f"{version}：一次只让一个程序写，避开了这一版的毛病。不要用别的程序写这个数据库。")
