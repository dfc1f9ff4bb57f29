"""What serving a terminal and serving a county have in common: a free port, a damaged database said aloud, copies at night, a calm end."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import click
import msgspec

from terminal import config
from terminal.errors import TerminalError
from terminal.opening import bring_back, close_clean
from terminal.serving import port_is_free
from terminal.sync.ladder import Rescue
from terminal.sync.nightly import Nightly


def on_port(settings: config.Settings, port: int | None) -> config.Settings:
    """These settings with this port, which must be free. Raises TerminalError."""
    server = msgspec.structs.replace(settings.server, port=port or settings.server.port)
    if not port_is_free(server):
        raise TerminalError(f"端口 {server.port} 已经有别的程序在用。请换一个，例如 --port {server.port + 1}。")
    return msgspec.structs.replace(settings, server=server)


def tell_of(rescue: Rescue, settings: config.Settings) -> None:
    """Say what was found, and bring back the rest while pages are served."""
    for problem in rescue.wrong:
        click.echo(f"✗ {problem}", err=True)
    if rescue.under_way:
        click.echo("先用最近的好数据顶上，正在接上后面的登记。这时只能看，不能写。", err=True)
        threading.Thread(target=bring_back, args=(settings, rescue), name="rescue", daemon=True).start()
    else:
        click.echo("数据库坏了，已经从坏文件和底稿里恢复。请运行 terminal doctor。", err=True)


@contextmanager
def looked_after(settings: config.Settings) -> Iterator[None]:
    """While it is served: a copy of everything each night; closed in peace at the end."""
    nightly = Nightly(settings.data, settings.backups, settings.backup.hour)
    nightly.start()
    try:
        yield
    finally:
        nightly.stop()
        close_clean(settings)
