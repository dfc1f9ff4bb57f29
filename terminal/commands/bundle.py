"""terminal bundle: the log as files that prove themselves, to be carried anywhere; terminal/bundle/FORMAT.md says how."""

import sys
from pathlib import Path

import click

from terminal import clock, events_register
from terminal.bundle import sshsig
from terminal.bundle.envelope import ID, Envelope
from terminal.bundle.faults import BundleRefused
from terminal.bundle.read import Bundle, read
from terminal.bundle.write import Draft, Order, Signing
from terminal.commands.common import opened, settled
from terminal.errors import LogBroken, TerminalError
from terminal.journal.keys import load_or_make, origin_of_public
from terminal.journal.models import LogLine
from terminal.sync import importing, telling, trust
from terminal.sync.apply import Receiver
from terminal.sync.leaving import outgoing

KINDS = {"up": "终端日志", "down": "县平台日志", "restore": "取回的日志", "blobs": "附件"}
BY = "命令行"
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, writable=True, path_type=Path)


@click.group()
def bundle() -> None:
    """The log as files that prove themselves (数据包)."""


def _receiver(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if not ID.fullmatch(value):
        raise click.BadParameter("收件编号只用小写字母、数字、- 和 :，或者写 * 表示谁都可以收。")
    return value


@bundle.command("export")
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--since", type=click.IntRange(0), default=0, show_default=True, help="Only lines after this number.")
@click.option("--blobs/--no-blobs", default=False, show_default=True, help="Attachments too.")
@click.option("--to", default="*", show_default=True, callback=_receiver, help="Id of the receiver; * for anybody.")
@settled
def export_bundles(folder: Path, since: int, blobs: bool, to: str, config_file: Path | None, data: Path | None) -> None:
    """Write the log, or what is new of it, into files in DIR; each is whole or not there, and read back.

    Example: terminal bundle export /media/stick --since 913 --blobs
    """
    settings = opened(config_file, data, must_exist=True)
    signing = Signing(load_or_make(settings.data / "keys"), clock.now())
    count = 0
    for draft in outgoing(settings.data, Order(since=since, to=to, blobs=blobs), signing):
        read(_saved(draft, folder))
        count += 1
        click.echo(f"{draft.name}：{_what(draft.envelope)}，{_size(draft.size)}。")
    click.echo(
        f"写好了 {count} 个数据包，都读回核对过。" if count else f"第 {since} 号以后没有新的登记，什么也没有写。"
    )


@bundle.command("import")
@click.argument("place", metavar="FILE|DIR", type=click.Path(exists=True, path_type=Path))
@click.option("--trust", "key_file", type=FILE, help="Public key (terminal.key.pub) of a machine whose log to take.")
@settled
def import_bundles(place: Path, key_file: Path | None, config_file: Path | None, data: Path | None) -> None:
    """Take bundles and receipts from a file or a folder, and leave receipts there for those who sent them.

    Example: terminal bundle import /media/stick --trust terminal.key.pub
    """
    settings = opened(config_file, data, must_exist=True)
    if key_file:
        log = trust.trust(trust.read_file(key_file), trust.LOG, BY, clock.now())
        click.echo(f"以后收日志 {log} 的数据包。")
    for path in importing.bundles_in(place):
        _introduced(path)
    receiver = Receiver(settings.data, events_register.TABLES, clock.now())
    brought = importing.bring(place, receiver, load_or_make(settings.data / "keys"))
    for line in telling.told(brought):
        click.echo(line)
    if brought.refused or any(not one.is_in and one.word != "gap" for one in brought.applied):
        raise click.exceptions.Exit(1)


def _introduced(path: Path) -> None:
    """Ask a person about the key of a log nobody here knows; without a person it stays unknown, and is refused."""
    public = importing.stranger(path)
    if public is None or not sys.stdin.isatty():
        return
    click.echo(f"{path.name}：日志 {origin_of_public(public)} 是第一次来，密钥指纹 {sshsig.key_id(public)}。")
    if click.confirm("请和对方核对指纹（ssh-keygen -l -f keys/terminal.key.pub）。一样吗，以后收它的数据包吗"):
        trust.trust(public, trust.LOG, BY, clock.now())


@bundle.command("verify")
@click.argument("file", metavar="FILE", type=FILE)
@click.option("--to", help="Id of who wants to take it: a bundle to somebody else is wrong.")
@settled
def verify_bundle(file: Path, to: str | None, config_file: Path | None, data: Path | None) -> None:
    """Check container, signature, lists, chain, bodies and attachments; with --data also against that terminal's log.

    Example: terminal bundle verify up_t-k7m2q9xw4d_e1_000914-000961.zip
    """
    try:
        found = read(file, to=to)
    except BundleRefused as refused:
        for fault in refused.faults:
            click.echo(f"✗ {fault.problem}")
        click.echo(f"{file.name}：有 {len(refused.faults)} 处不对，这个数据包不能用。")
        raise click.exceptions.Exit(1) from None
    click.echo(f"{file.name}：完整，签名正确。{_what(found.envelope)}，发给{_to(found.envelope)}。")
    if data is not None:
        opened(config_file, data, must_exist=True)
        click.echo(_beside_our_log(found.envelope))


@bundle.command("show")
@click.argument("file", metavar="FILE", type=FILE)
@settled
def show_bundle(file: Path, config_file: Path | None, data: Path | None) -> None:
    """Say what a bundle holds, line by line, after checking it.

    Example: terminal bundle show up_t-k7m2q9xw4d_e1_000914-000961.zip
    """
    found = read(file)
    one = found.envelope
    click.echo(f"{one.bundle}（{one.format}，程序 {one.app}）")
    click.echo(f"{KINDS[one.kind]} {one.origin} 第 {one.epoch} 期，{_what(one)}，发给{_to(one)}。")
    click.echo(f"写于 {one.clock.wall}，密钥 {one.key_id}，{_size(found.size)}。")
    _lines(found)
    for blob in one.blobs:
        part = f"，第 {blob.part + 1} 份，共 {blob.parts} 份" if blob.parts > 1 else ""
        click.echo(f"附件 {blob.sha256} {blob.type} {_size(blob.size)}{part}")
    for sha256 in one.blobs_pending:
        click.echo(f"附件 {sha256} 没有随包")


def _saved(draft: Draft, folder: Path) -> Path:
    """The file. Raises TerminalError when the stick is full or was pulled out, or an attachment changed."""
    try:
        return draft.save(folder)
    except (OSError, ValueError) as wrong:
        raise TerminalError(f"没有写完 {draft.name}，请看看存储盘是不是满了或拔掉了，再导出一次：{wrong}。") from None


def _lines(found: Bundle) -> None:
    for header, body in zip(found.headers, found.bodies, strict=True):
        says = f"{len(body.encode())} 字节" if body else "正文已抹去"
        click.echo(f"第 {header.seq} 号 {header.at} {header.kind} {says}")


def _what(one: Envelope) -> str:
    kept = f"附件 {len(one.blobs)} 个" + (f"，另有 {len(one.blobs_pending)} 个没有随包" if one.blobs_pending else "")
    about = "" if one.kind == "blobs" else f"，共 {one.lines} 条"
    return f"第 {one.from_seq} 至 {one.head_seq} 号登记{about}，{kept}"


def _to(one: Envelope) -> str:
    return "任何人" if one.to == "*" else f" {one.to}"


def _size(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{-(-size // 1024)} KB"


def _beside_our_log(one: Envelope) -> str:
    """Whether the last line is the one this terminal has. Raises LogBroken when it is another."""
    place = (LogLine.origin == one.origin) & (LogLine.epoch == one.epoch) & (LogLine.seq == one.head_seq)
    row = LogLine.get_or_none(place)
    if row is None:
        return "这台终端的日志里没有这一段。"
    if row.hash != one.head_hash:
        raise LogBroken(f"与这台终端的日志不一致：第 {one.head_seq} 号登记是另一条。请告诉县里管平台的人，先不要导入。")
    return "与这台终端的日志一致。"
