"""terminal doctor: is this terminal well? One line for each check, with what to do."""

import subprocess
from pathlib import Path

import click

from terminal import clock, config
from terminal.commands.common import settled
from terminal.errors import LogBroken, SettingsError
from terminal.opening import open_tables
from terminal.sync import ladder
from terminal.sync.checkup import Finding, checkup

WAIT = 10  # seconds


def _run(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=WAIT)
    except subprocess.SubprocessError as wrong:
        raise OSError(str(wrong)) from None
    return done.stdout


def _tell(found: Finding) -> None:
    click.echo(f"{'✓' if found.is_well else '✗'} {found.what}：{found.says}")


@click.command()
@settled
def doctor(config_file: Path | None, data: Path | None) -> None:
    """Look at everything and say what to do; the log does not grow. Exit 1 when something has to be done.

    Example: terminal doctor --data /srv/terminal
    """
    settings = config.read(config_file, data)
    if not settings.data.is_dir():
        raise SettingsError(f"{settings.data} 里没有终端的数据。请核对 --data 写的文件夹。")
    if wrong := ladder.faults(settings.database):
        for problem in wrong:
            click.echo(f"✗ 数据库：{problem.says}")
        raise LogBroken("请重新启动 terminal run，它会自己从备份恢复；恢复不了的，请用 terminal restore。")
    if not settings.database.exists():
        raise SettingsError(f"{settings.data} 里没有终端的数据。请核对 --data 写的文件夹。")
    open_tables(settings)
    bad = 0
    for found in checkup(settings, clock.now(), _run):
        _tell(found)
        bad += not found.is_well
    click.echo(f"有 {bad} 样要办。" if bad else "样样都好。")
    if bad:
        raise click.exceptions.Exit(1)
