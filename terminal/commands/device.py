"""terminal keys device: papers by which a laptop of county staff may collect at terminals."""

from pathlib import Path

import click

from terminal import clock
from terminal.bundle import sshsig
from terminal.commands.common import opened, settled
from terminal.config import Settings
from terminal.errors import TerminalError
from terminal.journal.append import append
from terminal.journal.keys import load_or_make
from terminal.store.database import write
from terminal.store.files import write_whole
from terminal.sync import devices, fetching, trust
from terminal.sync.devices import Device

BY = "命令行"
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, writable=True, path_type=Path)


@click.group()
def device() -> None:
    """Laptops of county staff that may collect at terminals (工作人员的电脑)."""


@device.command("show")
@settled
def show(config_file: Path | None, data: Path | None) -> None:
    """The key of this laptop, to be carried to the county; made when there is none.

    Example: terminal keys device show --data laptop
    """
    settings = opened(config_file, data)
    public = trust.own(settings.data)
    click.echo(f"公钥文件：{settings.data / 'keys' / 'terminal.key.pub'}")
    click.echo(f"指纹：{sshsig.key_id(public)}。请带到县里，核对指纹后签证书。")


@device.command("certify")
@click.argument("key_file", metavar="KEYFILE", type=FILE)
@click.option("--name", required=True, help="Whose laptop it is.")
@click.option("--days", type=click.IntRange(1, devices.LONGEST), default=90, show_default=True, help="Valid so long.")
@click.option("--pull-only", is_flag=True, help="It may fetch, and bring nothing.")
@click.option("--out", type=FOLDER, required=True, help="Folder for the certificate, such as a stick.")
@settled
def certify(
    key_file: Path, name: str, days: int, pull_only: bool, out: Path, config_file: Path | None, data: Path | None
) -> None:
    """At the county: sign that this laptop may collect at every terminal.

    Example: terminal keys device certify laptop.pub --name 李工 --out /media/usb --data /srv/county
    """
    settings = _county(config_file, data)
    public = trust.read_file(key_file)
    may = devices.EVERYTHING[:1] if pull_only else devices.EVERYTHING
    said = Device(public=public.hex(), name=name.strip(), may=may, since=clock.today().isoformat(), days=days)
    paper = devices.certify(said, load_or_make(settings.data / "keys"))
    write_whole(out / f"{fetching.CERTIFICATE}.sig", paper.signature.encode())
    write_whole(out / fetching.CERTIFICATE, paper.text.encode())
    click.echo(
        f"证书写在 {out / fetching.CERTIFICATE}，{days} 天有效。指纹 {sshsig.key_id(public)}，请和那台电脑上的核对。"
    )


@device.command("take")
@click.argument("file", type=FILE)
@settled
def take(file: Path, config_file: Path | None, data: Path | None) -> None:
    """On the laptop: keep the certificate the county signed.

    Example: terminal keys device take /media/usb/device.json --data laptop
    """
    settings = opened(config_file, data)
    found = fetching.take(settings.data, file)
    click.echo(f"收下了：{found.name}，{found.since} 起 {found.days} 天。")


@device.command("revoke")
@click.argument("key_file", metavar="KEYFILE", type=FILE)
@click.option("--reason", required=True, help="Why, for the log.")
@settled
def revoke(key_file: Path, reason: str, config_file: Path | None, data: Path | None) -> None:
    """At the county: this laptop may no longer collect; terminals hear of it with the next round or stick.

    Example: terminal keys device revoke laptop.pub --reason 丢了 --data /srv/county
    """
    _county(config_file, data)
    public = trust.read_file(key_file)
    with write():
        append(devices.Revoke(to="*", public=public.hex(), reason=reason.strip()), by=BY, now=clock.now())
    click.echo(f"登记了：{sshsig.key_id(public)} 不再能取。各村收到县里的登记以后生效。")


def _county(config_file: Path | None, data: Path | None) -> Settings:
    settings = opened(config_file, data, must_exist=True)
    if settings.county is None:
        raise TerminalError("这件事在县平台上做：请用 --config 写 county_config.toml，用 --data 写县平台的文件夹。")
    return settings
