"""terminal feedback: an office reads the letters sealed for it, on its own machine; a terminal hands them over."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from terminal.commands.common import opened, settled
from terminal.errors import TerminalError
from terminal.feedback.sealed import container, queries
from terminal.feedback.sealed.container import Letter
from terminal.feedback.sealed.sealing import MAGIC, WRONG_KEY, identities_in, unseal
from terminal.journal import blobs
from terminal.store.files import write_whole

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
LINE = "─" * 40


@click.group()
def feedback() -> None:
    """Sealed letters (封好的信)."""


@feedback.command("open")
@click.argument("files", nargs=-1, type=FILE)
@click.option("--identity", type=FILE, required=True, help="The private key file of the office.")
@click.option("--out", type=FOLDER, help="Folder for photographs and voice; without it only the words are shown.")
@settled
def open_letters(
    files: tuple[Path, ...], identity: Path, out: Path | None, config_file: Path | None, data: Path | None
) -> None:
    """Show sealed letters; without FILES, all of this terminal that the key opens. `age -d -i KEY` opens them too.

    Example: terminal feedback open --identity discipline.key --out letters discipline-2026-11-22-*.age
    """
    keys = identities_in(identity.read_bytes(), _phrase(identity))
    if files:
        found, left = _opened(((path.name, path.read_bytes()) for path in files), keys)
    else:
        opened(config_file, data, must_exist=True)
        found, left = _opened(_lying_here(), keys)
        # The letters of other offices lie here too, and are none of this one's business.
        left = [(name, says) for name, says in left if says != WRONG_KEY]
    for name, letter in found:
        _show(name, letter, out)
    for name, says in left:
        click.echo(f"✗ {name}：{says}", err=True)
    click.echo(f"打开了 {len(found)} 封。")
    if left or not found:
        raise click.exceptions.Exit(1)


def _phrase(identity: Path) -> str:
    """The passphrase of a locked key file, asked for."""
    if not identity.read_bytes().startswith(MAGIC):
        return ""
    typed: str = click.prompt("私钥的口令（屏幕上看不见）", hide_input=True)
    return typed


def _lying_here() -> Iterator[tuple[str, bytes]]:
    return ((_name(letter), blobs.path(letter.sha256).read_bytes()) for letter in queries.letters())


def _opened(
    sealed: Iterator[tuple[str, bytes]], keys: Sequence[str]
) -> tuple[list[tuple[str, Letter]], list[tuple[str, str]]]:
    """Letters that opened, and why the others did not."""
    found, left = [], []
    for name, data in sealed:
        try:
            found.append((name, unseal(data, keys)))
        except TerminalError as wrong:
            left.append((name, str(wrong)))
    return found, left


def _show(name: str, letter: Letter, out: Path | None) -> None:
    click.echo(f"{LINE}\n{name}\n{container.in_words(letter)}")
    if out is None:
        if letter.submission.attached:
            click.echo("附件没有取出来。加上 --out 文件夹，就会存到那里。")
        return
    folder = out / Path(name).stem
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for file, data in ((container.WORDS, container.in_words(letter).encode()), *container.files(letter)):
        write_whole(folder / file, data, mode=0o600)
    click.echo(f"存到了 {folder}")


@feedback.command("export")
@click.option("--addressee", type=click.Choice(queries.ABOVE), required=True, help="For which office.")
@click.option("--out", type=FOLDER, required=True, help="Folder, such as a USB stick.")
@settled
def export(addressee: str, out: Path, config_file: Path | None, data: Path | None) -> None:
    """Copy the sealed letters for an office, still sealed; their names say the office and the day alone.

    Example: terminal feedback export --addressee discipline --out /media/usb
    """
    opened(config_file, data, must_exist=True)
    found = queries.letters(addressee)
    out.mkdir(parents=True, exist_ok=True)
    for letter in found:
        write_whole(out / _name(letter), blobs.path(letter.sha256).read_bytes())
    # Not how many: whoever carries them need not know.
    click.echo(f"封好的信都在 {out} 里了，谁也没有打开过。")


def _name(letter: queries.Letter) -> str:
    return f"{letter.addressee}-{letter.day}-{letter.sha256[:12]}.age"
