"""terminal keys: the keys of the offices above, to whom letters are sealed."""

from pathlib import Path

import click

from terminal import clock, config
from terminal.commands.common import opened, settled
from terminal.commands.device import device
from terminal.errors import Problem, TerminalError, refuse_if
from terminal.feedback.sealed import offices, queries
from terminal.feedback.sealed.events import Office
from terminal.feedback.sealed.sealing import locked, new_identity
from terminal.store.files import write_whole

BY = "命令行"
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group()
def keys() -> None:
    """Keys of the offices above this unit (收信单位的钥匙)."""


keys.add_command(device)


def _tell(office: Office) -> None:
    click.echo(f"{queries.NAMES[office.addressee]}  {office.name}  从 {office.valid_from} 起")
    for key in office.recipients:
        click.echo(f"    指纹 {offices.fingerprint(key)}  {key}")


@keys.command("show")
@settled
def show(config_file: Path | None, data: Path | None) -> None:
    """Every office that can be written to, with the fingerprints of its keys; and those that cannot, and why.

    Example: terminal keys show --data /srv/terminal
    """
    opened(config_file, data, must_exist=True)
    for office in queries.known_offices()[1]:
        _tell(office)
    for desk in queries.offices(clock.today()):
        if desk.missing:
            click.echo(f"✗ {desk.name}：{desk.missing}")


@keys.command("import")
@click.argument("file", type=FILE)
@click.option("--yes", is_flag=True, help="Do not ask; whoever says so has compared the fingerprints.")
@settled
def import_keys(file: Path, yes: bool, config_file: Path | None, data: Path | None) -> None:
    """Register the office key file that `terminal keys make-office` made; shows every fingerprint and asks.

    Example: terminal keys import discipline.toml
    """
    settings = opened(config_file, data)
    found = offices.read_key_file(file.read_bytes())
    _refuse_if_settled(found, settings.feedback)
    for office in found:
        _tell(office)
    if not yes:
        click.echo("请打电话给收信单位，一组一组念，核对每一个指纹。指纹对不上的，千万不要登记。")
        click.confirm("都对上了，登记吗", abort=True)
    done = offices.enter(found, by=BY, now=clock.now())
    click.echo("登记好了，从现在起可以给这些单位写信。" if done else "这些钥匙早就登记过，没有再改什么。")


def _refuse_if_settled(found: tuple[Office, ...], feedback: config.Feedback) -> None:
    """What the settings name is entered again at every start, so a file cannot go before it."""
    named = {office.addressee for office in feedback.office}
    says = "的钥匙已经写在 kiosk_config.toml 的 [feedback] 里，每次开机以那里为准。请改那里，或者先把那一行删掉。"
    refuse_if(Problem(f"{office.name}{says}") for office in found if office.addressee in named)


@keys.command("make-office")
@click.option("--addressee", type=click.Choice(queries.ABOVE), required=True, help="Which office.")
@click.option("--name", required=True, help="What villagers read, such as 青溪县纪委监委信访室.")
@click.option("--out", type=FOLDER, required=True, help="Folder for both files, such as a USB stick of the office.")
@click.option("--passphrase", is_flag=True, help="Lock the private key with a passphrase, asked for twice.")
@settled
def make_office(
    addressee: queries.Above, name: str, out: Path, passphrase: bool, config_file: Path | None, data: Path | None
) -> None:
    """Make a pair of keys for an office, on its own machine: a private file to keep, a public one to carry to terminals.

    Example: terminal keys make-office --addressee discipline --name 青溪县纪委监委信访室 --out /media/office
    """
    settings = config.read(config_file, data)
    if out.resolve().is_relative_to(settings.data):
        raise TerminalError("私钥不能放在终端的数据文件夹里。请在收信单位自己的机器上做，存进自己的 U 盘。")
    secret, public = new_identity()
    office = Office(addressee=addressee, name=name.strip(), recipients=(public,), valid_from=clock.today())
    refuse_if(offices.why_not([office]))
    private, carried = out / f"{addressee}.key", out / f"{addressee}.toml"
    if there := [path for path in (private, carried) if path.exists()]:
        raise TerminalError(f"{there[0]} 已经有了。换掉钥匙会让旧信再也打不开；真要新做，请另选一个文件夹。")
    _keep(private, _identity_file(office, secret), passphrase)
    write_whole(carried, offices.write_key_file(office).encode())
    click.echo(f"私钥：{private}\n    只留在收信单位手里，另存一份备份。丢了它，信就再也打不开。")
    click.echo(f"公钥：{carried}\n    拿到每台终端上登记：terminal keys import {carried.name}")
    _tell(office)


def _identity_file(office: Office, secret: str) -> str:
    head = f"# {office.name}（{office.addressee}），{office.valid_from}\n# public key: {office.recipients[0]}\n"
    return f"{head}{secret}\n"


def _keep(path: Path, text: str, passphrase: bool) -> None:
    data = text.encode()
    if passphrase:
        typed: str = click.prompt("给私钥的口令（屏幕上看不见）", hide_input=True, confirmation_prompt="再写一次")
        data = locked(data, typed)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, data, mode=0o600)
